package paint

import (
	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/scene"
)

// mesh is the triangles so far, in pixels.
type mesh struct {
	vertices []ebiten.Vertex
	indices  []uint32
	scale    float32 // pixels a point

	rings [4][]point // memory for the contours of the shape at hand
	path  []point    // memory for the line at hand
	dash  []point
	cross []section
	clip  clipWork
	flat  []scene.Point
}

// point is a place in pixels.
type point struct{ x, y float32 }

func (m *mesh) reset(scale float32) {
	m.vertices, m.indices, m.scale = m.vertices[:0], m.indices[:0], scale
}

// px is a place of the scene in pixels.
func (m *mesh) px(p scene.Point) point { return point{p.X * m.scale, p.Y * m.scale} }

// vertex adds a corner and gives back its number. Shapes take their ink from
// the white spot of the atlas.
func (m *mesh) vertex(p point, c colour) uint32 {
	return m.textured(p, whiteX, whiteY, c)
}

func (m *mesh) textured(p point, u, v float32, c colour) uint32 {
	m.vertices = append(m.vertices, ebiten.Vertex{
		DstX: p.x, DstY: p.y, SrcX: u, SrcY: v,
		ColorR: c.r, ColorG: c.g, ColorB: c.b, ColorA: c.a,
	})
	return uint32(len(m.vertices) - 1)
}

func (m *mesh) triangle(a, b, c uint32) { m.indices = append(m.indices, a, b, c) }

// filled fills a convex contour, and the rim between it and an outer contour
// with as many points, on which the ink runs out.
func (m *mesh) filled(outer, inner []point, c colour) {
	first, n := uint32(len(m.vertices)), uint32(len(inner))
	for _, p := range inner {
		m.vertex(p, c)
	}
	for _, p := range outer {
		m.vertex(p, colour{})
	}
	for i := uint32(2); i < n; i++ {
		m.triangle(first, first+i-1, first+i)
	}
	for i := range n {
		a, b := first+i, first+(i+1)%n
		m.triangle(a, b, a+n)
		m.triangle(b, b+n, a+n)
	}
}

// bands fills what lies between the four rings, from the outermost to the
// innermost: the ink comes, stays and goes.
func (m *mesh) bands(c colour) {
	first, n := uint32(len(m.vertices)), uint32(len(m.rings[0]))
	for i, ink := range [4]colour{{}, c, c, {}} {
		for _, p := range m.rings[i] {
			m.vertex(p, ink)
		}
	}
	for k := range uint32(3) {
		for i := range n {
			a, b := first+k*n+i, first+k*n+(i+1)%n
			m.triangle(a, b, a+n)
			m.triangle(b, b+n, a+n)
		}
	}
}
