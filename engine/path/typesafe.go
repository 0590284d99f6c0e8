package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Caches whose slabs outlive their objects (typesafe_rcu; kernel.md 1.6): who
// still looks at an object after it was freed must find one of its type, so the
// pages of a slab are given back only after a grace period. The line of a
// function that gives pages back is then call_rcu; how destroying such a cache
// waits is [KN].

func typesafeFuncs() []Listing {
	return []Listing{{
		Name: "rcu_free_slab", Args: "slab", Section: "1.6",
		What: "after the grace period: the pages of a slab of a typesafe_rcu cache are given back",
		Ops: ops(
			do("the slab's pages go", sim.CostDiscardSlab, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.Heap.FreePages(slub.SlabID(f.R[0]))
			}),
			done(),
		),
	}}
}

// dropSlab gives up an empty slab: its pages go at once, or by call_rcu.
func (k *Kernel) dropSlab(id slub.SlabID) {
	if !k.Heap.DropSlab(id) {
		return
	}
	k.M.ChargeN(sim.CostQueueWork, 1)
	k.M.Emit(sim.RCUQueue, int32(id), 0, 0)
	if k.RCU.Call(k.M.Self, k.Cfg.Code.must("rcu_free_slab"), int32(id)) {
		k.wantGP(k.M.Self)
	}
}

// waitForSlabs comes before the release of a cache: the callbacks of its slabs
// must not find it gone.
func waitForSlabs(then string) []Op {
	return ops(
		when("the pages of its slabs went at once", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return !k.Heap.Caches[f.R[rCache]].Typesafe
		}, then),
		call("typesafe_rcu: wait for their callbacks", "rcu_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {}),
	)
}
