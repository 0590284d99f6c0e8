package scenario

import "slices"

// The words of the language for the values of its types, in the order of
// their constants. Parsing, printing and messages all read them here.

func triNames() []string   { return []string{"n", "0", "1"} }
func altNames() []string   { return []string{"none", "userret", "nosheaves"} }
func stepsNames() []string { return []string{"timed", "any", "frozen"} }
func orderNames() []string { return []string{"fifo", "lifo", "random"} }
func gfpNames() []string   { return []string{"kernel", "atomic", "nolock"} }
func opNames() []string    { return []string{"<", "<=", "==", ">=", ">", "!="} }
func switchNames() []string {
	return []string{"off", "on"}
}

// GenerationNames gives the values of kernel generation=, oldest first.
func GenerationNames() []string { return []string{"6.18", "7.0-rc1", "7.0-rc3", "7.1"} }

// OldGeneration is the generation of 6.18 and 6.19, which has CPU slabs below
// the sheaves and sheaves only where a cache asks for them.
const OldGeneration = "6.18"

func bootNames() []string { return []string{"early", "late"} }

func apiNames() []string { return []string{"qpw", "pw"} }

func seriesFuncs() []string {
	return []string{"min", "p50", "p99", "p999", "max", "mean", "count"}
}

func verbNames() []string {
	return []string{
		"alloc", "free", "give", "bulk_alloc", "bulk_free", "kfree_rcu",
		"prefill", "return_sheaf", "shrink", "destroy", "kvfree_rcu_barrier",
		"lru_add", "mlock", "bh_read", "lru_add_drain_all",
		"offline", "online", "memory_offline",
		"syscall", "work", "sleep", "mark",
		"preempt_disable", "irq_disable", "rand", "loop",
		"lru_activate", "lru_deactivate", "lru_deactivate_file", "lru_lazyfree", "lru_move_tail",
		"mlock_lru", "munlock", "lru_add_drain",
		"bootstrap_kmalloc_sheaves", "late_initcall",
		"alloc_from_sheaf", "refill_sheaf", "validate",
	}
}

// String gives the value of machine qpw=.
func (t Tri) String() string { return triNames()[t] }

// String gives the value of machine alt=.
func (a Alt) String() string { return altNames()[a] }

// String gives the value of free order=.
func (o Order) String() string { return orderNames()[o] }

// String gives the value of alloc gfp=.
func (g GFP) String() string { return gfpNames()[g] }

// String gives the comparison as it is written.
func (o Op) String() string { return opNames()[o] }

// String gives the statement's word.
func (v Verb) String() string { return verbNames()[v] }

func switchName(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// isName reports whether s may name something: a letter, then letters,
// digits, _ - and dots. The scanner has seen to the length.
func isName(s string) bool { return s != "" && isLetter(rune(s[0])) }

// sorted is for lists of words in messages.
func sorted(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)
	return names
}
