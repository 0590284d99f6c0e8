package check_test

import (
	"slices"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/engine/swap"
)

// mixed leaves objects in every place: tasks' lists, sheaves, barns, slabs, and
// what a hook has kept; cache late has no sheaves yet.
const mixed = `machine cpus=2 nodes=2
cache c size=64 capacity=4 slabobjs=8
cache late size=64 capacity=4 slabobjs=4 boot=late
cache kept size=64 capacity=4 slabobjs=4 refuse=3
task a cpu=0 { alloc c n=40; free c n=30; alloc late n=5; free late n=2; alloc kept n=9; free kept n=9 }
task b cpu=1 { alloc c n=20; free c n=17 }
`

// Caches of mixed.
const cC, cLate, cKept = 0, 1, 2

func on(name string, damage func(k *path.Kernel)) proof {
	return proof{name: name, text: mixed, damage: damage, state: true}
}

// mainOf is the sheaf that a CPU pops from.
func mainOf(k *path.Kernel, cache slub.CacheID, cpu int32) slub.SheafID {
	return k.Heap.PCS[k.Heap.PCSOf(cache, cpu)].Main
}

// top is the newest object of a sheaf.
func top(k *path.Kernel, s slub.SheafID) slub.ObjectID {
	return *k.Heap.Slot(s, k.Heap.Sheaves[s].Size-1)
}

// worldProofs are about what can be seen in one state.
func worldProofs() []proof { return slices.Concat(sheafProofs(), threadProofs(), folioProofs()) }

func sheafProofs() []proof {
	return []proof{
		on("S1: a sheaf is shorter than it is", func(k *path.Kernel) { k.Heap.Sheaves[mainOf(k, cC, 0)].Size-- }),
		on("S1: an object is in a sheaf twice", func(k *path.Kernel) { *k.Heap.Slot(mainOf(k, cC, 0), 0) = top(k, mainOf(k, cC, 0)) }),
		on("S1: a sheaf holds what is no object", func(k *path.Kernel) { *k.Heap.Slot(mainOf(k, cC, 0), 0) = 9999 }),
		on("S1: an object in a sheaf believes that a task holds it", func(k *path.Kernel) { k.Heap.Objects[top(k, mainOf(k, cC, 0))].Where = slub.Held }),
		on("S1: the hooks count one more than they keep", func(k *path.Kernel) { k.Quarantine[cKept].Kept.N++ }),
		on("S1: a task's list counts one more than it has", func(k *path.Kernel) { k.Heap.Holders[0].N++ }),
		on("S1: an object is dropped", func(k *path.Kernel) { k.Heap.Pop(mainOf(k, cC, 0)) }),
		on("S3: a sheaf is dropped", func(k *path.Kernel) { k.Heap.TakeFull(k.Heap.BarnOf(cC, 0)) }),
		on("S3: a sheaf is main and the barn's", func(k *path.Kernel) {
			k.Heap.PutFull(k.Heap.BarnOf(cC, 0), mainOf(k, cC, 0))
			k.Heap.SetPlace(mainOf(k, cC, 0), slub.AsMain, 0)
		}),
		on("S3: main is that of another CPU", func(k *path.Kernel) { k.Heap.Sheaves[mainOf(k, cC, 0)].Of = 1 }),
		on("S3: the bootstrap sheaf holds an object", func(k *path.Kernel) { k.Heap.Sheaves[k.Heap.Boot].Size = 1 }),
		on("S4: main is gone", func(k *path.Kernel) { k.Heap.PCS[0].Main = slub.None }),
		on("S4: main is the spare too", func(k *path.Kernel) { k.Heap.PCS[0].Spare = k.Heap.PCS[0].Main }),
		on("S4: main is no sheaf", func(k *path.Kernel) { k.Heap.PCS[0].Main = 9999 }),
		on("S5: a sheaf holds more than it can", func(k *path.Kernel) { k.Heap.Sheaves[mainOf(k, cC, 0)].Size = 5 }),
		on("S5: a sheaf holds less than nothing", func(k *path.Kernel) { k.Heap.Sheaves[mainOf(k, cC, 0)].Size = -1 }),
		on("S6: a full sheaf is not", func(k *path.Kernel) { k.Heap.Pop(k.Heap.Barns[0].Full) }),
		on("S6: an empty sheaf is not", func(k *path.Kernel) {
			s := k.Heap.TakeFull(k.Heap.BarnOf(cC, 0))
			k.Heap.PutEmpty(k.Heap.BarnOf(cC, 0), s)
		}),
		on("S7: a barn counts one more than it has", func(k *path.Kernel) { k.Heap.Barns[0].NrFull++ }),
		on("S7: a barn's list ends in what is no sheaf", func(k *path.Kernel) { k.Heap.Sheaves[k.Heap.Barns[0].Full].Next = 9999 }),
		on("S7: a sheaf was not counted", func(k *path.Kernel) { *k.Heap.StatOf(cC, 0, slub.SheafAllocStat)-- }),
		on("S10: a task ends with preemption off", func(k *path.Kernel) { k.M.Threads[0].Preempt = 1 }),
		on("S10: a task enables what was not disabled", func(k *path.Kernel) { k.M.Threads[0].Migrate = -1 }),
		on("S10: a task ends and holds a lock", func(k *path.Kernel) {
			k.Locks.L[k.FlushLock].Held, k.Locks.L[k.FlushLock].Holder = locking.Mutex, 0
		}),
		on("S23: a spare beside the bootstrap sheaf", func(k *path.Kernel) {
			k.Heap.PCS[k.Heap.PCSOf(cLate, 0)].Spare = k.Heap.TakeFull(k.Heap.BarnOf(cC, 0))
		}),
		on("S23: the barn of a cache without sheaves has one", func(k *path.Kernel) {
			k.Heap.PutFull(k.Heap.BarnOf(cLate, 0), k.Heap.TakeFull(k.Heap.BarnOf(cC, 0)))
		}),
		{
			name: "S23: a cache that never has sheaves has a spare", text: "machine cpus=1\ncache c size=64 capacity=4\ncache bare size=64 sheaves=off\ntask t cpu=0 { alloc c; alloc bare }\n",
			damage: func(k *path.Kernel) { k.Heap.PCS[1].Spare = k.Heap.PCS[0].Main }, state: true,
		},
	}
}

func threadProofs() []proof {
	return []proof{
		on("R1: a task inherits from nobody", func(k *path.Kernel) { k.M.Threads[0].FIFO = 1 }),
		{
			name: "R1: waiters are out of order", at: waiters,
			text:   "machine cpus=2 rt=on\ncache c size=64 capacity=4\ntask a cpu=0 { loop 20 { alloc c; shrink c } }\ntask d cpu=0 fifo=9 start=9us { shrink c }\ntask e cpu=1 fifo=5 start=9us { shrink c }\n",
			damage: func(k *path.Kernel) { k.M.Threads[waitingFirst(k)].FIFO = 1 }, state: true,
		},
		{name: "S13: an object lies on a CPU that is offline", text: offlineText, damage: func(k *path.Kernel) {
			h := k.Heap
			s := h.TakeFull(h.BarnOf(0, 0))
			h.PCS[1].Spare = s
			h.SetPlace(s, slub.AsSpare, 1)
		}, state: true},
		{name: "S13: a thread runs on a CPU that is offline", text: offlineText, damage: func(k *path.Kernel) { k.M.CPUs[1].Ctx[0] = 0 }, state: true},
		{name: "L3: a thread waits for work that is not queued", at: waitsForWork, text: "machine cpus=2 qpw=0\ncache c size=64\ntask t cpu=0 { sleep 9us; shrink c }\ntask o cpu=1 { alloc c }\n",
			damage: func(k *path.Kernel) {
				for i := range k.WQ.Works {
					k.WQ.Works[i].Pending, k.WQ.Works[i].Running = false, false
				}
			}, state: true},
		{name: "L8: a free was put off and nobody comes", text: nolockText, at: func(k *path.Kernel) bool { return k.Deferred[0].N > 0 && !inside("defer_free")(k) },
			damage: func(k *path.Kernel) { k.M.CPUs[0].SelfAt = sim.Inf }, state: true},
	}
}

func folioProofs() []proof {
	return []proof{
		folio("F1: a folio is lost", func(k *path.Kernel) { k.Swap.CPUs[3].N[swap.Add]-- }),
		folio("F2: a full batch is left", func(k *path.Kernel) { k.Swap.CPUs[3].N[swap.Activate] = 31 }),
		folio("F2: a list is shorter than nothing", func(k *path.Kernel) { k.Swap.Nodes[0].Inactive--; k.Swap.Nodes[0].Active++ }),
		folio("F3: a block is kept twice", func(k *path.Kernel) { k.Swap.CPUs[3].BH[1] = k.Swap.CPUs[3].BH[0] }),
		folio("F3: more buffer heads than there is room for", func(k *path.Kernel) { k.Swap.CPUs[2].NBH = 17 }),
	}
}

const offlineText = "machine cpus=2\ncache c size=64 capacity=4 slabobjs=4\ntask t cpu=0 { alloc c n=40; free c n=39; offline 1 }\n"

// nolockText: an NMI frees where the sheaf lock is held, so that its free is put off.
const nolockText = "machine cpus=1\ncache c size=64 capacity=4 slabobjs=4\ntask t cpu=0 { loop 400 { alloc c n=3; free c n=all } }\n" +
	"nmi n cpu=0 at=1111cy every=777cy { alloc c gfp=nolock; free c n=all }\nuntil 90us\n"

// waitsForWork reports whether a thread waits in flush_work.
func waitsForWork(k *path.Kernel) bool {
	for i := range k.M.Threads {
		if k.M.Threads[i].State == sim.Waiting && k.M.Threads[i].Why == sim.WaitFlush {
			return true
		}
	}
	return false
}

// waitingFirst is the first of two who wait for a lock with inheritance.
func waitingFirst(k *path.Kernel) sim.ThreadID {
	for i := range k.Locks.L {
		if h := k.Locks.L[i].Head; h != sim.NoThread && k.M.Threads[h].PIOn == int32(i) && k.M.Threads[h].Link >= 0 {
			return h
		}
	}
	return sim.NoThread
}

func waiters(k *path.Kernel) bool { return waitingFirst(k) != sim.NoThread }

// folio damages the story of folio batches while they are in use.
func folio(name string, damage func(k *path.Kernel)) proof {
	return proof{name: name, builtin: "lru-drain-bh", at: func(k *path.Kernel) bool {
		c := &k.Swap.CPUs[3]
		return c.N[swap.Add] > 0 && c.NBH > 1 && k.Swap.Nodes[0].Inactive == 0 && k.Locks.L[c.Lock].Held == locking.Free
	}, damage: damage, state: true}
}
