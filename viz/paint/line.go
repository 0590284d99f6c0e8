package paint

import (
	"math"

	"barnyard/viz/scene"
)

// line adds a line or a curve.
func (m *mesh) line(it *scene.Item, pts []scene.Point, c colour) {
	width := it.Width * m.scale
	if c.a == 0 || width <= 0 {
		return
	}
	m.flat = scene.AppendLine(m.flat[:0], it.Shape, pts)
	m.path = m.path[:0]
	for _, p := range m.flat {
		m.path = append(m.path, m.px(p))
	}
	if it.Shape == scene.Polyline && len(m.path) == 2 {
		m.path[0], m.path[1] = crisp(m.path[0], m.path[1], width)
	}
	if it.Has(scene.DashedLine) {
		m.dashes(width, c)
		return
	}
	m.stroke(m.path, width, c)
}

// crisp moves an upright or level line so that its edges are whole pixels.
func crisp(a, b point, width float32) (point, point) {
	half := float32(math.Mod(math.Max(1, math.Round(float64(width))), 2)) / 2
	snap := func(v float32) float32 { return float32(math.Floor(float64(v-half)+0.5)) + half }
	if a.x == b.x {
		a.x = snap(a.x)
		b.x = a.x
	} else if a.y == b.y {
		a.y = snap(a.y)
		b.y = a.y
	}
	return a, b
}

// section is a cut across a line: where, the way to its edge, how much ink.
type section struct {
	at     point
	nx, ny float32
	alpha  float32
}

// stroke adds a line of that width through the points.
func (m *mesh) stroke(pts []point, width float32, c colour) {
	m.cross = sections(m.cross[:0], pts)
	c = c.times(thin(width))
	inner := max(width/2-rim, 0)
	first := uint32(len(m.vertices))
	for _, s := range m.cross {
		full := c.times(s.alpha)
		m.vertex(point{s.at.x + s.nx*(width/2+rim), s.at.y + s.ny*(width/2+rim)}, colour{})
		m.vertex(point{s.at.x + s.nx*inner, s.at.y + s.ny*inner}, full)
		m.vertex(point{s.at.x - s.nx*inner, s.at.y - s.ny*inner}, full)
		m.vertex(point{s.at.x - s.nx*(width/2+rim), s.at.y - s.ny*(width/2+rim)}, colour{})
	}
	for i := 1; i < len(m.cross); i++ {
		for k := range uint32(3) {
			a := first + 4*uint32(i-1) + k
			m.triangle(a, a+1, a+4)
			m.triangle(a+1, a+5, a+4)
		}
	}
}

// sections cuts across the line at each point, and beside the first and the
// last point so that the ink runs out there too.
func sections(dst []section, pts []point) []section {
	n := len(pts)
	if n < 2 {
		return dst
	}
	for i, p := range pts {
		nx, ny := mitre(pts[max(i-1, 0)], p, pts[min(i+1, n-1)])
		s := section{p, nx, ny, 1}
		switch {
		case i == 0:
			dst = append(dst, s.moved(pts[1], rim, 0), s.moved(pts[1], -rim, 1))
		case i == n-1:
			dst = append(dst, s.moved(pts[n-2], -rim, 1), s.moved(pts[n-2], rim, 0))
		default:
			dst = append(dst, s)
		}
	}
	return dst
}

// moved is the section d pixels away from another point of the line.
func (s section) moved(from point, d, alpha float32) section {
	dx, dy := s.at.x-from.x, s.at.y-from.y
	if length := float32(math.Hypot(float64(dx), float64(dy))); length > 0 {
		d = max(d, -length/2)
		s.at = point{s.at.x + dx/length*d, s.at.y + dy/length*d}
	}
	s.alpha = alpha
	return s
}

// dashes strokes m.path in pieces.
func (m *mesh) dashes(width float32, c colour) {
	lengths := [2]float32{scene.DashOn * m.scale, scene.DashOff * m.scale}
	on, left := 0, lengths[0]
	m.dash = append(m.dash[:0], m.path[0])
	for i := 1; i < len(m.path); i++ {
		a, b := m.path[i-1], m.path[i]
		length := float32(math.Hypot(float64(b.x-a.x), float64(b.y-a.y)))
		for done := float32(0); length-done > left; {
			done += left
			p := point{a.x + (b.x-a.x)*done/length, a.y + (b.y-a.y)*done/length}
			m.endDash(on, p, width, c)
			on = 1 - on
			left = lengths[on]
			length, done, a = length-done, 0, p
		}
		left -= length
		m.dash = append(m.dash, b)
	}
	if on == 0 {
		m.stroke(m.dash, width, c)
	}
}

// endDash strokes the dash that ends at p, unless it is a gap, and begins the
// next.
func (m *mesh) endDash(on int, p point, width float32, c colour) {
	m.dash = append(m.dash, p)
	if on == 0 {
		m.stroke(m.dash, width, c)
	}
	m.dash = append(m.dash[:0], p)
}
