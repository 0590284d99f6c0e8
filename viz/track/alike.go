package track

import (
	"barnyard/engine/history"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// What belongs together in two runs, and when two events are alike: see
// parting.go. Kernels of different builds may number their threads and locks
// differently; their names say which are the same.

// name gives the threads and locks of both runs their common numbers.
func (p *Parter) name(a, b *history.History) {
	threads, locks, specs := map[string]int32{}, map[string]int32{}, sim.EventSpecs()
	for i, h := range [...]*history.History{a, b} {
		k := h.AtStep(0)
		r := parted{h: h, specs: specs}
		for id := range k.M.Threads {
			r.thread = append(r.thread, numberOf(threads, k.ThreadName(sim.ThreadID(id))))
		}
		for id := range k.Locks.L {
			r.lock = append(r.lock, numberOf(locks, k.LockName(locking.ID(id))))
		}
		p.runs[i] = r
	}
	cpus := max(cpusOf(a), cpusOf(b))
	p.lists = make([]partList, len(threads)+cpus)
	p.runs[0].cpus, p.runs[1].cpus = int32(len(threads)), int32(len(threads))
}

func cpusOf(h *history.History) int { return len(h.Run.Kernel.M.CPUs) }

func numberOf(names map[string]int32, name string) int32 {
	n, ok := names[name]
	if !ok {
		n = int32(len(names))
		names[name] = n
	}
	return n
}

// listOf is the list that an event belongs to.
func (p *Parter) listOf(run int, e *sim.Event) *partList {
	r := &p.runs[run]
	if e.Thread == sim.NoThread || comesAndGoes(e.Kind) {
		return &p.lists[r.cpus+int32(e.CPU)]
	}
	return &p.lists[r.thread[e.Thread]]
}

// comesAndGoes says whether an event is of the CPU rather than of the thread
// that is there.
func comesAndGoes(k sim.Kind) bool {
	switch k {
	case sim.SchedSwitch, sim.IPIReceive, sim.IrqEnter, sim.IrqExit, sim.RTThrottle, sim.RTUnthrottle,
		sim.FairServerStart, sim.FairServerEnd:
		return true
	}
	return false
}

// canonical makes of an event what is compared of it: all that it names, in
// the numbers that both runs share.
func (r *parted) canonical(e *sim.Event) {
	args := &r.specs[e.Kind].Args
	e.A, e.B = int32(r.argument(e.Kind, args[0], int64(e.A))), int32(r.argument(e.Kind, args[1], int64(e.B)))
	e.C = r.argument(e.Kind, args[2], e.C)
}

// argument is one argument as it is compared; 0 where it is not.
func (r *parted) argument(kind sim.Kind, name string, v int64) int64 {
	switch name {
	case "from": // of a cache line or a priority it follows from time
		if kind == sim.IPIReceive || kind == sim.TaskMigrate {
			return v
		}
		return 0
	case "thread", "prev", "next", "holder":
		if v >= 0 && int(v) < len(r.thread) {
			return int64(r.thread[v])
		}
		return -1
	case "lock":
		return int64(r.lock[v])
	case "cpu", "to", "work", "cache", "barn", "stat", "node", "series", "n", "capacity", "on", "code", "batch":
		return v
	}
	return 0
}

func alike(a, b *sim.Event) bool {
	return a.Kind == b.Kind && a.A == b.A && a.B == b.B && a.C == b.C
}

// EventText tells an event of a run as a sentence.
func EventText(h *history.History, index int32) string {
	e := h.Event(int(index))
	return h.AtStep(e.Step).EventText(&e)
}
