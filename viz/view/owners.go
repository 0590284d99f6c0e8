package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Who has which cache line: a small mark with the number of the CPU at each lock
// and each slab, bright where that is not the CPU that it belongs to. A line
// that has just moved has a filled mark, a dashed way from the CPU that had it,
// and what the move cost. The table beside has all lines, those that move now and then the
// dearest first.

// owners draws the marks, where they are wanted.
func owners(s *scene.Scene, m *ui.Model, k *path.Kernel) {
	if !m.Owning() || !hasCache(k) {
		return
	}
	h, cache := k.Heap, slub.CacheID(m.Cache)
	f := &workOf(s).frame
	for cpu := range k.M.CPUs {
		lock := h.PCS[h.PCSOf(cache, int32(cpu))].Lock
		owner(s, m, k, scene.CPULock.ID(m.Cache, cpu), int32(k.Locks.L[lock].Line), cpu, f.Cards)
	}
	for node := range int(h.NNodes) {
		at := h.BarnOf(cache, int32(node))
		owner(s, m, k, scene.BarnLock.ID(m.Cache, node), int32(k.Locks.L[h.Barns[at].Lock].Line), -1, f.Barns)
		owner(s, m, k, scene.ListLock.ID(m.Cache, node), int32(k.Locks.L[h.Nodes[at].Lock].Line), -1, f.Barns)
	}
	for id := range h.Slabs {
		if sl := &h.Slabs[id]; sl.Live && sl.Cache == cache && sl.Owner >= 0 {
			slabOwner(s, m, k, id, f.Barns)
		}
	}
}

// owner draws the mark of one line at its thing, beside the shackle, if that is
// drawn, and no higher than its room goes. home is the CPU that the thing belongs
// to, -1 for none.
func owner(s *scene.Scene, m *ui.Model, k *path.Kernel, thing scene.ID, line int32, home int, room scene.Rect) {
	at, ok := itemAt(s, thing)
	cpu := ui.Owner(k, line)
	if !ok || cpu < 0 {
		return
	}
	w := typeset.Measure(s.Int(int64(cpu)), theme.Tiny) + 6
	ownerMark(s, m, k, line, cpu, home, scene.Rect{X: at.X - w + 3, Y: max(at.Y-8, room.Y-2), W: w, H: 12})
}

// slabOwner draws the mark of a slab's line, at its lower edge, since the upper
// one is close to words, and no lower than the room of barns and slabs goes.
func slabOwner(s *scene.Scene, m *ui.Model, k *path.Kernel, slab int, room scene.Rect) {
	at, ok := itemAt(s, scene.Slab.ID(m.Cache, slab))
	line := ui.SlabLine(slub.SlabID(slab))
	cpu := ui.Owner(k, line)
	if !ok || cpu < 0 {
		return
	}
	w := typeset.Measure(s.Int(int64(cpu)), theme.Tiny) + 6
	y := min(at.Y+at.H-6, room.Y+room.H-13)
	ownerMark(s, m, k, line, cpu, -1, scene.Rect{X: at.X + at.W - w + 4, Y: y, W: w, H: 12})
}

// ownerMark draws the mark of the CPU that has a line.
func ownerMark(s *scene.Scene, m *ui.Model, k *path.Kernel, line int32, cpu, home int, r scene.Rect) {
	text, id := s.Int(int64(cpu)), scene.LineOwner.ID(int(line))
	fill, edge, ink := theme.Card, theme.CacheLine, theme.Text
	if cpu == home {
		edge, ink = theme.Rack, theme.TextDim
	}
	if move, moved := m.MovedNow(line); moved {
		fill, ink = theme.CacheLine, theme.Ground
		moveWay(s, m, k, id, move, r)
	}
	width := float32(theme.Hairline)
	if id == m.Sel {
		width = theme.ArrowLine
	}
	it := s.Box(id, r, 3, solid(fill)).Outline(solid(edge), width)
	if told(m, id) {
		it.Tip(lineTip(m, k, line))
	}
	s.Text(id.Sub(1), r.X+r.W/2, r.Y+9.5, text, theme.Tiny, scene.Middle, solid(ink)).Through()
}

// moveWay draws where a line came from, and what that cost.
func moveWay(s *scene.Scene, m *ui.Model, k *path.Kernel, id scene.ID, e sim.Event, to scene.Rect) {
	from, ok := itemAt(s, scene.CPU.ID(int(e.B)))
	into, there := itemAt(s, scene.CPU.ID(int(e.CPU)))
	if !ok || !there {
		return
	}
	a, b := scene.Point{X: from.X + from.W - 60, Y: from.Y + 2}, heart(to)
	if from.Contains(b.X, b.Y+8) { // the thing itself is on the card of the CPU that had it
		a, b = b, scene.Point{X: into.X + into.W - 60, Y: into.Y + 2}
	}
	bend := scene.Point{X: (a.X + b.X) / 2, Y: min(a.Y, b.Y) - 6}
	s.Quad(id.Sub(2), a, bend, b, solid(theme.CacheLine), theme.Stroke).Dashed().Arrow().Through()
	text := shortOf(s, e.C, k.M.GHz)
	w := typeset.Measure(text, theme.SpanName)
	x := max(to.X-w-8, 2)
	s.Box(id.Sub(3), scene.Rect{X: x - 3, Y: to.Y - 1, W: w + 6, H: 13}, 3, solid(theme.Ground)).Through()
	s.Text(id.Sub(4), x, to.Y+9, text, theme.SpanName, scene.Start, solid(theme.TextMark)).Through()
}

// lineTip tells of one line.
func lineTip(m *ui.Model, k *path.Kernel, line int32) string {
	text := "The cache line of " + k.LineName(line)
	if cpu := ui.Owner(k, line); cpu < 0 {
		text += " is with no CPU"
	} else if text += " is with " + cpuText(cpu); line >= 0 && k.M.Lines[line].Dirty {
		text += ", which wrote it last"
	}
	moves := m.Side().Tracks.LineOf(line)
	if moves == nil {
		return text + "; it has never moved."
	}
	n, cost := moves.Until(m.Now)
	return text + "; it has moved " + plural(int64(n), "time", "times") + " up to now, for " + long(cost, m.GHz()) + " in all."
}

// lineTable draws the lines that have moved, those that move now and then the dearest
// first. Where a low pane has no room for all of them below each other, and is wide
// enough, they go on beside.
func lineTable(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	const least, gap = 250, 24 // of a column, and between two
	w := workOf(s)
	rows, all := m.AppendOwned(w.owned[:0])
	w.owned = rows
	id := scene.Listing.ID()
	if len(rows) == 0 {
		words(s, id.Sub(3), r.X, r.Y+12, "no cache line has moved yet", theme.Label, theme.TextDim, r.W)
		return
	}
	y := r.Y + 12 + theme.Leading
	deep := max(int((r.Y+r.H-y)/theme.Leading), 1)
	across := min(max(int((r.W+gap)/(least+gap)), 1), (len(rows)+deep-1)/deep)
	wide := (r.W - gap*float32(across-1)) / float32(across)
	fit := min(deep*across, len(rows))
	first := 0
	for i := range rows { // the chosen one is in view
		if m.Sel == scene.LineOwner.ID(int(rows[i].Line)) && i >= fit {
			first = i - fit + 1
		}
	}
	for i := range fit {
		column := scene.Rect{X: r.X + float32(i/deep)*(wide+gap), Y: r.Y, W: wide, H: r.H}
		if i%deep == 0 {
			lineHead(s, column, i/deep)
		}
		column.Y, column.H = y-12+theme.Leading*float32(i%deep), theme.Leading
		lineRow(s, m, k, &rows[first+i], lineColumns(column), column)
	}
	if y += theme.Leading * float32(min(deep, fit)); all > fit && y <= r.Y+r.H+4 {
		words(s, id.Sub(3), r.X+4, y, s.Join("and ", s.Int(int64(all-fit)), " more"), theme.Label, theme.TextDim, r.W)
	}
}

// lineHead draws the names of the n-th column's numbers.
func lineHead(s *scene.Scene, r scene.Rect, n int) {
	id, y, ends := scene.Listing.ID().Sub(10+10*n), r.Y+12, lineColumns(r)
	words(s, id, r.X+4, y, "cache line", theme.Label, theme.TextDim, ends[0]-r.X-34)
	for i, name := range [...]string{"CPU", "moves", "cost"} {
		wordsEnd(s, id.Sub(int(id.Part)+1+i), ends[i], y, name, theme.Label, theme.TextDim, 60)
	}
}

// lineName is Kernel.LineName, remembered as long as there are the same locks.
func lineName(s *scene.Scene, k *path.Kernel, line int32) string {
	w := workOf(s)
	if w.linesOf != k.Cfg || w.locks != len(k.Locks.L) {
		w.linesOf, w.locks, w.lines = k.Cfg, len(k.Locks.L), map[int32]string{}
	}
	name, known := w.lines[line]
	if !known {
		name = k.LineName(line)
		w.lines[line] = name
	}
	return name
}

// lineColumns is where the three columns of numbers end.
func lineColumns(r scene.Rect) [3]float32 {
	end := r.X + r.W - 4
	return [3]float32{end - 94, end - 52, end}
}

func lineRow(s *scene.Scene, m *ui.Model, k *path.Kernel, o *ui.Owned, cols [3]float32, r scene.Rect) {
	id, ground, ink := scene.LineRow.ID(int(o.Line)), scene.Ink{}, theme.TextSoft
	if m.Sel == scene.LineOwner.ID(int(o.Line)) {
		ground = solid(theme.Selected)
	}
	if o.Now {
		ink = theme.TextMark
	}
	it := s.Box(id, r, 3, ground)
	if told(m, id) || m.Sel == scene.LineOwner.ID(int(o.Line)) {
		it.Tip(lineTip(m, k, o.Line))
	}
	y := r.Y + 12
	words(s, id.Sub(1), r.X+4, y, lineName(s, k, o.Line), theme.Label, ink, cols[0]-r.X-26)
	s.Items[len(s.Items)-1].Through()
	owner := "–"
	if cpu := ui.Owner(k, o.Line); cpu >= 0 {
		owner = s.Int(int64(cpu))
	}
	for i, text := range [...]string{owner, s.Int(int64(o.Moves)), shortOf(s, o.Cost, m.GHz())} {
		wordsEnd(s, id.Sub(2+i), cols[i], y, text, theme.Number, ink, 60)
		s.Items[len(s.Items)-1].Through()
	}
}
