package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// callKernel enters the function that a statement names: once for the whole
// statement, or for each thing that it counts, whose number is the argument.
func (k *Kernel) callKernel(t *sim.Thread, _ *sim.Frame) Verdict {
	in := k.instr(t)
	t.Arg = [sim.NRegs]int32{int32(in.Cache), int32(in.N)}
	name := ""
	switch in.Op {
	case OpShrink:
		name = "kmem_cache_shrink"
	case OpBulkAlloc:
		name = "kmem_cache_alloc_bulk"
	case OpBulkFree:
		name = "kmem_cache_free_bulk"
		k.holdToChain(in)
	case OpPrefill:
		name = "kmem_cache_prefill_sheaf"
	case OpReturnSheaf:
		name = "kmem_cache_return_sheaf"
		k.sheafToPath(t)
	case OpDestroy:
		name = "kmem_cache_destroy"
	case OpKvfreeBarrier:
		name = "kvfree_rcu_barrier"
	case OpCall:
		t.Arg = [sim.NRegs]int32{in.Arg}
		name = in.Func
	case OpEach:
		t.Arg = [sim.NRegs]int32{int32(in.N - 1 - k.Tasks[k.M.CurID()].Left)}
		name = in.Func
	case OpOffline:
		name = "cpu_down"
	case OpOnline:
		name = "cpu_up"
	case OpMemoryOffline:
		name = "offline_pages"
	case OpSyscallOut, OpExit:
		name = "flush_on_user_return"
	}
	t.Ret = int32(k.Cfg.Code.must(name))
	return CallFn
}

// holdToChain moves the oldest objects of the task into its array.
func (k *Kernel) holdToChain(in *Instr) {
	h := k.holder(in.Cache)
	for range in.N {
		o := k.Heap.Holders[h].Head
		k.Heap.Take(o)
		k.append(k.chain(), o)
		k.M.Emit(sim.ObjectFree, int32(o), int32(in.Cache), 0)
	}
}

// backFromKernel keeps what the function has given and goes to the next
// statement.
func (k *Kernel) backFromKernel(t *sim.Thread, _ *sim.Frame) {
	in := k.instr(t)
	if in.Op == OpSyscallOut || in.Op == OpExit {
		return // it only did what was owed before; the statement comes now
	}
	if in.Op == OpPrefill {
		k.keepSheaf(t)
	}
	if in.Op == OpBulkAlloc && t.Ret > 0 {
		for c := k.chain(); c.N > 0; {
			o := c.Head
			k.unlink(c, o)
			k.Heap.Give(k.holder(in.Cache), o)
			k.M.Emit(sim.ObjectAlloc, int32(o), int32(in.Cache), 0)
		}
	}
	if c := k.chain(); c.N != 0 {
		k.M.Warn(bug.LostObjects, c.N, 0, 0)
		*c = Chain{Head: slub.None, Tail: slub.None}
	}
	if in.Op != OpEach {
		k.advance(t)
	}
}

// usesCache reports whether an instruction needs its cache to exist.
func usesCache(op Opcode) bool {
	switch op {
	case OpAlloc, OpFree, OpGive, OpShrink, OpBulkAlloc, OpBulkFree, OpKfreeRCU, OpDestroy, OpPrefill, OpReturnSheaf:
		return true
	}
	return false
}

// holdsPrefilled reports whether the program holds a prefilled sheaf of a
// cache.
func (k *Kernel) holdsPrefilled(p *Task, c slub.CacheID) bool {
	if p.Sheaf != slub.None {
		return k.Heap.Sheaves[p.Sheaf].Cache == c
	}
	return p.Over.N > 0 && k.Heap.Slabs[k.Heap.Objects[p.Over.Head].Slab].Cache == c
}

// keepSheaf keeps what a prefill has returned: a sheaf, or the array of an
// oversize one.
func (k *Kernel) keepSheaf(t *sim.Thread) {
	p := &k.Tasks[k.M.CurID()]
	p.Sheaf = slub.SheafID(t.Ret)
	k.Heap.SetPlace(p.Sheaf, slub.Prefilled, int32(k.M.CurID()))
	p.Over, p.Chain = p.Chain, p.Over
	p.Empty = p.Sheaf == slub.None && p.Over.N == 0
}

// sheafToPath hands the program's prefilled sheaf to the function that takes
// it back.
func (k *Kernel) sheafToPath(t *sim.Thread) {
	p := &k.Tasks[k.M.CurID()]
	t.Arg[rSheaf] = int32(p.Sheaf)
	k.Heap.SetPlace(p.Sheaf, slub.InPath, slub.None)
	p.Sheaf = slub.None
	p.Chain, p.Over = p.Over, p.Chain
}
