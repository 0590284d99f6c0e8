package scenario

// # Grammar
//
//	text      = { line end }
//	end       = newline | ";"                     (at the last line: optional)
//	line      = "title" TITLE
//	          | "machine" { key }
//	          | "kernel"  { key }
//	          | "cache" NAME { key }
//	          | "task"  NAME { key } block
//	          | ( "irq" | "nmi" ) NAME { key } block
//	          | "cost" NAME "=" NUMBER { NAME "=" NUMBER }
//	          | "mutant" NAME
//	          | "seed" NUMBER
//	          | "until" TIME
//	          | "claim" expr op value [ "when" { key } ]
//	key       = NAME [ "=" WORD { "," WORD } ]
//	block     = "{" { statement end } "}"         (end is optional before "}")
//	statement = verb [ NAME [ NAME ] | NUMBER | TIME ] { key } [ block ]
//	          | "rand" "{" NUMBER ":" { statement end } { NUMBER ":" … } "}"
//	expr      = ( "min" | "p50" | "p99" | "p999" | "max" | "mean" | "count" ) "(" SERIES ")"
//	          | "stat" "(" STAT [ "," "cache" "=" NAME ] [ "," "cpu" "=" NUMBER ] ")"
//	          | "events" "(" KIND [ "," "cpu" "=" NUMBER ] ")"
//	          | ( "switches" | "ipis" ) "(" "cpu" "=" NUMBER ")"
//	          | "time" "(" NAME ".done" ")"
//	          | "violations" "(" ")"
//	op        = "<" | "<=" | "==" | ">=" | ">" | "!="
//	TIME      = NUMBER ( "ns" | "us" | "ms" | "s" | "cy" ) | "0"
//	NAME      = letter { letter | digit | "_" | "-" | "." }
//	NUMBER    = digits, without sign and without leading zero
//
// "#" starts a comment, but not within a title. Lines come in any order, with
// one rule: a cache is declared before a program uses it. Tasks may hand
// objects to each other, so give may name a task that comes later; and what a
// claim speaks of may come after the claim.
//
// # Mistakes
//
// The parser goes once over the text and stops at the first mistake. What
// needs the whole text (is this CPU one of the machine's?) is noted with its
// place and checked at the end, in the order of the text.

import (
	"fmt"
	"slices"
	"strconv"
)

// Parse reads a text. name is what messages call it. The error, if any, is an
// *Error. Names that other rooms define (events, costs, mutants, patches) are
// not checked; see ParseWith.
func Parse(name string, text []byte) (*Scenario, error) {
	return ParseWith(name, text, Vocabulary{})
}

// ParseWith is Parse, and also refuses what is not in words.
func ParseWith(name string, text []byte, words Vocabulary) (*Scenario, error) {
	return parse(name, text, words, MaxBytes)
}

// Default is a scenario with the defaults of the language: one CPU, nothing
// to run.
func Default() *Scenario {
	return &Scenario{
		Machine: Machine{CPUs: 1, Nodes: 1, FairServer: true, GHz: 3},
		Kernel:  Kernel{Generation: "7.1", Names: "qpw"},
	}
}

// parse takes the limit of the text so that tests can reach the limits behind
// it.
func parse(name string, text []byte, words Vocabulary, maxBytes int) (s *Scenario, err error) {
	if len(text) > maxBytes {
		msg := fmt.Sprintf("the text has %d bytes; expected at most %d", len(text), maxBytes)
		return nil, &Error{name, Pos{1, 1}, msg}
	}
	p := &parser{
		scan: newScanner(text), words: words, out: Default(),
		lines: map[string]Pos{}, caches: map[string]Pos{}, tasks: map[string]Pos{},
		series: map[string]token{}, isTask: map[string]bool{}, rounds: 1,
	}
	p.out.Name = name
	defer func() {
		if r := recover(); r != nil {
			mistake, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			s, err = nil, mistake
		}
	}()
	p.tok = p.scan.next()
	p.text()
	p.finish()
	return p.out, nil
}

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

// text reads all lines.
func (p *parser) text() {
	for {
		for p.tok.kind == tEnd {
			p.advance()
		}
		if p.tok.kind == tEOF {
			return
		}
		p.line()
		if p.tok.kind != tEnd && p.tok.kind != tEOF {
			p.unexpected(`a new line or ";"`)
		}
	}
}

// line reads one declaration.
func (p *parser) line() {
	t := p.word("a line that starts with " + listing(lineNames()))
	i := slices.Index(lineNames(), t.text)
	if i < 0 {
		p.fail(t.pos, "unknown line %s; %s", quote(t.text), expected(t.text, lineNames()))
	}
	if read, once := p.onceLines()[t.text]; once {
		p.once(t)
		read(t)
		return
	}
	p.manyLines()[t.text](t)
}

func lineNames() []string {
	return []string{"cache", "claim", "cost", "irq", "kernel", "machine", "mutant", "nmi", "seed", "task", "title", "until"}
}

// onceLines are the lines that a text may hold once.
func (p *parser) onceLines() map[string]func(token) {
	return map[string]func(token){
		"title": p.title, "machine": p.machine, "kernel": p.kernel,
		"seed": p.seed, "until": p.until,
	}
}

func (p *parser) manyLines() map[string]func(token) {
	return map[string]func(token){
		"cache": p.cache, "task": p.task, "irq": p.irq, "nmi": p.irq,
		"cost": p.cost, "mutant": p.mutant, "claim": p.claim,
	}
}

// once fails if there was such a line before.
func (p *parser) once(t token) {
	p.unique(p.lines, t, "line")
}

// unique notes a name and fails if it is taken.
func (p *parser) unique(taken map[string]Pos, t token, what string) {
	if at, ok := taken[t.text]; ok {
		p.fail(t.pos, "a second %s %s; the first is at line %d, column %d", what, quote(t.text), at.Line, at.Col)
	}
	taken[t.text] = t.pos
}

func (p *parser) title(token) {
	if p.tok.kind != tString {
		p.unexpected("a title in quotes")
	}
	p.out.Title = p.advance().text
}

func (p *parser) seed(token) {
	t := p.word("a seed, a whole number")
	n, ok := wholeNumber(t.text)
	if !ok {
		p.fail(t.pos, "bad seed %s; expected a whole number from 0 to %s", quote(t.text), strconv.FormatUint(1<<64-1, 10))
	}
	p.out.Seed = n
}

func (p *parser) until(token) {
	t := p.word("a time")
	p.out.Until = p.time(t, "until")
	if p.out.Until.N == 0 {
		p.fail(t.pos, "until %s is no time at all; expected more than 0", t.text)
	}
}
