package view

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// Many CPUs: the same facts with less detail.

// compact draws the name, the lock, what runs, and how full the sheaves are.
func (c *card) compact() {
	x, y := c.r.X+6, c.r.Y+14
	id := scene.CPU.ID(c.cpu)
	ink := theme.Text
	name := cpuName(c.s, c.cpu)
	if c.hw().Isolated {
		ink = theme.TextMark
		name = c.s.Join(name, " iso")
	}
	words(c.s, id.Sub(1), x, y, name, theme.SpanName, ink, c.r.W-30)
	c.lockOnly(c.r.X+c.r.W-20, c.r.Y+3)
	cur := c.hw().Current()
	chip := scene.Rect{X: x, Y: c.r.Y + 19, W: c.r.W - 12, H: 15}
	name, role := nameOf(c.s, c.k, cur), roleOf(c.k, cur)
	if c.switching() && c.hw().Nest == 0 {
		name, role = c.s.Join("→ ", name), theme.Switch
	}
	state, wide, waits := "", chip.W-scene.ChipTextX-4, c.somebodyWaits()
	if c.stateWord(cur) != "" {
		state = " done"
	}
	if waits {
		wide -= 14
	}
	it := c.s.Chip(scene.Context.ID(c.cpu, 0), chip, solid(role), c.fitState(name, state, theme.Tiny, wide), theme.Tiny)
	if told(c.m, it.ID) {
		it.Tip(c.contextTip(cur))
	}
	if c.hw().Offline {
		it.Text = offline
	}
	if waits {
		c.s.Hatch(scene.CPUNote.ID(c.cpu).Sub(1), scene.Rect{X: chip.X + chip.W - 14, Y: chip.Y + 2, W: 12, H: chip.H - 4}, 2, solid(theme.Waiting)).Through()
	}
	room := scene.Rect{X: x, Y: c.r.Y + 38, W: c.r.W - 12, H: c.r.H - 42}
	if room.H < 8 {
		return
	}
	if !hasCache(c.k) {
		c.keptBars(room)
		return
	}
	c.bars(room, &c.k.Heap.PCS[c.k.Heap.PCSOf(slub.CacheID(c.m.Cache), int32(c.cpu))])
}

// bars draws main and spare as bars with their numbers.
func (c *card) bars(r scene.Rect, pcs *slub.PCS) {
	h := c.k.Heap
	w := (r.W - 6) / 2
	for i, t := range [...]tray{
		{id: scene.Main.ID(c.m.Cache, c.cpu), name: "main", sheaf: mainOf(c.k.Heap, pcs), ink: theme.ObjFree},
		{id: scene.Spare.ID(c.m.Cache, c.cpu), name: "spare", sheaf: pcs.Spare, ink: theme.ObjFree},
	} {
		part := scene.Rect{X: r.X + float32(i)*(w+6), Y: r.Y, W: w, H: min(r.H, 12)}
		size, capacity := h.Size(t.sheaf), h.Caches[c.m.Cache].Capacity
		it := c.s.Box(t.id, part, theme.RadiusCell, solid(theme.Well)).Outline(solid(theme.Edge), theme.Hairline)
		if t.sheaf == slub.None {
			if it.Dashed(); told(c.m, t.id) {
				it.Tip(t.name + " of CPU " + itoa(int64(c.cpu)) + ": no sheaf.")
			}
			continue
		}
		if told(c.m, t.id) {
			it.Tip(t.name + " of CPU " + itoa(int64(c.cpu)) + ": " + itoa(int64(size)) + " of " + itoa(int64(capacity)) + " objects.")
		}
		full := part.Grow(-2)
		full.W *= float32(size) / float32(capacity)
		c.s.Box(t.id.Sub(1), full, 1, solid(t.ink)).Through()
	}
}

// keptBars draws what the other users of the series keep on the CPU, one below the
// other: the name and how much, or a bar alone where a line has no room.
func (c *card) keptBars(r scene.Rect) {
	const row, line = 17, 10
	l := keepings(c.k, c.cpu)
	for i := range l.all() {
		t, id, y := &l.trays[i], scene.CPU.ID(c.cpu).Sub(100+40*i), r.Y+row*float32(i)
		if r.H >= row {
			n := wordsEnd(c.s, id.Sub(101+40*i), r.X+r.W, y+8, c.s.Join(c.s.Int(int64(t.n)), "/", c.s.Int(int64(t.room))), theme.Tiny, theme.TextSoft, r.W)
			words(c.s, id, r.X, y+8, t.name, theme.Tiny, theme.TextSoft, r.W-n-4)
			y += line
		}
		if y+6 > r.Y+r.H {
			return
		}
		bar(c.s, id.Sub(102+40*i), scene.Rect{X: r.X, Y: y, W: r.W, H: 5}, float32(t.n)/float32(t.room), theme.TextSoft)
	}
}

// lockOnly draws the padlock without names; its sentence has them.
func (c *card) lockOnly(x, y float32) {
	c.lock(x, y, 14, x)
}

// tile draws a CPU as a field in the colour of what runs on it.
func (c *card) tile() {
	cur := c.hw().Current()
	r := c.r.Grow(-1)
	ground := solid(roleOf(c.k, cur))
	switch {
	case c.switching() && c.hw().Nest == 0:
		ground = solid(theme.Switch)
	case cur == sim.NoThread:
		ground = solid(theme.Cell)
	}
	it := c.s.Box(scene.CPU.ID(c.cpu), r, theme.RadiusCell, ground)
	if c.hw().Isolated {
		it.Outline(solid(theme.TextMark), theme.Hairline)
	}
	if c.hw().Offline { // nothing fills it, as nothing fills the place of a tray that is not there
		it.Fill = solid(theme.Ground)
		it.Outline(solid(theme.TextDim), theme.Hairline).Dashed()
	}
	if told(c.m, scene.CPU.ID(c.cpu)) {
		it.Tip("CPU " + itoa(int64(c.cpu)) + ", " + c.kind() + ": " + c.contextTip(cur))
	}
	if c.stateWord(cur) != "" && r.W > 6 { // its task has ended: without the colour too
		side := r.W * 0.7
		c.s.Icon(scene.CPU.ID(c.cpu).Sub(4), r.X+(r.W-side)/2, r.Y+(r.H-side)/2, side, scene.SignCheck, solid(theme.Ground)).Through()
	}
	if c.somebodyWaits() {
		c.s.Hatch(scene.CPUNote.ID(c.cpu), r, theme.RadiusCell, solid(theme.Waiting)).Through()
	}
}

// somebodyWaits says whether a thread of this CPU spins, was put aside, or
// waits for somebody else.
func (c *card) somebodyWaits() bool {
	cur := c.hw().Current()
	if cur != sim.NoThread && c.k.M.Threads[cur].State == sim.Spinning {
		return true
	}
	id, _ := waiter(c.m, c.k, c.cpu)
	return id != sim.NoThread || putAside(c.m, c.k, c.cpu).id != sim.NoThread
}
