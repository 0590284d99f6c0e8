package paint

import (
	"math"

	"barnyard/viz/scene"
)

// hatch adds a tint and the stripes over it. A stripe is where x + y, seen
// across the stripes, is within the first part of a step; so stripes stand
// still when the rectangle moves or grows.
func (m *mesh) hatch(it *scene.Item, c colour) {
	m.box(it, c.times(scene.HatchTint), colour{})
	const root2 = math.Sqrt2
	r := it.Rect
	step, stripe := float32(scene.HatchStep*root2), float32(scene.HatchStripe*root2)
	first := float32(math.Floor(float64((r.X+r.Y-stripe)/step))) * step
	for at := first; at < r.X+r.Y+r.W+r.H; at += step {
		m.stripe(r, at, stripe, c)
	}
}

// stripe fills where x + y is between at and at + width, in the rectangle.
func (m *mesh) stripe(r scene.Rect, at, width float32, c colour) {
	m.path = m.path[:0]
	top, bottom := r.Y, r.Y+r.H
	band := [4]scene.Point{{X: at - top, Y: top}, {X: at + width - top, Y: top},
		{X: at + width - bottom, Y: bottom}, {X: at - bottom, Y: bottom}}
	from := len(m.indices)
	for _, p := range band {
		m.path = append(m.path, m.px(p))
	}
	m.convex(m.path, c)
	m.cut(from, r)
}
