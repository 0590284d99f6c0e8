package view

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Sheaves on a card: trays of as many cells as the sheaf can hold. Main, spare
// and rcu_free keep their places, so that a swap is seen as objects that move.

// tray is one sheaf's place on a card.
type tray struct {
	id    scene.ID // of the place
	at    scene.Kind
	name  string
	short string
	sheaf slub.SheafID
	ink   theme.Role
}

// mainOf is a CPU's main sheaf. The bootstrap sheaf, which stands in for it
// where there are no sheaves, is none.
func mainOf(h *slub.Heap, p *slub.PCS) slub.SheafID {
	if p.Main == h.Boot {
		return slub.None
	}
	return p.Main
}

// trays is the three places of the CPU.
func (c *card) trays() [3]tray {
	p := &c.k.Heap.PCS[c.k.Heap.PCSOf(slub.CacheID(c.m.Cache), int32(c.cpu))]
	n, cpu := c.m.Cache, c.cpu
	return [3]tray{
		{scene.Main.ID(n, cpu), scene.MainAt, "main", "main", mainOf(c.k.Heap, p), theme.ObjFree},
		{scene.Spare.ID(n, cpu), scene.SpareAt, "spare", "spare", p.Spare, theme.ObjFree},
		{scene.RCUFree.ID(n, cpu), scene.RCUAt, "rcu_free", "rcu", p.RcuFree, theme.ObjRCU},
	}
}

// sheaves draws the three trays into r, and reports whether it also had room
// for the box of who was put aside.
func (c *card) sheaves(r scene.Rect) (boxed bool) {
	t := c.trays()
	const gap = 12
	c.hand(r)
	if r.H < 96 {
		c.lowSheaves(&t, r)
		return false
	}
	low := float32(14 + 24)
	w, h := (r.W-gap)/2, r.H-low-handHeight-6
	h = 14 + wellIn(scene.Rect{W: w, H: h}, max(int(c.k.Heap.Caches[c.m.Cache].Capacity), 1)).H
	c.tray(&t[0], scene.Rect{X: r.X, Y: r.Y, W: w, H: h})
	c.tray(&t[1], scene.Rect{X: r.X + w + gap, Y: r.Y, W: w, H: h})
	below := scene.Rect{X: r.X, Y: r.Y + h + 5, W: w, H: low}
	c.tray(&t[2], below)
	beside := scene.Rect{X: r.X + w + gap, Y: below.Y + 2, W: w, H: 36}
	if c.asideBox(beside) {
		return true
	}
	c.belongings(beside)
	return false
}

// lowSheaves draws the three trays beside each other, and below them in one line what
// else the CPU has: the trays leave room for it where there is any.
func (c *card) lowSheaves(t *[3]tray, r scene.Rect) {
	const gap, least = 6, 14 + 12 // of a tray with its name
	w, h := (r.W-2*gap)/3, r.H-handHeight
	all := c.belongs()
	if len(all) > 0 && h-belongingLine-1 >= least {
		h -= belongingLine + 1
	}
	for i := range t {
		t[i].name = t[i].short
		c.tray(&t[i], scene.Rect{X: r.X + float32(i)*(w+gap), Y: r.Y, W: w, H: h})
	}
	well := wellIn(scene.Rect{X: r.X, Y: r.Y, W: w, H: h}, max(int(c.k.Heap.Caches[c.m.Cache].Capacity), 1))
	y := well.Y + well.H + 1
	c.belongingsInLine(all, scene.Rect{X: r.X, Y: y, W: r.W, H: r.Y + r.H - handHeight - y})
}

// tray draws one sheaf: name, fill, cells.
func (c *card) tray(t *tray, r scene.Rect) {
	s, h := c.s, c.k.Heap
	capacity, size := h.Caches[c.m.Cache].Capacity, h.Size(t.sheaf)
	full := s.Join("/", s.Int(int64(capacity)))
	number, name, well := s.Int(int64(size)), typeset.Measure(t.name, theme.Label), wellIn(r, int(capacity))
	widest := max(name, typeset.Measure("spare", theme.Label)) + 2*typeset.Measure(full, theme.Number) + 2
	switch short := widest > r.W; { // all three alike; the sentence has the capacity
	case t.sheaf == slub.None && short:
		number = "–"
	case t.sheaf == slub.None:
		number = "none"
	case !short:
		number = s.Join(number, full)
	}
	r.W = min(r.W, max(well.W, name+typeset.Measure(number, theme.Number)+4))
	words(s, t.id.Sub(1), r.X, r.Y+10, t.name, theme.Label, theme.TextDim, r.W)
	wordsEnd(s, t.id.Sub(2), r.X+r.W, r.Y+10, number, theme.Number, theme.Text, r.W-name-2)
	it := s.Box(t.id, well, theme.RadiusTray, solid(theme.Well)).Outline(solid(theme.Edge), theme.Hairline)
	if t.sheaf == slub.None {
		if it.Dashed(); told(c.m, t.id) {
			it.Tip(t.name + " of CPU " + itoa(int64(c.cpu)) + ": no sheaf.")
		}
		return
	}
	if told(c.m, t.id) {
		it.Tip(t.name + " of CPU " + itoa(int64(c.cpu)) + ": a sheaf with " + itoa(int64(size)) + " of " + itoa(int64(capacity)) + " objects.")
	}
	c.cells(t, well.Grow(-2), int(capacity), size)
}

// wellIn is the tray itself, below its name: no larger than its places, so that it
// doesn't seem to have room for more.
func wellIn(r scene.Rect, capacity int) scene.Rect {
	well := scene.Rect{X: r.X, Y: r.Y + 14, W: r.W, H: r.H - 14}
	if g := gridIn(capacity, well.W-4, well.H-4); g.pitch >= leastPitch {
		well.W, well.H = g.pitch*float32(g.columns)+4, g.pitch*float32(g.rows)+4
	}
	return well
}

// cells draws the places of a sheaf, filled from below. Where they would be
// too small to tell apart a bar says how full it is.
func (c *card) cells(t *tray, r scene.Rect, capacity int, size int32) {
	g := gridIn(capacity, r.W, r.H)
	if g.pitch < leastPitch {
		bar(c.s, t.id.Sub(3), r, float32(size)/float32(capacity), t.ink)
		return
	}
	where := c.s.Join("in ", t.name, " of CPU ", c.s.Int(int64(c.cpu)))
	for i := range capacity {
		cell := g.cell(r, i)
		if int32(i) >= size {
			c.s.Box(t.at.ID(c.m.Cache, c.cpu, i), cell, theme.RadiusCell, solid(theme.Cell)).Through()
			continue
		}
		object(c.s, c.m, *c.k.Heap.Slot(t.sheaf, int32(i)), cell, t.ink, where)
	}
}

// object draws one object. Its id stays the same wherever it goes, which is
// what makes it seem to move.
func object(s *scene.Scene, m *ui.Model, o slub.ObjectID, cell scene.Rect, ink theme.Role, where string) {
	id := scene.Object.ID(m.Cache, int(o))
	it := s.Box(id, cell, theme.RadiusCell, solid(ink))
	if told(m, id) {
		state := ", free, "
		if ink == theme.ObjRCU {
			state = ", waiting for a grace period, "
		}
		it.Tip("object " + itoa(int64(o)) + state + where + ".")
	}
}

// hand draws the objects that the threads on this CPU have on their stacks:
// taken out of one place and not yet in the next. What an interrupt has put
// aside keeps its objects. Their row is kept free at all times.
func (c *card) hand(r scene.Rect) {
	hw, n := c.hw(), 0
	pitch := min(r.W/float32(sim.BatchMax), 7)
	for _, id := range hw.Ctx[:hw.Nest+1] {
		if id == sim.NoThread {
			continue
		}
		t, where := &c.k.M.Threads[id], c.s.Join("in the hands of ", nameOf(c.s, c.k, id))
		for _, o := range t.Batch[:t.NBatch] {
			if c.k.Heap.Objects[o].Where != slub.InHand || int(c.k.Heap.Slabs[c.k.Heap.Objects[o].Slab].Cache) != c.m.Cache || n == sim.BatchMax {
				continue
			}
			cell := scene.Rect{X: r.X + float32(n)*pitch, Y: r.Y + r.H - pitch + 1, W: pitch - 1, H: pitch - 1}
			object(c.s, c.m, slub.ObjectID(o), cell, theme.ObjFree, where)
			n++
		}
	}
}

// handHeight is the room of that row.
const handHeight = 9
