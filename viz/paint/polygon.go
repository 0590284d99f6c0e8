package paint

import (
	"math"

	"barnyard/viz/scene"
)

// polygon fills a convex polygon.
func (m *mesh) polygon(pts []scene.Point, c colour) {
	m.path = m.path[:0]
	for _, p := range pts {
		m.path = append(m.path, m.px(p))
	}
	m.convex(m.path, c)
}

// convex fills a convex contour of pixels, with a rim.
func (m *mesh) convex(pts []point, c colour) {
	turn := area(pts)
	if len(pts) < 3 || turn == 0 || c.a == 0 {
		return
	}
	out := float32(rim)
	if turn < 0 {
		out = -rim
	}
	m.rings[0] = offset(m.rings[0][:0], pts, out)
	m.rings[1] = offset(m.rings[1][:0], pts, -out)
	m.filled(m.rings[0], m.rings[1], c)
}

// area is twice the area, positive if the points go clockwise on the screen.
func area(pts []point) (sum float32) {
	for i, a := range pts {
		b := pts[(i+1)%len(pts)]
		sum += a.x*b.y - b.x*a.y
	}
	return sum
}

// offset adds the contour moved outwards by d (for clockwise points).
func offset(dst, pts []point, d float32) []point {
	n := len(pts)
	for i, p := range pts {
		nx, ny := mitre(pts[(i+n-1)%n], p, pts[(i+1)%n])
		dst = append(dst, point{p.x + nx*d, p.y + ny*d})
	}
	return dst
}

// sharpest bounds how far a corner sticks out, in stroke widths.
const sharpest = 3

// mitre is the way from a corner to the corner of the moved contour: along the
// middle of the two normals, longer the sharper the corner is.
func mitre(a, b, c point) (x, y float32) {
	ax, ay := normal(a, b)
	bx, by := normal(b, c)
	switch {
	case ax == 0 && ay == 0:
		return bx, by
	case bx == 0 && by == 0:
		return ax, ay
	}
	mx, my := ax+bx, ay+by
	square := mx*mx + my*my
	if square < 1e-6 {
		return ax, ay
	}
	f := min(2/square, sharpest/float32(math.Sqrt(float64(square))))
	return mx * f, my * f
}

// normal is the unit vector to the left of the way from a to b, as seen on a
// screen whose y grows downwards; zero if a and b are one point.
func normal(a, b point) (x, y float32) {
	dx, dy := b.x-a.x, b.y-a.y
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		return 0, 0
	}
	return dy / length, -dx / length
}
