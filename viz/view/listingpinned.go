package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// A lesson may hold on to one function: the listing then shows it whoever runs,
// with the line at which a thread is in it, if one is.

// listingPane draws the listing that the model asks for.
func listingPane(s *scene.Scene, m *ui.Model, k *path.Kernel, inner scene.Rect) {
	in := ListingInput{K: k, Thread: m.Followed(), Selected: m.Sel, Tell: tellerOf(m)}
	fn, ok := m.ListedFunc()
	if m.Pinned == "" || !ok {
		listing(s, in, inner)
		return
	}
	pinned(s, in, fn, inner)
}

// pinned draws one function.
func pinned(s *scene.Scene, in ListingInput, fn sim.FuncID, r scene.Rect) {
	p := pageOf(s, in, r)
	l := &in.K.Cfg.Code.Funcs[fn]
	pc := -1
	if in.Thread != sim.NoThread {
		th := &in.K.M.Threads[in.Thread]
		for i := range th.Stack[:th.Depth] {
			if th.Stack[i].Fn == fn {
				pc = int(th.Stack[i].PC)
				if i+1 < int(th.Depth) {
					pc-- // the line that called: it goes on after it
				}
			}
		}
	}
	who := "nobody is in it now"
	if pc >= 0 {
		who = s.Join(nameOf(s, in.K, in.Thread), " is in it, ", in.K.StateText(in.Thread))
	}
	if it := p.head(scene.ListingCall.ID(0).Sub(1), s.Join(l.Name, "(", l.Args, ")"), who, false); in.Tell.told(it.ID) {
		it.Tip(l.Name + ": " + l.What + ".")
	}
	w := workOf(s)
	texts, at := steps(w.texts[:0], w.at[:0], l, pc)
	w.texts, w.at = texts, at
	what := listed{fn: int(fn), l: l, brief: true}
	if pc >= 0 {
		p.steps(texts, at, pc, what)
		return
	}
	for i := range texts {
		if p.y > r.Y+r.H {
			return
		}
		id := what.id(at[i])
		if it := p.line(id, 14, texts[i], theme.Code, theme.TextDim); in.Tell.told(id) {
			it.Tip(what.tip(at[i], texts[i]))
		}
	}
}

// steps is the lines of a function that people read, and their numbers.
func steps(texts []string, at []int, l *path.Listing, pc int) ([]string, []int) {
	for i := range l.Ops {
		if l.Ops[i].Text != "" || i == pc {
			texts, at = append(texts, l.Ops[i].Text), append(at, i)
		}
	}
	return texts, at
}
