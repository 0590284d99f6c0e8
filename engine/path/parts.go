package path

import "barnyard/engine/sim"

// Situation folds in the state without its past: see sim.Hash. It is meant for
// machines on which steps come in any order (sim.SchedParams.AnyOrder).
func (k *Kernel) Situation(h *sim.Hash) {
	var t sim.Twins
	k.Parts(&t.Parts, k)
	h.U64(t.Whole(k.M.Now))
}

// Parts lists the parts of the whole, see sim.Parts.
func (k *Kernel) Parts(p *sim.Parts, o *Kernel) {
	k.M.Parts(p, o.M)
	k.Heap.Parts(p, o.Heap)
	k.Locks.Parts(p, o.Locks)
	k.WQ.Parts(p, o.WQ)
	k.RCU.Parts(p, o.RCU)
	k.Swap.Parts(p, o.Swap)
	sim.Each(p, &k.Tasks, &o.Tasks, sim.Of[Task]{Hash: (*Task).hash, Bytes: 1 << 8})
	k.rest(p, o)
	p.Group()
	p.CloseOr(crossings{k}, func() bool { return k.crosses() || o.crosses() })
}

// rest is what is neither hardware, nor of one of the rooms, nor of one program.
func (k *Kernel) rest(p *sim.Parts, o *Kernel) {
	p.Group()
	sim.In(p, &k.Drain, &o.Drain)
	sim.In(p, &k.Flush, &o.Flush)
	sim.In(p, &k.Batches, &o.Batches)
	sim.In(p, &k.Deferred, &o.Deferred)
	sim.In(p, &k.Quarantine, &o.Quarantine)
	sim.In(p, &k.IRQWorking, &o.IRQWorking)
	sim.In(p, &k.Oopses, &o.Oopses)
	sim.In(p, &k.MemOf, &o.MemOf)
	sim.Value(p, &k.Chances, &o.Chances)
	sim.Value(p, &k.Isolating, &o.Isolating)
	sim.Value(p, &k.Key, &o.Key)
	sim.Value(p, &k.Fault, &o.Fault)
	sim.Value(p, &k.Requests, &o.Requests)
	p.Close(others{k})
	sim.Beside(p, &k.Marks, &o.Marks)
}

type others struct{ k *Kernel }

// Hash implements sim.Hasher.
func (x others) Hash(h *sim.Hash) {
	x.k.hashItems(h)
	x.k.hashRest(h)
}

// crossings is what one part of a situation means to another.
type crossings struct{ k *Kernel }

// crosses reports whether there is anything of that kind.
func (k *Kernel) crosses() bool {
	for i := range k.RCU.CPUs {
		if k.RCU.CPUs[i].Need {
			return true
		}
	}
	for i := range k.Cfg.Programs {
		if k.Cfg.Programs[i].Every > 0 {
			return true
		}
	}
	return false
}

// Hash implements sim.Hasher.
func (x crossings) Hash(h *sim.Hash) {
	k := x.k
	for i := range k.RCU.CPUs {
		if p := &k.RCU.CPUs[i]; p.Need {
			h.Bool(p.Switches != k.M.CPUs[i].Switches)
		}
	}
	for i := range k.M.Threads {
		if every := k.period(sim.ThreadID(i)); every > 0 { // the next one comes in step with the last
			h.I64((k.M.Now - k.M.Threads[i].WakeAt) % every)
		}
	}
}
