package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// Keys follow a line's or a statement's name as key=value, in any order, each
// at most once. A line describes its keys as a table; every check of a value
// has one home here, so every message has the same shape.

// form says how a key is written.
type form uint8

const (
	single form = iota // key=value
	list               // key=value,value,…
	flag               // key alone, or key=on, key=off
	bare               // key alone
	quoted             // key="words"
)

type key struct {
	name string
	form form
	set  func(v value)
}

// value is what was written after a key.
type value struct {
	p     *parser
	key   token
	words []token
}

// keys reads all keys that follow and says where each was.
func (p *parser) keys(of string, table []key) map[string]Pos {
	seen := map[string]Pos{}
	for p.tok.kind == tWord {
		k := p.word("a key")
		if len(table) == 0 {
			p.fail(k.pos, "found %s after %s; expected a new line or \";\"", quote(k.text), of)
		}
		i := slices.IndexFunc(table, func(have key) bool { return have.name == k.text })
		if i < 0 {
			p.fail(k.pos, "unknown key %s of %s; %s", quote(k.text), of, expected(k.text, keyNames(table)))
		}
		if at, twice := seen[k.text]; twice {
			p.fail(k.pos, "a second %s of %s; the first is at line %d, column %d", k.text, of, at.Line, at.Col)
		}
		seen[k.text] = k.pos
		table[i].set(p.value(k, table[i].form))
	}
	return seen
}

func keyNames(table []key) []string {
	var names []string
	for _, k := range table {
		names = append(names, k.name)
	}
	return sorted(names)
}

// need fails unless the key was given.
func (p *parser) need(seen map[string]Pos, of token, owner, name, form string) {
	if _, ok := seen[name]; !ok {
		p.notBad()
		p.fail(of.pos, "%s has no %s; expected %s", owner, name, form)
	}
}

// notBad fails if the next character is one that no text may hold: it is
// likely to be why something is missing.
func (p *parser) notBad() {
	if p.tok.kind == tBad {
		p.unexpected("")
	}
}

// value reads what follows the key.
func (p *parser) value(k token, f form) value {
	v := value{p: p, key: k}
	if f == bare || f == flag && !p.tok.is("=") {
		return v
	}
	p.expect("=")
	want := "a value of " + k.text
	if f == quoted {
		if p.tok.kind != tString {
			p.unexpected(want + " in quotes")
		}
		v.words = append(v.words, p.advance())
		return v
	}
	v.words = append(v.words, p.word(want))
	for f == list && p.accept(",") {
		v.words = append(v.words, p.word(want))
	}
	return v
}

func (v value) text() string { return v.words[0].text }
func (v value) pos() Pos     { return v.words[0].pos }

// bad ends the parse at one word of the value.
func (v value) bad(word token, want string) {
	v.p.fail(word.pos, "bad value %s of %s; expected %s", quote(word.text), v.key.text, want)
}

// number gives a whole number from lo to hi.
func (v value) number(lo, hi int64) int64 {
	n, ok := wholeNumber(v.text())
	if !ok || n > uint64(hi) || int64(n) < lo {
		v.bad(v.words[0], fmt.Sprintf("a whole number from %d to %d", lo, hi))
	}
	return int64(n)
}

// choice gives the index of the value in names.
func (v value) choice(names []string) int {
	i := slices.Index(names, v.text())
	if i < 0 {
		v.bad(v.words[0], listing(names))
	}
	return i
}

// on gives the value of a switch; a flag that stands alone is on.
func (v value) on() bool {
	return len(v.words) == 0 || v.choice(switchNames()) == 1
}

func (v value) time() Dur { return v.p.time(v.words[0], v.key.text) }

// time reads a time that was written for what.
func (p *parser) time(t token, what string) Dur {
	d, ok := ParseDur(t.text)
	if !ok {
		p.fail(t.pos, "bad value %s of %s; expected a whole number and a unit (ns, us, ms, s or cy), at most %ds",
			quote(t.text), what, MaxSeconds)
	}
	if d.Unit == Cycles {
		p.later = append(p.later, check{pos: t.pos, kind: checkCycles, n: d.N, what: what})
	}
	return d
}

// names gives a list of different names.
func (v value) names() []string {
	var names []string
	for i, w := range v.words {
		if i == MaxPatches {
			v.bad(w, fmt.Sprintf("at most %d names", MaxPatches))
		}
		if !isName(w.text) {
			v.bad(w, "a name: a letter, then letters, digits, _ - or .")
		}
		if slices.Contains(names, w.text) {
			v.bad(w, "each name once")
		}
		names = append(names, w.text)
	}
	return names
}

// listing writes alternatives: "a, b or c".
func listing(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
