package check

import (
	"slices"

	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// deferred is L8: where frees were put off, or CPU slabs, something is on its
// way that does them: the interrupt that the CPU sends itself, the handler of
// it, the thread that has it instead on PREEMPT_RT, or whoever has just put
// them off and goes on to ask for it.
func (w *world) deferred() {
	for cpu := range w.k.Deferred {
		n := w.k.Deferred[cpu].N
		for c := range w.h.Caches {
			if len(w.h.CPUSlabs) > 0 && w.h.CPUSlabs[w.h.PCSOf(slub.CacheID(c), int32(cpu))].Later != slub.None {
				n++
			}
		}
		if n > 0 && !w.drains(int32(cpu)) {
			w.say("L8", "%d frees were put off on CPU %d, and no irq_work is on its way", n, cpu)
		}
	}
}

func (w *world) drains(cpu int32) bool {
	if w.k.M.CPUs[cpu].SelfAt < sim.Inf || w.k.IRQWorking[cpu] {
		return true
	}
	if len(w.k.Cfg.IRQWork) > 0 && w.k.M.Threads[w.k.Cfg.IRQWork[cpu]].State != sim.Sleeping {
		return true
	}
	for _, id := range w.k.M.OfCPU(cpu) {
		t := &w.k.M.Threads[id]
		for i := range t.Stack[:t.Depth] {
			if slices.Contains(w.known.freesLater, t.Stack[i].Fn) {
				return true
			}
		}
	}
	return false
}
