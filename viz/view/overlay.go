package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// What lies over the panes: the ring around what is chosen, a notice, the
// sentence of the thing under the pointer, and the table of keys.

// ring outlines what is chosen, in every pane that shows it.
func ring(s *scene.Scene, id scene.ID) {
	if id.Kind == scene.Nothing {
		return
	}
	if cpu, ok := ui.CPUOf(id); ok && id.Kind != scene.CPU {
		outline(s, scene.CPU.ID(cpu), theme.Hairline)
	}
	outline(s, id, theme.ArrowLine)
}

// outline rings the first item with an id.
func outline(s *scene.Scene, id scene.ID, width float32) {
	for i := range s.Items {
		it := &s.Items[i]
		if it.ID != id || it.Rect.Empty() || it.Shape == scene.Text {
			continue
		}
		clip, r := it.Clip, it.Rect
		s.SetClip(clip)
		s.Box(id.Sub(250), r.Grow(2), theme.RadiusTray+2, scene.Ink{}).Outline(solid(theme.Focus), width).Through()
		s.SetClip(scene.Rect{})
		return
	}
}

func widest(lines []string, t theme.Type) (w float32) {
	for _, l := range lines {
		w = max(w, typeset.Measure(l, t))
	}
	return w
}

// tooltip draws the sentence of what is under the pointer, or of what was
// chosen with the keyboard.
func tooltip(s *scene.Scene, m *ui.Model) {
	id, at := m.Hover, m.Pointer
	hint := hintOf(s, id)
	if hint == "" { // words have none of their own: what they belong to has
		id = id.Thing()
		hint = hintOf(s, id)
	}
	if hint == "" && m.Told {
		id = m.Sel
		hint, at = hintOf(s, id), placeOf(s, id)
	}
	if hint == "" {
		return
	}
	hint += lastTouch(m, id)
	face := theme.Prose.At(12)
	lines := typeset.Wrap(nil, hint, face, min(320, m.W-40))
	w, h := widest(lines, face)+20, float32(len(lines))*16+12
	x, y := at.X+14, at.Y+18
	if x+w > m.W-6 {
		x = max(at.X-w-10, 6)
	}
	if y+h > m.H-6 {
		y = max(at.Y-h-10, 6)
	}
	r := besideCard(s, m, scene.Rect{X: x, Y: y, W: w, H: h})
	x, y = r.X, r.Y
	s.Box(scene.Tooltip.ID(), r, theme.RadiusButton, solid(theme.Card)).Outline(solid(theme.Handle), theme.Hairline).Through()
	for i, line := range lines {
		s.Text(scene.Tooltip.ID().Sub(1+i), x+10, y+17+float32(i)*16, line, face, scene.Start, solid(theme.Text))
	}
}

// besideCard moves the sentence off the card that is open, which the same hand has
// opened to be read: beside it, where there is room.
func besideCard(s *scene.Scene, m *ui.Model, r scene.Rect) scene.Rect {
	card := scene.Rect{}
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == scene.CPU && it.ID.Part == openPart {
			card = it.Rect
		}
	}
	if card.Empty() || !overlap(r, card) {
		return r
	}
	for _, x := range [...]float32{card.X + card.W + 6, card.X - r.W - 6} {
		if x >= 6 && x+r.W <= m.W-6 {
			r.X, r.Y = x, max(r.Y, card.Y)
			return r
		}
	}
	return r
}

// lastTouch tells what happened last to the thing that is told of.
func lastTouch(m *ui.Model, id scene.ID) string {
	e, ok := m.LastTouch(id)
	if !ok {
		return ""
	}
	return " Last: at " + sim.Micros(e.Time, m.GHz()) + " µs on " + cpuText(int32(e.CPU)) + ", " + m.Kernel().EventText(&e) + "."
}

// hintOf is the sentence of the topmost item with this id.
func hintOf(s *scene.Scene, id scene.ID) string {
	if id.Kind == scene.Nothing {
		return ""
	}
	for i := len(s.Items) - 1; i >= 0; i-- {
		if it := &s.Items[i]; it.ID == id && it.Hint != "" {
			return it.Hint
		}
	}
	return ""
}

// placeOf is below the thing with this id.
func placeOf(s *scene.Scene, id scene.ID) scene.Point {
	for i := range s.Items {
		if it := &s.Items[i]; it.ID == id {
			return scene.Point{X: it.Rect.X, Y: it.Rect.Y + it.Rect.H}
		}
	}
	return scene.Point{}
}
