package view

import (
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// What two runs differ in, as text: which runs they are, where they part, what
// a series of latencies comes to, which statistics differ. All numbers are of
// the instant that is shown.

// sheet is the reading while it is being written, from the top down.
type sheet struct {
	s    *scene.Scene
	m    *ui.Model
	r    scene.Rect
	y    float32 // the next baseline
	line int     // how many lines there are, for their names
}

// comparePane draws the reading, or the runs to choose from.
func comparePane(s *scene.Scene, m *ui.Model, r scene.Rect) {
	h := &sheet{s: s, m: m, r: r, y: r.Y + 12}
	h.sides()
	if m.Choosing {
		h.choices()
		return
	}
	h.parting()
	h.latencies()
	h.statistics()
}

// room says whether that many more lines fit.
func (h *sheet) room(lines int) bool {
	return h.y+float32(lines-1)*theme.Leading <= h.r.Y+h.r.H
}

// write is a line of the reading; it is left out where there is no room.
func (h *sheet) write(text string, face theme.Type, ink theme.Role) *scene.Item {
	if !h.room(1) {
		return nil
	}
	cut := fit(h.s, text, face, h.r.W)
	it := h.s.Text(scene.CompareLine.ID(h.line), h.r.X, h.y, cut, face, scene.Start, solid(ink)).Wide(typeset.Measure(cut, face))
	if cut != text {
		it.Tip(text)
	}
	h.line++
	h.y += theme.Leading
	return it
}

// heading begins a part, a little below the one before. Whoever points at it is
// told its sentence.
func (h *sheet) heading(text, sentence string) {
	h.y += 5
	if it := h.write(text, theme.Label, theme.TextDim); it != nil {
		it.Tip(sentence)
	}
}

// A pane with room for a few lines, and one in which both runs and the button have
// room on one.
const (
	shortSheet = 180
	broadSheet = 560
	buttonRoom = 200
)

// sides names the runs; a press on one shows it. The button chooses another. Where
// lines are few and long, all of them share one.
func (h *sheet) sides() {
	broad := h.r.H < shortSheet && h.r.W >= broadSheet && !h.m.Choosing
	x, room := h.r.X, h.r.W
	if broad {
		room = (h.r.W - buttonRoom) / float32(len(h.m.Sides))
	}
	for i := range h.m.Sides {
		if !h.room(1) || h.m.Choosing && h.r.H < shortSheet { // the list needs the room
			break
		}
		x += h.side(i, x, room)
		if !broad {
			x = h.r.X
			h.y += theme.Leading
		}
	}
	if !h.room(1) {
		return
	}
	if broad {
		h.y -= 2 // what a button's words stand lower
	}
	h.chooser(x)
	if broad {
		h.y -= 4
	}
}

// side names one run at x and says how wide that is.
func (h *sheet) side(i int, x, room float32) float32 {
	v := workOf(h.s).wordsOf(h.m, i)
	id := scene.CompareAct.ID(ui.ActSide + i)
	face, ink := theme.Prose.At(12), theme.TextSoft
	if i == h.m.Shown {
		face, ink = theme.Strong, theme.Text
	}
	sideSign(h.s, id.Sub(1), x, h.y-9, i)
	w := words(h.s, id, x+15, h.y, sideName(h.s, v, face, room-15), face, ink, room-15)
	h.s.Items[len(h.s.Items)-1].Tip(v.about)
	return 15 + w + 20
}

// chooser is the button that shows the runs to choose from, or the numbers again.
func (h *sheet) chooser(x float32) {
	text, ground := "compare with another run (C)", theme.Card
	if h.m.Choosing {
		text, ground = "back to the numbers (C)", theme.Selected
	}
	w := min(typeset.Measure(text, theme.Label)+20, h.r.X+h.r.W-x)
	button(h.s, scene.CompareAct.ID(ui.ActChoose), scene.Rect{X: x, Y: h.y - 11, W: w, H: 19}, text, theme.Label, ground, theme.Text,
		"The modes, the policies, PREEMPT_RT, generations, patches and planted bugs.")
	h.y += theme.Leading + 4
}

// parting says where the runs part and what each does there.
func (h *sheet) parting() {
	at, ok := h.m.Parting()
	switch {
	case !ok && h.m.Parted():
		h.heading("they do not part: both do the same, each at its pace", "They were compared from beginning to end, thread by thread and CPU by CPU. When something is done, and how much of it by now, can differ all the same.")
		return
	case !ok:
		h.heading("where they part is told once both are recorded", "The runs are still being recorded, or compared.")
		return
	}
	h.heading(h.s.Join("they part on CPU ", h.s.Int(int64(at.CPU)), " (d)"), "Here the runs first do something else. The key d leads there.")
	for i := range h.m.Sides {
		text := h.m.PartingText(i)
		if at.At[i] != track.Open {
			text = h.s.Join(instantText(h.s, h.m, at.At[i]), "  ", text)
		}
		h.does(i, text)
	}
}

// does is what one side does where they part, in up to three lines.
func (h *sheet) does(side int, text string) {
	const most = 3
	id := scene.CompareAct.ID(ui.ActParting).Sub(40 + 10*side)
	var memory [8]string
	lines := typeset.Wrap(memory[:0], text, theme.Label, h.r.W-15)
	for i, line := range lines {
		if i == most || !h.room(1) {
			return
		}
		if i == 0 {
			sideSign(h.s, id.Sub(49+10*side), h.r.X, h.y-9, side)
		}
		if i == most-1 && len(lines) > most {
			line = h.s.Join(line, "…")
		}
		words(h.s, id.Sub(40+10*side+i), h.r.X+15, h.y, line, theme.Label, theme.TextMark, h.r.W-15)
		h.s.Items[len(h.s.Items)-1].Tip(h.s.Join(text, ". Press to go there."))
		h.y += theme.Leading - 3
	}
	h.y += 3
}

// columns writes right-aligned numbers of which the last ends at the right
// edge. The first cell stands at the left.
func (h *sheet) columns(left string, face theme.Type, ink theme.Role, width float32, cells ...string) {
	if !h.room(1) {
		return
	}
	id := scene.CompareLine.ID(h.line)
	space := h.r.W - width*float32(len(cells)) - 4
	words(h.s, id, h.r.X, h.y, left, face, ink, space)
	for i, c := range cells {
		x := h.r.X + h.r.W - width*float32(len(cells)-1-i)
		wordsEnd(h.s, id.Sub(1+i), x, h.y, c, face, ink, width-3)
	}
	h.line++
	h.y += theme.Leading - 1
}

func (h *sheet) micros(cycles int64) string { return micros3(h.s, cycles, h.m.GHz()) }

// change is a difference of times, with its sign.
func (h *sheet) change(cycles int64) string {
	switch {
	case cycles < 0:
		return h.s.Join("−", h.micros(-cycles))
	case cycles > 0:
		return h.s.Join("+", h.micros(cycles))
	}
	return "="
}

// signed is a difference of counts.
func (h *sheet) signed(n int64) string {
	switch {
	case n < 0:
		return h.s.Join("−", h.s.Int(-n))
	case n > 0:
		return h.s.Join("+", h.s.Int(n))
	}
	return "="
}

// statistics writes those that differ, as many as there is room for.
func (h *sheet) statistics() {
	if !h.room(3) {
		return
	}
	if !h.m.Reached(1 - h.m.Shown) {
		h.heading("statistics: recording…", "The other run is not recorded up to the instant that is shown yet.")
		return
	}
	var memory [slub.NStats]ui.StatDiff
	diffs := h.m.StatDiffs(memory[:0])
	if len(diffs) == 0 {
		h.heading("all statistics of the allocator agree up to now", "Each counts the same in both runs, up to the instant that is shown.")
		return
	}
	wide, from := float32(54), len(h.s.Items)
	h.y += 5
	h.columns("what differs by now", theme.Label, theme.TextDim, wide, "", "", "±")
	tell(h.s, from, "What the allocator counts, where it differs up to the instant that is shown: in the run with the square, in the one with the ring, and what the ring has more (+) or less (−).")
	y := h.y - theme.Leading + 1
	for i := range h.m.Sides {
		sideSign(h.s, scene.CompareLine.ID(h.line-1).Sub(8+i), h.r.X+h.r.W-wide*float32(2-i)-10, y-8, i)
	}
	specs := slub.StatSpecs()
	for i, d := range diffs {
		if !h.room(2) && i+1 < len(diffs) {
			h.write(h.s.Join("… and ", h.s.Int(int64(len(diffs)-i)), " more"), theme.Tiny, theme.TextDim)
			return
		}
		spec := &specs[d.Stat]
		id, from := scene.CompareLine.ID(h.line), len(h.s.Items)
		h.columns(spec.Name, theme.Tiny, theme.TextSoft, wide, h.s.Int(d.Of[0]), h.s.Int(d.Of[1]), h.signed(d.Of[1]-d.Of[0]))
		if told(h.m, id) {
			tell(h.s, from, h.s.Join(spec.Name, ": ", spec.What, "."))
		}
	}
}
