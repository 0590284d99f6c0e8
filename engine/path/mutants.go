package path

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"barnyard/engine/qpw"
)

// Planted bugs (kernel.md 7): each is an edit of listings that breaks one
// promise of the correct code. Some happened, in the kernel or in the posted
// patches; Real says where. They stand by theme in mutants_*.go.

// Mutant is one planted bug.
type Mutant struct {
	Number string // of kernel.md 7: M1
	Name   string
	What   string   // the change, in one sentence
	Breaks []string // the invariants of kernel.md 8 that it breaks
	Real   string   // where it happened, empty if it is only plausible
	Late   bool     // it edits what the series brings; else the series converts the edited code
	edits  func(b Build) []Edit
	unfit  func(b Build) string // why it has no place in a build; nil or "": it has
}

// Mutants lists the planted bugs in the order of their numbers.
func Mutants() []Mutant {
	var all []Mutant
	for _, group := range [][]Mutant{
		rcuMutants(), flushMutants(), sheafMutants(), bulkMutants(), barnMutants(), lockMutants(), localMutants(), driverMutants(),
		nolockMutants(), slabMutants(), hotplugMutants(), keyMutants(),
	} {
		all = append(all, group...)
	}
	slices.SortStableFunc(all, func(a, b Mutant) int { return a.number() - b.number() })
	return all
}

func (m *Mutant) number() int {
	n, err := strconv.Atoi(strings.TrimPrefix(m.Number, "M"))
	if err != nil {
		panic("path: a mutant without a number: " + m.Name)
	}
	return n
}

// Unfit says why a mutant has no place in a build; empty if it has one.
func (m *Mutant) Unfit(b Build) error {
	if m.unfit == nil {
		return nil
	}
	if why := m.unfit(b); why != "" {
		return fmt.Errorf("path: mutant %s does not fit: %s", m.Name, why)
	}
	return nil
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

// patched reports whether the build has a version of the series.
func (b Build) patched() bool { return b.version() != Unpatched }

// The reasons why a bug has no place in a build.

func needsSeries(b Build) string {
	if !b.patched() {
		return "it is a bug of the series; expected a kernel with it"
	}
	return ""
}

// needsLocalForms: the forms that pin by themselves came with version 2.
func needsLocalForms(b Build) string {
	if b.version() == "qpw-v1" {
		return "version 1 has no local forms; expected a later version of the series"
	}
	return needsSeries(b)
}

// needsSpinArm: without CONFIG_QPW there is only the local member.
func needsSpinArm(b Build) string {
	if why := needsLocalForms(b); why != "" {
		return why
	}
	if b.Mode == qpw.NotBuilt {
		return "qpw=n has no spinlock member; expected qpw=0 or qpw=1"
	}
	return ""
}

// needsCacheBarrier: the barrier of one cache came after generation 6.18.
func needsCacheBarrier(b Build) string {
	if b.Generation == "6.18" {
		return "generation 6.18 has no barrier of one cache; expected a later one"
	}
	return ""
}

// notIn: generations whose own code has the bug already, or not the place of it.
func notIn(generations ...string) func(Build) string {
	return func(b Build) string {
		if slices.Contains(generations, b.Generation) {
			return "generation " + b.Generation + " has this bug already, or not the code that it is in; expected a later one"
		}
		return ""
	}
}

// either is the first of several reasons.
func either(reasons ...func(Build) string) func(Build) string {
	return func(b Build) string {
		for _, r := range reasons {
			if why := r(b); why != "" {
				return why
			}
		}
		return ""
	}
}
