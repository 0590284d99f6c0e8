package view

import (
	"barnyard/engine/history"
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
	kept := &workOf(s).told
	kept.begin(past, r.W)
	first, used := end, 0
	for first > 0 {
		n := len(kept.of(m, k, first-1))
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
		for n, line := range kept.of(m, k, i) {
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

// eventLinesKept is the lines of the events that were in the list before: what has
// happened stays as it is, so each is put into words once.
type eventLinesKept struct {
	past  *history.History
	width float32
	lines map[int]toldEvent
}

// toldEvent is one of them; by hand another one can come in its place.
type toldEvent struct {
	event sim.Event
	lines []string
}

// begin forgets the lines of another run or for another width, and of too many.
func (t *eventLinesKept) begin(past *history.History, width float32) {
	if t.past != past || t.width != width || len(t.lines) > mostKept {
		*t = eventLinesKept{past, width, map[int]toldEvent{}}
	}
}

func (t *eventLinesKept) of(m *ui.Model, k *path.Kernel, i int) []string {
	kept, e := t.lines[i], t.past.Event(i)
	if kept.lines == nil || kept.event != e {
		kept = toldEvent{e, eventText(nil, m, k, i, t.width)}
		t.lines[i] = kept
	}
	return kept.lines
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
