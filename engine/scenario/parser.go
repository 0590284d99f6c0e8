package scenario

// The parser's hands: one token of sight, and the complaints.

import "fmt"

// parser reads one text. It gives up by panicking with an *Error, which parse
// turns into a result; so nothing between has to pass errors on.
type parser struct {
	scan  scanner
	tok   token // the next one, not yet taken
	last  token // the one taken last
	words Vocabulary
	out   *Scenario

	lines  map[string]Pos   // lines that may stand once
	caches map[string]Pos   // declared so far
	tasks  map[string]Pos   // tasks, irqs and nmis
	isTask map[string]bool  // the tasks among them
	series map[string]token // "task.NAME" of every mark

	later      []check // what needs the whole text
	program    program // the program being read
	statements int
	expanded   int   // statements, counted for each task that has them
	depth      int   // open blocks
	rounds     int64 // product of the counted loops around
}

// fail ends the parse.
func (p *parser) fail(pos Pos, format string, args ...any) {
	panic(&Error{p.out.Name, pos, fmt.Sprintf(format, args...)})
}

// unexpected ends the parse at the next token.
func (p *parser) unexpected(want string) {
	if p.tok.kind == tBad {
		p.fail(p.tok.pos, "%s", p.tok.text)
	}
	p.fail(p.tok.pos, "found %s; expected %s", p.tok.found(), want)
}

func (p *parser) advance() token {
	p.last = p.tok
	p.tok = p.scan.next()
	return p.last
}

// accept takes the mark if it comes next.
func (p *parser) accept(mark string) bool {
	if !p.tok.is(mark) {
		return false
	}
	p.advance()
	return true
}

// expect takes the mark that must come next.
func (p *parser) expect(mark string) token {
	if !p.tok.is(mark) {
		p.unexpected(quote(mark))
	}
	return p.advance()
}

// word takes the word that must come next.
func (p *parser) word(want string) token {
	if p.tok.kind != tWord {
		p.unexpected(want)
	}
	t := p.advance()
	if p.tok.from == t.to {
		p.notBad() // the bad character is part of the word
	}
	return t
}

// name takes a word that names something. A key in its place means that the
// name was forgotten.
func (p *parser) name(want string) token {
	t := p.keyName(want)
	if p.tok.is("=") {
		p.fail(t.pos, "found %s; expected %s", quote(t.text+"="), want)
	}
	return t
}

// keyName is name, for a name that "=" follows.
func (p *parser) keyName(want string) token {
	t := p.word(want)
	if !isName(t.text) {
		p.fail(t.pos, "bad name %s; expected %s: a letter, then letters, digits, _ - or .", quote(t.text), want)
	}
	return t
}

// number takes a whole number from lo to hi.
func (p *parser) number(what string, lo, hi int64) int64 {
	want := fmt.Sprintf("%s, a whole number from %d to %d", what, lo, hi)
	t := p.word(want)
	n, ok := wholeNumber(t.text)
	if !ok || n > uint64(hi) || int64(n) < lo {
		p.fail(t.pos, "found %s; expected %s", quote(t.text), want)
	}
	return int64(n)
}
