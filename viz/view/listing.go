package view

import (
	"strconv"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The listing: the code that one thread runs, one line a step, and the line
// that comes next marked. Above it stands who called whom.

// ListingInput is what the listing is drawn from.
type ListingInput struct {
	K        *path.Kernel // the state at the cursor
	Thread   sim.ThreadID // whose code; sim.NoThread: nothing runs
	Selected scene.ID
	Tell     teller // whose sentences are wanted
}

// ListingThread is the thread whose code people want to see: what runs on the
// chosen CPU, else who acted last of what still runs, else anybody who runs.
func ListingThread(k *path.Kernel, last sim.ThreadID, chosen scene.ID) sim.ThreadID {
	if cpu := selectedCPU(chosen); cpu >= 0 && cpu < len(k.M.CPUs) {
		return k.M.CPUs[cpu].Current()
	}
	if last >= 0 && int(last) < len(k.M.Threads) && k.M.Threads[last].Depth > 0 {
		return last
	}
	for cpu := range k.M.CPUs {
		if id := k.M.CPUs[cpu].Current(); id != sim.NoThread {
			return id
		}
	}
	return sim.NoThread
}

// LastActor is the thread of the last event up to and including a step:
// whoever last did something that can be seen.
func LastActor(events []sim.Event, step uint32) sim.ThreadID {
	for i := len(events) - 1; i >= 0; i-- {
		if e := &events[i]; e.Step <= step && e.Thread != sim.NoThread {
			return e.Thread
		}
	}
	return sim.NoThread
}

// page is a listing while it is being drawn.
type page struct {
	s  *scene.Scene
	in *ListingInput
	r  scene.Rect
	y  float32 // the next baseline
}

// pageOf is a page in memory that lasts.
func pageOf(s *scene.Scene, in ListingInput, r scene.Rect) *page {
	w := workOf(s)
	w.code = in
	w.page = page{s: s, in: &w.code, r: r, y: r.Y + 12}
	return &w.page
}

// listing draws the code that a thread runs into r.
func listing(s *scene.Scene, in ListingInput, r scene.Rect) {
	if in.K == nil || r.W < 40 || r.H < theme.Leading {
		return
	}
	p := pageOf(s, in, r)
	s.Box(scene.Listing.ID(), r, 0, scene.Ink{})
	if in.Thread == sim.NoThread {
		p.line(scene.Listing.ID().Sub(1), 0, ui.IdleText(in.K, in.Selected), theme.Label, theme.TextDim).
			Tip("No code runs on this CPU. Choose another one in the picture, or with w.")
		return
	}
	l, pc, ok := in.K.Line(in.Thread)
	if !ok {
		p.who(p.title(), 0)
		p.line(scene.Listing.ID().Sub(2), 0, in.K.StateText(in.Thread), theme.Label, theme.TextDim)
		return
	}
	if l.Name == "program" && int(in.Thread) < len(in.K.Tasks) {
		p.program()
		return
	}
	p.function(l, pc)
}

// tight says whether there is so little room that the steps themselves come first.
func (p *page) tight() bool { return p.r.H < 90 }

// title says whose code this is and what its thread is doing.
func (p *page) title() string {
	k, th := p.in.K, &p.in.K.M.Threads[p.in.Thread]
	return p.s.Join(nameOf(p.s, k, p.in.Thread), " on ", cpuName(p.s, th.CPU), ", ", k.StateText(p.in.Thread))
}

const titleTip = "Whose code this is, and what its thread does. Choose a CPU in the picture, or with w, for that of another."

// who writes the title; where it is cut its sentence begins with the whole.
func (p *page) who(title string, indent float32) {
	it := p.line(scene.Listing.ID().Sub(1), indent, title, theme.Label, theme.TextDim)
	if it.Hint == "" {
		it.Tip(titleTip)
	} else {
		it.Tip(p.s.Join(title, ". ", titleTip))
	}
}

// head writes the title, the chain of calls and the name of the code. Where it is
// tight the title stands beside the name and the chain is left out.
func (p *page) head(id scene.ID, name, title string, chain bool) *scene.Item {
	tight := p.tight()
	if !tight {
		p.who(title, 0)
		if chain {
			p.calls()
		}
	}
	at := len(p.s.Items)
	p.line(id, 0, name, theme.CodeBold, theme.Text)
	if x := p.s.Items[at].Rect.W + 14; tight && p.r.W-x > 60 {
		p.y -= theme.Leading
		p.who(title, x)
	}
	return &p.s.Items[at]
}

// line writes one line, cut to the width, and goes to the next.
func (p *page) line(id scene.ID, indent float32, text string, t theme.Type, ink theme.Role) *scene.Item {
	fit := fit(p.s, text, t, p.r.W-indent)
	it := p.s.Text(id, p.r.X+indent, p.y, fit, t, scene.Start, scene.Solid(ink)).Wide(typeset.Measure(fit, t))
	if fit != text {
		it.Tip(text)
	}
	p.y += theme.Leading
	return it
}

// calls draws the chain of calls, outermost first; where it is too long, the
// innermost ones.
func (p *page) calls() {
	k, th := p.in.K, &p.in.K.M.Threads[p.in.Thread]
	const arrow = " › "
	depth, room, first := int(th.Depth), p.r.W, int(th.Depth)-1
	gap := typeset.Measure(arrow, theme.Tiny)
	for room -= p.callWidth(first); first > 0; first-- {
		if room -= p.callWidth(first-1) + gap; room < typeset.Measure("…"+arrow, theme.Tiny) {
			break
		}
	}
	x := p.r.X
	write := func(id scene.ID, text string, ink theme.Role) *scene.Item {
		w := typeset.Measure(text, theme.Tiny)
		it := p.s.Text(id, x, p.y-2, text, theme.Tiny, scene.Start, scene.Solid(ink)).Wide(w)
		x += w
		return it
	}
	if first > 0 {
		write(scene.ID{}, "…"+arrow, theme.TextDim)
	}
	for i := first; i < depth; i++ {
		l := &k.Cfg.Code.Funcs[th.Stack[i].Fn]
		name, ink := l.Name, theme.TextDim
		if i == depth-1 {
			name, ink = fit(p.s, name, theme.Tiny, p.r.X+p.r.W-x), theme.TextSoft
		}
		if it := write(scene.ListingCall.ID(i), name, ink); p.in.Tell.told(it.ID) {
			it.Tip(l.Name + ": " + l.What + ". Its next step: " + l.Ops[th.Stack[i].PC].Text + ".")
		}
		if i < depth-1 {
			write(scene.ID{}, arrow, theme.TextDim)
		}
	}
	p.y += theme.Leading
}

func (p *page) callWidth(i int) float32 {
	th := &p.in.K.M.Threads[p.in.Thread]
	return typeset.Measure(p.in.K.Cfg.Code.Funcs[th.Stack[i].Fn].Name, theme.Tiny)
}

// function draws a function's steps around the current one.
func (p *page) function(l *path.Listing, pc int) {
	fn := int(p.in.K.M.Threads[p.in.Thread].Top().Fn)
	it := p.head(scene.ListingCall.ID(int(p.in.K.M.Threads[p.in.Thread].Depth)-1).Sub(1), p.s.Join(l.Name, "(", l.Args, ")"), p.title(), true)
	if p.in.Tell.told(it.ID) {
		it.Tip(l.Name + ": " + l.What + " (" + sectionText(l.Section) + ").")
	}
	w := workOf(p.s)
	texts, at := steps(w.texts[:0], w.at[:0], l, pc)
	w.texts, w.at = texts, at
	p.steps(texts, at, pc, listed{fn: fn, l: l})
}

func sectionText(section string) string {
	if section == "" || section == "-" {
		return "no kernel function"
	}
	return "fact sheet " + section
}

// program draws the statements of a scenario's program around the current one.
func (p *page) program() {
	k, id := p.in.K, int(p.in.Thread)
	code, pc := k.Cfg.Programs[id].Code, int(k.Tasks[id].PC)
	it := p.head(scene.ListingCall.ID(0).Sub(1), p.s.Join("task ", k.Cfg.Programs[id].Name), p.title(), true)
	if p.in.Tell.told(it.ID) {
		it.Tip("The program of " + k.Cfg.Programs[id].Name + ", as the scenario says it.")
	}
	w := workOf(p.s)
	texts, at := w.texts[:0], w.at[:0]
	depth := 0
	for i := range code {
		text, in := code[i].Text, &code[i]
		switch in.Op {
		case path.OpEnd, path.OpPreemptOn, path.OpIRQOn, path.OpSyscallOut:
			depth = max(depth-1, 0)
			text = "}"
		}
		opens := in.Op == path.OpLoop || in.Op == path.OpPreemptOff || in.Op == path.OpIRQOff || in.Op == path.OpSyscallIn
		brace := ""
		if opens {
			brace = " {"
		}
		if in.Op != path.OpJump { // the end of an arm: not a line of the text
			texts, at = append(texts, p.s.Join(indents[:min(2*depth, len(indents))], text, brace)), append(at, i)
		}
		if opens {
			depth++
		}
	}
	w.texts, w.at = texts, at
	p.steps(texts, at, pc, listed{fn: -1, task: id, code: code})
}

// indents is as far as nested statements are moved to the right.
const indents = "                                                                "

// listed says what a line of a listing is: a step of a function, or a statement
// of a task's program.
type listed struct {
	fn    int // -1: a statement
	l     *path.Listing
	brief bool // without the section
	task  int
	code  []path.Instr
}

func (a *listed) id(at int) scene.ID {
	if a.fn < 0 {
		return scene.Statement.ID(a.task, at)
	}
	return scene.ListingStep.ID(a.fn, at)
}

func (a *listed) tip(at int, text string) string {
	switch {
	case a.fn < 0 && a.code[at].Line == 0: // no statement: where the text has none left
		return "The end of the program."
	case a.fn < 0:
		return "Line " + strconv.Itoa(a.code[at].Line) + " of the scenario: " + strings.TrimSpace(text) + "."
	case a.brief:
		return "Step " + strconv.Itoa(at) + " of " + a.l.Name + ": " + text + "."
	}
	return "Step " + strconv.Itoa(at) + " of " + a.l.Name + " (" + sectionText(a.l.Section) + "): " + text + "."
}

// leftOut counts lines for which there is no room; the place is that of one of
// them, which a press runs to.
func (p *page) leftOut(id scene.ID, indent float32, note string, what *listed, at int, text string) {
	if it := p.line(id, indent, note, theme.Tiny, theme.TextDim); p.in.Tell.told(id) {
		it.Tip("There is no room for these lines. The one next to those shown: " + what.tip(at, text))
	}
}

// steps draws lines so that the current one, whose number is pc, is in view;
// what is left out above and below is counted.
func (p *page) steps(texts []string, at []int, pc int, what listed) {
	current := 0
	for i, n := range at {
		if n <= pc {
			current = i
		}
	}
	room := max(int((p.r.Y+p.r.H-5-p.y)/theme.Leading)+1, 1)
	first := min(max(current-room/2, 0), max(len(texts)-room, 0))
	last := min(first+room, len(texts))
	const indent = 14
	for i := first; i < last; i++ {
		id := what.id(at[i])
		switch {
		case i == first && first > 0 && i != current:
			note := p.s.Join("… ", p.s.Int(int64(first+1)), " lines above")
			if below := len(texts) - last; below > 0 && last-1 == current {
				note = p.s.Join(note, ", ", p.s.Int(int64(below)), " below")
			}
			p.leftOut(id, indent, note, &what, at[i], texts[i])
		case i == last-1 && last < len(texts) && i != current:
			note := p.s.Join("… ", p.s.Int(int64(len(texts)-last+1)), " lines below")
			if first > 0 && first == current {
				note = p.s.Join("… ", p.s.Int(int64(first)), " above, ", p.s.Int(int64(len(texts)-last+1)), " lines below")
			}
			p.leftOut(id, indent, note, &what, at[i], texts[i])
		case i == current:
			p.s.Box(id.Sub(1), scene.Rect{X: p.r.X, Y: p.y - 13, W: p.r.W, H: theme.Leading}, theme.RadiusTray, scene.Solid(theme.Selected)).Through()
			p.s.Icon(id.Sub(2), p.r.X+2, p.y-9, 9, scene.SignHere, scene.Solid(theme.TextMark)).Through()
			if it := p.line(id, indent, texts[i], theme.CodeBold, theme.TextMark); p.in.Tell.told(id) {
				it.Tip("Next: " + what.tip(at[i], texts[i]))
			}
		default:
			if it := p.line(id, indent, texts[i], theme.Code, theme.TextDim); p.in.Tell.told(id) {
				it.Tip(what.tip(at[i], texts[i]))
			}
		}
	}
}
