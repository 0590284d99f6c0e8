package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// Who waits on a CPU, and the line that runs there.

// Aside is a thread that could run on a CPU and does not, because something
// else has the CPU; or one that waits for somebody. NoThread: nobody.
type aside struct {
	id    sim.ThreadID
	since int64
	spins bool
}

// putAside finds the task that has waited longest for this CPU while something
// else has it. Tasks that were never on it do not count: nobody pushed them off.
func putAside(k *path.Kernel, cpu int) aside {
	found := aside{id: sim.NoThread}
	hw := &k.M.CPUs[cpu]
	for _, id := range k.M.OfCPU(int32(cpu)) {
		t := &k.M.Threads[id]
		if t.Kind != sim.Task || id == hw.Current() {
			continue
		}
		waits := t.State == sim.Runnable
		if !waits && t.State != sim.Running { // below an interrupt it is put aside too
			continue
		}
		if found.id == sim.NoThread || t.Since < found.since {
			found = aside{id: id, since: t.Since}
		}
	}
	return found
}

// sleeper finds a task of this CPU that waits for somebody else.
func sleeper(k *path.Kernel, cpu int) sim.ThreadID {
	for _, id := range k.M.OfCPU(int32(cpu)) {
		if t := &k.M.Threads[id]; t.State == sim.Waiting && t.Kind == sim.Task {
			return id
		}
	}
	return sim.NoThread
}

// asideBox draws the box that says who was put aside and for how long.
func (c *card) asideBox(r scene.Rect) bool {
	a := putAside(c.k, c.cpu)
	if a.id == sim.NoThread || c.k.M.Threads[a.id].State != sim.Runnable {
		return false
	}
	id := scene.CPUNote.ID(c.cpu).Sub(2)
	s, name := c.s, c.k.ThreadName(a.id)+" waits"
	s.Box(id, r, theme.RadiusButton, solid(theme.AlarmGround)).Outline(solid(theme.Spike), theme.Hairline).
		Tip(c.k.ThreadName(a.id) + " is ready to run and has been without CPU " + itoa(int64(c.cpu)) + " for " + micros(c.k, c.m.Now-a.since) + ".")
	s.Hatch(id.Sub(5), scene.Rect{X: r.X, Y: r.Y, W: 5, H: r.H}, 2, solid(theme.Waiting)).Through()
	mid := r.X + r.W/2 + 2
	s.Text(id.Sub(3), mid, r.Y+r.H/2-3, typeset.Fit(name, theme.SpanName, r.W-14), theme.SpanName, scene.Middle, solid(theme.Text))
	s.Text(id.Sub(4), mid, r.Y+r.H/2+12, micros(c.k, c.m.Now-a.since), theme.CodeBold, scene.Middle, solid(theme.TextAlarm))
	return true
}

// note draws the bottom line: who waits, else what is being executed.
func (c *card) note(y float32, boxed bool) {
	text, ink := c.executes(), theme.TextDim
	if id := sleeper(c.k, c.cpu); id != sim.NoThread {
		text, ink = c.k.ThreadName(id)+" "+shortWait(c.k, id), theme.TextAlarm
	} else if a := putAside(c.k, c.cpu); a.id != sim.NoThread && !boxed && c.k.M.Threads[a.id].State == sim.Runnable {
		text, ink = c.k.ThreadName(a.id)+" waits "+micros(c.k, c.m.Now-a.since), theme.TextAlarm
	}
	x := c.r.X + c.inset
	id := scene.CPUNote.ID(c.cpu)
	if ink == theme.TextAlarm {
		c.s.Hatch(id.Sub(1), scene.Rect{X: x, Y: y - 8, W: 10, H: 10}, 2, solid(theme.Waiting)).Through()
		x += 15
	}
	words(c.s, id, x, y, text, theme.Number, ink, c.r.X+c.r.W-c.inset-x)
	if text != "" {
		c.s.Items[len(c.s.Items)-1].Tip(text)
	}
}

// shortWait is the state of a waiting thread, without the name of the thread.
func shortWait(k *path.Kernel, id sim.ThreadID) string {
	t := &k.M.Threads[id]
	if t.Why == sim.WaitFlush {
		return "waits for " + k.ThreadName(k.WorkerOf(t.On)) + " " + micros(k, k.M.Now-t.WaitedFrom)
	}
	return k.StateText(id)
}

// executes is the line that the CPU executes, with the function it is in.
func (c *card) executes() string {
	id := c.hw().Current()
	if id == sim.NoThread {
		return ""
	}
	l, pc, ok := c.k.Line(id)
	if !ok || pc >= len(l.Ops) {
		return ""
	}
	if l.Name == "program" && int(id) < len(c.k.Cfg.Programs) {
		return c.k.Cfg.Programs[id].Code[c.k.Tasks[id].PC].Text
	}
	return l.Name + ": " + l.Ops[pc].Text
}
