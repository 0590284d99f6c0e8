package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// The parts that many panes are made of.

var solid = scene.Solid

// pane adds the ground of a pane.
func pane(s *scene.Scene, id scene.ID, r scene.Rect, ground theme.Role) *scene.Item {
	return s.Box(id, r, theme.RadiusCard, solid(ground)).Outline(solid(theme.Edge), theme.Hairline)
}

// words adds a text that is cut to a width, and returns how wide it came out.
func words(s *scene.Scene, id scene.ID, x, y float32, text string, t theme.Type, ink theme.Role, width float32) float32 {
	text = fit(s, text, t, width)
	if text == "" {
		return 0
	}
	w := typeset.Measure(text, t)
	s.Text(id, x, y, text, t, scene.Start, solid(ink)).Wide(w)
	return w
}

// wordsEnd is like words and ends at x.
func wordsEnd(s *scene.Scene, id scene.ID, x, y float32, text string, t theme.Type, ink theme.Role, width float32) float32 {
	text = fit(s, text, t, width)
	if text == "" {
		return 0
	}
	w := typeset.Measure(text, t)
	s.Text(id, x, y, text, t, scene.End, solid(ink)).Wide(w)
	return w
}

// button adds a button with its words in the middle.
func button(s *scene.Scene, id scene.ID, r scene.Rect, text string, t theme.Type, ground, ink theme.Role, tip string) {
	s.Box(id, r, theme.RadiusButton, solid(ground)).Outline(solid(theme.Edge), theme.Hairline).Tip(tip)
	text = fit(s, text, t, r.W-6)
	s.Text(id.Sub(1), r.X+r.W/2, r.Y+r.H/2+t.Size*0.35, text, t, scene.Middle, solid(ink))
}

// roleOf is the colour of what a thread is.
func roleOf(k *path.Kernel, id sim.ThreadID) theme.Role {
	if id == sim.NoThread {
		return theme.Idle
	}
	switch t := &k.M.Threads[id]; t.Kind {
	case sim.Kworker:
		return theme.Kworker
	case sim.Softirq:
		return theme.Softirq
	case sim.Hardirq:
		return theme.Hardirq
	case sim.NMI:
		return theme.NMI
	default:
		if t.FIFO > 0 {
			return theme.RTTask
		}
		return theme.Task
	}
}

// kindOf says in words what a thread is.
func kindOf(k *path.Kernel, id sim.ThreadID) string {
	if id == sim.NoThread {
		return "idle"
	}
	switch t := &k.M.Threads[id]; t.Kind {
	case sim.Kworker:
		return "kworker, a fair thread"
	case sim.Softirq:
		return "softirq"
	case sim.Hardirq:
		return "hardirq"
	case sim.NMI:
		return "NMI"
	default:
		if t.FIFO > 0 {
			return "FIFO task"
		}
		return "fair task"
	}
}
