package check_test

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// kernelProofs are about what the kernel finds itself, in the op that breaks
// something or that cannot go on. What it says stands in engine/path.
func kernelProofs() []proof {
	return []proof{
		planted("bulk-free-forgets-local-objects"), // S1
		{
			name: "S2: an assertion finds the lock free", text: one + "task t cpu=0 { alloc c }\n",
			at: about("__pcs_replace_empty_main", "lockdep: the sheaf lock is held"),
			damage: func(k *path.Kernel) {
				l := &k.Locks.L[k.Heap.PCS[0].Lock]
				l.Held, l.Holder = locking.Free, sim.NoThread
			},
		},
		{
			name: "S3: a sheaf is freed that is main", text: one + "task t cpu=0 { alloc c n=9; free c n=9; shrink c }\n",
			at: about("free_empty_sheaf", ""),
			damage: func(k *path.Kernel) {
				th := whoIs(k, "free_empty_sheaf", "")
				k.M.Threads[th].Top().R[1] = int32(k.Heap.PCS[0].Main)
			},
		},
		{
			name: "S4: main is no sheaf when it is used", text: one + "task t cpu=0 { alloc c n=2; free c n=2 }\n",
			at:     about("free_to_pcs", "put the object"),
			damage: func(k *path.Kernel) { k.Heap.PCS[0].Main = -12 },
		},
		{
			name: "S11: an object is freed twice", text: one + "task t cpu=0 { alloc c n=40; free c n=40; shrink c }\n",
			at: about("__slab_free", "cmpxchg freelist"),
			damage: func(k *path.Kernel) {
				f := k.M.Threads[whoIs(k, "__slab_free", "cmpxchg freelist")].Top()
				k.Heap.Objects[f.R[2]].Where = slub.InSlab
			},
		},
		{
			name: "S12: a slab leaves a list that it is not on", text: one + "task t cpu=0 { alloc c n=200; free c n=200 order=random; shrink c }\n",
			at: about("__slab_free", "it leaves the partial list"),
			damage: func(k *path.Kernel) {
				k.Heap.Slabs[k.M.Threads[whoIs(k, "__slab_free", "it leaves the partial list")].Top().R[1]].Partial = false
			},
		},
		{
			name: "S13: a cache goes with objects in its sheaves", text: one + "task t cpu=0 { alloc c n=2; free c n=2; destroy c }\n",
			code: func(c *path.Code) {
				always("__kmem_cache_shutdown", "the sheaves of all CPUs", path.Next)(c)
				always("kmem_cache_destroy", "objects remain", path.Next)(c)
			},
		},
		{
			name: "S20: a mutex is taken with preemption off", text: one + "task t cpu=0 { alloc c; shrink c }\n",
			at: about("flush_all_cpus_locked", "take flush_lock"), damage: func(k *path.Kernel) { k.M.Threads[0].Preempt = 1 },
		},
	}
}
