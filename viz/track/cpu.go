package track

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// CPU is what one CPU did.
type CPU struct {
	Base   Lane                  // what had the CPU: all of the time
	Nest   [sim.MaxNest - 1]Lane // interrupts, by depth
	Gone   Lane                  // when it was offline
	Direct Lane                  // work that its threads did for other CPUs
	Lines  []LineMove            // cache lines that came to it
	Held   []HeldLane            // locks that its threads held, without the sheaves' locks
	Waits  int32                 // waits of its threads so far: names them
	mixes  []Mix                 // mixes[i]: what had the CPU before base span i
	irq    irqState
}

// LineMove is a cache line that came from another CPU.
type LineMove struct {
	At, Cost   int64
	Line, From int32
}

// Mix is a stretch of time divided by what had the CPU.
type Mix [NBase]int64

// irqState is what must be remembered while an interrupt is handled.
type irqState struct {
	depth    int
	from     int64        // when the outermost handler was entered
	left     int64        // of the context switch that it interrupted
	ended    int64        // when the outermost handler has ended last
	next     sim.ThreadID // where that switch leads
	sender   int32        // 1 + the CPU whose interrupt comes in now; 0: nobody's
	switched bool         // it interrupted a switch
	done     bool         // it has just returned: nothing has happened since
}

// startCPU is a CPU at the start: what runs has been there before.
func startCPU(k *path.Kernel, t *Tracks, cpu int) CPU {
	id := k.M.CPUs[cpu].Ctx[0]
	c := CPU{}
	c.pushBase(Span{To: Open, Thread: id, What: t.baseOf(id)})
	t.runs(cpu, c.Base.last())
	return c
}

func (c *CPU) pushBase(s Span) {
	mix := Mix{}
	c.Base.push(s)
	if n := len(c.Base.Spans); n > 1 {
		prev := &c.Base.Spans[n-2]
		mix = c.mixes[n-2]
		mix[prev.What] += prev.To - prev.From
	}
	c.mixes = append(c.mixes, mix)
}

// popBase takes back a span that was expected to begin and did not.
func (c *CPU) popBase() {
	n := len(c.Base.Spans) - 1
	c.Base.Spans, c.Base.sums, c.mixes = c.Base.Spans[:n], c.Base.sums[:n], c.mixes[:n]
}

// switchTo goes from one thread to another: the time of the switch, and then
// the newcomer, unless something comes in between.
func (c *CPU) switchTo(t *Tracks, e *sim.Event) {
	c.afterInterrupt(t, e.Time)
	if last := c.Base.last(); last.From > e.Time { // who leaves at the instant at which it came has been there
		t.runsNot(last)
		c.popBase()
	}
	next := sim.ThreadID(e.B)
	if last := c.Base.last(); last != nil {
		t.runsUntil(last.Thread, e.Time)
		last.To = min(last.To, e.Time)
	}
	c.pushBase(Span{From: e.Time, To: e.Time + e.C, Thread: next, Other: e.A, What: Switch})
	c.pushBase(Span{From: e.Time + e.C, To: Open, Thread: next, What: t.baseOf(next)})
	t.runs(int(e.CPU), c.Base.last())
}

// enter puts a handler on top. A context switch that is under way is paid
// after it.
func (c *CPU) enter(t *Tracks, e *sim.Event) {
	if c.irq.depth == 0 {
		c.irq.from, c.irq.switched = e.Time, false
		if last := c.Base.last(); last.From > e.Time && last.Thread != sim.NoThread {
			c.irq.switched, c.irq.left, c.irq.next = true, last.From-e.Time, last.Thread
			t.runsNot(last)
			c.popBase()
			c.Base.last().To = Open
		}
	}
	c.Nest[c.irq.depth].push(Span{From: e.Time, To: Open, Thread: sim.ThreadID(e.A), Other: c.irq.sender - 1, What: Interrupt})
	c.irq.sender = 0
	c.irq.depth++
}

// leave takes the handler off; the way back costs time too.
func (c *CPU) leave(t *Tracks, e *sim.Event) {
	if c.irq.depth == 0 {
		return
	}
	c.irq.depth--
	back := e.Time + t.irqExit
	c.Nest[c.irq.depth].last().To = back
	if c.irq.depth > 0 {
		return
	}
	c.irq.done, c.irq.ended = true, e.Time
	if c.irq.switched {
		c.Base.last().To = back + c.irq.left
		c.pushBase(Span{From: back + c.irq.left, To: Open, Thread: c.irq.next, What: t.baseOf(c.irq.next)})
		t.runs(int(e.CPU), c.Base.last())
	}
}

// soonerBack mends the end of a handler where what it interrupted does something
// before that: with jitter the way back took less than its cost.
func (c *CPU) soonerBack(e *sim.Event) {
	if last := c.Nest[0].last(); c.irq.done && !c.irq.switched && e.Kind != sim.IrqEnter && e.Kind != sim.SchedSwitch && e.Time > c.irq.ended {
		last.To = min(last.To, e.Time)
	}
}

// afterInterrupt mends the end of a handler that led straight to a context
// switch: with jitter the way back took a little more or less than its cost.
func (c *CPU) afterInterrupt(t *Tracks, now int64) {
	if last := c.Nest[0].last(); c.irq.done && last != nil && now <= last.To+t.irqSlack {
		last.To = now
	}
}

// Share is what had a CPU between two of its base spans, i and j.
func (c *CPU) Share(i, j int) Mix {
	mix := c.mixes[j-1]
	for w, v := range c.mixes[i] {
		mix[w] -= v
	}
	last := &c.Base.Spans[j-1]
	if last.To != Open {
		mix[last.What] += last.To - last.From
	}
	return mix
}
