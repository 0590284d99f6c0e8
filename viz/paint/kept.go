package paint

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// From one frame to the next most of a picture stays as it is. So the triangles
// of each item are kept, and an item that looks as it did is not drawn anew: not
// its triangles, and on the screen not even its place. What has changed, come or
// gone marks where it is and was as dirty (dirty.go).
//
//	Scene --find, same--> drawn items --gather(rectangle)--> triangles
//	           |no
//	           +--Expand, mesh--> more of them
//
// Items keep their order, so those of two frames are paired by going along both
// lists (find.go).

// kept is the picture as it was drawn last.
type kept struct {
	marks       []mark        // in no order
	items, next []int32       // places in marks, in the order of the scene
	free        []int32       // and those that nobody has
	mesh        mesh          // the triangles of all items, and of some that are gone
	points      []scene.Point // of their lines and curves
	scale       float32
	theme       *theme.Theme
	ahead       ahead
	live        int  // vertices that items have
	unsure      bool // an update has not come to its end: a bug of ours

	other mesh // memory for tidy
	fewer []scene.Point
}

// mark is an item as it was drawn.
type mark struct {
	item     scene.Item
	points   scene.Span
	vertices scene.Span
	indices  scene.Span // they count from its first vertex
	bounds   extent
}

// forget makes everything new.
func (k *kept) forget() {
	clear(k.marks)
	k.marks, k.items, k.free, k.points = k.marks[:0], k.items[:0], k.free[:0], k.points[:0]
	k.mesh.reset(k.scale)
}

// same says whether an item looks as it did: all but its hint, which is no part of
// the picture.
func (k *kept) same(d *mark, it *scene.Item, pts []scene.Point) bool {
	was := &d.item
	if was.Rect != it.Rect || was.Fill != it.Fill || was.Stroke != it.Stroke || was.Alpha != it.Alpha || was.Text != it.Text ||
		was.Shape != it.Shape || was.Flags != it.Flags || was.Radius != it.Radius || was.Width != it.Width || was.Clip != it.Clip ||
		was.Type != it.Type || was.Anchor != it.Anchor || was.Lock != it.Lock || was.Sign != it.Sign || int(d.points.N) != len(pts) {
		return false
	}
	for i, p := range k.points[d.points.At : d.points.At+d.points.N] {
		if p != pts[i] {
			return false
		}
	}
	return true
}

// update brings what is kept up to date with the scene, and marks what is not as
// it was. If the atlas is full, it is emptied and everything is drawn once more:
// then it holds only what this scene needs.
func (p *Painter) update(s *scene.Scene, scale float32) {
	k := &p.kept
	if k.scale != scale || k.theme != p.theme || k.unsure {
		k.scale, k.theme = scale, p.theme
		k.forget()
		p.dirty.whole = true
	}
	k.unsure = true
	p.updateOnce(s)
	if p.atlas.full {
		p.atlas.empty()
		k.forget()
		p.dirty.whole = true
		p.updateOnce(s)
	}
	k.tidy()
	k.unsure = false
}

func (p *Painter) updateOnce(s *scene.Scene) {
	k, at := &p.kept, 0
	k.next, k.live = k.next[:0], 0
	k.ahead.forget()
	for i := range s.Items {
		it := &s.Items[i]
		if it.Alpha <= 0 {
			continue
		}
		found := k.find(s.Items[i:], at)
		if found < 0 {
			p.draw(s, it, k.place())
			continue
		}
		p.gone(at, found)
		n := k.items[found]
		at = found + 1
		if was := &k.marks[n]; k.same(was, it, s.Of(it)) {
			k.next = append(k.next, n)
			k.live += int(was.vertices.N)
		} else {
			p.dirty.add(was.bounds)
			p.draw(s, it, n)
		}
	}
	p.gone(at, len(k.items))
	k.items, k.next = k.next, k.items
}

// gone marks the places of items that are there no more.
func (p *Painter) gone(from, to int) {
	k := &p.kept
	for _, n := range k.items[from:to] {
		p.dirty.add(k.marks[n].bounds)
		k.marks[n].item = scene.Item{}
		k.free = append(k.free, n)
	}
}

// place is a free place among the marks.
func (k *kept) place() int32 {
	if last := len(k.free) - 1; last >= 0 {
		n := k.free[last]
		k.free = k.free[:last]
		return n
	}
	k.marks = append(k.marks, mark{})
	return int32(len(k.marks) - 1)
}

// draw makes the triangles of an item, whose mark is the n-th.
func (p *Painter) draw(s *scene.Scene, it *scene.Item, n int32) {
	k, m := &p.kept, &p.kept.mesh
	vertices, indices := len(m.vertices), len(m.indices)
	s.Expand(it, &p.parts)
	for i := range p.parts.Items {
		from := len(m.indices)
		p.plain(&p.parts.Items[i])
		m.cut(from, it.Clip)
	}
	if len(m.indices) == indices { // all is cut away
		m.vertices = m.vertices[:vertices]
	}
	d := &k.marks[n]
	d.item, d.bounds = *it, nowhere
	d.points = scene.Span{At: int32(len(k.points)), N: it.Pts.N}
	d.vertices = scene.Span{At: int32(vertices), N: int32(len(m.vertices) - vertices)}
	d.indices = scene.Span{At: int32(indices), N: int32(len(m.indices) - indices)}
	k.points = append(k.points, s.Of(it)...)
	for i := vertices; i < len(m.vertices); i++ {
		d.bounds.take(&m.vertices[i])
	}
	for i := indices; i < len(m.indices); i++ {
		m.indices[i] -= uint32(vertices)
	}
	p.dirty.add(d.bounds)
	k.next = append(k.next, n)
	k.live += int(d.vertices.N)
}

// tidy drops the triangles of items that are gone, when they are the most.
func (k *kept) tidy() {
	if len(k.mesh.vertices) <= 2*k.live+4096 {
		return
	}
	vertices, indices, points := k.other.vertices[:0], k.other.indices[:0], k.fewer[:0]
	for _, at := range k.items {
		d := &k.marks[at]
		v, n, pt := int32(len(vertices)), int32(len(indices)), int32(len(points))
		vertices = append(vertices, k.vertices(d)...)
		indices = append(indices, k.indices(d)...)
		points = append(points, k.points[d.points.At:d.points.At+d.points.N]...)
		d.vertices.At, d.indices.At, d.points.At = v, n, pt
	}
	k.other.vertices, k.mesh.vertices = k.mesh.vertices, vertices
	k.other.indices, k.mesh.indices = k.mesh.indices, indices
	k.fewer, k.points = k.points, points
}

func (k *kept) vertices(d *mark) []ebiten.Vertex {
	return k.mesh.vertices[d.vertices.At : d.vertices.At+d.vertices.N]
}

func (k *kept) indices(d *mark) []uint32 {
	return k.mesh.indices[d.indices.At : d.indices.At+d.indices.N]
}

// gather fills the painter's mesh with all that lies in the rectangle. Items that
// reach beyond it are cut there.
func (p *Painter) gather(r extent) {
	k, out := &p.kept, &p.mesh
	out.reset(k.scale)
	for _, n := range k.items {
		d := &k.marks[n]
		if !d.bounds.meets(r) {
			continue
		}
		first := uint32(len(out.vertices))
		out.vertices = append(out.vertices, k.vertices(d)...)
		at := len(out.indices)
		out.indices = append(out.indices, k.indices(d)...)
		for j, n := range out.indices[at:] {
			out.indices[at+j] = n + first
		}
		if !d.bounds.in(r) {
			out.cutTo(at, r)
		}
	}
}

// extent is a part of the picture, in pixels; nowhere has none.
type extent struct{ x0, y0, x1, y1 float32 }

var (
	nowhere    = extent{math.MaxFloat32, math.MaxFloat32, -math.MaxFloat32, -math.MaxFloat32}
	everywhere = extent{-math.MaxFloat32, -math.MaxFloat32, math.MaxFloat32, math.MaxFloat32}
)

// take grows it by a corner. (In the browser, min and max are calls.)
func (b *extent) take(v *ebiten.Vertex) {
	if v.DstX < b.x0 {
		b.x0 = v.DstX
	}
	if v.DstX > b.x1 {
		b.x1 = v.DstX
	}
	if v.DstY < b.y0 {
		b.y0 = v.DstY
	}
	if v.DstY > b.y1 {
		b.y1 = v.DstY
	}
}

func (b extent) in(c extent) bool {
	return b.x0 >= c.x0 && b.x1 <= c.x1 && b.y0 >= c.y0 && b.y1 <= c.y1
}

func (b extent) meets(c extent) bool { return b.x0 < c.x1 && c.x0 < b.x1 && b.y0 < c.y1 && c.y0 < b.y1 }
