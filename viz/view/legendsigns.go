package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// What the marks of the picture mean, each drawn as it is in its place.

// legendSign is a mark and what it means.
type legendSign struct {
	means string
	draw  func(s *scene.Scene, id scene.ID, r scene.Rect)
}

// signsOfTime are those of the timeline.
func signsOfTime() []legendSign {
	return []legendSign{
		{"a task runs", signSpan(theme.Task)},
		{"a FIFO task runs", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			signSpan(theme.RTTask)(s, id, r)
			s.Box(id.Sub(2), scene.Rect{X: r.X, Y: r.Y, W: r.W, H: rtBar}, 0, scene.Tint(theme.TextOn, 0.6)).Through()
		}},
		{"a kworker runs", signSpan(theme.Kworker)},
		{"the CPU switches from one to another", signSpan(theme.Switch)},
		{"an interrupt, on top of what it stopped", signOnTop(theme.Hardirq)},
		{"a softirq", signOnTop(theme.Softirq)},
		{"work for another CPU, done from here", signOnTop(theme.RemoteWork)},
		{"somebody waits: asleep, spinning or throttled", signHatched(1)},
		{"below a track: somebody could run and has no CPU", signHatched(0.3)},
		{"below a track: the lock of the CPU's sheaves is held, and thinner, other locks", signUnder(theme.LockHeld)},
		{"the same from another CPU", signUnder(theme.RemoteWork)},
		{"a cache line has come from another CPU", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			x := r.X + r.W/2
			s.Line(id, x, r.Y+2, x, r.Y+r.H-2, solid(theme.CacheLine), theme.Stroke).Through()
		}},
		{"put aside for another CPU's sake: for how long, and for whom", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			y, ink := r.Y+r.H/2, solid(theme.Spike)
			s.Line(id, r.X, y, r.X+r.W, y, ink, theme.ArrowLine).Through()
			s.Line(id.Sub(2), r.X, y-4, r.X, y+4, ink, theme.ArrowLine).Through()
			s.Line(id.Sub(3), r.X+r.W, y-4, r.X+r.W, y+4, ink, theme.ArrowLine).Through()
		}},
		{"queued work, up to where it begins", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			s.Line(id, r.X, r.Y, r.X+r.W, r.Y+r.H, solid(theme.RemoteWork), theme.ArrowLine).Arrow().Through()
		}},
		{"a reach into another CPU's sheaves", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			s.Line(id, r.X, r.Y+r.H/2, r.X+r.W, r.Y+r.H/2, solid(theme.RemoteWork), theme.Stroke).Dashed().Through()
		}},
		{"an interrupt sent to another CPU", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			s.Line(id, r.X, r.Y, r.X+r.W, r.Y+r.H, solid(theme.Hardirq), theme.Hairline).Dashed().Through()
		}},
		{"a wakeup", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			s.Line(id, r.X, r.Y+r.H/2, r.X+r.W, r.Y+r.H/2, solid(theme.Woken), theme.Hairline).Arrow().Through()
			s.Diamond(id.Sub(2), r.X+3, r.Y+r.H/2, 3, solid(theme.Woken)).Through()
		}},
		{"on the axis: an event worth stopping at", signRhombus(2.5, theme.TextDim)},
		{"on the axis: here the two runs part", signRhombus(4.5, theme.TextMark)},
		{"on the axis: an invariant is broken, or the scenario has a mistake", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			s.Icon(id, r.X+r.W/2-5, r.Y+r.H/2-5, 10, scene.SignCross, solid(theme.Violation)).Through()
		}},
	}
}

// signsOfFarm are those of CPUs, barns and slabs.
func signsOfFarm() []legendSign {
	return []legendSign{
		{"an object that is free: in a sheaf, or on its slab's list", signCell(theme.ObjFree, theme.None)},
		{"in a slab: an object that a task holds", signCell(theme.Cell, theme.ObjInUse)},
		{"in a slab: an object that lies in a sheaf or is on its way; the slab takes it to be in use", signCell(theme.SlabFull, theme.None)},
		{"an object that waits for a grace period", signCell(theme.ObjRCU, theme.None)},
		{"a place with nothing in it", signCell(theme.Cell, theme.None)},
		{"a slab on its node's partial list", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			s.Box(id, r, 3, solid(theme.Well)).Outline(solid(theme.Rack), theme.Hairline).Through()
		}},
		{"beside the barn: a sheaf in somebody's hands, or below, waiting for a grace period", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			tray := scene.Rect{X: r.X + r.W/2 - 6, Y: r.Y + 1, W: 12, H: r.H - 2}
			s.Box(id, tray, theme.RadiusTray, solid(theme.Well)).Outline(solid(theme.Rack), theme.Hairline).Through()
			s.Box(id.Sub(2), tray.Grow(2), 4, scene.Ink{}).Outline(solid(theme.TextMark), theme.Hairline).Dashed().Through()
		}},
		{"the lock of a CPU's sheaves; closed, it has the colour of its holder", signLock(scene.LocalLock)},
		{"a spinlock", signLock(scene.SpinLock)},
		{"a lock that sleeps, on PREEMPT_RT", signLock(scene.RTLock)},
		{"the CPU that has the cache line (x)", func(s *scene.Scene, id scene.ID, r scene.Rect) {
			box := scene.Rect{X: r.X + r.W/2 - 6, Y: r.Y + r.H/2 - 6, W: 12, H: 12}
			s.Box(id, box, 3, solid(theme.Card)).Outline(solid(theme.CacheLine), theme.Hairline).Through()
			s.Text(id.Sub(2), box.X+6, box.Y+9, "1", theme.Tiny, scene.Middle, solid(theme.Text)).Through()
		}},
	}
}

func signSpan(role theme.Role) func(*scene.Scene, scene.ID, scene.Rect) {
	return func(s *scene.Scene, id scene.ID, r scene.Rect) { s.Box(id, r, theme.RadiusCell, solid(role)).Through() }
}

func signOnTop(role theme.Role) func(*scene.Scene, scene.ID, scene.Rect) {
	return func(s *scene.Scene, id scene.ID, r scene.Rect) {
		signSpan(theme.Task)(s, id, r)
		signSpan(role)(s, id.Sub(2), scene.Rect{X: r.X + r.W/3, Y: r.Y + 3, W: r.W / 3, H: r.H - 6})
	}
}

func signHatched(share float32) func(*scene.Scene, scene.ID, scene.Rect) {
	return func(s *scene.Scene, id scene.ID, r scene.Rect) {
		h := r.H * share
		s.Hatch(id, scene.Rect{X: r.X, Y: r.Y + (r.H-h)/2, W: r.W, H: h}, theme.RadiusCell, solid(theme.Waiting)).Through()
	}
}

func signUnder(role theme.Role) func(*scene.Scene, scene.ID, scene.Rect) {
	return func(s *scene.Scene, id scene.ID, r scene.Rect) {
		signSpan(role)(s, id, scene.Rect{X: r.X, Y: r.Y + r.H/2 - 2, W: r.W, H: 4})
	}
}

func signRhombus(radius float32, role theme.Role) func(*scene.Scene, scene.ID, scene.Rect) {
	return func(s *scene.Scene, id scene.ID, r scene.Rect) {
		s.Diamond(id, r.X+r.W/2, r.Y+r.H/2, radius, solid(role)).Through()
	}
}

func signCell(fill, edge theme.Role) func(*scene.Scene, scene.ID, scene.Rect) {
	return func(s *scene.Scene, id scene.ID, r scene.Rect) {
		it := s.Box(id, scene.Rect{X: r.X + r.W/2 - 5, Y: r.Y + r.H/2 - 5, W: 10, H: 10}, theme.RadiusCell, solid(fill)).Through()
		if edge != theme.None {
			it.Outline(solid(edge), theme.Hairline)
		}
	}
}

func signLock(shape scene.LockShape) func(*scene.Scene, scene.ID, scene.Rect) {
	return func(s *scene.Scene, id scene.ID, r scene.Rect) {
		s.Padlock(id, r.X+2, r.Y-1, 15, shape, true, solid(theme.LockOpen)).Through()
		s.Padlock(id.Sub(8), r.X+20, r.Y-1, 15, shape, false, solid(theme.Task)).Through()
	}
}
