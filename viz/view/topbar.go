package view

import (
	"strings"

	"barnyard/engine/path"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The header: what is shown, in which mode, and when.

// topbar draws the header of the window.
func topbar(s *scene.Scene, m *ui.Model, k *path.Kernel, f Frame) {
	r := f.Top
	s.Box(scene.Header.ID(), r, 0, solid(theme.Bar))
	s.Line(scene.Header.ID().Sub(1), 0, r.H, r.W, r.H, solid(theme.Edge), theme.Stroke).Through()
	if f.Narrow {
		now := s.Join("t = ", clock(s, m, m.Now), clockUnit(m))
		wordsEnd(s, scene.HeaderItem.ID(1), r.W-8, 24, now, theme.Clock.At(12), theme.Text, r.W)
		clockTip(s, m)
		w := clockWidth(s, m, theme.Clock.At(12))
		left := caches(s, m, k, r.W-w-20, 84, 1)
		titleIn(s, 8, 24, m.Title, titleNarrow[:], left-16)
		modeSwitch(s, m, scene.Rect{X: 8, Y: 36, W: r.W - 16, H: 30})
		return
	}
	x := headerRight(s, m, r)
	segment := float32(330)
	if r.W < 1000 {
		segment = 290
	}
	need := theme.Margin + typeset.Measure(m.Title, theme.Title) + 24 + cachesWidth(k, 76, 3)
	left := max((r.W-segment)/2.2, need)
	left = min(left, x-segment-16)
	modeSwitch(s, m, scene.Rect{X: left, Y: 9, W: segment, H: 26})
	room := caches(s, m, k, left-12, 76, 3)
	titleIn(s, theme.Margin, 28, m.Title, titleSizes[:], room-theme.Margin-8)
	if chip := (scene.Rect{X: left + segment + 12, Y: 9, W: 104, H: 26}); chip.X+chip.W+12 < x {
		text, tip := "PREEMPT_RT off", "A kernel without PREEMPT_RT: spinlocks spin, the sheaf lock of a CPU is one byte. Press for one with it."
		if m.Side().RT() {
			text, tip = "PREEMPT_RT on", "A kernel with PREEMPT_RT: spinlocks and the sheaf locks of the CPUs sleep and inherit priorities. Press for one without it."
		}
		button(s, scene.Button.ID(ui.ButtonRT), chip, text, theme.Label, theme.Card, theme.TextDim, tip)
	}
}

// headerRight draws the clock, the seed and the small buttons, and returns
// where they begin.
func headerRight(s *scene.Scene, m *ui.Model, r scene.Rect) float32 {
	x := r.W - theme.Margin
	for _, b := range [...]struct {
		id        int
		text, tip string
		on        bool
	}{
		{ui.ButtonHelp, "?", "All keys, and what the marks mean", m.Help},
		{ui.ButtonTheme, lightOrDark(m), "The other theme", false},
		{ui.ButtonCompare, "compare", "The latencies of both modes beside each other", m.Compare},
	} {
		if r.W < 1000 && b.id != ui.ButtonHelp { // the keys do the same
			continue
		}
		w := typeset.Measure(b.text, theme.Strong) + 20
		ground := theme.Card
		if b.on {
			ground = theme.Selected
		}
		x -= w
		button(s, scene.Button.ID(b.id), scene.Rect{X: x, Y: 9, W: w, H: 26}, b.text, theme.Strong.At(12), ground, theme.Text, b.tip)
		x -= 6
	}
	seed := s.Join("seed ", seedText(s, m.Scenario.Seed))
	x -= 10
	x -= wordsEnd(s, scene.HeaderItem.ID(2), x, 28, seed, theme.Code, theme.TextDim, 130)
	s.Items[len(s.Items)-1].Tip("Whatever is random in this run is drawn from this number: the same seed gives the same run.")
	now := s.Join("t = ", clock(s, m, m.Now), clockUnit(m))
	x -= 16
	wordsEnd(s, scene.HeaderItem.ID(1), x, 28, now, theme.Clock, theme.Text, 200)
	clockTip(s, m)
	return x - max(typeset.Measure("t = 0000.000 µs", theme.Clock), clockWidth(s, m, theme.Clock))
}

// clockWidth is how wide the clock is at the end of the run: what stands beside it does
// not move when it gets a digit more.
func clockWidth(s *scene.Scene, m *ui.Model, face theme.Type) float32 {
	return typeset.Measure(s.Join("t = ", clock(s, m, max(m.End(), m.Now)), clockUnit(m)), face)
}

// clockTip says what the time is that was just written.
func clockTip(s *scene.Scene, m *ui.Model) {
	if told(m, scene.HeaderItem.ID(1)) {
		s.Items[len(s.Items)-1].Tip("Simulated time: after micro-step " + itoa(int64(m.Step)) + " of this run, whose clock has " +
			itoa(m.GHz()) + " cycles a nanosecond.")
	}
}

func lightOrDark(m *ui.Model) string {
	if m.Light {
		return "dark"
	}
	return "light"
}

// sideName is the longest name of a variant that fits a part of the switch.
func sideName(s *scene.Scene, v sideWords, face theme.Type, width float32) string {
	full := v.label
	if !strings.Contains(v.label, v.short[strings.LastIndexByte(v.short, ' ')+1:]) { // else it says the same
		full = s.Join(v.label, "  ", v.short)
	}
	for _, text := range [...]string{full, v.label, v.short} {
		if typeset.Measure(text, face) <= width {
			return text
		}
	}
	return fit(s, v.short, face, width)
}

// sideNames are the names of both sides for a switch whose parts are that wide. Where
// one has no room for its settings, the other does not tell its own: "kernel 6.18" and
// "kernel 7.0-rc1" are two of a kind.
func sideNames(s *scene.Scene, m *ui.Model, width float32) (names [2]string) {
	brief := false
	for side := range names {
		v := workOf(s).wordsOf(m, side)
		names[side] = sideName(s, v, theme.Strong, width)
		brief = brief || names[side] == v.short
	}
	for side := range names {
		if v := workOf(s).wordsOf(m, side); brief && strings.Contains(v.label, " ") {
			names[side] = fit(s, v.short, theme.Strong, width)
		}
	}
	for side := range names {
		v, other := workOf(s).wordsOf(m, side), workOf(s).wordsOf(m, 1-side)
		names[side] = firstPart(names[side], v.short, other.short, width)
	}
	return names
}

// firstPart is a name that had to be cut without what stands behind its comma, if that
// has room and tells the two sides apart: a whole word says more than half of a second.
// The name of a bug can do without the word for what it is.
func firstPart(name, short, other string, width float32) string {
	if !strings.HasSuffix(name, "…") {
		return name
	}
	for _, whole := range wholeParts(short, other) {
		if whole != "" && typeset.Measure(whole, theme.Strong) <= width {
			return whole
		}
	}
	return name
}

// wholeParts are the ways to say a name whole, the longest first; an empty one is none.
func wholeParts(short, other string) (parts [3]string) {
	parts[0] = short
	part, _, more := strings.Cut(short, ", ")
	if more && strings.HasPrefix(other, part) { // it is the rest that tells the two apart
		return parts
	}
	parts[1], parts[2] = part, strings.TrimPrefix(part, "bug ")
	return parts
}

// partPad is how much wider a part of the switch is than its name.
const partPad = 8

// uneven gives a side whose name is cut, such as that of a planted bug, what the other
// can do without: the name is what tells the two apart. It is reckoned in the bold
// letters of the shown side, so that nothing moves when the other one is pressed.
func uneven(s *scene.Scene, m *ui.Model, names *[2]string, wide *[2]float32) {
	cut := func(i int) bool { return names[i] != workOf(s).wordsOf(m, i).label && !wholeName(s, m, i, names[i]) }
	if cut(0) == cut(1) {
		return
	}
	long := 0
	if cut(1) {
		long = 1
	}
	all, other := wide[0]+wide[1], workOf(s).wordsOf(m, 1-long)
	for _, whole := range wholeParts(workOf(s).wordsOf(m, long).short, other.short) {
		for _, brief := range [...]string{names[1-long], other.short, other.label} {
			left := all - typeset.Measure(whole, theme.Strong) - typeset.Measure(brief, theme.Strong) - 2*partPad
			if whole != "" && left >= 0 {
				names[long], names[1-long] = whole, brief
				wide[long] = typeset.Measure(whole, theme.Strong) + partPad + left/2 // what is left over is shared
				wide[1-long] = all - wide[long]
				return
			}
		}
	}
}

// wholeName says whether a name on the switch says all that it could.
func wholeName(s *scene.Scene, m *ui.Model, side int, name string) bool {
	return strings.HasSuffix(name, workOf(s).wordsOf(m, side).short)
}

// modeSwitch draws the two sides, the shown one pressed.
func modeSwitch(s *scene.Scene, m *ui.Model, r scene.Rect) {
	s.Box(scene.Segment.ID(0, 0).Sub(9), r, 6, solid(theme.Card)).Outline(solid(theme.Edge), theme.Hairline).Through()
	alike := m.Sides[0].Variant == m.Sides[1].Variant // a kernel that has no other mode
	wide := [2]float32{(r.W - 4) / 2, (r.W - 4) / 2}
	if alike {
		wide = [2]float32{r.W - 4, r.W - 4}
	}
	names := sideNames(s, m, wide[0]-partPad)
	if !alike {
		uneven(s, m, &names, &wide)
	}
	x := r.X + 2
	for i := range m.Sides {
		if alike && i != m.Shown {
			continue
		}
		v, half := workOf(s).wordsOf(m, i), wide[i]
		part := scene.Rect{X: x, Y: r.Y + 2, W: half, H: r.H - 4}
		x += half
		ground, ink, face := solid(theme.Card), theme.TextDim, theme.Prose.At(12.5)
		if i == m.Shown {
			ground, ink, face = solid(theme.Selected), theme.Text, theme.Strong
		}
		id := scene.Segment.ID(0, i)
		s.Box(id, part, 5, ground).Tip(v.about)
		s.Text(id.Sub(1), part.X+half/2, part.Y+part.H/2+4.5, names[i], face, scene.Middle, solid(ink))
	}
}
