package path

import (
	"slices"
	"strconv"

	"barnyard/engine/slub"
)

// Planted bugs (kernel.md 7): each is an edit of listings that breaks one
// promise of the correct code. Some happened, in the kernel or in the posted
// patches; Real says where.

// Mutant is one planted bug.
type Mutant struct {
	Number string // of kernel.md 7: M1
	Name   string
	What   string   // the change, in one sentence
	Breaks []string // the invariants of kernel.md 8 that it breaks
	Real   string   // where it happened, empty if it is only plausible
	Late   bool     // it edits what the series brings; else the series converts the edited code
	edits  func(b Build) []Edit
}

// Mutants lists the planted bugs in the order of their numbers.
func Mutants() []Mutant {
	all := join([][]Mutant{rcuMutants(), lockMutants(), hotplugMutants(), keyMutants()})
	slices.SortStableFunc(all, func(a, b Mutant) int { return a.order() - b.order() })
	return all
}

// order is the number of a mutant as a number.
func (m Mutant) order() int {
	n, _ := strconv.Atoi(m.Number[1:])
	return n
}

func rcuMutants() []Mutant {
	return []Mutant{
		{
			Number: "M1", Name: "call-rcu-after-unlock", Breaks: []string{"S14"}, Real: "argued about: D25",
			What: "a collector that is full is detached under the lock, and handed to RCU after it",
			edits: always(
				Edit{Func: "__kfree_rcu_sheaf", Line: "call_rcu, still under the lock", Drop: 2, Put: ops(
					call("release the sheaf lock", "local_unlock", argCache),
					call("call_rcu, after the unlock", "call_rcu", argCallRCU("rcu_free_sheaf")),
					jump("", "count"),
					at("unlock", call("release the sheaf lock", "local_unlock", argCache)),
				)},
				Edit{Func: "__kfree_rcu_sheaf", Line: "count FREE_RCU_SHEAF", Drop: 1, Put: ops(at("count", count1(slub.FreeRCUSheaf)))},
			),
		},
	}
}

// always is the edits of a bug that are the same in every build.
func always(edits ...Edit) func(Build) []Edit {
	return func(Build) []Edit { return edits }
}

// MutantByName finds a planted bug.
func MutantByName(name string) (Mutant, bool) {
	for _, m := range Mutants() {
		if m.Name == name {
			return m, true
		}
	}
	return Mutant{}, false
}
