package lessons

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"barnyard/engine/sim"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Numbers that the prose gives and no claim of the step can hold: those of a run
// with something else in its text, and prices of the cost model. Each is looked
// for in the words, so that whoever changes one is led to the other.

func TestNumbersOfOtherRuns(t *testing.T) {
	for _, c := range []struct {
		num, step                      int
		words, change, settings, claim string
	}{
		{1, 5, "eight CPUs need 0.69 µs", "machine nodes=1", "qpw=n", "p50(a.round) > 685ns"},
		{1, 5, "eight CPUs need 0.69 µs", "machine nodes=1", "qpw=n", "p50(a.round) < 695ns"},
		{3, 1, "list_lock` taken 984 times", "cache kmalloc-64 size=64 sheaves=off", "qpw=n", "locks(list_lock) == 984"},
		{4, 5, "Four allocations fail with the bug", "mutant free-partial-refill-sheaf", "qpw=n", "events(AllocFail) == 4"},
		{12, 7, "about 103 cycles in place of 60", "kernel generation=7.0-rc1 patch=none", "qpw=n", "max(b.a) > 98400cy"},
		{12, 7, "about 103 cycles in place of 60", "kernel generation=7.0-rc1 patch=none", "qpw=n", "max(b.a) < 99400cy"},
		{18, 7, "those of\n7.0 hold 512 in sheaves", "", "generation=7.0-rc1 qpw=n", "cached(maple_node) == 512"},
	} {
		l := everyLesson(t)[c.num-1]
		s := l.Steps[c.step-1]
		assert.Contains(t, s.Prose+s.Notes, c.words, "%s step %d", l.Slug, c.step)
		text, err := changed(s.ScenarioText, "drop claims\n"+c.change+"\nclaim "+c.claim)
		require.NoError(t, err, c.words)
		assert.True(t, holdsIn(t, text, c.settings), "%s step %d: %q, but %s with %s does not hold", l.Slug, c.step, c.words, c.claim, c.change)
	}
}

func TestPricesInTheProse(t *testing.T) {
	price := func(name string) int64 {
		all := sim.CostSpecs()
		at := slices.IndexFunc(all, func(c sim.CostSpec) bool { return c.Name == name })
		require.GreaterOrEqual(t, at, 0, name)
		return all[at].Cycles
	}
	for _, c := range []struct {
		num, step int
		words     string
		want      string
	}{
		{1, 3, "writes to it in 1 cycle.", fmt.Sprintf("in %d cycle.", price("store"))},
		{1, 3, "costs 90 cycles here, 30 ns at 3 GHz", fmt.Sprintf("costs %d cycles here, %d ns at 3 GHz", price("line-near"), price("line-near")/3)},
		{1, 5, "costs 220 cycles in our model", fmt.Sprintf("costs %d cycles", price("line-far"))},
		{1, 5, "twice the 90 of before", fmt.Sprintf("the %d of before", price("line-near"))},
		{5, 2, "it costs ten times as much here", map[int64]string{10: "ten times"}[price("atomic")/price("store")]},
		{5, 8, "The model charges 10 cycles for an atomic instruction and 3 for a call", fmt.Sprintf("%d cycles for an atomic instruction and %d for a call", price("atomic"), price("call"))},
		{12, 3, `Pull "atomic" to 0 and the
row loses its ten cycles`, map[int64]string{10: "ten cycles"}[price("atomic")]},
	} {
		s := everyLesson(t)[c.num-1].Steps[c.step-1]
		require.NotEmpty(t, c.want, c.words)
		assert.Contains(t, s.Prose+s.Notes, c.words)
		assert.Contains(t, c.words, c.want)
	}
}

// Two prices are fitted, as lesson 12 says, and the table of costs says the same.
func TestWhatIsFitted(t *testing.T) {
	var fitted []string
	for _, c := range sim.CostSpecs() {
		if c.Confidence == "fitted" {
			fitted = append(fitted, c.Name)
		}
	}
	assert.Equal(t, []string{"hooks", "migrate"}, fitted)
	prose := everyLesson(t)[11].Steps[3].Prose
	assert.Contains(t, strings.Join(strings.Fields(prose), " "), "Two prices were **fitted**, that is, chosen so that a row comes out right: one for each kernel without the series.")
}
