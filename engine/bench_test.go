package engine_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

func compareBench(t *testing.T, edit func(s *scenario.Scenario)) map[string]engine.BenchRow {
	b, ok := scenario.Lookup(engine.BenchName)
	require.True(t, ok)
	s, err := engine.Parse(b.Name, []byte(b.Text))
	require.NoError(t, err)
	edit(s)
	bench, err := engine.CompareBench(s)
	require.NoError(t, err)
	rows := map[string]engine.BenchRow{}
	for _, r := range bench.Rows {
		rows[r.Kernel+" "+r.Config] = r
	}
	require.Len(t, rows, 7)
	return rows
}

func hundredthsOf(t *testing.T, n json.Number) float64 {
	f, err := strconv.ParseFloat(n.String(), 64)
	require.NoError(t, err)
	return f
}

// The two rows that primitives are fitted to round to what was measured. What
// is the same code is the same cost, exactly; the others are what their steps
// come to.
func TestBenchIsFittedToTheUnpatchedRowsOnly(t *testing.T) {
	rows := compareBench(t, func(*scenario.Scenario) {})
	for _, name := range []string{"PREEMPT_DYNAMIC unpatched", "PREEMPT_RT unpatched"} {
		r := rows[name]
		assert.InDelta(t, r.Measured, hundredthsOf(t, r.Model), 0.5, name)
		assert.False(t, r.Explains, name)
	}
	for _, name := range []string{"PREEMPT_DYNAMIC qpw=n", "PREEMPT_DYNAMIC qpw=0", "PREEMPT_RT qpw=0"} {
		r := rows[name]
		assert.Equal(t, json.Number("0.00"), r.ModelDelta, name)
		assert.Equal(t, rows[r.Kernel+" unpatched"].Model, r.Model, name)
		assert.False(t, r.Explains, name)
		assert.Contains(t, r.Why, "not claimed", name)
	}
	for name, sign := range map[string]float64{"PREEMPT_DYNAMIC qpw=1": 1, "PREEMPT_RT qpw=1": -1} {
		assert.Positive(t, sign*hundredthsOf(t, rows[name].ModelDelta), name)
		assert.True(t, rows[name].Explains, name)
	}
}

// Each claim hangs on its primitive: without the cost of a locked operation
// the spinlock of qpw=1 is hardly dearer, without that of a test RT loses
// nothing by it, and one cycle more or less of migrate misses the row.
func TestBenchDependsOnWhatItClaims(t *testing.T) {
	cost := func(name string, cycles int64) func(*scenario.Scenario) {
		return func(s *scenario.Scenario) { s.Costs = append(s.Costs, scenario.Cost{Name: name, Cycles: cycles}) }
	}
	asIs := compareBench(t, cost("atomic", sim.DefaultCosts()[sim.CostAtomic]))
	cheap := compareBench(t, cost("atomic", 0))
	assert.InDelta(t, float64(sim.DefaultCosts()[sim.CostAtomic]),
		hundredthsOf(t, asIs["PREEMPT_DYNAMIC qpw=1"].ModelDelta)-hundredthsOf(t, cheap["PREEMPT_DYNAMIC qpw=1"].ModelDelta), 0.5)
	assert.Equal(t, json.Number("0.00"), compareBench(t, cost("branch", 0))["PREEMPT_RT qpw=1"].ModelDelta)
	for _, off := range []int64{-1, 1} {
		r := compareBench(t, cost("migrate", sim.DefaultCosts()[sim.CostMigrate]+off))["PREEMPT_RT unpatched"]
		assert.Greater(t, abs(hundredthsOf(t, r.Model)-float64(r.Measured)), 0.5)
	}
}

func abs(f float64) float64 { return max(f, -f) }
