package scenario

import "slices"

// StatNames gives the statistics of a cache that stat(NAME) knows, in the
// order of the kernel's own list.
func StatNames() []string {
	return []string{
		"ALLOC_FASTPATH", "ALLOC_SLOWPATH",
		"FREE_RCU_SHEAF", "FREE_RCU_SHEAF_FAIL",
		"FREE_FASTPATH", "FREE_SLOWPATH",
		"FREE_ADD_PARTIAL", "FREE_REMOVE_PARTIAL",
		"ALLOC_SLAB", "ALLOC_NODE_MISMATCH", "FREE_SLAB",
		"ORDER_FALLBACK", "CMPXCHG_DOUBLE_FAIL",
		"SHEAF_FLUSH", "SHEAF_REFILL", "SHEAF_ALLOC", "SHEAF_FREE",
		"BARN_GET", "BARN_GET_FAIL", "BARN_PUT", "BARN_PUT_FAIL",
		"SHEAF_PREFILL_FAST", "SHEAF_PREFILL_SLOW", "SHEAF_PREFILL_OVERSIZE",
		"SHEAF_RETURN_FAST", "SHEAF_RETURN_SLOW",
		"ALLOC_PCS", "FREE_PCS", "FREE_FROZEN", "ALLOC_FROM_PARTIAL", "ALLOC_REFILL", "CPUSLAB_FLUSH",
		"DEACTIVATE_FULL", "DEACTIVATE_EMPTY", "DEACTIVATE_TO_HEAD", "DEACTIVATE_TO_TAIL", "DEACTIVATE_REMOTE_FREES", "DEACTIVATE_BYPASS",
		"CMPXCHG_DOUBLE_CPU_FAIL", "CPU_PARTIAL_ALLOC", "CPU_PARTIAL_FREE", "CPU_PARTIAL_NODE", "CPU_PARTIAL_DRAIN",
	}
}

// Vocabulary is the names that other rooms define and a text may use. A nil
// list is not checked.
type Vocabulary struct {
	Events  []string // kinds of events(kind)
	Costs   []string // rows of the cost model
	Locks   []string // classes of locks(CLASS)
	Mutants []string // planted bugs
	Patches []string // edits of kernel patch=
}

// known fails unless list is nil or has name.
func (p *parser) known(t token, what string, list []string) {
	if list == nil || slices.Contains(list, t.text) {
		return
	}
	want := "expected none: there is none yet"
	if len(list) > 0 {
		want = expected(t.text, list)
	}
	p.fail(t.pos, "unknown %s %s; %s", what, quote(t.text), want)
}
