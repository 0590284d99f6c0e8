package export

import "barnyard/engine/sim"

// Flows are the arrows of a viewer: from who asks to who does, from who wakes to who
// is woken.

// flows numbers what leads from one event to another. Wake-ups have the odd
// numbers, in order; the rest has the even ones.
type flows struct {
	wakes     int
	others    uint64
	work      map[int32]uint64 // by work item: the flow of the one that is queued
	interrupt map[int32]uint64 // by CPU: the flow of the one that is on its way there
}

func wakeFlow(i int) uint64 { return uint64(2*i + 1) }

func (f *flows) next() uint64 { f.others += 2; return f.others }

func (f *flows) of(e *sim.Event) (in, out uint64) {
	switch e.Kind {
	case sim.SchedWakeup:
		f.wakes++
		return 0, wakeFlow(f.wakes - 1)
	case sim.QueueWork:
		f.work[e.A] = f.next()
		return 0, f.work[e.A]
	case sim.WorkStart:
		in = f.work[e.A]
		delete(f.work, e.A)
		return in, 0
	case sim.IPISend:
		f.interrupt[e.A] = f.next()
		return 0, f.interrupt[e.A]
	case sim.IPIReceive:
		in = f.interrupt[int32(e.CPU)]
		delete(f.interrupt, int32(e.CPU))
		return in, 0
	}
	return 0, 0
}

// joined leaves of the flows those that have both ends. Who is woken may never come to
// its CPU, and work may starve: an arrow that leads nowhere is a mistake to some
// viewers, and to others an arrow to the end of the trace.
func joined(lanes []lane) {
	begun, ended := map[uint64]bool{}, map[uint64]bool{}
	for i := range lanes {
		for _, s := range lanes[i].slices {
			ended[s.in] = true
		}
		for _, p := range lanes[i].points {
			begun[p.out], ended[p.in] = true, true
		}
	}
	keep := func(id *uint64, other map[uint64]bool) {
		if !other[*id] {
			*id = 0
		}
	}
	for i := range lanes {
		for k := range lanes[i].slices {
			keep(&lanes[i].slices[k].in, begun)
		}
		for k := range lanes[i].points {
			keep(&lanes[i].points[k].out, ended)
			keep(&lanes[i].points[k].in, begun)
		}
	}
}
