package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// The sliders of the costs, a row each, below the conclusion and its strip. They
// scroll: with the wheel, under a finger, and so that the chosen one is in sight.

// costSliders draws the rows that have room.
func costSliders(s *scene.Scene, m *ui.Model, c *ui.Conclusion, r scene.Rect) {
	pitch := costPitch(m)
	if r.H < pitch {
		return
	}
	s.SetClip(r)
	rows := m.CostRows()
	scrolled := costScroll(m, rows, r.H)
	y := r.Y + 4 - scrolled
	for i := range rows {
		if rows[i].First {
			s.Line(scene.ID{}, r.X, y+6, r.X+r.W, y+6, solid(theme.Edge), theme.Hairline).Through()
			words(s, scene.CostRow.ID(0), r.X, y+20, "twice of these changes nothing here", theme.Label, theme.TextDim, r.W)
			y += costGap
		}
		if y+pitch > r.Y && y < r.Y+r.H {
			costSlider(s, m, c, &rows[i], scene.Rect{X: r.X, Y: y, W: r.W, H: pitch})
		}
		y += pitch
	}
	s.SetClip(scene.Rect{})
	costBeyond(s, r, scrolled, costLength(m, rows))
}

// costBeyond says how much of the sliders is out of sight, and where.
func costBeyond(s *scene.Scene, r scene.Rect, scrolled, length float32) {
	if length <= r.H {
		return
	}
	h := max(r.H*r.H/length, 12)
	bar := scene.Rect{X: r.X + r.W + 6, Y: r.Y + (r.H-h)*scrolled/(length-r.H), W: 3, H: h}
	s.Box(scene.CostRow.ID(0).Sub(30), bar, 1.5, solid(theme.Track)).Through()
}

// costPitch is from one slider to the next: on a phone as far as a finger needs.
func costPitch(m *ui.Model) float32 {
	if m.W < narrowBelow {
		return 32
	}
	return 20
}

// costGap is the height of the line between the two groups.
const costGap = 28

// costLength is the height of all rows.
func costLength(m *ui.Model, rows []ui.CostRow) float32 {
	h := float32(len(rows))*costPitch(m) + 8
	for i := range rows {
		if rows[i].First {
			h += costGap
		}
	}
	return h
}

// costSpot is where the sliders of a pane are scrolled to, and how far they can
// be.
func costSpot(m *ui.Model, listing scene.Rect) (at, most float32) {
	r := costRoom(m, readingRect(listing))
	rows := m.CostRows()
	return costScroll(m, rows, r.H), max(costLength(m, rows)-r.H, 0)
}

// costRoom is what is left for the sliders below claim, strip and words.
func costRoom(m *ui.Model, r scene.Rect) scene.Rect {
	y := r.Y + 26
	if c, at, of := m.Concluded(); c != nil {
		lines, _ := claimLines(c, at, of, r.W)
		y = r.Y + 10 + float32(len(lines))*16 + costStrip + 4
		if r.H < costLow {
			y -= costStrip - costMarks
		}
		y += float32(len(rangeLines(m, r.W)))*16 + 6
	}
	return scene.Rect{X: r.X, Y: y, W: r.W, H: r.Y + r.H - y}
}

// costScroll is how far the rows are scrolled: as the wheel has it, or so that
// the chosen one is in sight.
func costScroll(m *ui.Model, rows []ui.CostRow, height float32) float32 {
	most := max(costLength(m, rows)-height, 0)
	by, follow := m.CostScroll()
	if follow {
		by = 0
		for i := range rows {
			if rows[i].ID == m.ChosenCost() {
				by = costLength(m, rows[:i+1]) - 4 - (costPitch(m)+height)/2 // its middle in the middle
			}
		}
	}
	return min(max(by, 0), most)
}

// costSlider draws one row: name, value, slider, and what twice of it makes.
func costSlider(s *scene.Scene, m *ui.Model, c *ui.Conclusion, row *ui.CostRow, r scene.Rect) {
	id := scene.CostRow.ID(int(row.ID))
	spec := &sim.CostSpecs()[row.ID]
	chosen := row.ID == m.ChosenCost()
	ground, ink, face := theme.Bar, theme.TextSoft, theme.Code.At(11)
	if chosen {
		ground, ink, face = theme.Selected, theme.Text, theme.CodeBold.At(11)
	}
	tip := ""
	if tellerOf(m).told(id) {
		tip = costTip(c, row, spec)
	}
	s.Box(id, scene.Rect{X: r.X - 4, Y: r.Y, W: r.W + 8, H: r.H - 1}, theme.RadiusTray, solid(ground)).Tip(tip)
	y := r.Y + r.H/2 + 3
	name, value, effect := float32(94), float32(44), float32(66)
	if r.W < 270 {
		effect = 0
	}
	words(s, id.Sub(1), r.X, y, spec.Name, face, ink, name)
	wordsEnd(s, id.Sub(2), r.X+name+value, y, ui.Grouped(row.Cycles), face, ink, value)
	groove := scene.Rect{X: r.X + name + value + 14, Y: r.Y + r.H/2 - 2, H: 4}
	groove.W = r.X + r.W - effect - 8 - groove.X
	if groove.W > 30 {
		n := ui.SliderCost + int(row.ID)
		before := groove.X + groove.W*ui.CostShare(row.ID, row.Before)
		s.Line(id.Sub(3), before, groove.Y-3, before, groove.Y+7, solid(theme.TextDim), theme.Hairline).Through()
		if m.W < narrowBelow { // a finger holds the slider anywhere in its row
			s.Box(scene.Knob.ID(n).Sub(1), scene.Rect{X: groove.X - 10, Y: r.Y, W: groove.W + 18, H: r.H - 1}, 0, scene.Ink{}).Tip(spec.What)
		}
		slider(s, n, groove, ui.CostShare(row.ID, row.Cycles), spec.What)
	}
	if effect > 0 && row.Effect.Changes && c != nil {
		text, role := "×2 "+costChange(c, row), theme.TextDim
		if chosen {
			role = theme.Text
		}
		wordsEnd(s, id.Sub(4), r.X+r.W, y, text, theme.Number, role, effect)
	}
}

// costChange is what twice the cycles add to the value, or take from it.
func costChange(c *ui.Conclusion, row *ui.CostRow) string {
	switch e := &row.Effect; {
	case !e.Has:
		return "no value"
	case e.More == 0: // only what it is compared with
		return "the other"
	case e.More < 0:
		return "−" + costValue(c, -e.More)
	default:
		return "+" + costValue(c, e.More)
	}
}

func costTip(c *ui.Conclusion, row *ui.CostRow, spec *sim.CostSpec) string {
	text := spec.Name + ": " + spec.What + ". The model has " + ui.Grouped(spec.Cycles) + " cycles, " + spec.Confidence + "."
	if c != nil && row.Effect.Known {
		if row.Effect.Has {
			text += " With twice of it the value is " + costValue(c, row.Effect.Value) + "."
		} else {
			text += " With twice of it there is no value."
		}
	}
	return text
}
