package path

import (
	"fmt"
	"slices"
	"strings"
)

// A generation of the kernel, a patch and a planted bug are edits of listings:
// nothing in the engine asks which kernel it is. An Edit finds its place by
// the words of a line, so that the diff of a listing before and after is what
// people read, and so that an edit that no longer fits is an error.

// Edit changes one function.
type Edit struct {
	Func string // its name
	Args string // its arguments from now on; empty: as they were
	What string // what it is from now on; empty: as it was
	Line string // how the text of the line begins; empty: the whole function
	Drop int    // lines taken out, from that one on
	Put  []Op   // lines put in their place
	End  []Op   // or lines put at the end of the function
}

// Rewrite changes every call of a function, wherever it stands.
type Rewrite struct {
	Call string           // the function that is called
	With func(op Op) []Op // what stands in its place; the first op keeps the label
}

// renamed lets the calls of a function call another.
func renamed(from, to string) Rewrite {
	return Rewrite{Call: from, With: func(op Op) []Op {
		op.Call = to
		return ops(op)
	}}
}

// Patch is a named set of edits.
type Patch struct {
	Name  string
	What  string    // in one sentence
	PW    bool      // it uses the names of version 4
	Adds  []Listing // functions that it brings
	Drops []string  // functions that it does away with
	Calls []Rewrite
	Edits []Edit
}

// apply rewrites calls, then edits the functions, drops those that the patch
// does away with, and adds those that it brings, which it does not touch.
func apply(funcs []Listing, p Patch) ([]Listing, error) {
	for i := range funcs {
		for _, r := range p.Calls {
			rewrite(&funcs[i], r)
		}
	}
	if err := edit(funcs, p); err != nil {
		return nil, err
	}
	return append(drop(funcs, p.Drops), p.Adds...), nil
}

// drop leaves out the functions that are named.
func drop(funcs []Listing, names []string) []Listing {
	return slices.DeleteFunc(funcs, func(l Listing) bool { return slices.Contains(names, l.Name) })
}

func rewrite(l *Listing, r Rewrite) {
	if !slices.ContainsFunc(l.Ops, func(op Op) bool { return op.Call == r.Call }) {
		return
	}
	var out []Op
	for _, op := range l.Ops {
		if op.Call == r.Call {
			out = append(out, r.With(op)...)
		} else {
			out = append(out, op)
		}
	}
	l.Ops = out
}

func edit(funcs []Listing, p Patch) error {
	for _, e := range p.Edits {
		l := find(funcs, e.Func)
		if l == nil {
			return fmt.Errorf("path: %s edits %s, which does not exist", p.Name, e.Func)
		}
		if e.Args != "" {
			l.Args = e.Args
		}
		if e.What != "" {
			l.What = e.What
		}
		if len(e.End) > 0 {
			l.Ops = append(l.Ops, e.End...)
			continue
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
		if label != "" && at < len(ops) && ops[at].Label == "" {
			ops[at].Label = label // whoever came here still does
			if e.Drop == 0 {
				ops[at+len(e.Put)].Label = ""
			}
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

// line is the index of the line that is these words, or the only one that
// begins so; -1 if there is none or more than one.
func (l *Listing) line(begins string) int {
	found := -1
	for i := range l.Ops {
		if l.Ops[i].Text == begins {
			return i
		}
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
