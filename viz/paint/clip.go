package paint

import (
	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/scene"
)

// clipWork is memory for cutting triangles.
type clipWork struct {
	indices []uint32
	in, out []ebiten.Vertex
}

// cut keeps, of the triangles from index number from on, what lies in the
// clip. The empty clip keeps all.
func (m *mesh) cut(from int, clip scene.Rect) {
	if clip.Empty() || from == len(m.indices) {
		return
	}
	m.cutTo(from, extent{clip.X * m.scale, clip.Y * m.scale, (clip.X + clip.W) * m.scale, (clip.Y + clip.H) * m.scale})
}

// cutTo is cut with a part of the picture.
func (m *mesh) cutTo(from int, r extent) {
	edges := [4]edge{{1, 0, r.x0}, {-1, 0, -r.x1}, {0, 1, r.y0}, {0, -1, -r.y1}}
	m.clip.indices = append(m.clip.indices[:0], m.indices[from:]...)
	m.indices = m.indices[:from]
	for t := 0; t < len(m.clip.indices); t += 3 {
		a, b, c := m.clip.indices[t], m.clip.indices[t+1], m.clip.indices[t+2]
		var through [4]edge // those that it lies on both sides of
		n, gone := 0, false
		for _, e := range edges {
			switch e.inside(m, a, b, c) {
			case 0:
				gone = true
			case 1, 2:
				through[n] = e
				n++
			}
		}
		switch {
		case gone:
		case n == 0:
			m.triangle(a, b, c)
		default:
			m.cutTriangle(through[:n], a, b, c)
		}
	}
}

// edge is a half of the plane: the points with x*nx + y*ny >= least.
type edge struct{ nx, ny, least float32 }

// over is how far the vertex is inside.
func (e edge) over(v *ebiten.Vertex) float32 { return v.DstX*e.nx + v.DstY*e.ny - e.least }

// inside counts the corners that are.
func (e edge) inside(m *mesh, a, b, c uint32) (n int) {
	for _, i := range [...]uint32{a, b, c} {
		if e.over(&m.vertices[i]) >= 0 {
			n++
		}
	}
	return n
}

// cutTriangle adds the part of a triangle that is inside all edges.
func (m *mesh) cutTriangle(edges []edge, a, b, c uint32) {
	w := &m.clip
	w.in = append(w.in[:0], m.vertices[a], m.vertices[b], m.vertices[c])
	for _, e := range edges {
		w.out = w.out[:0]
		for i := range w.in {
			v, next := &w.in[i], &w.in[(i+1)%len(w.in)]
			dv, dn := e.over(v), e.over(next)
			if dv >= 0 {
				w.out = append(w.out, *v)
			}
			if dv >= 0 != (dn >= 0) {
				w.out = append(w.out, between(v, next, dv/(dv-dn)))
			}
		}
		w.in, w.out = w.out, w.in
	}
	first := uint32(len(m.vertices))
	m.vertices = append(m.vertices, w.in...)
	for i := uint32(2); i < uint32(len(w.in)); i++ {
		m.triangle(first, first+i-1, first+i)
	}
}

// between is the vertex on the way from a to b.
func between(a, b *ebiten.Vertex, f float32) ebiten.Vertex {
	mix := func(p, q float32) float32 { return p + (q-p)*f }
	return ebiten.Vertex{
		DstX: mix(a.DstX, b.DstX), DstY: mix(a.DstY, b.DstY),
		SrcX: mix(a.SrcX, b.SrcX), SrcY: mix(a.SrcY, b.SrcY),
		ColorR: mix(a.ColorR, b.ColorR), ColorG: mix(a.ColorG, b.ColorG),
		ColorB: mix(a.ColorB, b.ColorB), ColorA: mix(a.ColorA, b.ColorA),
	}
}
