package track

import "barnyard/engine/sim"

// Doing is what a CPU does at an instant, in one word: of what it has at once,
// the first of the list that is so.
type Doing uint8

// What a CPU can be doing.
const (
	Interrupted Doing = iota // a handler runs, on top of what has it
	Waits                    // who has it spins, or it idles while one of its threads sleeps for somebody
	Switches
	Works    // a kworker has it
	RunsRT   // a FIFO task
	RunsTask // a fair task
	Idles
	Away // the CPU is offline
	NDoing
)

// Does is what a CPU does at an instant. own is the threads that belong to it.
func (t *Tracks) Does(cpu int, own []sim.ThreadID, at int64) Doing {
	c := &t.CPUs[cpu]
	if c.Nest[0].At(at) != nil {
		return Interrupted
	}
	base := c.Base.At(at)
	if base == nil || base.What == Idle {
		if c.Gone.At(at) != nil {
			return Away
		}
		for _, id := range own {
			if t.Threads[id].Waits.At(at) != nil {
				return Waits
			}
		}
		return Idles
	}
	if base.What == Switch {
		return Switches
	}
	if base.Thread != sim.NoThread && t.Threads[base.Thread].Waits.At(at) != nil {
		return Waits
	}
	return [NBase]Doing{Task: RunsTask, RTTask: RunsRT, Kworker: Works}[base.What]
}
