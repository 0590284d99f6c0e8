package path

import (
	"fmt"
	"strings"
)

// A generation of the kernel, a patch and a planted bug are edits of listings:
// nothing in the engine asks which kernel it is. An Edit finds its place by
// the words of a line, so that the diff of a listing before and after is what
// people read, and so that an edit that no longer fits is an error.

// Edit changes one function.
type Edit struct {
	Func string // its name
	Line string // how the text of the line begins; empty: the whole function
	Drop int    // lines taken out, from that one on
	Put  []Op   // lines put in their place
}

// Patch is a named set of edits.
type Patch struct {
	Name  string
	What  string // in one sentence
	Edits []Edit
}

// apply edits the functions in place.
func apply(funcs []Listing, p Patch) error {
	for _, e := range p.Edits {
		l := find(funcs, e.Func)
		if l == nil {
			return fmt.Errorf("path: %s edits %s, which does not exist", p.Name, e.Func)
		}
		if e.Line == "" {
			l.Ops = e.Put
			continue
		}
		at := l.line(e.Line)
		if at < 0 || at+e.Drop > len(l.Ops) {
			return fmt.Errorf("path: %s finds no line %q in %s", p.Name, e.Line, e.Func)
		}
		label := l.Ops[at].Label
		ops := append([]Op{}, l.Ops[:at]...)
		ops = append(ops, e.Put...)
		ops = append(ops, l.Ops[at+e.Drop:]...)
		if label != "" && ops[at].Label == "" {
			ops[at].Label = label // whoever came here still does
		}
		l.Ops = ops
	}
	return nil
}

func find(funcs []Listing, name string) *Listing {
	for i := range funcs {
		if funcs[i].Name == name {
			return &funcs[i]
		}
	}
	return nil
}

// line is the index of the only line that begins so, -1 if there is none or
// more than one.
func (l *Listing) line(begins string) int {
	found := -1
	for i := range l.Ops {
		if !strings.HasPrefix(l.Ops[i].Text, begins) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}
