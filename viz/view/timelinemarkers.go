package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// What a reader has set on the timeline, and the markers A and B: two lines
// with letters, and between them what lies between.

// Marker is an instant that the reader keeps.
type Marker struct {
	Which int // 0 is A, 1 is B
	At    int64
	Step  uint32
	Text  string // what lies between the two; the last marker has it
}

// timeWants tells the timeline what the reader has set.
func timeWants(m *ui.Model, w *work, in *TimelineInput) {
	in.Tasks, in.Top, in.Tabs, in.Lines = m.Time.Tasks, m.Time.Top, true, m.Owning()
	if o, ok := m.Object(); ok {
		stays, soFar := m.Life()
		w.life = LifeInput{int(o), stays, soFar, crumbsOf(stays)}
		in.Life = &w.life
	}
	for i, mk := range m.Time.Markers {
		if mk.Set {
			in.Markers = append(in.Markers, Marker{Which: i, At: mk.At, Step: mk.Step})
		}
	}
	if cycles, steps, events, ok := m.Between(); ok {
		in.Markers[1].Text = long(cycles, m.GHz()) + " · " + plural(int64(steps), "step", "steps") + " · " + plural(int64(events), "event", "events")
	}
}

// flagHeight is the room of the markers' letters.
const flagHeight = 14

// roomBelow takes what is drawn below the rows off the area.
func (p *plot) roomBelow() {
	if len(p.in.Markers) > 0 && p.area.H > 4*flagHeight {
		p.area.H -= flagHeight
	}
	p.foot = p.area.Y + p.area.H
	p.lifeRoom()
}

// markers draws both.
func (p *plot) markers() {
	for i := range p.in.Markers {
		mk := &p.in.Markers[i]
		id, letter := scene.Marker.ID(mk.Which), string(rune('A'+mk.Which))
		if mk.At >= p.in.From && mk.At <= p.in.To {
			x := p.x(mk.At)
			tip := "Marker " + letter + " at " + sim.Micros(mk.At, p.in.GHz) + " µs. Press " + string(rune('a'+mk.Which)) + " there to let go of it, Esc to let go of both."
			p.s.Line(id, x, p.area.Y-4, x, p.foot+2, scene.Solid(theme.Focus), theme.Stroke).Dashed().Tip(tip)
			p.flag(id, x, letter, tip)
		}
	}
	if len(p.in.Markers) == 2 && p.in.Markers[1].Text != "" {
		p.between(&p.in.Markers[0], &p.in.Markers[1])
	}
}

// flag writes the letter of a marker at the foot of its line, beside it: A to
// its left, B to its right.
func (p *plot) flag(id scene.ID, x float32, letter, tip string) {
	r := scene.Rect{X: x, Y: p.foot + 1, W: 12, H: 13}
	if id.N[0] == 0 && x-12 >= p.area.X || x+12 > p.area.X+p.area.W {
		r.X = x - 12
	}
	p.s.Box(id.Sub(1), r, 2, scene.Solid(theme.Focus)).Tip(tip)
	p.s.Text(id.Sub(2), r.X+6, r.Y+10, letter, theme.SpanName, scene.Middle, scene.Solid(theme.Ground)).Through()
}

// between draws a line from one marker to the other and says what lies there.
func (p *plot) between(a, b *Marker) {
	if max(a.At, b.At) < p.in.From || min(a.At, b.At) > p.in.To {
		return
	}
	x0, x1 := p.x(min(a.At, b.At)), p.x(max(a.At, b.At))
	y := p.foot + 7.5
	id := scene.MarkerSpan.ID()
	tip := "Between the markers A and B lie " + b.Text + "."
	p.s.Line(id, x0, y, x1, y, scene.Solid(theme.Focus), theme.Hairline).Tip(tip)
	w := typeset.Measure(b.Text, theme.SpanName) + 10
	x := min(max((x0+x1-w)/2, p.area.X), p.area.X+p.area.W-w)
	if x1-x0 < w+26 { // there is no room between them: beside, where there is more
		if x = x1 + 16; x+w > p.area.X+p.area.W {
			x = max(x0-w-16, p.area.X)
		}
	}
	p.s.Box(id.Sub(1), scene.Rect{X: x, Y: y - 7, W: w, H: 14}, 3, scene.Solid(theme.Card)).Outline(scene.Solid(theme.Handle), theme.Hairline).Tip(tip)
	p.s.Text(id.Sub(2), x+5, y+3.8, b.Text, theme.SpanName, scene.Start, scene.Solid(theme.Text)).Through()
}
