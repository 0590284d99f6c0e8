package view

import (
	"barnyard/engine/path"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// The slabs of a node. To a slab every object that is not on its own freelist
// is in use, whether a task holds it or it lies in a sheaf.

// slabs draws as many slabs of the node as fit.
func slabs(s *scene.Scene, m *ui.Model, k *path.Kernel, node int, r scene.Rect) {
	h := k.Heap
	n := &h.Nodes[h.BarnOf(slub.CacheID(m.Cache), int32(node))]
	id := scene.Node.ID(m.Cache, node)
	y := r.Y + min(20, r.H*0.36)
	x := r.X
	title := s.Join("slabs · partial ", s.Int(int64(n.NrPartial)), " of ", s.Int(int64(n.NrSlabs)))
	x += words(s, id.Sub(2), x, y, title, theme.Strong, theme.Text, r.W-40) + 6
	lock := scene.ListLock.ID(m.Cache, node)
	held := k.Locks.L[n.Lock].Holder
	ink := theme.LockOpen
	if held >= 0 {
		ink = roleOf(k, held)
	}
	s.Padlock(lock, x, y-14, 18, shapeOf(k, scene.SpinLock), held < 0, solid(ink))
	if told(m, lock) {
		s.Items[len(s.Items)-1].Tip(lockTip(k, n.Lock))
	}
	if held >= 0 {
		words(s, lock.Sub(1), x+22, y, nameOf(s, k, held), theme.SpanName, theme.Text, r.X+r.W-x-80)
	}
	room := scene.Rect{X: r.X, Y: y + 8, W: r.W, H: r.Y + r.H - y - 14}
	w := workOf(s)
	w.slabs = slabsOf(w.slabs[:0], k, m.Cache, node)
	if near := k.MemOf[node]; len(w.slabs) == 0 && int(near) != node {
		words(s, id.Sub(4), room.X, room.Y+12, s.Join("none: no memory here, requests go to node ", s.Int(int64(near))), theme.Label, theme.TextDim, room.W)
		return
	}
	(&shelf{s, m, k, graceOf(k, m.Cache)}).row(w.slabs, room, id.Sub(4), y)
}

// slabsOf is the slabs of a node in the order of their numbers, so that each
// keeps its place for as long as it lives.
func slabsOf(ids []slub.SlabID, k *path.Kernel, cache, node int) []slub.SlabID {
	for i := range k.Heap.Slabs {
		if sl := &k.Heap.Slabs[i]; sl.Live && int(sl.Cache) == cache && int(sl.Node) == node {
			ids = append(ids, slub.SlabID(i))
		}
	}
	return ids
}

// shelf is what the functions that draw slabs need.
type shelf struct {
	s     *scene.Scene
	m     *ui.Model
	k     *path.Kernel
	waits grace
}

// row draws slabs from left to right. When not all fit, those on the partial
// list come first: they are where objects come and go.
func (f *shelf) row(ids []slub.SlabID, r scene.Rect, note scene.ID, y float32) {
	if len(ids) == 0 {
		words(f.s, note, r.X, r.Y+12, "none", theme.Label, theme.TextDim, r.W)
		return
	}
	objects := int(f.k.Heap.Caches[f.m.Cache].SlabObjs)
	w := slabWidth(objects, len(ids), r)
	fit := max(int((r.W+10)/(w+10)), 1)
	if len(ids) > fit {
		w := workOf(f.s)
		w.sorted = partialFirst(w.sorted[:0], f.k, ids)
		ids = w.sorted
		more := f.s.Join("+", f.s.Int(int64(len(ids)-fit)), " more")
		wordsEnd(f.s, note, r.X+r.W, y, more, theme.Label, theme.TextDim, 70)
		ids = ids[:fit]
	}
	for i, id := range ids {
		f.slab(id, scene.Rect{X: r.X + float32(i)*(w+10), Y: r.Y, W: w, H: r.H})
	}
}

// slabWidth is how broad a slab is drawn: so that its cells use the height,
// and narrower when there are many.
func slabWidth(objects, n int, r scene.Rect) float32 {
	for pitch := float32(11); pitch >= 5; pitch -= 0.5 {
		rows := max(int(r.H/pitch), 1)
		w := pitch * float32((objects+rows-1)/rows)
		if float32(n)*(w+10)-10 <= r.W {
			return w
		}
	}
	rows := max(int(r.H/5), 1)
	return min(5*float32((objects+rows-1)/rows), r.W)
}

func partialFirst(out []slub.SlabID, k *path.Kernel, ids []slub.SlabID) []slub.SlabID {
	for _, id := range ids {
		if k.Heap.Slabs[id].Partial {
			out = append(out, id)
		}
	}
	for _, id := range ids {
		if !k.Heap.Slabs[id].Partial {
			out = append(out, id)
		}
	}
	return out
}

// slab draws the objects of one slab: filled when they can be allocated from
// it, outlined when a task has them.
func (f *shelf) slab(id slub.SlabID, r scene.Rect) {
	sl, whole := &f.k.Heap.Slabs[id], scene.Slab.ID(f.m.Cache, int(id))
	g := gridIn(int(sl.Objects), r.W, r.H)
	back := scene.Rect{X: r.X - 2, Y: r.Y - 2, W: float32(g.columns)*g.pitch + 4, H: float32(g.rows)*g.pitch + 4}
	it := f.s.Box(whole, back, 3, solid(theme.Well))
	if told(f.m, whole) {
		it.Tip(slabTip(f.k, id))
	}
	if sl.Partial {
		it.Outline(solid(theme.Rack), theme.Hairline)
	}
	if g.pitch < leastPitch {
		bar(f.s, whole.Sub(1), r, float32(f.k.Heap.NrFree(id))/float32(sl.Objects), theme.ObjFree)
		return
	}
	for i := range int(sl.Objects) {
		f.cell(id, i, g.fromTop(r, i))
	}
}

// cell draws the i-th object of a slab.
func (f *shelf) cell(id slub.SlabID, i int, r scene.Rect) {
	o, at := f.k.Heap.Slabs[id].Base+slub.ObjectID(i), scene.SlabAt.ID(f.m.Cache, int(id), i)
	obj := &f.k.Heap.Objects[o]
	what := ", in use as the slab sees it: in a sheaf, or on its way."
	switch {
	case obj.Where == slub.InSlab:
		object(f.s, f.m, o, r, theme.ObjFree, f.s.Join("on the freelist of slab ", f.s.Int(int64(id))))
		return
	case obj.Where == slub.InCPUSlab:
		object(f.s, f.m, o, r, theme.ObjFree, f.s.Join("on the list of the CPU whose slab is slab ", f.s.Int(int64(id))))
		return
	case obj.Where == slub.Held:
		f.s.Box(at, r.Grow(-0.5), 1, solid(theme.Cell)).Outline(solid(theme.ObjInUse), theme.Hairline)
		if told(f.m, at) {
			what = ", held by " + holderName(f.k, obj.Holder) + "."
		}
	case obj.Where == slub.Kept:
		f.s.Box(at, r, 1, solid(theme.SlabFull))
		what = ", in use as the slab sees it: a debugging hook has kept it."
	case f.waits.has(o):
		f.s.Box(at, r, 1, solid(theme.ObjRCU))
		what = ", in use as the slab sees it: it waits for a grace period."
	default:
		f.s.Box(at, r, 1, solid(theme.SlabFull))
	}
	if told(f.m, at) {
		f.s.Items[len(f.s.Items)-1].Tip("object " + itoa(int64(o)) + what)
	}
}

// holderName is the task whose list a holder is.
func holderName(k *path.Kernel, h slub.HolderID) string {
	return k.Cfg.Programs[int32(h)%k.Heap.NTasks].Name
}

// slabTip says what the kernel knows of a slab.
func slabTip(k *path.Kernel, id slub.SlabID) string {
	sl := &k.Heap.Slabs[id]
	list := "on no list"
	if sl.Partial {
		list = "on the partial list"
	}
	return "slab " + itoa(int64(id)) + ": " + itoa(int64(sl.Inuse)) + " of " + itoa(int64(sl.Objects)) + " objects in use, " +
		itoa(int64(k.Heap.NrFree(id))) + " free, " + list + "."
}
