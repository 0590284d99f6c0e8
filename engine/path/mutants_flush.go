package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Planted bugs of the functions that empty the sheaves of a CPU.

func flushMutants() []Mutant {
	return []Mutant{
		{
			Number: "M3", Name: "flush-main-trylock", Breaks: []string{"S13", "L1"}, Real: "generation 7.0-rc1; FIX-a", Late: true,
			What:  "the flush of a main sheaf only tries the lock, and leaves main as it is where it is held",
			edits: flushMainTries, unfit: notIn("6.18", "7.0-rc1"),
		}, {
			Number: "M18", Name: "flush-own-sheaves", Breaks: []string{"S2", "S13"}, Late: true,
			What: "a flush for another CPU takes that CPU's lock and empties the sheaves of the CPU that it runs on",
			edits: always(
				Edit{Func: "pcs_flush_all", Line: "detach the spare", Drop: 1, Put: ops(detachSpare("detach this CPU's spare", ofThisCPU))},
				Edit{Func: "pcs_flush_all", Line: "detach rcu_free", Drop: 1, Put: ops(detachRcuFree("detach this CPU's rcu_free", ofThisCPU))},
				Edit{Func: "__sheaf_flush_main_batch", Line: "take up to 32 objects off main", Drop: 1,
					Put: ops(takeMainBatch("take up to 32 objects off this CPU's main, onto the stack", ofThisCPU))},
			),
			unfit: needsSeries,
		}, {
			Number: "M19", Name: "flush-locks-own-cpu", Breaks: []string{"S2"}, Late: true,
			What:  "a flush for another CPU takes the lock of the CPU that it runs on",
			edits: flushLocksOwn, unfit: either(needsSeries, notIn("6.18", "7.0-rc1")),
		}, {
			Number: "M28", Name: "flush-leaves-spare-linked", Breaks: []string{"S3", "S1"}, Late: true,
			What: "pcs_flush_all takes the spare and does not clear the pointer to it",
			edits: func(b Build) []Edit {
				line, of := "detach this CPU's spare", ofThisCPU
				if b.patched() {
					line, of = "detach the spare", ofNamedCPU
				}
				return []Edit{{Func: "pcs_flush_all", Line: line, Drop: 1, Put: ops(
					do("read the spare; the pointer stays", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
						f.R[rFSpare] = int32(of(k, f).Spare)
						k.Heap.SetPlace(of(k, f).Spare, slub.InPath, slub.None)
					}),
				)}}
			},
		}, {
			Number: "M29", Name: "flush-frees-main", Breaks: []string{"S4"}, Late: true,
			What:  "pcs_flush_all frees the main sheaf that it has emptied",
			edits: flushFreesMain,
		},
	}
}

func flushMainTries(b Build) []Edit {
	line, name, args := "take this CPU's sheaf lock", "local_trylock", argCache
	if b.patched() {
		line, name, args = "take the sheaf lock of the CPU", "qpw_trylock", argCacheCPU
	}
	return []Edit{
		{Func: "sheaf_flush_main", Line: line, Drop: 1, Put: ops(
			at("more", call(line+" if it is free", name, args)),
			when("not free: main stays as it is", failed, "out"),
		)},
		{Func: "sheaf_flush_main", Line: "return", Drop: 1, Put: ops(at("out", done()))},
	}
}

// flushLocksOwn lets every lock of a flush be that of the CPU that executes.
func flushLocksOwn(Build) []Edit {
	own := func(k *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0], t.Arg[1] = f.R[rCache], k.M.Self }
	lock := ops(call("take the sheaf lock of this CPU", "qpw_lock", own))
	unlock := ops(call("release the sheaf lock of this CPU", "qpw_unlock", own))
	var edits []Edit
	for _, fn := range []string{"pcs_flush_all", "flush_rcu_sheaf", "sheaf_flush_main"} {
		edits = append(edits, Edit{Func: fn, Line: "take the sheaf lock of the CPU", Drop: 1, Put: lock})
	}
	for _, fn := range []string{"pcs_flush_all", "flush_rcu_sheaf", "__sheaf_flush_main_batch"} {
		edits = append(edits, Edit{Func: fn, Line: "release the sheaf lock", Drop: 1, Put: unlock})
	}
	return edits
}

func flushFreesMain(b Build) []Edit {
	of := ofThisCPU
	if b.patched() {
		of = ofNamedCPU
	}
	return []Edit{{Func: "pcs_flush_all", Line: "return", Put: ops(
		do("take the empty main sheaf", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			p := of(k, f)
			f.R[rSheaf] = int32(p.Main)
			k.Heap.SetPlace(p.Main, slub.InPath, slub.None)
			p.Main = slub.None
		}),
		call("and free it", "free_empty_sheaf", argCacheSheaf),
	)}}
}
