package view

import (
	"math"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The histogram: how many samples of each length, one stepped line a run. The
// axis of lengths is even; that of counts is logarithmic, so that one sample
// among a million is still to be seen. Runs differ in the stroke of their lines
// and have their names beside it. The run that is in the picture is
// filled. All are whole, as far as they are recorded.

// bars is a histogram while it is being drawn.
type bars struct {
	s       *scene.Scene
	m       *ui.Model
	area    scene.Rect
	edge    float32 // of the pane, on the right
	width   int64   // of a class, in cycles
	classes int
	top     float64 // the logarithm at the top
	table   scene.Rect
}

// histogram draws all runs. Where what is above it is higher than the usual line, that
// says what each run comes to, and the box does not.
func histogram(s *scene.Scene, m *ui.Model, r scene.Rect, above float32) {
	pane(s, scene.Latency.ID(), r, theme.Bar)
	h := &bars{s: s, m: m, area: plotOf(r), edge: r.X + r.W}
	head := max(above, latencyHead)
	h.area.Y, h.area.H = r.Y+head+2, r.H-head-20
	h.width, h.classes = m.ClassWidth()
	most := int32(1)
	for run := range m.Runs() {
		for _, n := range m.Counts(run) {
			most = max(most, n)
		}
	}
	h.top = math.Log10(float64(most)+1) * 1.05
	h.axes(most)
	for run := m.Runs() - 1; run >= 0; run-- {
		if run != m.Shown {
			h.run(run)
		}
	}
	h.run(m.Shown)
	if above == 0 {
		h.legend()
	}
	h.percentiles()
}

func (h *bars) x(class int) float32 {
	return h.area.X + h.area.W*float32(class)/float32(h.classes)
}

func (h *bars) y(count int32) float32 {
	return h.area.Y + h.area.H*float32(1-math.Log10(float64(count)+1)/h.top)
}

// axes draws the lines of the powers of ten and the marks of the lengths.
func (h *bars) axes(most int32) {
	right := h.area.X + h.area.W
	last := float32(math.Inf(1))
	for n, e := int32(1), 0; ; n, e = n*10, e+1 {
		y := h.y(n)
		if y < last-11 {
			h.s.Line(scene.ID{}, h.area.X, y, right, y, solid(theme.Grid), theme.Hairline).Through()
			h.s.Text(scene.LatencyTick.ID(e), h.area.X-6, y+3.5, h.s.Int(int64(n)), theme.Tiny, scene.End, solid(theme.TextDim)).Through()
			last = y
		}
		if n > most/10 {
			break
		}
	}
	foot := h.area.Y + h.area.H
	h.s.Line(scene.ID{}, h.area.X, foot, right, foot, solid(theme.Edge), theme.Hairline).Through()
	end := sim.Ns(h.width*int64(h.classes), h.m.GHz())
	sc := axisScale(h.s, unit{}, 0, max(end, 1), h.area.W)
	for i, ns := 0, int64(0); ns <= end; i, ns = i+1, ns+sc.step {
		x := h.area.X + h.area.W*float32(float64(ns)/float64(end))
		text := sc.label(h.s, ns)
		if i == 0 {
			text = h.s.Join(text, " ", sc.unit.name)
		}
		h.s.Line(scene.ID{}, x, foot, x, foot+3, solid(theme.Edge), theme.Hairline).Through()
		if w := typeset.Measure(text, theme.Tiny); x+w/2 <= min(right+10, h.edge-axisInset) {
			h.s.Text(scene.LatencyTick.ID(100+i), x, foot+13, text, theme.Tiny, scene.Middle, solid(theme.TextDim)).Through()
		}
	}
}

// stroke is how the line of a run looks: its ink, its width, dashed or not.
func stroke(run int) (ink scene.Ink, width float32, dashed bool) {
	role := [...]theme.Role{theme.SeriesA, theme.SeriesB, theme.Text, theme.TextDim}[run%4]
	width = theme.ArrowLine
	if run >= 2 {
		width = theme.Hairline
	}
	return solid(role), width, run%2 == 1
}

// run draws one run: its bars to point at, and the line along their tops.
func (h *bars) run(run int) {
	counts := h.m.Counts(run)
	if len(counts) == 0 {
		return
	}
	foot := h.area.Y + h.area.H
	ink, width, dashed := stroke(run)
	fill := scene.Ink{}
	if run == h.m.Shown {
		fill = scene.Tint(ink.Role, 0.3)
	}
	tell := tellerOf(h.m)
	var buf [260]scene.Point
	line := append(buf[:0], scene.Point{X: h.area.X, Y: foot})
	for class, n := range counts {
		x0, x1, y := h.x(class), h.x(class+1), h.y(n)
		if n == 0 {
			y = foot
		}
		line = h.around(line, run, class)
		if n == 0 {
			continue
		}
		id := scene.LatencyClass.ID(run, class)
		it := h.s.Box(id, scene.Rect{X: x0, Y: y, W: x1 - x0, H: foot - y}, 0, fill)
		if tell.told(id) {
			it.Tip(h.hint(run, class, n))
		}
		if h.m.Latency.HasClass && class == h.m.Latency.Class && run == h.m.Shown {
			it.Outline(solid(theme.Focus), theme.ArrowLine)
		}
	}
	line = append(line, scene.Point{X: line[len(line)-1].X, Y: foot})
	it := h.s.Polyline(scene.Latency.ID().Sub(10+run), line, ink, width).Through()
	if dashed {
		it.Dashed()
	}
	if run >= 2 {
		h.beads(run, counts, ink)
	}
}

// beads sets a dot on each bar of a thin line, so that it is not only thin.
func (h *bars) beads(run int, counts []int32, ink scene.Ink) {
	for class, n := range counts {
		if n > 0 {
			y := h.y(n) - apartLines*float32(h.covered(run, class))
			h.s.Circle(scene.Latency.ID().Sub(20+run), (h.x(class)+h.x(class+1))/2, y, 2, ink).Through()
		}
	}
}

func (h *bars) hint(run, class int, n int32) string {
	ghz := h.m.GHz()
	from, to := h.width*int64(class), h.width*int64(class+1)
	text := h.name(run) + ": " + plural(int64(n), "sample", "samples") + " from " + long(from, ghz) + " to below " + long(to, ghz) + ". "
	if more := accountText(h.m, scene.LatencyClass.ID(run, class)); more != "" {
		text += more + " "
	}
	return text + "Press it to go there; again, to the next."
}

// freest is where a box of that width, at the top, covers the least: at the
// right, at the left, or between.
func (h *bars) freest(w float32) float32 {
	left, right := h.area.X+8, h.area.X+h.area.W-w
	best, least := right, float32(math.Inf(1))
	for _, x := range [...]float32{right, left, (left + right) / 2} {
		high := float32(0)
		for run := range h.m.Runs() {
			for class, n := range h.m.Counts(run) {
				if h.x(class+1) > x && h.x(class) < x+w && n > 0 {
					high = max(high, h.area.Y+h.area.H-h.y(n))
				}
			}
		}
		if high < least {
			best, least = x, high
		}
	}
	return best
}

// lowest is how high the bars have to be for names over them.
const lowest = 30

// percentiles marks those of the run that is in the picture. What falls into
// one class shares a name.
func (h *bars) percentiles() {
	v, ok := h.m.Numbers(h.m.Shown)
	if !ok {
		return
	}
	values := [...]int64{v.P50, v.P99, v.P999, v.Max}
	names := [...]string{"p50", "p99", "p99.9", "max"}
	foot, free := h.area.Y+h.area.H, h.area.X
	for i := 0; i < len(values); i++ {
		first, text := i, names[i]
		for i+1 < len(values) && values[i+1]/h.width == values[first]/h.width {
			i++
			text = h.s.Join(text, ", ", names[i])
		}
		x := h.area.X + h.area.W*float32(float64(values[first])/float64(h.width*int64(h.classes)))
		id := scene.LatencyMark.ID(h.m.Shown, first)
		h.s.Line(id.Sub(1), x, h.area.Y, x, foot, solid(theme.TextDim), theme.Hairline).Dashed().Through()
		if h.area.H < lowest {
			continue
		}
		box := scene.Rect{Y: h.area.Y - 1, W: typeset.Measure(text, theme.Tiny), H: 12}
		for _, at := range [...]float32{x + 4, x - 4 - box.W} {
			box.X = at
			if at < free || at+box.W > h.area.X+h.area.W || overlap(box.Grow(2), h.table) {
				continue
			}
			h.s.Box(id.Sub(2), box.Grow(1), 2, scene.Tint(theme.Bar, 0.85)).Through()
			h.s.Text(id, at, h.area.Y+8, text, theme.Tiny, scene.Start, solid(theme.TextSoft)).Wide(box.W).
				Tip(h.s.Join(text, " of ", h.name(h.m.Shown), ": ", longOf(h.s, values[first], h.m.GHz()), "."))
			free = at + box.W + 6
			break
		}
	}
}
