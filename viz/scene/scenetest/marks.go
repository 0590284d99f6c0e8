package scenetest

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// Marks is one of every mark in every state, 480 by 220: what a backend can
// get wrong, side by side.
func Marks() *scene.Scene {
	s := &scene.Scene{}
	s.Reset(480, 220)
	s.Box(scene.ID{}, scene.Rect{X: 0, Y: 0, W: 480, H: 220}, 0, solid(theme.Card))
	for shape := scene.LocalLock; shape <= scene.RTLock; shape++ {
		x := 12 + 80*float32(shape)
		s.Padlock(scene.Message.ID(int(shape)), x, 12, 32, shape, true, solid(theme.LockOpen))
		s.Padlock(scene.Message.ID(int(shape)).Sub(1), x+40, 12, 32, shape, false, solid(theme.LockHeld)).Tip("held")
	}
	for sign := scene.SignPlay; sign <= scene.SignCross; sign++ {
		s.Icon(scene.Button.ID(int(sign)), 12+30*float32(sign), 60, 20, sign, solid(theme.Text))
	}
	for i, r := range []theme.Role{theme.Idle, theme.Task, theme.RTTask, theme.Kworker, theme.Softirq, theme.Hardirq, theme.NMI} {
		x := 12 + 66*float32(i)
		s.Chip(scene.Context.ID(0, i), scene.Rect{X: x, Y: 94, W: 60, H: 20}, solid(r), r.String(), theme.SpanName)
		s.Box(scene.RunSpan.ID(0, i), scene.Rect{X: x, Y: 118, W: 60, H: 16}, 2, solid(r))
		label(s, x+30, 130, r.String(), theme.SpanName, scene.Middle, theme.TextOn)
	}
	lineMarks(s)
	return s
}

// lineMarks adds the lines, curves, clips, blends and thin things.
func lineMarks(s *scene.Scene) {
	p := func(x, y float32) scene.Point { return scene.Point{X: x, Y: y} }
	s.Polyline(scene.Mark.ID(1), []scene.Point{p(12, 200), p(30, 150), p(48, 200), p(66, 150)}, solid(theme.Task), 2)
	s.Quad(scene.Mark.ID(2), p(80, 200), p(100, 130), p(120, 200), solid(theme.Kworker), 2).Arrow()
	s.Cubic(scene.Mark.ID(3), p(132, 150), p(190, 150), p(132, 200), p(190, 200), solid(theme.ObjFree), 2).Dashed().Arrow()
	s.SetClip(scene.Rect{X: 204, Y: 150, W: 40, H: 30})
	s.Hatch(scene.WaitSpan.ID(0, 0), scene.Rect{X: 196, Y: 144, W: 60, H: 20}, 2, solid(theme.Waiting))
	s.Circle(scene.Mark.ID(4), 244, 180, 14, tint(theme.Spike, 0.6))
	label(s, 206, 178, "clipped text", theme.Prose, scene.Start, theme.Text)
	s.SetClip(scene.Rect{})
	s.Diamond(scene.Mark.ID(5), 280, 175, 14, scene.Ink{Role: theme.Task, To: theme.Spike, Blend: 0.5, Alpha: 1})
	s.Box(scene.Mark.ID(6), scene.Rect{X: 304, Y: 150, W: 50, H: 24}, 6, scene.Ink{}).Outline(solid(theme.Edge), 1).Dashed()
	s.Box(scene.Mark.ID(7), scene.Rect{X: 304, Y: 180, W: 50, H: 20}, 4, solid(theme.Well)).Outline(solid(theme.Focus), 2).Fade(0.5)
	for i := range 6 {
		s.Box(scene.LatencyBar.ID(0, i), scene.Rect{X: 368 + 6*float32(i), Y: 150, W: 0.25 + 0.5*float32(i), H: 50}, 0, solid(theme.SeriesB))
	}
	label(s, 412, 165, "µ × ≥ – ‘’", theme.Prose, scene.Start, theme.TextSoft)
	label(s, 412, 182, "“a” … ±", theme.Strong, scene.Start, theme.TextSoft)
	label(s, 412, 199, "  indent", theme.Code, scene.Start, theme.TextMark)
}
