package slub

// Stat is one counter of CONFIG_SLUB_STATS. The counters are kept per cache
// and per CPU: whichever CPU executes the line counts.
type Stat uint8

// The statistics, in the kernel's order (kernel.md 1.8).
const (
	AllocFastpath Stat = iota
	AllocSlowpath
	FreeRCUSheaf
	FreeRCUSheafFail
	FreeFastpath
	FreeSlowpath
	FreeAddPartial
	FreeRemovePartial
	AllocSlab
	AllocNodeMismatch
	FreeSlab
	OrderFallback
	CmpxchgDoubleFail
	SheafFlush
	SheafRefill
	SheafAllocStat
	SheafFreeStat
	BarnGet
	BarnGetFail
	BarnPut
	BarnPutFail
	SheafPrefillFast
	SheafPrefillSlow
	SheafPrefillOversize
	SheafReturnFast
	SheafReturnSlow

	// Of kernels before 7.0, where ALLOC_FASTPATH and FREE_FASTPATH count the CPU
	// slab and the sheaves have counters of their own (the patch "cleanup and
	// repurpose some stat items" of 16 January 2026 removed them).
	AllocPCS
	FreePCS
	FreeFrozen
	AllocFromPartial
	AllocRefill
	CPUSlabFlush
	DeactivateFull
	DeactivateEmpty
	DeactivateToHead
	DeactivateToTail
	DeactivateRemoteFrees
	DeactivateBypass
	CmpxchgDoubleCPUFail
	CPUPartialAlloc
	CPUPartialFree
	CPUPartialNode
	CPUPartialDrain
	NStats
)

// StatSpec is a statistic's kernel name and what it counts.
type StatSpec struct{ Name, What string }

// StatSpecs lists the statistics in order.
func StatSpecs() [NStats]StatSpec {
	return [NStats]StatSpec{
		{"ALLOC_FASTPATH", "objects taken from a main sheaf"},
		{"ALLOC_SLOWPATH", "objects asked of slabs directly, also in vain, but those of a bulk only if it got them"},
		{"FREE_RCU_SHEAF", "kfree_rcu objects put into rcu_free"},
		{"FREE_RCU_SHEAF_FAIL", "kfree_rcu objects that a sheaf was asked to take and did not: none of other nodes, none on PREEMPT_RT"},
		{"FREE_FASTPATH", "objects put into a main sheaf"},
		{"FREE_SLOWPATH", "objects given to slabs directly; before 7.0: chains of them, those of a flushed sheaf too"},
		{"FREE_ADD_PARTIAL", "full slabs that got a free object and joined the partial list; before 7.0: a CPU's partial slabs that joined it"},
		{"FREE_REMOVE_PARTIAL", "slabs that became empty and left the partial list"},
		{"ALLOC_SLAB", "new slabs"},
		{"ALLOC_NODE_MISMATCH", "allocations that sheaves could not serve because of the node asked for"},
		{"FREE_SLAB", "slabs given back because their last object was freed"},
		{"ORDER_FALLBACK", "new slabs of a smaller order than wanted"},
		{"CMPXCHG_DOUBLE_FAIL", "retries because another CPU or an interrupt changed the slab meanwhile"},
		{"SHEAF_FLUSH", "objects flushed from sheaves to slabs"},
		{"SHEAF_REFILL", "objects put into a sheaf by a refill"},
		{"SHEAF_ALLOC", "sheaves made"},
		{"SHEAF_FREE", "sheaves given back"},
		{"BARN_GET", "full sheaves taken from a barn"},
		{"BARN_GET_FAIL", "barns asked for a full sheaf that gave none"},
		{"BARN_PUT", "full sheaves put into a barn"},
		{"BARN_PUT_FAIL", "full sheaves that no barn took"},
		{"SHEAF_PREFILL_FAST", "prefilled sheaves that were the spare"},
		{"SHEAF_PREFILL_SLOW", "prefills that found no spare: the sheaf comes from the barn or is made"},
		{"SHEAF_PREFILL_OVERSIZE", "prefills of more objects than a sheaf holds"},
		{"SHEAF_RETURN_FAST", "returned sheaves that became the spare"},
		{"SHEAF_RETURN_SLOW", "returned sheaves that went to the barn or to the slabs"},
		{"ALLOC_PCS", "before 7.0: objects taken from a main sheaf; ALLOC_FASTPATH is the CPU slab"},
		{"FREE_PCS", "before 7.0: objects put into a main sheaf; FREE_FASTPATH is the CPU slab"},
		{"FREE_FROZEN", "before 7.0: frees into the slab of some CPU"},
		{"ALLOC_FROM_PARTIAL", "before 7.0: CPU slabs that came from the node's partial list"},
		{"ALLOC_REFILL", "before 7.0: CPU slabs that had got objects back and gave them out again"},
		{"CPUSLAB_FLUSH", "before 7.0: CPU slabs taken away by a flush, or replaced"},
		{"DEACTIVATE_FULL", "before 7.0: CPU slabs that were full when they were given up"},
		{"DEACTIVATE_EMPTY", "before 7.0: slabs without an object in use, given back when a CPU gave them up"},
		{"DEACTIVATE_TO_HEAD", "before 7.0: CPU slabs that went to the head of the partial list"},
		{"DEACTIVATE_TO_TAIL", "before 7.0: CPU slabs that went to the tail of the partial list"},
		{"DEACTIVATE_REMOTE_FREES", "before 7.0: CPU slabs that others had freed into when they were given up"},
		{"DEACTIVATE_BYPASS", "before 7.0: CPU slabs given up because nothing was left in them"},
		{"CMPXCHG_DOUBLE_CPU_FAIL", "before 7.0: retries of the CPU slab's fast path"},
		{"CPU_PARTIAL_ALLOC", "before 7.0: CPU slabs that came from the CPU's own partial slabs"},
		{"CPU_PARTIAL_FREE", "before 7.0: full slabs that got a free object and became a CPU's partial slab"},
		{"CPU_PARTIAL_NODE", "before 7.0: slabs moved from the node's partial list to a CPU's"},
		{"CPU_PARTIAL_DRAIN", "before 7.0: times that a CPU had too many partial slabs and moved them to the node"},
	}
}

// StatByName finds a statistic by its kernel name.
func StatByName(name string) (Stat, bool) {
	for i, s := range StatSpecs() {
		if s.Name == name {
			return Stat(i), true
		}
	}
	return 0, false
}
