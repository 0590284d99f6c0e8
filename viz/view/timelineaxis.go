package view

import (
	"strconv"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// The axis. One unit serves a whole axis. That of the timeline is the clock's, so that
// an instant has one name in the head, on the axis and at the foot, and keeps it while
// the window moves and zooms. Where there is no clock it is ns for what lies below
// 1 µs, ms when the marks stand a tenth of a millisecond or more apart, else µs.

// unit is a unit of time of an axis.
type unit struct {
	name string
	ns   int64
}

func micro() unit { return unit{"µs", 1000} }
func milli() unit { return unit{"ms", 1_000_000} }

// scale is where the marks of an axis stand: every step nanoseconds.
type scale struct {
	step int64
	unit unit
	dec  int // decimals
}

// axisScale is the finest scale whose labels have room, in the clock's unit or, if that
// is none, in one that fits.
func axisScale(s *scene.Scene, clock unit, from, to int64, width float32) scale {
	for decade := int64(1); ; decade *= 10 {
		for _, m := range [...]int64{1, 2, 5} {
			sc := newScale(clock, m*decade, to)
			room := width * float32(float64(sc.step)/float64(to-from))
			widest := typeset.Measure(sc.label(s, to/sc.step*sc.step), theme.Tiny) + typeset.Measure(" µs", theme.Tiny)
			if room >= widest+14 {
				return sc
			}
			if sc.step > to-from {
				return sc
			}
		}
	}
}

func newScale(clock unit, step, to int64) scale {
	sc := scale{step: step, unit: micro()}
	switch {
	case clock.ns > 0:
		sc.unit = clock
	case step >= 100_000:
		sc.unit = milli()
	case to <= 1000:
		sc.unit = unit{"ns", 1}
	}
	for d := sc.unit.ns; step%d != 0; d /= 10 {
		sc.dec++
	}
	return sc
}

// label is a time in nanoseconds as the axis writes it, without the unit.
func (sc scale) label(s *scene.Scene, ns int64) string {
	var memory [32]byte
	b := strconv.AppendInt(memory[:0], ns/sc.unit.ns, 10)
	if sc.dec == 0 {
		return s.Keep(b)
	}
	point := len(b)
	b = strconv.AppendInt(b, sc.unit.ns+ns%sc.unit.ns, 10)
	b[point] = '.' // in the place of the leading 1
	return s.Keep(b[:point+1+sc.dec])
}

// axis draws the marks and the lines down from them.
func (p *plot) axis(r scene.Rect) {
	from, to := sim.Ns(p.in.From, p.in.GHz), sim.Ns(p.in.To, p.in.GHz)
	if to <= from {
		return
	}
	sc := axisScale(p.s, p.in.Clock, from, to, p.area.W)
	first := (from + sc.step - 1) / sc.step * sc.step
	left := r.X + axisInset
	if p.in.Tabs {
		left = r.X + p.tabsWidth()
	}
	for ns := first; ns <= to; ns += sc.step {
		x := p.x(ns * p.in.GHz)
		p.s.Line(scene.ID{}, x, p.area.Y-4, x, p.area.Y+p.area.H, scene.Solid(theme.Grid), theme.Hairline).Through()
		text := sc.label(p.s, ns)
		if ns == first {
			text = p.s.Join(text, " ", sc.unit.name)
		}
		left = p.axisLabel(ns, x, left, r, text)
	}
}

// axisInset is how far the labels keep from the pane's edge.
const axisInset = 4

// axisLabel writes one label so that it stays inside of the pane and right of
// what is there already, or not at all, and says where the next one may begin.
func (p *plot) axisLabel(ns int64, x, left float32, r scene.Rect, text string) float32 {
	w := typeset.Measure(text, theme.Tiny)
	x = min(max(x, left+w/2), r.X+r.W-axisInset-w/2)
	if x-w/2 < left-0.01 {
		return left
	}
	p.s.Text(scene.Tick.ID(int(ns%1_000_000_000)), x, r.Y+14, text, theme.Tiny, scene.Middle, scene.Solid(theme.TextDim)).Through()
	return x + w/2 + 4
}
