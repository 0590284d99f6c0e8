package view

import (
	"slices"

	"barnyard/engine/path"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// Two runs, one above the other on one axis of time. On top is the one that is
// shown; below it the other at the same instant. A line goes through both where
// they part.
//
//	■ qpw=0  queue work                ◆ 36.988 µs admin queues slub_flush of CPU 1
//	       35 µs      36        37
//	CPU 0  |admin             ¦
//	CPU 3  |poll              ¦ |kworker/3:0
//	□ qpw=1  take the lock             ◆ 36.984 µs admin does slub_flush of CPU 1
//	CPU 0  |admin             ¦
//	CPU 3  |poll              ¦

// Measures of the two blocks, in points.
const (
	blockHead  = 18 // the line with a run's name
	blockMarks = 10 // the marks above its rows
	blockFoot  = 6
	mostPaired = 8 // of more CPUs only some are shown
)

// compareBands makes room for the second run: the barns are the first to go.
func compareBands(pile []band, cpus int) {
	rows := float32(2 * min(cpus, mostPaired))
	fixed := float32(2*blockHead + axisHeight + blockMarks + 2*blockFoot)
	for i := range pile {
		switch b := &pile[i]; {
		case b.keep == 4:
			b.least, b.most, b.tight = fixed+19*rows, fixed+54*rows, fixed+thinPair*rows
			b.keep = 6
		case b.keep == 3:
			b.keep = 1
		}
	}
}

// thinPair is how high a row is at least.
const thinPair = 12

// compareTimeline draws both runs into r.
func compareTimeline(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	in := timelineInput(s, m, k)
	in.Tasks, in.Tabs, in.Top = false, false, 0
	in.Does = [2]string{m.PartingText(0), m.PartingText(1)}
	if in.To <= in.From || r.Empty() {
		return
	}
	pane(s, scene.Timeline.ID(), r, theme.Bar)
	around := plotOf(r)
	picked := pairedRows(m, r.H)
	rows := (r.H - 2*blockHead - axisHeight - blockMarks - 2*blockFoot) / 2
	if rows < thinPair { // no row has room: which runs these are, and how they part
		blockName(s, m, m.Shown, "shown", scene.Rect{X: r.X, Y: r.Y, W: r.W, H: blockHead})
		if r.H >= 2*blockHead {
			blockName(s, m, 1-m.Shown, "", scene.Rect{X: r.X, Y: r.Y + blockHead, W: r.W, H: blockHead})
		}
		return
	}
	top := scene.Rect{X: around.X, Y: r.Y + blockHead + axisHeight, W: around.W, H: rows}
	below := top
	below.Y += rows + blockFoot + blockHead + blockMarks

	both := &plot{s: s, in: &in, area: scene.Rect{X: top.X, Y: top.Y, W: top.W, H: below.Y + below.H - top.Y}}
	both.axis(scene.Rect{X: r.X, Y: r.Y + blockHead - 4, W: r.W, H: axisHeight})

	block(s, &in, top, picked)
	note := "shown"
	if picked != nil {
		note = s.Join(note, ", ", s.Int(int64(len(picked))), " of ", s.Int(int64(m.Scenario.Machine.CPUs)), " CPUs")
	}
	blockName(s, m, m.Shown, note, scene.Rect{X: r.X, Y: r.Y, W: r.W, H: blockHead})
	other := otherInput(m, in)
	from := len(s.Items)
	block(s, &other, below, picked)
	s.Other(from)
	partingLine(s, &in, top, below) // the words below lie over it
	blockName(s, m, 1-m.Shown, note, scene.Rect{X: r.X, Y: below.Y - blockMarks - blockHead, W: r.W, H: blockHead})
}

// block draws the tracks of one run.
func block(s *scene.Scene, in *TimelineInput, area scene.Rect, picked []int) {
	p := newPlot(s, in, area)
	if picked != nil {
		p.rows = rows{n: len(picked), y: area.Y, total: len(in.Tracks.CPUs), picked: picked,
			pitch: min(area.H/float32(len(picked)), fullPitch+8)}
	}
	p.fill()
	p.cursor()
}

// otherInput is the run that is not shown, at the same instant. Of what is
// chosen it has the CPU alone; what a hand points at may be its own.
func otherInput(m *ui.Model, in TimelineInput) TimelineInput {
	side := &m.Sides[1-m.Shown]
	in.Hist, in.Tracks, in.Mode = side.Past, side.Tracks, 1-m.Shown
	in.K, in.Now = m.OtherKernel(), m.OtherTime()
	in.Findings, in.Stopped = nil, false
	if cpu := selectedCPU(in.Selected); cpu >= 0 {
		in.Selected = scene.CPU.ID(cpu)
	} else {
		in.Selected = scene.ID{}
	}
	if in.Hover.IsOther() {
		in.Hover = in.Hover.Own()
	} else {
		in.Hover = scene.ID{}
	}
	return in
}

// pairedRows is the CPUs whose rows are shown where not all can be; nil for
// all. First comes the chosen one, then those on which the runs differ, the
// earlier the better.
func pairedRows(m *ui.Model, height float32) []int {
	cpus := m.Scenario.Machine.CPUs
	room := int((height - 2*blockHead - axisHeight - blockMarks - 2*blockFoot) / 2 / thinPair)
	if cpus <= max(room, 1) {
		return nil
	}
	room = max(min(room, mostPaired), 1)
	order := make([]int, cpus)
	for cpu := range order {
		order[cpu] = cpu
	}
	chosen := selectedCPU(m.Sel)
	rank := func(cpu int) int64 {
		if cpu == chosen {
			return -1
		}
		return m.Differs(cpu)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := rank(a), rank(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	picked := order[:room]
	slices.Sort(picked)
	return picked
}

// sideSign is the sign of a side: a square for the left, a ring for the right.
func sideSign(s *scene.Scene, id scene.ID, x, y float32, side int) {
	if side == 0 {
		s.Box(id, scene.Rect{X: x, Y: y, W: 9, H: 9}, 1, solid(theme.SeriesA)).Through()
		return
	}
	s.Circle(id, x+4.5, y+4.5, 4, scene.Ink{}).Outline(solid(theme.SeriesB), theme.ArrowLine).Through()
}

// partingLine is the line through both blocks where the runs part. It has a
// step where that is not the same instant in both.
func partingLine(s *scene.Scene, in *TimelineInput, top, below scene.Rect) {
	part := in.Parting
	if part == nil {
		return
	}
	p := &plot{s: s, in: in, area: top}
	first, second := part.In(in.Mode), part.In(1-in.Mode)
	if max(first, second) > in.Now || min(first, second) < in.From || max(first, second) > in.To {
		return
	}
	a, b := p.x(first), p.x(second)
	pts := [4]scene.Point{{X: a, Y: top.Y - 4}, {X: a, Y: top.Y + top.H}, {X: b, Y: below.Y - 4}, {X: b, Y: below.Y + below.H}}
	s.Polyline(scene.Parting.ID().Sub(1), pts[:], solid(theme.TextMark), theme.Stroke).Dashed().Through()
}
