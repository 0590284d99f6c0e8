package view

import (
	"math"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The reading of the costs: what is concluded, over which range of the chosen
// cost that is so, and a slider for each row of the model.
//
//	max(poll.gap) > 1us when qpw=0        1 of 3
//	(strip: a point a value, ● holds, ○ does not, the present one ringed)
//	switch: holds from 1,234 cycles on, tried up to 16,000
//	switch      2,000  ────●────   ×2: 3.2 µs

const (
	costStrip = 74  // height of the strip
	costMarks = 15  // of one that has only its marks, in a low pane
	costLow   = 240 // a pane below this height is low
)

// costsPane draws the reading into r.
func costsPane(s *scene.Scene, m *ui.Model, r scene.Rect) {
	s.SetClip(r.Grow(theme.Inset / 2))
	defer s.SetClip(scene.Rect{})
	c, at, of := m.Concluded()
	y := r.Y + 4
	if c != nil {
		y = costClaim(s, c, at, of, scene.Rect{X: r.X, Y: y, W: r.W})
		strip := scene.Rect{X: r.X, Y: y, W: r.W, H: costStrip}
		if r.H < costLow {
			strip.H = costMarks
			costBar(s, m, c, strip)
		} else {
			costPoints(s, m, c, strip)
		}
		costWords(s, m, scene.Rect{X: r.X, Y: y + strip.H + 4, W: r.W})
	} else {
		words(s, scene.CostClaim.ID(), r.X, y+12, "this scenario has no claims and marks no series", theme.Label, theme.TextDim, r.W)
	}
	costSliders(s, m, c, costRoom(m, r))
}

// costClaim writes the conclusion; a hand on it asks for the next one.
func costClaim(s *scene.Scene, c *ui.Conclusion, at, of int, r scene.Rect) float32 {
	lines, count := claimLines(c, at, of, r.W)
	r.H = float32(len(lines))*16 + 4
	tip := "What is asked of the run with " + c.Variant.Label() + ". Press for the next one, or Enter."
	if c.Both {
		tip = "What is asked of both runs, as far as their ends. Press for the next one, or Enter."
	}
	s.Box(scene.CostClaim.ID(), r.Grow(2), theme.RadiusTray, solid(theme.Bar)).Tip(tip)
	for i, line := range lines {
		s.Text(scene.CostClaim.ID().Sub(1+i), r.X, r.Y+12+float32(i)*16, line, theme.CodeBold, scene.Start, solid(theme.Text)).Through()
	}
	if of > 1 {
		wordsEnd(s, scene.CostClaim.ID().Sub(40), r.X+r.W, r.Y+12, count, theme.Label, theme.TextDim, r.W)
	}
	return r.Y + r.H + 2
}

// costWords says in words what the strip shows.
func costWords(s *scene.Scene, m *ui.Model, r scene.Rect) {
	for i, line := range rangeLines(m, r.W) {
		s.Text(scene.CostRow.ID(int(m.ChosenCost())).Sub(20+i), r.X, r.Y+12+float32(i)*16, line, theme.Strong.At(12), scene.Start, solid(theme.Text))
	}
}

// costScale is the scale of the measured values, logarithmic.
type costScale struct{ low, high float64 }

func scaleOf(points []ui.Point, both bool) costScale {
	sc := costScale{math.Inf(1), math.Inf(-1)}
	for i := range points {
		if p := &points[i]; p.Has {
			sc.add(p.Value)
			if both {
				sc.add(p.Other)
			}
		}
	}
	return sc
}

func (sc *costScale) add(v int64) {
	f := math.Log10(float64(max(v, 0)) + 1)
	sc.low, sc.high = min(sc.low, f), max(sc.high, f)
}

// y is the place of a value: the largest on top.
func (sc *costScale) y(v int64, r scene.Rect) float32 {
	if sc.high-sc.low < 1e-9 {
		return r.Y + r.H/2
	}
	f := (math.Log10(float64(max(v, 0))+1) - sc.low) / (sc.high - sc.low)
	return r.Y + r.H*float32(1-f)
}

// costPoints draws the strip: a point a value that was tried.
func costPoints(s *scene.Scene, m *ui.Model, c *ui.Conclusion, r scene.Rect) {
	points, cost := m.Strip(), m.ChosenCost()
	s.Box(scene.CostRow.ID(int(cost)).Sub(10), r, theme.RadiusTray, solid(theme.Well)).Through()
	if len(points) == 0 {
		return
	}
	plot := scene.Rect{X: r.X + 10, Y: r.Y + 14, W: r.W - 20, H: r.H - 44}
	sc := scaleOf(points, c.Both)
	foot := r.Y + r.H - 20
	for i := range points {
		p := &points[i]
		x := plot.X + plot.W*ui.CostShare(cost, p.Cycles)
		costPoint(s, m, c, i, x, sc.y(p.Value, plot), foot)
		if c.Both && p.Has {
			y := sc.y(p.Other, plot)
			s.Line(scene.ID{}, x-3, y, x+3, y, solid(theme.SeriesB), theme.Stroke).Through()
		}
		if p.Present {
			s.Line(scene.CostPoint.ID(int(cost), i).Sub(2), x, r.Y+4, x, foot+6, solid(theme.Cursor), theme.Hairline).Through()
		}
	}
	costAxis(s, m, c, points, plot, r)
}

// costPoint draws one value: a filled point where the conclusion holds, a ring
// where it does not, and below it a bar or a gap that says the same.
func costPoint(s *scene.Scene, m *ui.Model, c *ui.Conclusion, i int, x, y, foot float32) {
	p, id := &m.Strip()[i], scene.CostPoint.ID(int(m.ChosenCost()), i)
	if !p.Known {
		s.Circle(id, x, foot+2, 1.5, solid(theme.Track))
		return
	}
	tip := ""
	if tellerOf(m).told(id) {
		tip = costPointTip(m, c, p)
	}
	if p.Holds {
		s.Box(id.Sub(1), scene.Rect{X: x - 3, Y: foot, W: 6, H: 5}, 1, solid(theme.ObjFree)).Through()
	} else {
		s.Line(id.Sub(1), x-3, foot+5, x+3, foot, solid(theme.Spike), theme.Stroke).Through()
	}
	switch {
	case !p.Has:
		s.Circle(id, x, foot+2, 3, scene.Ink{}).Tip(tip)
	case p.Holds:
		s.Circle(id, x, y, 3.5, solid(theme.ObjFree)).Tip(tip)
	default:
		s.Circle(id, x, y, 3, solid(theme.Well)).Outline(solid(theme.Spike), theme.Stroke).Tip(tip)
	}
}

// costBar draws the strip of a low pane: a bar where the conclusion holds, a
// stroke where it does not, and where the present value is.
func costBar(s *scene.Scene, m *ui.Model, c *ui.Conclusion, r scene.Rect) {
	cost := m.ChosenCost()
	s.Box(scene.CostRow.ID(int(cost)).Sub(10), r, theme.RadiusTray, solid(theme.Well)).Through()
	for i := range m.Strip() {
		p, id := &m.Strip()[i], scene.CostPoint.ID(int(cost), i)
		x, y := r.X+10+(r.W-20)*ui.CostShare(cost, p.Cycles), r.Y+5
		tip := ""
		if p.Known && tellerOf(m).told(id) {
			tip = costPointTip(m, c, p)
		}
		switch {
		case !p.Known:
			s.Circle(id, x, y+2, 1.5, solid(theme.Track))
		case p.Holds:
			s.Box(id, scene.Rect{X: x - 3, Y: y, W: 6, H: 5}, 1, solid(theme.ObjFree)).Tip(tip)
		default:
			s.Line(id, x-3, y+5, x+3, y, solid(theme.Spike), theme.Stroke).Tip(tip)
		}
		if p.Present {
			s.Line(id.Sub(2), x, r.Y+1, x, r.Y+r.H-1, solid(theme.Cursor), theme.Hairline).Through()
		}
	}
}

func costPointTip(m *ui.Model, c *ui.Conclusion, p *ui.Point) string {
	name := sim.CostSpecs()[m.ChosenCost()].Name
	text := "With " + name + "=" + ui.Grouped(p.Cycles)
	switch {
	case !p.Has:
		return text + " there is no value."
	case c.Both:
		return text + ": " + costValue(c, p.Value) + " against " + costValue(c, p.Other) + ": " + holdsWord(p.Holds) + ". Press to run it."
	}
	return text + ": " + costValue(c, p.Value) + ", so it " + holdsWord(p.Holds) + ". Press to run it."
}

func holdsWord(holds bool) string {
	if holds {
		return "holds"
	}
	return "does not hold"
}

// costValue writes what was measured.
func costValue(c *ui.Conclusion, v int64) string {
	if c.Time {
		return shortTime(v)
	}
	return ui.Grouped(v)
}

// costAxis writes the ends of both scales.
func costAxis(s *scene.Scene, m *ui.Model, c *ui.Conclusion, points []ui.Point, plot, r scene.Rect) {
	cost := m.ChosenCost()
	series := ui.CostSeries(cost)
	y := r.Y + r.H - 4
	s.Text(scene.ID{}, plot.X-6, y, ui.Grouped(series[0]), theme.Tiny, scene.Start, solid(theme.TextDim)).Through()
	s.Text(scene.ID{}, plot.X+plot.W+6, y, ui.Grouped(series[len(series)-1])+" cycles", theme.Tiny, scene.End, solid(theme.TextDim)).Through()
	low, high := costEnds(points)
	if high < 0 {
		return
	}
	at := float32(0.5)
	if ui.CostShare(cost, m.CostOf(cost)) < 0.5 { // beside the mark of now, not on it
		at = 1
	}
	text := costValue(c, low) + " to " + costValue(c, high)
	if low == high {
		text = costValue(c, low)
	}
	anchor := scene.End
	x := plot.X + plot.W + 6
	if at < 1 {
		anchor, x = scene.Start, plot.X-6
	}
	s.Text(scene.ID{}, x, r.Y+10, text, theme.Tiny, anchor, solid(theme.TextDim)).Through()
}

// costEnds are the least and the largest value; high is -1 where there is none.
func costEnds(points []ui.Point) (low, high int64) {
	low, high = math.MaxInt64, -1
	for i := range points {
		if points[i].Has {
			low, high = min(low, points[i].Value), max(high, points[i].Value)
		}
	}
	return low, high
}

func rangeLines(m *ui.Model, width float32) []string {
	text := sim.CostSpecs()[m.ChosenCost()].Name + ": " + m.RangeText()
	return typeset.Wrap(nil, text, theme.Strong.At(12), width)
}

// claimLines is the conclusion, and which of how many it is.
func claimLines(c *ui.Conclusion, at, of int, width float32) (lines []string, count string) {
	count = itoa(int64(at+1)) + " of " + itoa(int64(of))
	return typeset.Wrap(nil, c.Text, theme.CodeBold, width-typeset.Measure(count, theme.Label)-12), count
}
