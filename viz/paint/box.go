package paint

import (
	"math"

	"barnyard/viz/scene"
)

// rim is half of the width, in pixels, on which an edge runs out. An edge at
// a whole pixel is then quite sharp: the ink is full at the last pixel's
// middle and gone at the next one's.
const rim = 0.5

// box adds a rectangle with rounded corners, filled, outlined or both. A
// circle is a box whose corners meet.
func (m *mesh) box(it *scene.Item, fill, stroke colour) {
	b := rounded{x: it.Rect.X * m.scale, y: it.Rect.Y * m.scale, w: it.Rect.W * m.scale, h: it.Rect.H * m.scale}
	if b.w <= 0 || b.h <= 0 {
		return
	}
	b.radius = min(it.Radius*m.scale, b.w/2, b.h/2)
	b.steps = cornerSteps(b.radius)
	if fill.a > 0 {
		m.fillBox(b, fill)
	}
	if width := it.Width * m.scale; stroke.a > 0 && width > 0 {
		m.strokeBox(b, width, stroke, it.Has(scene.DashedLine))
	}
}

// fillBox fills to the rim. A box thinner than a pixel has no room for the
// full ink; it is as much lighter as it is thinner.
func (m *mesh) fillBox(b rounded, c colour) {
	c = c.times(thin(b.w) * thin(b.h))
	inset := min(rim, b.w/2, b.h/2)
	m.rings[0] = b.contour(m.rings[0][:0], rim)
	m.rings[1] = b.contour(m.rings[1][:0], -inset)
	m.filled(m.rings[0], m.rings[1], c)
}

// thin is the share of the ink that a stroke of that width can show at its
// middle, so that the whole of its ink is right.
func thin(width float32) float32 {
	if width >= 1 {
		return 1
	}
	return 2 * width / (width + 1)
}

// strokeBox draws the outline inside the box's edge.
func (m *mesh) strokeBox(b rounded, width float32, c colour, dashed bool) {
	if dashed {
		m.path = b.contour(m.path[:0], -width/2)
		m.path = append(m.path, m.path[0])
		m.dashes(width, c)
		return
	}
	inset := min(rim, width/2)
	c = c.times(thin(width))
	for i, d := range [4]float32{rim, -inset, inset - width, -width - rim} {
		m.rings[i] = b.contour(m.rings[i][:0], d)
	}
	m.bands(c)
}

// rounded is a rectangle with rounded corners, in pixels.
type rounded struct {
	x, y, w, h, radius float32
	steps              int // pieces of each corner; 0 is a sharp corner
}

const maxCornerSteps = 16

// cornerSteps is enough pieces for a corner to look round.
func cornerSteps(radius float32) int {
	if radius < 0.75 {
		return 0
	}
	return min(2+int(radius/3), maxCornerSteps)
}

// contour adds the box's edge, d pixels further out. However far in it is
// taken, it has the same number of points and never turns inside out.
func (b rounded) contour(dst []point, d float32) []point {
	x0, y0, x1, y1 := b.x-d, b.y-d, b.x+b.w+d, b.y+b.h+d
	if x0 > x1 {
		x0, x1 = (x0+x1)/2, (x0+x1)/2
	}
	if y0 > y1 {
		y0, y1 = (y0+y1)/2, (y0+y1)/2
	}
	r := float32(0)
	if b.steps > 0 {
		r = min(max(b.radius+d, 0), (x1-x0)/2, (y1-y0)/2)
	}
	dst = b.corner(dst, x1-r, y0+r, r, 3)
	dst = b.corner(dst, x1-r, y1-r, r, 0)
	dst = b.corner(dst, x0+r, y1-r, r, 1)
	return b.corner(dst, x0+r, y0+r, r, 2)
}

// corner adds the quarter of a circle, clockwise on the screen; quarter 0 goes
// from the right to the bottom.
func (b rounded) corner(dst []point, cx, cy, r float32, quarter int) []point {
	if b.steps == 0 {
		return append(dst, point{cx, cy})
	}
	for i := 0; i <= b.steps; i++ {
		d := arcs[b.steps][i]
		switch quarter {
		case 1:
			d = point{-d.y, d.x}
		case 2:
			d = point{-d.x, -d.y}
		case 3:
			d = point{d.y, -d.x}
		}
		dst = append(dst, point{cx + r*d.x, cy + r*d.y})
	}
	return dst
}

// arcs holds, for each number of pieces, the points of a quarter of the unit
// circle: the sines are worked out once, not for every cell of every frame.
var arcs = func() (all [maxCornerSteps + 1][maxCornerSteps + 1]point) {
	for steps := 1; steps <= maxCornerSteps; steps++ {
		for i := 0; i <= steps; i++ {
			sin, cos := math.Sincos(float64(i) / float64(steps) * math.Pi / 2)
			all[steps][i] = point{float32(cos), float32(sin)}
		}
	}
	return all
}()
