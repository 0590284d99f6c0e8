package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// A CPU's card: its name, the lock of its sheaves, what runs, the sheaves, who
// waits, and the line that runs. Cards that are small leave the cells out, and
// tiles leave everything out but what runs.

// card is what the functions of a card need.
type card struct {
	s     *scene.Scene
	m     *ui.Model
	k     *path.Kernel
	cpu   int
	r     scene.Rect
	inset float32
}

// cpuCard draws the CPU in the detail that its room allows.
func cpuCard(s *scene.Scene, m *ui.Model, k *path.Kernel, cpu int, r scene.Rect) {
	c := &card{s, m, k, cpu, r, theme.Inset}
	if r.W < 200 {
		c.inset = 8
	}
	switch {
	case r.W < 60:
		c.tile()
	case r.H < 100:
		c.ground()
		c.compact()
	default:
		c.ground()
		c.full()
	}
}

func (c *card) hw() *sim.CPU { return &c.k.M.CPUs[c.cpu] }

// kind is what the machine's administrator made of the CPU.
func (c *card) kind() string {
	if c.hw().Isolated {
		return "isolated"
	}
	return "housekeeping"
}

// ground draws the card itself, ringed in the colour of a kworker that works
// here.
func (c *card) ground() {
	edge := theme.Edge
	if id := c.hw().Current(); id != sim.NoThread && c.k.M.Threads[id].Kind == sim.Kworker {
		edge = theme.Kworker
	}
	it := pane(c.s, scene.CPU.ID(c.cpu), c.r, theme.Card).Outline(solid(edge), theme.Hairline)
	if c.hw().Offline {
		it.Outline(solid(theme.TextDim), theme.Hairline).Dashed()
	}
	if told(c.m, scene.CPU.ID(c.cpu)) {
		it.Tip(c.tip())
	}
}

// tip is the whole card as sentences.
func (c *card) tip() string {
	hw := c.hw()
	return "CPU " + itoa(int64(c.cpu)) + ", " + c.kind() + ", node " + itoa(int64(hw.Node)) + ": " +
		plural(hw.Switches, "context switch", "context switches") + ", " + plural(hw.IPIs, "IPI", "IPIs") + " received, " +
		plural(hw.LinesIn, "cache line", "cache lines") + " fetched, " + micros(c.k, hw.LockWait) + " spent waiting for locks." + belongingsTip(c.k, c.cpu, c.m.Cache)
}

// full draws everything.
func (c *card) full() {
	c.head()
	c.contexts(scene.Rect{X: c.r.X + c.inset, Y: c.r.Y + 29, W: c.r.W - 2*c.inset, H: 20})
	bottom := c.r.Y + c.r.H - 9
	room := scene.Rect{X: c.r.X + c.inset, Y: c.r.Y + 54, W: c.r.W - 2*c.inset, H: bottom - 14 - (c.r.Y + 54)}
	if !hasCache(c.k) {
		if l := keepings(c.k, c.cpu); l.n == 0 {
			text := "no cache; batches are empty"
			if typeset.Measure(text, theme.Label) > room.W {
				text = "no cache"
			}
			words(c.s, scene.CPU.ID(c.cpu).Sub(3), room.X, room.Y+14, text, theme.Label, theme.TextDim, room.W)
		}
		c.keepings(room)
		c.note(bottom, false)
		return
	}
	noted := c.sheaves(room)
	c.note(bottom, noted)
}

// head draws the name and the lock.
func (c *card) head() {
	x, y := c.r.X+c.inset, c.r.Y+20
	id := scene.CPU.ID(c.cpu)
	x += words(c.s, id.Sub(1), x, y, cpuName(c.s, c.cpu), theme.CardTitle, theme.Text, c.r.W) + 8
	end := c.lock(c.r.X+c.r.W-c.inset-16, c.r.Y+6, 18, x)
	ink := theme.TextDim
	if c.hw().Isolated {
		ink = theme.TextMark
	}
	if w := typeset.Measure(c.kind(), theme.Label); x+w <= end {
		words(c.s, id.Sub(2), x, y, c.kind(), theme.Label, ink, w+1)
	}
}

// contexts draws what runs, and beside it what it put aside, innermost last.
func (c *card) contexts(r scene.Rect) {
	hw := c.hw()
	n := int(hw.Nest) + 1
	const lean = 6 // how far a context covers the one that it interrupted
	w := (r.W + lean*float32(n-1)) / float32(n)
	for i := range n {
		c.context(i, n, scene.Rect{X: r.X + float32(i)*(w-lean), Y: r.Y, W: w, H: r.H})
	}
}

// context draws the i-th of n nested contexts.
func (c *card) context(i, n int, r scene.Rect) {
	id := c.hw().Ctx[i]
	ctx := scene.Context.ID(c.cpu, n-1-i)
	if i > 0 {
		c.s.Box(ctx.Sub(2), r, 4, solid(theme.Card)).Through()
	}
	name, role := c.contextName(id), roleOf(c.k, id)
	state := c.stateWord(id)
	if i == 0 && c.switching() {
		name, role = c.s.Join("switch to ", name), theme.Switch
	}
	held, room := c.held(id), r.W-scene.ChipTextX-6
	spins := id != sim.NoThread && c.k.M.Threads[id].State == sim.Spinning
	if n > 1 || spins || typeset.Measure(name, theme.CodeBold)+typeset.Measure(state, theme.CodeBold)+typeset.Measure(held, theme.Number)+8 > room {
		held = ""
	}
	if spins {
		room -= 36
	}
	chip := c.s.Chip(ctx, r, solid(role), c.fitState(name, state, theme.CodeBold, room), theme.CodeBold)
	if told(c.m, ctx) {
		chip.Tip(c.contextTip(id))
	}
	if spins {
		c.s.Hatch(ctx.Sub(3), scene.Rect{X: r.X + r.W - 36, Y: r.Y + 2, W: 34, H: r.H - 4}, 3, solid(theme.Waiting)).Through()
	}
	wordsEnd(c.s, ctx.Sub(4), r.X+r.W-6, r.Y+r.H/2+4, held, theme.Number, theme.TextSoft, r.W)
}

// stateWord is what a chip says behind the name of a thread that has ended and
// has its CPU until the scheduler's next step; empty for others.
func (c *card) stateWord(id sim.ThreadID) string {
	if id != sim.NoThread && c.k.M.Threads[id].State == sim.Done && !c.switching() {
		return " is done"
	}
	return ""
}

// fitState is a name and what is said behind it: the name gives way.
func (c *card) fitState(name, state string, t theme.Type, room float32) string {
	if state == "" {
		return fit(c.s, name, t, room)
	}
	return c.s.Join(fit(c.s, name, t, room-typeset.Measure(state, t)), state)
}

// contextName is the name on a chip: the card says already which CPU it is.
func (c *card) contextName(id sim.ThreadID) string {
	if id != sim.NoThread && c.k.M.Threads[id].Kind == sim.Hardirq && int(id) >= len(c.k.Cfg.Programs) {
		return "interrupt"
	}
	name := nameOf(c.s, c.k, id)
	if id == sim.NoThread && c.hw().Offline {
		return offline
	}
	if id == sim.NoThread {
		return name
	}
	switch c.k.M.Threads[id].Kind {
	case sim.Softirq:
		return "softirq"
	case sim.Hardirq:
		return c.s.Join("irq ", name)
	case sim.NMI:
		return c.s.Join("NMI ", name)
	}
	return name
}

// switching says whether the CPU is on its way from one thread to the next.
// What it costs is time in which neither runs. The tracks know the whole run:
// at the instant of a switch they have it also before its step is taken, and
// there the one who leaves still has the CPU.
func (c *card) switching() bool {
	base := c.m.Side().Tracks.CPUs[c.cpu].Base.At(c.m.Now)
	return base != nil && base.What == track.Switch && base.Thread == c.hw().Ctx[0]
}

// held says how many objects of the shown cache a task holds.
func (c *card) held(id sim.ThreadID) string {
	if id == sim.NoThread || int32(id) >= c.k.Heap.NTasks || !hasCache(c.k) {
		return ""
	}
	n := c.k.Heap.Holders[c.k.Heap.HolderOf(slub.CacheID(c.m.Cache), int32(id))].N
	if n == 0 {
		return ""
	}
	return c.s.Join("holds ", c.s.Int(int64(n)))
}

// contextTip says what a context is and does.
func (c *card) contextTip(id sim.ThreadID) string {
	if id == sim.NoThread && c.hw().Offline {
		return c.awayTip()
	}
	if id == sim.NoThread {
		return "Nothing to run on CPU " + itoa(int64(c.cpu)) + "."
	}
	text := c.k.ThreadName(id) + ", " + kindOf(c.k, id) + ": " + c.k.StateText(id)
	if l, _, ok := c.k.Line(id); ok {
		text += ", in " + l.Name
	}
	if c.switching() {
		return "On its way to " + text + "."
	}
	return text + "."
}
