package scenetest

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

func barn(s *scene.Scene) {
	pane(s, scene.Barn.ID(0, 0), scene.Rect{X: 16, Y: 282, W: 918, H: 66}, theme.Card)
	label(s, 28, 302, "barn · node 0", theme.Strong, scene.Start, theme.Text)
	label(s, 28, 320, "full 3 / 10", theme.Label, scene.Start, theme.TextDim)
	label(s, 28, 336, "empty 4 / 10", theme.Label, scene.Start, theme.TextDim)
	s.Padlock(scene.BarnLock.ID(0, 0), 126, 287, 18, scene.SpinLock, true, solid(theme.LockOpen))
	for i := range 10 {
		x := float32(162 + 30*i)
		full := scene.Rect{X: x, Y: 294, W: 24, H: 18}
		if i < 3 {
			s.Box(scene.BarnFull.ID(0, 0, i), full, 3, solid(theme.ObjFree))
		} else {
			s.Box(scene.BarnFull.ID(0, 0, i), full, 3, solid(theme.Cell))
		}
		empty := scene.Rect{X: x, Y: 320, W: 24, H: 18}
		if i < 4 {
			s.Box(scene.BarnNone.ID(0, 0, i), empty, 3, solid(theme.Well)).Outline(solid(theme.Rack), 1)
		} else {
			s.Box(scene.BarnNone.ID(0, 0, i), empty, 3, solid(theme.Cell)).Outline(solid(theme.Edge), 1).Dashed()
		}
	}
}

func slabs(s *scene.Scene) {
	s.Line(scene.ID{}, 482, 292, 482, 338, solid(theme.Edge), theme.Stroke)
	label(s, 496, 302, "slabs · partial 2", theme.Strong, scene.Start, theme.Text)
	s.Padlock(scene.ListLock.ID(0, 0), 618, 287, 18, scene.RTLock, false, solid(theme.LockHeld))
	for slab, free := range []int{9, 5, -1, 16, 3} {
		for i := range 16 {
			x := 496 + 86*float32(slab) + 9.6*float32(i%8)
			cell := scene.Rect{X: x, Y: 314 + 11*float32(i/8), W: 8, H: 9}
			ink := theme.Cell
			switch {
			case free < 0:
				ink = theme.SlabFull
			case i < free:
				ink = theme.ObjFree
			}
			s.Box(scene.SlabAt.ID(0, slab, i), cell, 1.5, solid(ink))
		}
	}
}

// flush adds the objects on their way from CPU 3 to a slab.
func flush(s *scene.Scene) {
	s.Cubic(scene.Move.ID(0), scene.Point{X: 762, Y: 176}, scene.Point{X: 752, Y: 276},
		scene.Point{X: 686, Y: 278}, scene.Point{X: 646, Y: 310}, solid(theme.ObjFree), theme.ArrowLine).Dashed().Arrow()
	s.Circle(scene.Object.ID(0, 77), 732, 280, 6, solid(theme.ObjFree)).Outline(solid(theme.Text), 1)
}

func transport(s *scene.Scene) {
	s.Box(scene.Transport.ID(), scene.Rect{X: 0, Y: 684, W: 1280, H: 36}, 0, solid(theme.Bar))
	s.Line(scene.ID{}, 0, 684, 1280, 684, solid(theme.Edge), theme.Stroke)
	for i, b := range []struct {
		sign   scene.Sign
		text   string
		before bool
	}{{scene.SignToStart, "", true}, {scene.SignBack, "step", true}, {scene.SignPlay, "play", true}, {scene.SignPlay, "step", false}, {scene.SignNext, "event", false}} {
		ground := theme.Card
		if i == 2 {
			ground = theme.Selected
		}
		r := scene.Rect{X: 16 + 84*float32(i), Y: 690, W: 78, H: 24}
		button(s, scene.Button.ID(i), r, "", theme.Strong, ground, theme.Text)
		signed(s, r, b.sign, b.text, b.before)
	}
	label(s, 452, 706, "speed  1 µs / s", theme.Prose.At(12), scene.Start, theme.TextDim)
	s.Box(scene.Slider.ID(0), scene.Rect{X: 560, Y: 700, W: 140, H: 4}, 2, solid(theme.Track))
	s.Circle(scene.Knob.ID(0), 612, 702, 7, solid(theme.Handle))
	label(s, 930, 706, "41.280 / 220.000 µs", theme.Code, scene.End, theme.TextDim)
}

// signed puts a sign and a word side by side into the middle of r.
func signed(s *scene.Scene, r scene.Rect, sign scene.Sign, word string, before bool) {
	const size, gap = 9, 5
	w := wide(word, theme.Strong.At(12))
	total := w + size
	if word != "" {
		total += gap
	}
	x, y := r.X+(r.W-total)/2, r.Y+(r.H-size)/2
	if before {
		s.Icon(scene.ID{}, x, y, size, sign, solid(theme.Text))
		label(s, x+size+gap, r.Y+16.2, word, theme.Strong.At(12), scene.Start, theme.Text)
		return
	}
	label(s, x, r.Y+16.2, word, theme.Strong.At(12), scene.Start, theme.Text)
	s.Icon(scene.ID{}, x+w+gap, y, size, sign, solid(theme.Text))
}
