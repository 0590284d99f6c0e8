package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The list of events: what has happened up to now, a line an event, the last
// one at the bottom. It is the same text that run --events prints.

// eventLines is how many lines one event has at most; a sentence has more words
// at its end than at its beginning.
const eventLines = 3

func eventList(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	past := m.Side().Past
	end := past.FirstOfStep(m.Step + 1)
	if end == 0 {
		words(s, scene.Listing.ID().Sub(3), r.X, r.Y+12, "nothing has happened yet", theme.Label, theme.TextDim, r.W)
		return
	}
	rows := max(int(r.H/theme.Leading), 1)
	var memory [16]string
	first, used := end, 0
	for first > 0 {
		n := len(eventText(memory[:0], m, k, first-1, r.W))
		if used > 0 && used+n > rows {
			break
		}
		first, used = first-1, used+n
	}
	y := r.Y + 12
	for i := first; i < end; i++ {
		e := past.Event(i)
		ink := theme.TextDim
		if e.Step == m.Step {
			ink = theme.Text
		}
		for n, line := range eventText(memory[:0], m, k, i, r.W) {
			x, id := r.X, scene.EventLine.ID(i)
			if n > 0 {
				x, id = x+eventIndent, id.Sub(n)
			}
			it := s.Text(id, x, y, line, theme.Label, scene.Start, solid(ink)).Wide(typeset.Measure(line, theme.Label))
			if told(m, id) {
				it.Tip(eventWhole(m, k, i))
			}
			y += theme.Leading
		}
	}
}

// eventIndent is how far a line that goes on is moved to the right.
const eventIndent = 12

// eventWhole is an event as run --events prints it.
func eventWhole(m *ui.Model, k *path.Kernel, i int) string {
	e := m.Side().Past.Event(i)
	return sim.Micros(e.Time, m.GHz()) + "  CPU " + itoa(int64(e.CPU)) + "  " + k.EventText(&e)
}

// eventText is an event in lines.
func eventText(lines []string, m *ui.Model, k *path.Kernel, i int, width float32) []string {
	text := eventWhole(m, k, i)
	if typeset.Measure(text, theme.Label) <= width {
		return append(lines, text)
	}
	lines = typeset.Wrap(lines, text, theme.Label, width-eventIndent)
	if len(lines) > eventLines {
		lines[eventLines-1] = typeset.Fit(lines[eventLines-1]+" "+lines[eventLines], theme.Label, width-eventIndent)
		lines = lines[:eventLines]
	}
	return lines
}
