package check_test

import (
	"slices"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// planted is a bug of path.Mutants with its own scenario.
func planted(name string) proof { return proof{name: "mutant " + name, mutant: name} }

const one = "machine cpus=1\ncache c size=64 capacity=4 slabobjs=4\n"

// pathProofs are about what happens between two states.
func pathProofs() []proof { return slices.Concat(lockProofs(), plantedProofs(), otherProofs()) }

func lockProofs() []proof {
	return []proof{
		planted("flush-locks-own-cpu"), // S19, S2: the lock is not held
		{
			name: "S2: a lock is taken that somebody has not released", text: "machine cpus=2 lockdep=off\n" + one[len("machine cpus=1\n"):] +
				"task a cpu=0 { alloc c }\ntask b cpu=1 { loop 3 { alloc c n=9; free c n=9 } }\n",
			at:     about("free_to_pcs", "put the object"),
			damage: func(k *path.Kernel) { k.Locks.L[k.Heap.PCS[1].Lock].Held = locking.Free },
		},
		{
			name: "S2: sheaves far away change by themselves", text: "machine cpus=70\ncache c size=64 capacity=4 slabobjs=4\ntask t cpu=0 { loop 9 { alloc c n=9; free c n=9 } }\n",
			at: about("free_to_pcs", "put the object"),
			damage: func(k *path.Kernel) { // that is, in the hands of somebody who leaves no trace
				a, b := &k.Heap.PCS[60], &k.Heap.PCS[61]
				a.Main, b.Main = b.Main, a.Main
				k.Heap.SetPlace(a.Main, slub.AsMain, 60)
				k.Heap.SetPlace(b.Main, slub.AsMain, 61)
			},
		},
		{
			name: "S9: a replacement fails and keeps the lock", text: one + "task t cpu=0 { alloc c }\nmemory slabs=1-99\n",
			at:     about("__pcs_replace_empty_main", "return none"),
			damage: func(k *path.Kernel) { l := &k.Locks.L[k.Heap.PCS[0].Lock]; l.Held, l.Holder = locking.Local, 0 },
		},
		{
			name: "S9: a replacement succeeds without the lock", text: one + "task t cpu=0 { alloc c }\n",
			at: about("__pcs_replace_empty_main", "return with the lock held"),
			damage: func(k *path.Kernel) {
				l := &k.Locks.L[k.Heap.PCS[0].Lock]
				l.Held, l.Holder = locking.Free, sim.NoThread
			},
		},
		planted("swap-with-empty-spare"), // S9: main is empty
		{
			name: "S8: a callback does not ask how many full sheaves there are", text: one + "task t cpu=0 { alloc c n=60; kfree_rcu c n=60; kvfree_rcu_barrier; work 9us }\n",
			code: always("rcu_free_sheaf", "nr_full is 10 or more", path.Next),
		},
		planted("pin-leak"),
		{
			name: "S10: a function returns with one lock more", text: one + "task t cpu=0 { alloc c; free c; alloc c }\n",
			code: always("free_to_pcs", "release the sheaf lock", path.Next),
		},
	}
}

func plantedProofs() []proof {
	return []proof{
		planted("discard-below-minimum"),           // S12
		planted("flush-main-trylock"),              // S13
		planted("destroy-without-rcu-barrier"),     // S14, S13, L1
		planted("call-rcu-after-unlock"),           // S14
		planted("skip-left-over"),                  // S13, S15
		planted("collectors-without-hotplug-lock"), // S19, S15, S14
		planted("flush-without-hotplug-lock"),      // S2, S15
		{
			name: "S15: a flush waits for work that it has not queued", text: one + "task t cpu=0 { alloc c; shrink c }\n",
			code: always("flush_all_cpus_locked", "queue it on that CPU", path.Next),
		},
		{
			name: "S16: an item changes while it is queued", text: "machine cpus=2 qpw=0\ncache c size=64 capacity=4 slabobjs=4\ncache d size=64 capacity=4 slabobjs=4\n" +
				"task t cpu=0 { sleep 9us; shrink c }\ntask o cpu=1 { alloc c }\n",
			at: waitsForWork, damage: func(k *path.Kernel) { k.Flush[1].Cache = 1 },
		},
		planted("init-work-once"),                // S16
		planted("queue-before-store"),            // S16
		planted("no-flush-lock"),                 // S16, S13
		planted("sheaves-not-read-again"),        // S2, S17
		planted("foreign-free-to-own-sheaf"),     // S18
		planted("rcu-sheaf-to-barn-of-callback"), // S18
		planted("nolock-frees-to-slab"),          // S20, L4
		planted("rt-trylock-from-nmi"),           // S20
		planted("flush-waits-for-direct-call"),   // L3, L2
		planted("assert-template"),               // A1
		planted("flush-wants-slab-mutex"),        // L2
		planted("nolock-waits-for-barn"),         // L4
	}
}

func otherProofs() []proof {
	return []proof{
		{
			name: "S14: an object is free before its grace period", text: "machine cpus=2\n" + one[len("machine cpus=1\n"):] +
				"task t cpu=0 { alloc c n=9; kfree_rcu c n=9; work 40us }\ntask reader cpu=1 { preempt_disable { work 30ms } }\n",
			code: always("rcu_gp_kthread", "some CPU may still have a reader", path.Next),
		},
		{
			name: "S20: an interrupt waits for the sheaf lock", text: one + "irq i cpu=0 at=9us { alloc c n=2; free c n=2 }\ntask t cpu=0 { work 20us }\n",
			code: func(c *path.Code) {
				lock, _ := c.Func("local_qpw_lock")
				op(c, "free_to_pcs", "take this CPU's sheaf lock").Become(func(_ *path.Kernel, t *sim.Thread, f *sim.Frame) path.Verdict {
					f.PC++
					t.Arg, t.Ret = f.R, int32(lock)
					return path.CallFn
				})
			},
		},
		{
			name: "S21: a free is not counted", text: one + "task t cpu=0 { alloc c n=3; free c n=3 }\n",
			code: always("free_to_pcs", "count FREE_FASTPATH", path.Next),
		},
		{
			name: "S21: an allocation is not counted", text: one + "task t cpu=0 { alloc c n=3 }\n",
			code: always("alloc_from_pcs", "count ALLOC_FASTPATH", path.Next),
		},
		{
			name: "S22: a trylock that fails counts something", text: nolockText,
			code: func(c *path.Code) {
				o := op(c, "local_qpw_trylock", "test the byte acquired")
				do := o.Whole()
				o.Become(func(k *path.Kernel, t *sim.Thread, f *sim.Frame) path.Verdict {
					v := do(k, t, f)
					if v != path.Next {
						*k.Heap.StatOf(0, 0, slub.AllocNodeMismatch)++
						k.M.Emit(sim.StatAdd, int32(slub.AllocNodeMismatch), 0, 1)
					}
					return v
				})
			},
		},
		{
			name: "S24: a sheaf serves a request for another node", text: "machine cpus=2 nodes=2\ncache c size=64 capacity=4 slabobjs=4\ntask t cpu=0 { alloc c n=2; alloc c node=1 }\n",
			code: func(c *path.Code) {
				always("alloc_from_pcs", "a node was asked for that is not this CPU's", path.Next)(c)
				always("alloc_from_pcs", "lies on another node", path.Next)(c)
			},
		},
	}
}
