package scenario

import "strconv"

// Lines: which there are, which may stand once, and the three that are a
// single value.

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
	if p.tok.kind != tWord {
		p.unexpected("a line that starts with " + listing(lineNames()))
	}
	t := p.word("")
	if read := p.onceLine(t.text); read != nil {
		p.unique(p.lines, t, "line")
		read(t)
		return
	}
	read := p.manyLine(t.text)
	if read == nil {
		p.fail(t.pos, "unknown line %s; %s", quote(t.text), expected(t.text, lineNames()))
	}
	read(t)
}

func lineNames() []string {
	return []string{"cache", "claim", "cost", "irq", "kernel", "machine", "memory", "move", "mutant", "nmi", "seed", "softirq", "spurious", "task", "title", "until"}
}

// onceLine gives the reader of a line that a text may hold once.
func (p *parser) onceLine(name string) func(token) {
	switch name {
	case "title":
		return p.title
	case "machine":
		return p.machine
	case "kernel":
		return p.kernel
	case "memory":
		return p.memory
	case "spurious":
		return p.spurious
	case "seed":
		return p.seed
	case "until":
		return p.until
	}
	return nil
}

// manyLine gives the reader of a line that may come often.
func (p *parser) manyLine(name string) func(token) {
	switch name {
	case "cache":
		return p.cache
	case "task":
		return p.task
	case "irq", "nmi", "softirq":
		return p.irq
	case "move":
		return p.move
	case "cost":
		return p.cost
	case "mutant":
		return p.mutant
	case "claim":
		return p.claim
	}
	return nil
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
