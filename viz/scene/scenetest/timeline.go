package scenetest

import (
	"math"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

const perMicro = 103.5 // points of the timeline for a microsecond

// at is the place of a time in microseconds.
func at(t float32) float32 { return 90 + (t-35)*perMicro }

// run is a span of a track.
type run struct {
	cpu      int
	from, to float32
	ink      theme.Role
	name     string
}

var runs = []run{
	{0, 35, 36.2, theme.Task, "shrink"},
	{1, 35, 38.1, theme.Task, "netd"},
	{1, 38.6, 41.28, theme.Task, "netd"},
	{2, 37, 37.3, theme.Idle, ""},
	{2, 39.9, 40.3, theme.Hardirq, ""},
	{3, 35, 36.6, theme.RTTask, "poll loop"},
	{3, 36.6, 37, theme.Switch, ""},
	{3, 37, 41.28, theme.Kworker, "kworker: pcs_flush_all"},
}

func timeline(s *scene.Scene) {
	pane(s, scene.Timeline.ID(), scene.Rect{X: 16, Y: 362, W: 918, H: 314}, theme.Bar)
	for i := range 9 {
		x := at(35 + float32(i))
		s.Line(scene.ID{}, x, 386, x, 668, solid(theme.Grid), 1)
		text := string([]byte{"33333444444"[i], "56789012345"[i]})
		if i == 0 {
			text += " µs"
		}
		label(s, x, 380, text, theme.Tiny, scene.Middle, theme.TextDim)
	}
	for cpu := range 4 {
		y := float32(392 + 37*cpu)
		label(s, 28, y+15, "CPU "+string(rune('0'+cpu)), theme.Number, scene.Start, theme.TextDim)
		s.Box(scene.Track.ID(cpu), scene.Rect{X: 90, Y: y, W: 828, H: 20}, 2, solid(theme.Well))
	}
	for i, r := range runs {
		y := float32(392 + 37*r.cpu)
		s.Box(scene.RunSpan.ID(r.cpu, i), scene.Rect{X: at(r.from), Y: y, W: at(r.to) - at(r.from), H: 20}, 2, solid(r.ink))
		label(s, at(r.from)+5, y+14, r.name, theme.SpanName, scene.Start, theme.TextOn)
	}
	waits(s)
	s.Line(scene.Cursor.ID(), at(41.28), 384, at(41.28), 670, solid(theme.Cursor), theme.ArrowLine)
}

// waits adds the wait, the arrow to the one who pays, the bars of the locks
// and the bracket of the victim.
func waits(s *scene.Scene) {
	s.SetClip(scene.Rect{X: 90, Y: 386, W: 828, H: 150})
	s.Hatch(scene.WaitSpan.ID(0, 0), scene.Rect{X: at(36.2), Y: 392, W: at(41.28) - at(36.2), H: 20}, 2, solid(theme.Waiting))
	s.SetClip(scene.Rect{})
	const wait = "flush_work: waits for CPU 3"
	s.Box(scene.ID{}, scene.Rect{X: 230, Y: 395, W: wide(wait, theme.SpanName) + 10, H: 14}, 3, solid(theme.Well))
	label(s, 235, 406, wait, theme.SpanName, scene.Start, theme.Text)
	for i, h := range [][3]float32{{1, 35.4, 35.7}, {1, 36.9, 37.2}, {1, 39.3, 39.6}, {1, 40.5, 40.8}, {3, 37.3, 38.5}, {3, 38.9, 40}, {3, 40.4, 41.28}} {
		y := 414 + 37*h[0]
		s.Box(scene.HoldSpan.ID(int(h[0]), i), scene.Rect{X: at(h[1]), Y: y, W: at(h[2]) - at(h[1]), H: 5}, 1, solid(theme.LockHeld))
	}
	s.Cubic(scene.AskArrow.ID(0), scene.Point{X: at(36.2), Y: 412}, scene.Point{X: at(36.4), Y: 466},
		scene.Point{X: at(36.4), Y: 486}, scene.Point{X: at(36.6), Y: 503}, solid(theme.RemoteWork), theme.ArrowLine).Arrow()
	label(s, 112, 466, "queue_work_on", theme.SpanName, scene.Start, theme.RemoteWork)
	s.Box(scene.Bracket.ID(3, 0), scene.Rect{X: at(36.6), Y: 533, W: at(41.28) - at(36.6), H: 4}, 1, solid(theme.Spike))
	label(s, 504, 549, "poll loop off CPU 4.7 µs", theme.SpanName, scene.Middle, theme.TextAlarm)
	s.Diamond(scene.Mark.ID(0), at(37), 388, 4, solid(theme.CacheLine))
}

func latency(s *scene.Scene) {
	label(s, 28, 562, "loop gap", theme.Label, scene.Start, theme.TextDim)
	label(s, 28, 580, "CPU 3, µs", theme.Tiny, scene.Start, theme.TextDim)
	for i, text := range []string{"0.1", "1", "10", "100"} {
		y := 658 - 30.33*float32(i)
		s.Line(scene.ID{}, 90, y, 918, y, solid(theme.Grid), 1)
		label(s, 84, y+4, text, theme.Tiny, scene.End, theme.TextDim)
	}
	for i := range 96 {
		x := 90 + 6.77*float32(i)
		h := 3 + 8*float32(math.Abs(math.Sin(float64(i*i))))
		if i == 61 {
			h = 29
		}
		s.Box(scene.LatencyBar.ID(0, i), scene.Rect{X: x, Y: 658 - h, W: 3.2, H: h}, 1, tint(theme.SeriesB, 0.9))
	}
	s.Box(scene.LatencyBar.ID(1, 0), scene.Rect{X: at(36.6), Y: 607, W: 4.5, H: 51}, 1, solid(theme.Spike))
	label(s, at(36.6)+9, 611, "4.7 so far", theme.SpanName, scene.Start, theme.TextAlarm)
	s.Box(scene.LatencyTable.ID(), scene.Rect{X: 712, Y: 561, W: 200, H: 44}, 5, solid(theme.Card)).Outline(solid(theme.Edge), 1)
	label(s, 722, 578, "qpw=0   p50 0.16   max 4.7", theme.Number, scene.Start, theme.Text)
	label(s, 722, 595, "qpw=1   p50 0.17   max 0.4", theme.Number, scene.Start, theme.TextDim)
}

const prose = "CPU 0 asked every CPU to empty its sheaves. With qpw=0 the request is a work item that only CPU 3 may run: the polling loop is put aside until the kworker is done.\n\nWatch the padlock on CPU 3 close while objects go back to their slabs."

func lesson(s *scene.Scene) {
	pane(s, scene.Lesson.ID(), scene.Rect{X: 952, Y: 56, W: 312, H: 618}, theme.Bar)
	label(s, 970, 82, "8 · The interrupted loop", theme.Strong.At(12), scene.Start, theme.TextDim)
	lines(s, 970, 108, 24, "Who pays for someone else’s shrink?", theme.Heading, theme.Text)
	lines(s, 970, 162, 19, prose, theme.Prose, theme.TextSoft)
	s.Box(scene.Question.ID(), scene.Rect{X: 970, Y: 326, W: 276, H: 96}, 6, solid(theme.Card)).Outline(solid(theme.Edge), 1)
	label(s, 982, 346, "Before you go on: how long is", theme.Strong, scene.Start, theme.Text)
	label(s, 982, 363, "the loop off its CPU?", theme.Strong, scene.Start, theme.Text)
	for i, answer := range []string{"under 1 µs", "about 5 µs", "50 ms"} {
		ground := theme.Ground
		if i == 1 {
			ground = theme.Selected
		}
		button(s, scene.Answer.ID(i), scene.Rect{X: 982 + 88*float32(i), Y: 376, W: 82, H: 28}, answer, theme.Prose.At(12), ground, theme.Text)
	}
	label(s, 970, 448, "running now", theme.Label, scene.Start, theme.TextDim)
	for i, line := range []string{"pcs_flush_all(cpu 3)", "  lock the sheaves of cpu 3", "  detach spare and rcu_free", "  unlock", "  flush_main:", "    take up to 32 objects", "    unlock, give them to slabs", "    again while any remain"} {
		ink := theme.TextDim
		switch i {
		case 0:
			ink = theme.Text
		case 5:
			ink = theme.TextMark
			s.Icon(scene.ListingLine.ID(i), 974, 549, 10, scene.SignHere, solid(ink))
		}
		label(s, 970, 468+18*float32(i), line, theme.Code, scene.Start, ink)
	}
	s.Icon(scene.ID{}, 970, 645, 9, scene.SignBack, solid(theme.TextDim))
	label(s, 983, 654, "back", theme.Prose.At(12.5), scene.Start, theme.TextDim)
	label(s, 1108, 654, "step 3 of 7", theme.Label, scene.Middle, theme.TextDim)
	label(s, 1232, 654, "next", theme.Strong, scene.End, theme.Text)
	s.Icon(scene.ID{}, 1237, 645, 9, scene.SignPlay, solid(theme.Text))
}

func lines(s *scene.Scene, x, y, leading float32, text string, t theme.Type, ink theme.Role) {
	for i, line := range typeset.Wrap(nil, text, t, 276) {
		label(s, x, y+leading*float32(i), line, t, scene.Start, ink)
	}
}
