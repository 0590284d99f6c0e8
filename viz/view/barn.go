package view

import (
	"barnyard/engine/path"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The barn of a node: two racks of sheaves, full ones above empty ones, and
// beside it the node's slabs.

// racks is how many places a rack shows; the kernel's barn has as many for
// each kind.
const racks = 10

// barnWide is the width from which barn and slabs stand side by side.
const barnWide = 640

// barnPair is the width from which two nodes stand side by side.
const barnPair = 800

// barns draws one strip a node. Nodes that have no room are counted.
func barns(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	nodes := int(k.Heap.NNodes)
	if nodes > fewNodes && m.W >= narrowBelow {
		nodeCells(s, m, k, r)
		return
	}
	shown := min(nodes, fewNodes)
	w, h := r.W, (r.H-6*float32(shown-1))/float32(shown)
	dx, dy := float32(0), h+6
	if shown > 1 && r.W >= barnPair {
		w, h = (r.W-8)/2, r.H
		dx, dy = w+8, 0
	}
	for n := range shown {
		strip := scene.Rect{X: r.X + float32(n)*dx, Y: r.Y + float32(n)*dy, W: w, H: h}
		more := 0
		if n == shown-1 {
			more = nodes - shown
		}
		nodeStrip(s, m, k, n, more, strip)
	}
}

// nodeStrip draws the barn and the slabs of one node.
func nodeStrip(s *scene.Scene, m *ui.Model, k *path.Kernel, node, more int, r scene.Rect) {
	pane(s, scene.Node.ID(m.Cache, node), r, theme.Card)
	if id := scene.Node.ID(m.Cache, node); told(m, id) {
		s.Items[len(s.Items)-1].Tip("Memory node " + itoa(int64(node)) + ": its barn and its slabs of " + k.Heap.Caches[m.Cache].Name + ".")
	}
	if k.Heap.Gone[m.Cache] {
		text := k.Heap.Caches[m.Cache].Name + " was destroyed: no sheaves, no barn, no slabs are left of it"
		words(s, scene.Barn.ID(m.Cache, node).Sub(1), r.X+12, r.Y+r.H/2+4, text, theme.Label, theme.TextMark, r.W-24)
		return
	}
	if r.W < barnWide {
		half := r.H / 2
		barn(s, m, k, node, more, scene.Rect{X: r.X + 8, Y: r.Y, W: r.W - 16, H: half})
		slabs(s, m, k, node, scene.Rect{X: r.X + 8, Y: r.Y + half, W: r.W - 16, H: half - 4})
		return
	}
	w := min(r.W*0.5, 452)
	barn(s, m, k, node, more, scene.Rect{X: r.X + 12, Y: r.Y, W: w - 12, H: r.H})
	s.Line(scene.Node.ID(m.Cache, node).Sub(1), r.X+w+8, r.Y+10, r.X+w+8, r.Y+r.H-10, solid(theme.Edge), theme.Stroke).Through()
	slabs(s, m, k, node, scene.Rect{X: r.X + w + 22, Y: r.Y, W: r.W - w - 34, H: r.H})
}

// barn draws the racks of one node.
func barn(s *scene.Scene, m *ui.Model, k *path.Kernel, node, more int, r scene.Rect) {
	h := k.Heap
	b := &h.Barns[h.BarnOf(slub.CacheID(m.Cache), int32(node))]
	id := scene.Barn.ID(m.Cache, node)
	title := s.Join("barn · node ", s.Int(int64(node)))
	if more > 0 {
		title = s.Join("node ", s.Int(int64(node)), ", +", s.Int(int64(more)), " more")
	}
	left := float32(130)
	y := r.Y + min(20, r.H*0.4)
	padlock(s, m, k, scene.BarnLock.ID(m.Cache, node), b.Lock, scene.SpinLock, r.X+left-24, y-14, 18, r.X+left-24)
	from := len(s.Items)
	words(s, id.Sub(1), r.X, y, title, theme.Strong, theme.Text, left-26)
	full := s.Join("full ", s.Int(int64(b.NrFull)), " / ", s.Int(racks))
	empty := s.Join("empty ", s.Int(int64(b.NrEmpty)), " / ", s.Int(racks))
	if r.H >= 58 {
		words(s, id.Sub(2), r.X, y+17, full, theme.Label, theme.TextDim, left-8)
		words(s, id.Sub(3), r.X, y+32, empty, theme.Label, theme.TextDim, left-8)
	} else {
		both := s.Join(s.Int(int64(b.NrFull)), " full, ", s.Int(int64(b.NrEmpty)), " empty")
		words(s, id.Sub(2), r.X, y+16, both, theme.Label, theme.TextDim, left-8)
	}
	if told(m, id) {
		tell(s, from, "The barn of node "+itoa(int64(node))+" (node_barn): "+itoa(int64(b.NrFull))+" full and "+itoa(int64(b.NrEmpty))+
			" empty sheaves of "+h.Caches[m.Cache].Name+", for every CPU of the node.")
	}
	room := scene.Rect{X: r.X + left + 4, Y: r.Y + 10, W: r.W - left - 4, H: r.H - 20}
	rack(s, m, k, b.Full, int(b.NrFull), true, node, scene.Rect{X: room.X, Y: room.Y, W: room.W, H: room.H/2 - 3})
	rack(s, m, k, b.Empty, int(b.NrEmpty), false, node, scene.Rect{X: room.X, Y: room.Y + room.H/2 + 3, W: room.W, H: room.H/2 - 3})
	onTheWay(s, m, k, node, room)
}

// place is where the i-th sheaf of a rack stands.
func place(r scene.Rect, i int) scene.Rect {
	pitch := min((r.W-40)/racks, 30)
	return scene.Rect{X: r.X + float32(i)*pitch, Y: r.Y, W: pitch - 5, H: min(r.H, 20)}
}

// rack draws ten places and the sheaves that stand in them, newest first, as
// the kernel's list has them.
func rack(s *scene.Scene, m *ui.Model, k *path.Kernel, head slub.SheafID, n int, full bool, node int, r scene.Rect) {
	kind, name := scene.BarnNone, "empty"
	if full {
		kind, name = scene.BarnFull, "full"
	}
	for i := range racks {
		id := kind.ID(m.Cache, node, i)
		it := s.Box(id, place(r, i), theme.RadiusTray, solid(theme.Cell))
		if !told(m, id) {
			continue
		}
		it.Tip("A place for " + article(name) + " sheaf in the barn of node " + itoa(int64(node)) + "; " + itoa(int64(n)) + " of " + itoa(racks) + " are taken.")
	}
	i := 0
	for sheaf := head; sheaf != slub.None && i < racks; sheaf = k.Heap.Sheaves[sheaf].Next {
		sheafIcon(s, m, k, sheaf, place(r, i), s.Join("in the barn of node ", s.Int(int64(node))), theme.ObjFree)
		i++
	}
	overshoot(s, kind.ID(m.Cache, node, racks), place(r, racks-1), n-racks, full)
}

// overshoot says on the last place how many sheaves more there are than places: whoever
// puts one there looks at the number before it takes the lock.
func overshoot(s *scene.Scene, id scene.ID, last scene.Rect, more int, full bool) {
	if more <= 0 {
		return
	}
	ink := theme.TextDim
	if full { // on the colour of free objects
		ink = theme.Ground
	}
	text := s.Join("+", s.Int(int64(more)))
	if typeset.Measure(text, theme.Tiny) > last.W {
		text = "+"
	}
	s.Text(id, last.X+last.W/2, last.Y+last.H/2+3.5, text, theme.Tiny, scene.Middle, solid(ink)).Through()
}

// sheafIcon draws a whole sheaf as one small thing: filled from below by what
// it holds.
func sheafIcon(s *scene.Scene, m *ui.Model, k *path.Kernel, id slub.SheafID, r scene.Rect, where string, ink theme.Role) {
	size, capacity := k.Heap.Size(id), k.Heap.Capacity(id)
	name := scene.Sheaf.ID(m.Cache, int(id))
	it := s.Box(name, r, theme.RadiusTray, solid(theme.Well)).Outline(solid(theme.Rack), theme.Hairline)
	if told(m, name) {
		it.Tip("sheaf " + itoa(int64(id)) + " " + where + ": " + itoa(int64(size)) + " of " + itoa(int64(capacity)) + " objects.")
	}
	if size > 0 {
		full := r.Grow(-1)
		share := float32(size) / float32(capacity)
		full.Y, full.H = full.Y+full.H*(1-share), full.H*share
		s.Box(name.Sub(1), full, 2, solid(ink)).Through()
	}
}

func article(word string) string {
	if word == "empty" {
		return "an empty"
	}
	return "a " + word
}
