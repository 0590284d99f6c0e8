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
	in := ListingInput{K: k, Thread: m.Followed(), Selected: m.Sel}
	fn, ok := m.ListedFunc()
	if m.Pinned == "" || !ok {
		listing(s, in, inner)
		return
	}
	pinned(s, in, fn, inner)
}

// pinned draws one function.
func pinned(s *scene.Scene, in ListingInput, fn sim.FuncID, r scene.Rect) {
	p := &page{s: s, in: &in, r: r, y: r.Y + 12}
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
		who = in.K.ThreadName(in.Thread) + " is in it, " + in.K.StateText(in.Thread)
	}
	p.line(scene.Listing.ID().Sub(1), 0, who, theme.Label, theme.TextDim)
	p.line(scene.ListingCall.ID(0).Sub(1), 0, l.Name+"("+l.Args+")", theme.CodeBold, theme.Text).Tip(l.Name + ": " + l.What + ".")
	texts, at := steps(l, pc)
	about := func(i int) (scene.ID, string) {
		return scene.ListingStep.ID(int(fn), at[i]), "Step " + itoa(int64(at[i])) + " of " + l.Name + ": " + texts[i] + "."
	}
	if pc >= 0 {
		p.steps(texts, at, pc, about)
		return
	}
	for i := range texts {
		if p.y > r.Y+r.H {
			return
		}
		id, tip := about(i)
		p.line(id, 14, texts[i], theme.Code, theme.TextDim).Tip(tip)
	}
}

// steps is the lines of a function that people read, and their numbers.
func steps(l *path.Listing, pc int) (texts []string, at []int) {
	for i := range l.Ops {
		if l.Ops[i].Text != "" || i == pc {
			texts, at = append(texts, l.Ops[i].Text), append(at, i)
		}
	}
	return texts, at
}
