package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// The box that compares the modes: the one that is shown up to now, the other
// over its whole run. The maximum comes with the number of samples; without it
// a maximum says nothing.

// compare places the box where it lies over neither the cursor nor a bar. Where
// there is no such place, the box is made smaller, and where there is none for the
// smallest either, it goes into the line above the bars; on a phone, where that has
// no room, it lies over bars that are like most.
func (l *strip) compare(chosen, n int) [2]string {
	lines := [2]string{}
	wide := float32(0)
	var cells [2]modeCells
	var letters letterWidths
	for mode := range lines {
		cells[mode] = l.modeCells(mode, chosen, n)
		for column, text := range cells[mode] {
			letters.fit(column, text)
		}
	}
	for mode := range lines {
		lines[mode] = l.modeText(&cells[mode], &letters)
		wide = max(wide, typeset.Measure(lines[mode], theme.Number))
	}
	if l.fits(wide, tableHigh, noBar) {
		return lines
	}
	return l.briefTable(chosen, n)
}

// How high the box is with two lines, and with one.
const tableHigh, flatHigh = 37, 22

// headWide is how wide a plot is at least whose line above has room for the box.
const headWide = 600

// overBars is what of the bars the box may lie over.
type overBars bool

const (
	noBar     overBars = false
	commonBar overBars = true // those like most: spikes are what the strip is there for
)

// fits makes the box so large and looks for its place.
func (l *strip) fits(wide, high float32, over overBars) bool {
	l.table = scene.Rect{Y: l.area.Y, W: wide + 20, H: high}
	if l.table.W <= l.area.W && l.area.H >= high && l.findPlace(over) {
		return true
	}
	l.table = scene.Rect{}
	return false
}

// findPlace puts the box to the right, or else into the middle or to the left.
func (l *strip) findPlace(over overBars) bool {
	right := l.area.X + l.area.W - l.table.W
	for _, x := range [...]float32{right, l.area.X + l.area.W*0.55 - l.table.W, l.area.X + 34, l.area.X + 4} {
		if l.table.X = x; x >= l.area.X && x <= right && !l.hides(x, over) {
			return true
		}
	}
	return false
}

// hides says whether the box would lie over the cursor or over a bar if it began
// there. Bars that end below it are seen whole.
func (l *strip) hides(x float32, over overBars) bool {
	if at := l.x(l.in.Now); at > x-10 && at < x+l.table.W+10 {
		return true
	}
	cycles := float64(l.in.To-l.in.From) / float64(l.area.W)
	from := l.in.From + int64(float64(x-4-l.area.X)*cycles)
	to := l.in.From + int64(float64(x+l.table.W+4-l.area.X)*cycles)
	i, j := l.series.Until(from), l.series.Until(min(to, l.in.Now))
	if i >= j {
		return false
	}
	_, most := l.series.Max(i, j)
	if over == commonBar {
		return most > 3*l.typical
	}
	return l.y(most) < l.table.Y+l.table.H
}

// briefTable is the box where there is little room: the maxima alone, one below the
// other or beside each other, and that one of them is of a part of the run if this
// too has room.
func (l *strip) briefTable(chosen, n int) (lines [2]string) {
	for _, soFar := range [...]string{" so far", ""} {
		lines = l.maxima(chosen, n, soFar)
		if l.fits(max(typeset.Measure(lines[0], theme.Number), typeset.Measure(lines[1], theme.Number)), tableHigh, noBar) {
			return lines
		}
		if flat := l.beside(lines); l.fits(typeset.Measure(flat[0], theme.Number), flatHigh, noBar) {
			return flat
		}
	}
	flat := l.beside(lines)
	if l.area.W < headWide && l.fits(typeset.Measure(flat[0], theme.Number), flatHigh, commonBar) {
		return flat
	}
	l.homeless = flat[0]
	return [2]string{}
}

// beside is both lines as one.
func (l *strip) beside(lines [2]string) [2]string {
	return [2]string{l.s.Join(lines[0], "  ", lines[1]), ""}
}

// maxima is the lines with the maxima.
func (l *strip) maxima(chosen, n int, soFar string) (lines [2]string) {
	for mode := range lines {
		lines[mode] = l.s.Join(l.in.Names[mode], " recording…")
		if t, to := l.stretch(mode, chosen, n); t != nil && to == 0 {
			lines[mode] = l.s.Join(l.in.Names[mode], " no sample yet")
		} else if t != nil {
			_, most := t.Max(0, to)
			lines[mode] = l.s.Join(l.in.Names[mode], l.atLeast(mode, " max ", &most), shortOf(l.s, most, l.in.GHz))
			if to < len(t.Marks) || !l.in.Complete[mode] {
				lines[mode] = l.s.Join(lines[mode], soFar)
			}
		}
	}
	return lines
}

// headRoom is how much of the line above the bars it takes to write there what has no
// place among them. The line's own words leave it, so that it does not come and go as
// a number in them gets longer.
func (l *strip) headRoom() float32 {
	if l.homeless == "" {
		return 0
	}
	return typeset.Measure(l.homeless, theme.Number) + 22
}

// inHead writes what has no place among the bars into the line above them, from one
// point to another.
func (l *strip) inHead(y, from, to float32) {
	if wide := typeset.Measure(l.homeless, theme.Number); l.homeless != "" && from+wide <= to {
		l.s.Text(scene.LatencyTable.ID(), to-wide, y, l.homeless, theme.Number, scene.Start, scene.Solid(theme.TextSoft)).Wide(wide).Tip(tableTip)
	}
}

// drawTable draws the box, over all else.
func (l *strip) drawTable(lines [2]string) {
	if l.table.Empty() {
		return
	}
	l.s.Box(scene.LatencyTable.ID(), l.table, theme.RadiusButton, scene.Solid(theme.Card)).
		Outline(scene.Solid(theme.Edge), theme.Hairline).
		Tip(tableTip)
	for mode, text := range lines {
		if text == "" {
			continue
		}
		ink := scene.Solid(theme.TextDim)
		if mode == l.in.Mode {
			ink = scene.Solid(theme.Text)
		}
		y := l.table.Y + 16 + 16*float32(mode)
		l.s.Text(scene.LatencyRow.ID(mode), l.table.X+10, y, text, theme.Number, scene.Start, ink).
			Wide(typeset.Measure(text, theme.Number)).Tip(tableTip)
	}
}

const tableTip = "p50: half of the samples take at most this. max: the longest. n: how many samples. Times are microseconds."

// stretch is the series of a mode, and how many of its samples count; nil when
// there is nothing to say yet.
func (l *strip) stretch(mode, chosen, n int) (*track.Series, int) {
	t := l.in.Tracks[mode]
	switch {
	case t == nil || chosen >= len(t.Series):
		return nil, 0
	case mode == l.in.Mode:
		return &t.Series[chosen], n
	case !l.in.Complete[mode]:
		return nil, 0
	}
	return &t.Series[chosen], len(t.Series[chosen].Marks)
}

// atLeast makes a maximum one that may still grow where the sample under way lasts
// longer than all before it.
func (l *strip) atLeast(mode int, name string, most *int64) string {
	if took := l.in.Now - l.in.Since; mode == l.in.Mode && l.in.Open && took > *most {
		*most = took
		return l.s.Join(name, "≥ ")
	}
	return name
}

// modeCells is what stands in a line of the box: the name of the run, p50, the
// maximum, how many samples, and of how much of the run; or the name, and in the
// last column why there are none.
type modeCells [5]string

func (l *strip) modeCells(mode, chosen, n int) (c modeCells) {
	c[0] = l.in.Names[mode]
	s, to := l.stretch(mode, chosen, n)
	switch {
	case s == nil:
		c[4] = "recording…"
		return c
	case to == 0:
		c[4] = "no sample yet"
		return c
	}
	_, most := s.Max(0, to)
	least := l.atLeast(mode, "", &most)
	c[1], c[2], c[3] = micros3(l.s, s.Percentile(to, 500), l.in.GHz), l.s.Join(least, micros3(l.s, most, l.in.GHz)), l.s.Int(int64(to))
	c[4] = "in all"
	if to < len(s.Marks) || !l.in.Complete[mode] {
		c[4] = "so far"
	}
	return c
}

// modeText is one line of the box.
func (l *strip) modeText(c *modeCells, wide *letterWidths) string {
	name := wide.left(l.s, 0, c[0])
	if c[3] == "" {
		return l.s.Join(name, "  ", c[4])
	}
	return l.s.Join(name, "  p50 ", wide.right(l.s, 1, c[1]), "  max ", wide.right(l.s, 2, c[2]), " µs  n ", wide.right(l.s, 3, c[3]), " ", c[4])
}
