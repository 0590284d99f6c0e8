package view

import (
	"strings"

	"sort"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Who waits on a CPU, and the line that runs there.

// aside is a thread that could run on a CPU and does not, because something
// else has the CPU.
type aside struct {
	id    sim.ThreadID // NoThread: nobody
	since int64
}

// putAside finds the task that has been without this CPU for longest while
// something else has it. The times are those of the timeline: from where it
// left the CPU, the interrupt that led to that included, or from where it was
// woken. A task whose wait for somebody else is not over is told of by waiter.
func putAside(m *ui.Model, k *path.Kernel, cpu int) aside {
	found := aside{id: sim.NoThread}
	if k.M.CPUs[cpu].Idle() {
		return found // it is on its way back to work
	}
	for _, id := range k.M.OfCPU(int32(cpu)) {
		if k.M.Threads[id].Kind != sim.Task || waits(m, id) {
			continue
		}
		if since, ok := offSince(m.Side().Tracks, id, m.Now); ok && (found.id == sim.NoThread || since < found.since) {
			found = aside{id, since}
		}
	}
	return found
}

// offSince is since when a thread that could run has been without its CPU.
func offSince(t *track.Tracks, id sim.ThreadID, now int64) (int64, bool) {
	after := sort.Search(len(t.Victims), func(i int) bool { return t.Victims[i].From > now })
	for i := after - 1; i >= max(after-lookBack, 0); i-- {
		if v := &t.Victims[i]; v.Thread == id && v.What == track.Aside && now < v.To {
			return v.From, true
		}
	}
	if off := t.Threads[id].Off.At(now); off != nil && (off.What == track.Aside || off.What == track.Ready) {
		return off.From, true
	}
	return 0, false
}

// lookBack is how many victims may have begun after the one that is looked
// for.
const lookBack = 64

// waits says whether the timeline shows a thread as waiting for somebody.
func waits(m *ui.Model, id sim.ThreadID) bool {
	w := m.Side().Tracks.Threads[id].Waits.At(m.Now)
	return w != nil && w.What != track.SpinWait
}

// waiter is a task of this CPU that waits for somebody else, and since when:
// from where it went to sleep to where it goes on, as on the timeline.
func waiter(m *ui.Model, k *path.Kernel, cpu int) (id sim.ThreadID, since int64) {
	for _, id := range k.M.OfCPU(int32(cpu)) {
		if k.M.Threads[id].Kind != sim.Task || k.M.Threads[id].State == sim.Spinning {
			continue
		}
		if w := m.Side().Tracks.Threads[id].Waits.At(m.Now); w != nil {
			return id, w.From
		}
		if t := &k.M.Threads[id]; t.Why == sim.WaitRCU {
			return id, t.Since
		}
	}
	return sim.NoThread, 0
}

// asideBox draws the box that says who was put aside and for how long.
func (c *card) asideBox(r scene.Rect) bool {
	a := putAside(c.m, c.k, c.cpu)
	if a.id == sim.NoThread {
		return false
	}
	id := scene.CPUNote.ID(c.cpu).Sub(2)
	s, name := c.s, c.s.Join(nameOf(c.s, c.k, a.id), " off CPU")
	it := s.Box(id, r, theme.RadiusButton, solid(theme.AlarmGround)).Outline(solid(theme.Spike), theme.Hairline)
	if told(c.m, id) {
		it.Tip(c.k.ThreadName(a.id) + " could go on and has been off CPU " + itoa(int64(c.cpu)) + " for " + soFar(c.m.Now, a.since, c.k.M.GHz) + ".")
	}
	s.Hatch(id.Sub(5), scene.Rect{X: r.X, Y: r.Y, W: 5, H: r.H}, 2, solid(theme.Waiting)).Through()
	mid := r.X + r.W/2 + 2
	s.Text(id.Sub(3), mid, r.Y+r.H/2-3, fit(s, name, theme.SpanName, r.W-14), theme.SpanName, scene.Middle, solid(theme.Text))
	s.Text(id.Sub(4), mid, r.Y+r.H/2+12, shortOf(s, c.m.Now-a.since, c.k.M.GHz), theme.CodeBold, scene.Middle, solid(theme.TextAlarm))
	return true
}

// note draws the bottom line: who waits, else what is being executed.
func (c *card) note(y float32, boxed bool) {
	s, id := c.s, scene.CPUNote.ID(c.cpu)
	within, does := c.executes()
	text, ink, tell := s.Join(within, does), theme.TextDim, told(c.m, id)
	room := c.r.W - 2*c.inset - noteSign
	tip := text
	if typeset.Measure(text, theme.Number) > c.r.W-2*c.inset { // the listing has the function
		text = does
	}
	if c.hw().Offline {
		text, tip = offline, s.Join(cpuName(s, c.cpu), " is offline: nothing runs here and its sheaves are empty")
	}
	if id, since := waiter(c.m, c.k, c.cpu); id != sim.NoThread {
		name, what := nameOf(s, c.k, id), waitsFor(s, c.k, id)
		text, ink = waitNote(s, name, what, shortOf(s, c.m.Now-since, c.k.M.GHz), room), theme.TextAlarm
		if tell {
			tip = name + " " + what + " " + soFar(c.m.Now, since, c.k.M.GHz)
		}
	} else if a := putAside(c.m, c.k, c.cpu); a.id != sim.NoThread && !boxed {
		name := nameOf(s, c.k, a.id)
		text, ink = waitNote(s, name, "off CPU", shortOf(s, c.m.Now-a.since, c.k.M.GHz), room), theme.TextAlarm
		if tell {
			tip = name + " could go on and has been off CPU " + itoa(int64(c.cpu)) + " for " + soFar(c.m.Now, a.since, c.k.M.GHz)
		}
	}
	x := c.r.X + c.inset
	if ink == theme.TextAlarm {
		c.s.Hatch(id.Sub(1), scene.Rect{X: x, Y: y - 8, W: 10, H: 10}, 2, solid(theme.Waiting)).Through()
		x += noteSign
	}
	words(c.s, id, x, y, text, theme.Number, ink, c.r.X+c.r.W-c.inset-x)
	if text != "" && tell {
		c.s.Items[len(c.s.Items)-1].Tip(sentence(tip))
	}
}

// noteSign is the room of the sign before the line of who waits.
const noteSign = 15

const woken = "is woken, waited"

// waitNote says who waits for what, and how long already. The time is what one
// looks for: what there is no room for is taken from the words before it.
func waitNote(s *scene.Scene, name, what, time string, room float32) string {
	text := s.Join(name, " ", what, " ", time)
	if typeset.Measure(text, theme.Number) <= room {
		return text
	}
	if what == woken {
		what = "waited"
	}
	if short, waits := strings.CutPrefix(what, "waits "); waits { // the sign says that it does
		if text = s.Join(name, " ", short, " ", time); typeset.Measure(text, theme.Number) <= room {
			return text
		}
	}
	time = s.Join(" ", time)
	return s.Join(fit(s, s.Join(name, " ", what), theme.Number, room-typeset.Measure(time, theme.Number)), time)
}

// waitsFor says what a task waits for, or that it is about to go on.
func waitsFor(s *scene.Scene, k *path.Kernel, id sim.ThreadID) string {
	t := &k.M.Threads[id]
	if t.PIOn >= 0 && t.Why == sim.WaitNone {
		return s.Join("waits for ", k.LockName(locking.ID(t.PIOn)))
	}
	switch t.Why {
	case sim.WaitFlush:
		if w := &k.WQ.Works[t.On]; w.Owed {
			return s.Join("waits for ", nameOf(s, k, w.By), " to return to user space")
		}
		return s.Join("waits for ", nameOf(s, k, k.WorkerOf(t.On)))
	case sim.WaitMutex, sim.WaitRTLock:
		return s.Join("waits for ", k.LockName(locking.ID(t.On)))
	case sim.WaitRCU:
		return "waits for RCU"
	case sim.WaitHotplug:
		return s.Join("waits for ", cpuName(s, t.On), " to have nothing left")
	}
	return woken
}

// executes is the line that the CPU executes, and before it the function that it is in.
func (c *card) executes() (within, does string) {
	id := c.hw().Current()
	if id == sim.NoThread {
		return "", ""
	}
	l, pc, ok := c.k.Line(id)
	if !ok || pc >= len(l.Ops) {
		return "", ""
	}
	if l.Name == "program" && int(id) < len(c.k.Cfg.Programs) {
		return "", c.k.Cfg.Programs[id].Code[c.k.Tasks[id].PC].Text
	}
	return c.s.Join(l.Name, ": "), l.Ops[pc].Text
}
