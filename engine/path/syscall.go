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
		t.Arg[rReserves] = b2i(in.Reserves)
	case OpReturnSheaf:
		name = "kmem_cache_return_sheaf"
		k.sheafToPath(t)
	case OpFromSheaf:
		name = "kmem_cache_alloc_from_sheaf"
		t.Arg = [sim.NRegs]int32{int32(in.Cache)}
		t.Arg[rSheaf] = int32(k.Tasks[k.M.CurID()].Sheaf)
	case OpRefillSheaf:
		name = "kmem_cache_refill_sheaf"
		t.Arg[rSheaf] = int32(k.Tasks[k.M.CurID()].Sheaf)
		t.Arg[rReserves] = b2i(in.Reserves)
	case OpDestroy:
		name = "kmem_cache_destroy"
	case OpKvfreeBarrier:
		name = "kvfree_rcu_barrier"
	case OpCacheBarrier:
		name = "kvfree_rcu_barrier_on_cache"
	case OpValidate:
		name = "validate_slab_cache"
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
	n, _ := k.amount(in)
	for range n {
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
	switch in.Op {
	case OpPrefill:
		k.keepSheaf(t, in)
	case OpFromSheaf:
		k.keepObject(t, nil)
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
	if in.Op != OpEach && in.Op != OpFromSheaf {
		k.advance(t)
	}
}

// usesCache reports whether an instruction needs its cache to exist.
func usesCache(op Opcode) bool {
	switch op {
	case OpAlloc, OpFree, OpGive, OpShrink, OpBulkAlloc, OpBulkFree, OpKfreeRCU, OpDestroy, OpPrefill, OpReturnSheaf, OpFromSheaf, OpRefillSheaf, OpCacheBarrier, OpValidate:
		return true
	}
	return false
}
