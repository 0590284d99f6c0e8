package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// The box with a line a run: its stroke, its name, its numbers. In a low pane the
// lines stand in two columns and have less to say.

// keyRow is the height of a line, keySign the width of the stroke with its gaps.
const (
	keyRow  = 15
	keySign = 38
)

// keySays is which numbers the box has.
type keySays uint8

const (
	allNumbers keySays = iota
	maxAndCount
	maxAlone
)

// keyText is what the box says of each run, and how wide that is.
type keyText struct {
	rows [6]string
	n    int
	wide float32
}

func (h *bars) keyText(says keySays) (k keyText) {
	k.n = min(h.m.Runs(), len(k.rows))
	var all [len(k.rows)]keyCells
	var wide letterWidths
	for run := range k.n {
		all[run] = h.cells(run)
		for column, text := range all[run] {
			wide.fit(column, text)
		}
	}
	for run := range k.n {
		k.rows[run] = h.numbers(run, says, &all[run], &wide)
		k.wide = max(k.wide, typeset.Measure(k.rows[run], theme.Number))
	}
	return k
}

// keyCells is what may stand in a line: the name of the run, p50, p99, p99.9, the
// maximum, how many samples; the name alone where there is no sample.
type keyCells [len(letterWidths{})]string

// name is what a run is called.
func (h *bars) name(run int) string { return workOf(h.s).wordsOfRun(h.m, run).label }

func (h *bars) cells(run int) (c keyCells) {
	ghz := h.m.GHz()
	c[0] = h.name(run)
	v, ok := h.m.Numbers(run)
	if !ok {
		return c
	}
	_, n := h.m.Samples(run)
	for i, t := range [...]int64{v.P50, v.P99, v.P999, v.Max} {
		c[1+i] = micros3(h.s, t, ghz)
	}
	c[5] = h.s.Int(int64(n))
	return c
}

// numbers is a run in numbers: as many as say what is told.
func (h *bars) numbers(run int, says keySays, c *keyCells, wide *letterWidths) string {
	text := wide.left(h.s, 0, c[0])
	if c[5] == "" {
		return h.s.Join(text, "  no sample yet")
	}
	if says == allNumbers {
		text = h.s.Join(text, "  p50 ", wide.right(h.s, 1, c[1]), "  p99 ", wide.right(h.s, 2, c[2]), "  p99.9 ", wide.right(h.s, 3, c[3]))
	}
	if text = h.s.Join(text, "  max ", wide.right(h.s, 4, c[4]), " µs"); says != maxAlone {
		text = h.s.Join(text, "  n ", wide.right(h.s, 5, c[5]))
	}
	if !h.m.Run(run).Past.Ended() {
		text = h.s.Join(text, " so far")
	}
	return text
}

// legend draws the box.
func (h *bars) legend() {
	k, columns := h.keyText(allNumbers), 1
	if k.wide+keySign+6 > h.area.W*0.75 {
		k = h.keyText(maxAndCount)
	}
	if keyRow*float32(k.n)+8 > h.area.H {
		k, columns = h.keyText(maxAlone), 2
	}
	const note = "where lines coincide, one goes around the other"
	deep := (k.n + columns - 1) / columns
	h.table = scene.Rect{Y: h.area.Y, W: float32(columns)*(k.wide+keySign) + 8, H: 8 + keyRow*float32(deep)}
	noted := h.coincide() && h.table.H+keyRow <= h.area.H && typeset.Measure(note, theme.Tiny) <= h.table.W-16
	if noted {
		h.table.H += keyRow
	}
	h.table.X = h.freest(h.table.W)
	if h.table.W > h.area.W-30 || h.table.H > h.area.H {
		h.table = scene.Rect{}
		return
	}
	h.s.Box(scene.LatencyTable.ID(), h.table, theme.RadiusButton, solid(theme.Card)).Outline(solid(theme.Edge), theme.Hairline).
		Tip("p50: half of the samples take at most this; p99, p99.9: all but one of a hundred, of a thousand. max: the longest. n: how many samples. Times are microseconds.")
	for run := range k.n {
		x, y := h.table.X+float32(run/deep)*(k.wide+keySign), h.table.Y+keyRow+keyRow*float32(run%deep)
		h.key(run, k.rows[run], x, y)
	}
	if noted {
		h.s.Text(scene.LatencyTable.ID().Sub(1), h.table.X+8, h.table.Y+h.table.H-7, note, theme.Tiny, scene.Start, solid(theme.TextDim)).Through()
	}
}

// key draws the line of one run.
func (h *bars) key(run int, row string, x, y float32) {
	keySignOf(h.s, run, x, y)
	text := solid(theme.TextDim)
	if run == h.m.Shown {
		text = solid(theme.Text)
	}
	h.s.Text(scene.LatencyRow.ID(run), x+keySign, y, row, theme.Number, scene.Start, text).Wide(typeset.Measure(row, theme.Number)).Through()
}

// keySignOf draws the stroke of a run beside its name.
func keySignOf(s *scene.Scene, run int, x, y float32) {
	ink, width, dashed := stroke(run)
	it := s.Line(scene.LatencyRow.ID(run).Sub(1), x+8, y-4, x+30, y-4, ink, width).Through()
	if dashed {
		it.Dashed()
	}
	if run >= 2 {
		s.Circle(scene.LatencyRow.ID(run).Sub(2), x+19, y-4, 2, ink).Through()
	}
}
