package view

import (
	"slices"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// Heights of the rows in points. Below fullPitch a row loses its parts from
// the bottom up; below smallPitch only the track itself is left.
const (
	axisHeight = 26
	fullPitch  = 46
	smallPitch = 15
	thinPitch  = 5
)

// rows says which CPUs are shown and how high their rows are.
type rows struct {
	first, n int
	y, pitch float32
	total    int
	picked   []int // the CPUs that are shown, where they are chosen one by one
}

// cpu is the CPU of the nth row.
func (r *rows) cpu(n int) int {
	if r.picked != nil {
		return r.picked[n]
	}
	return r.first + n
}

// place is the row of a CPU; false if it is not shown.
func (r *rows) place(cpu int) (int, bool) {
	if r.picked != nil {
		return slices.BinarySearch(r.picked, cpu)
	}
	return cpu - r.first, cpu >= r.first && cpu < r.first+r.n
}

// row is the places of the parts of one CPU's row. A part without height is
// left out.
type row struct {
	track, hold, held, off scene.Rect
	bracket                float32 // the line of the victims; 0: none
	names                  bool    // there is room for writing
}

// fitRows deals the height to the rows. When not even thin rows fit, only some
// CPUs are shown: from top on, and the chosen one in any case.
func fitRows(area scene.Rect, cpus, top, chosen int) rows {
	r := rows{n: cpus, y: area.Y, total: cpus, pitch: min(area.H/float32(cpus), fullPitch+8)}
	if r.pitch >= thinPitch {
		return r
	}
	note := float32(14) // says which CPUs these are
	r.pitch = thinPitch
	r.n = max(int((area.H-note)/thinPitch), 1)
	r.first = min(max(top, 0), cpus-r.n)
	if chosen >= 0 && chosen < cpus {
		r.first = min(max(r.first, chosen-r.n+1), chosen)
	}
	return r
}

// of is the row of a CPU; its track has no height if the CPU is not shown.
func (r *rows) of(cpu int) row {
	n, ok := r.place(cpu)
	if !ok {
		return row{}
	}
	y := r.y + r.pitch*float32(n)
	at := func(dy, h float32) scene.Rect { return scene.Rect{Y: y + dy, H: h} }
	switch {
	case r.pitch >= 42:
		return row{at(0, 17), at(18.5, 4), at(23.5, 3), at(27.5, 2.5), y + 36, true}
	case r.pitch >= 28:
		return row{at(0, 12.5), at(13.5, 2.5), scene.Rect{}, scene.Rect{}, y + 22, true}
	case r.pitch >= 20:
		return row{at(0, r.pitch-6), at(r.pitch-5, 3), scene.Rect{}, scene.Rect{}, 0, true}
	case r.pitch >= smallPitch:
		return row{at(0, r.pitch-3.5), at(r.pitch-3, 2), scene.Rect{}, scene.Rect{}, 0, true}
	}
	return row{track: at(0, r.pitch-1)}
}

// trackName draws a track's ground and its CPU's name.
func (p *plot) trackName(cpu int, row row) {
	ground := scene.Rect{X: p.area.X, Y: row.track.Y, W: p.area.W, H: row.track.H}
	isolated := p.in.K != nil && p.in.K.M.CPUs[cpu].Isolated
	it := p.s.Box(scene.Track.ID(cpu), ground, theme.RadiusCell, scene.Solid(theme.Well))
	if p.told(it.ID) {
		it.Tip(trackHint(cpu, isolated))
	}
	chosen := selectedCPU(p.in.Selected) == cpu
	if chosen {
		it.Outline(scene.Solid(theme.Focus), theme.Hairline)
	}
	p.cpuName(cpu, row, chosen, isolated)
}

func trackHint(cpu int, isolated bool) string {
	if isolated {
		return cpuText(cpu) + ", isolated: the scheduler moves no other work here."
	}
	return cpuText(cpu) + ", housekeeping: any work may run here."
}

// cpuName writes a row's name, or every few rows' when they are thin.
func (p *plot) cpuName(cpu int, row row, chosen, isolated bool) {
	every := 1
	for float32(every)*p.rows.pitch < 12 && every < p.rows.n {
		every *= 2
	}
	if n, _ := p.rows.place(cpu); n%every != 0 {
		return
	}
	ink := scene.Solid(theme.TextDim)
	if chosen {
		ink = scene.Solid(theme.Text)
	}
	x, y := p.area.X-8, row.track.Y+min(row.track.H-5, 13)
	if row.track.H < 9 {
		y = row.track.Y + 8
	}
	name := cpuName(p.s, cpu)
	if typeset.Measure(name, theme.Number) > x-p.pane.X-4 && p.pane.W > 0 { // four digits on a phone
		name = p.s.Int(int64(cpu))
	}
	p.s.Text(scene.Track.ID(cpu).Sub(1), x, y, name, theme.Number, scene.End, ink).Wide(typeset.Measure(name, theme.Number))
	if isolated && row.bracket > 0 && p.area.X-p.pane.X > 60 {
		p.s.Text(scene.Track.ID(cpu).Sub(2), x, y+13, "isolated", theme.Tiny, scene.End, scene.Solid(theme.TextMark))
	}
	if last := p.rows.first + p.rows.n; p.rows.n < p.rows.total && cpu == p.rows.first && p.rows.picked == nil {
		note := p.s.Join("CPUs ", p.s.Int(int64(cpu)), " to ", p.s.Int(int64(last-1)), " of ", p.s.Int(int64(p.rows.total)))
		p.s.Text(scene.ID{}, p.area.X, p.area.Y+p.area.H-3, note, theme.Tiny, scene.Start, scene.Solid(theme.TextDim))
	}
}

// selectedCPU is the CPU that the chosen thing belongs to; -1 if to none.
func selectedCPU(id scene.ID) int {
	switch id.Kind {
	case scene.CPU, scene.Context, scene.CPUNote, scene.Track, scene.RunSpan, scene.Nested, scene.HoldSpan:
		return int(id.N[0])
	case scene.CPULock, scene.Sheaves, scene.Main, scene.Spare, scene.RCUFree:
		return int(id.N[1])
	}
	return -1
}
