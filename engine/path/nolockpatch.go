package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// beforeNolock takes commit f1427a1d6415 back, which made the sheaves
// compatible with kmalloc_nolock and kfree_nolock (kernel.md 2.18, 5.3): the
// nolock functions go past the sheaves, and no sheaf function asks whether it
// may wait. Where everybody may wait nothing else changes (E2): the commit that
// a bisection blamed for a slower page_fault3 leaves its events as they were.
//
// That frees without waiting are all put off is an inference: the commit's
// parent still had CPU slabs, to which some could go.
func beforeNolock(b Build) Patch {
	edits := []Edit{
		{Func: "kmalloc_nolock", Line: "from the sheaves of this CPU", Drop: 2},
		{Func: "kfree_nolock", What: "one object back from any context, later", Put: ops(call("put it off", "defer_free", argFree), done())},
		{Func: "barn_get_empty_sheaf", Line: "return it", Drop: 2, Put: ops(retBarnSheaf("return it"))},
		{Func: "barn_replace_empty_sheaf", Line: "return the full sheaf", Drop: 2, Put: ops(retBarnSheaf("return the full sheaf"))},
		{Func: "barn_replace_full_sheaf", Line: "return ENOMEM", Drop: 3, Put: ops(retVal("return ENOMEM", errNoMem))},
		{Func: "__pcs_replace_full_main", Line: "if no lock may be waited for: no sheaf is made", Drop: 1},
		{Func: "__pcs_replace_full_main", Line: "if E2BIG", Drop: 1, Put: ops(whenRet("E2BIG", func(ret int32) bool { return ret == errTooBig }, "too_big"))},
		{Func: "__pcs_replace_full_main", Line: "if ENOMEM", Drop: 1, Put: ops(whenRet("ENOMEM: it has no empty one", func(ret int32) bool { return ret < 0 }, "no_empty"))},
	}
	for _, fn := range []string{"barn_get_empty_sheaf", "barn_replace_empty_sheaf", "barn_replace_full_sheaf"} {
		edits = append(edits, Edit{Func: fn, Line: "take barn->lock", Drop: 1, Put: ops(onSpinlock(spinTakes, barnLock, waitLock("take barn->lock", sim.CostAtomic, barnLock, locking.Spin)))})
	}
	if b.Generation != "7.0-rc1" { // there only callers that may block refill
		unlock := 1
		if b.version() == "qpw-v1" {
			unlock = 2 // the call site unpins the task itself
		}
		edits = append(edits,
			Edit{Func: "__pcs_replace_empty_main", Line: "if no lock may be waited for: no refill", Drop: 1},
			Edit{Func: "__pcs_replace_empty_main", Line: "release the sheaf lock", Drop: unlock})
	}
	return Patch{
		Name: "before-nolock", What: "takes commit f1427a1d6415 back: the nolock functions go past the sheaves, which never ask whether they may wait",
		Edits: edits,
	}
}

func retBarnSheaf(text string) Op {
	return ret(text, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rBarnSheaf] })
}

// whenRet goes to a label by what the function just called has returned.
func whenRet(text string, cond func(ret int32) bool, label string) Op {
	return when(text, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return cond(t.Ret) }, label)
}
