// Package scenetest draws fixed pictures for the tests of the backends: a
// window full of every kind of mark, in the layout that the real views aim
// for. Nothing in them comes from an engine, so no program may show them.
package scenetest

import (
	"strconv"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

var solid, tint = scene.Solid, scene.Tint

// Farm is the whole window: header, four CPUs, a barn, slabs, the timeline,
// the latency strip, the lesson and the transport, 1280 by 720.
func Farm() *scene.Scene {
	s := &scene.Scene{}
	s.Reset(1280, 720)
	s.Box(scene.ID{}, scene.Rect{X: 0, Y: 0, W: 1280, H: 720}, 0, solid(theme.Ground))
	header(s)
	for i, c := range cards {
		card(s, i, c)
	}
	barn(s)
	slabs(s)
	timeline(s)
	latency(s)
	lesson(s)
	transport(s)
	flush(s)
	return s
}

// pane adds a rounded ground with a hairline.
func pane(s *scene.Scene, id scene.ID, r scene.Rect, ground theme.Role) *scene.Item {
	return s.Box(id, r, theme.RadiusCard, solid(ground)).Outline(solid(theme.Edge), theme.Hairline)
}

func label(s *scene.Scene, x, y float32, text string, t theme.Type, a scene.Anchor, ink theme.Role) {
	s.Text(scene.ID{}, x, y, text, t, a, solid(ink))
}

// button adds a button with its text in the middle.
func button(s *scene.Scene, id scene.ID, r scene.Rect, text string, t theme.Type, ground, ink theme.Role) {
	s.Box(id, r, theme.RadiusButton, solid(ground)).Outline(solid(theme.Edge), theme.Hairline)
	label(s, r.X+r.W/2, r.Y+r.H/2+t.Size*0.35, text, t, scene.Middle, ink)
}

func header(s *scene.Scene) {
	s.Box(scene.Header.ID(), scene.Rect{X: 0, Y: 0, W: 1280, H: 44}, 0, solid(theme.Bar))
	s.Line(scene.ID{}, 0, 44, 1280, 44, solid(theme.Edge), theme.Stroke)
	label(s, 16, 28, "Shrink a cache under a polling loop", theme.Title, scene.Start, theme.Text)
	s.Box(scene.Segment.ID(0, 0), scene.Rect{X: 420, Y: 9, W: 330, H: 26}, 6, solid(theme.Card)).Outline(solid(theme.Edge), 1)
	s.Box(scene.Segment.ID(0, 1), scene.Rect{X: 422, Y: 11, W: 163, H: 22}, 5, solid(theme.Selected)).Tip("Other CPUs' sheaves are flushed by work on that CPU.")
	label(s, 503, 26.5, "qpw=0  queue work", theme.Strong, scene.Middle, theme.Text)
	label(s, 668, 26.5, "qpw=1  take the lock", theme.Strong.At(12.5), scene.Middle, theme.TextDim)
	button(s, scene.Button.ID(9), scene.Rect{X: 762, Y: 9, W: 104, H: 26}, "PREEMPT_RT off", theme.Label, theme.Card, theme.TextDim)
	label(s, 1010, 28, "t = 41.280 µs", theme.Clock, scene.End, theme.Text)
	label(s, 1030, 28, "seed 7", theme.Code, scene.Start, theme.TextDim)
	label(s, 1100, 28, "Compare   Share   ?", theme.Prose, scene.Start, theme.TextDim)
}

// cardData is what one CPU card shows.
type cardData struct {
	kind, runs, note string
	context          theme.Role
	main, spare, rcu int
	held             bool
	kindInk, noteInk theme.Role
}

var cards = []cardData{
	{"housekeeping", "kmem_cache_shrink", "waits in flush_work(cpu 3)", theme.Task, 12, 0, -1, false, theme.TextDim, theme.TextAlarm},
	{"housekeeping", "netd", "kfree, put object", theme.Task, 21, 28, 5, false, theme.TextDim, theme.TextDim},
	{"housekeeping", "idle", "", theme.Idle, 7, 0, -1, false, theme.TextDim, theme.TextDim},
	{"isolated", "kworker/3:1", "flush main, 8 objects left", theme.Kworker, 8, 0, -1, true, theme.TextMark, theme.TextDim},
}

func card(s *scene.Scene, cpu int, c cardData) {
	x := float32(16 + 232*cpu)
	edge := theme.Edge
	if c.held {
		edge = theme.Kworker
	}
	s.Box(scene.CPU.ID(cpu), scene.Rect{X: x, Y: 56, W: 222, H: 214}, theme.RadiusCard, solid(theme.Card)).
		Outline(solid(edge), 1).Tip("CPU " + string(rune('0'+cpu)) + ", " + c.kind)
	label(s, x+12, 76, "CPU "+string(rune('0'+cpu)), theme.CardTitle, scene.Start, theme.Text)
	label(s, x+66, 76, c.kind, theme.Label, scene.Start, c.kindInk)
	lock := solid(theme.LockOpen)
	if c.held {
		lock = solid(theme.LockHeld)
	}
	s.Padlock(scene.CPULock.ID(0, cpu), x+193, 62, 18, scene.LocalLock, !c.held, lock)
	s.Chip(scene.Context.ID(cpu, 0), scene.Rect{X: x + 12, Y: 85, W: 198, H: 20}, solid(c.context), c.runs, theme.CodeBold)
	tray(s, scene.Main.ID(0, cpu), "main", x+14, 130, 4, c.main, theme.ObjFree)
	tray(s, scene.Spare.ID(0, cpu), "spare", x+106, 130, 4, c.spare, theme.ObjFree)
	tray(s, scene.RCUFree.ID(0, cpu), "rcu_free", x+14, 198, 2, c.rcu, theme.ObjRCU)
	label(s, x+12, 260, c.note, theme.Number, scene.Start, c.noteInk)
	if c.held {
		alarm := scene.Rect{X: x + 106, Y: 192, W: 104, H: 38}
		s.Box(scene.Message.ID(0), alarm, 5, solid(theme.AlarmGround)).Outline(solid(theme.Spike), 1)
		label(s, x+158, 207, "poll loop waits", theme.SpanName, scene.Middle, theme.Text)
		label(s, x+158, 222, "4.7 µs", theme.CodeBold, scene.Middle, theme.TextAlarm)
	}
}

// tray adds a sheaf of rows of seven cells, filled from below; a count under
// zero is a sheaf that is not there.
func tray(s *scene.Scene, id scene.ID, name string, x, y float32, rows, count int, ink theme.Role) {
	number := "none"
	if count >= 0 {
		number = strconv.Itoa(count) + "/28"
	}
	label(s, x, y-5, name, theme.Label, scene.Start, theme.TextDim)
	label(s, x+79, y-5, number, theme.Number, scene.End, theme.Text)
	h := float32(11*rows + 2)
	s.Box(id, scene.Rect{X: x, Y: y, W: 79, H: h}, theme.RadiusTray, solid(theme.Well)).Outline(solid(theme.Edge), 1)
	for i := range 7 * rows {
		cell := scene.Rect{X: x + 2 + float32(11*(i%7)), Y: y + h - float32(11*(i/7+1)), W: 9, H: 9}
		fill := theme.Cell
		if i < count {
			fill = ink
		}
		s.Box(id.Sub(i+1), cell, theme.RadiusCell, solid(fill))
	}
}

// wide is the width of a text, for tests that need one.
func wide(text string, t theme.Type) float32 { return typeset.Measure(text, t) }
