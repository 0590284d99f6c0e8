package main

import (
	"strconv"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

// withBench adds the comparison with the measured kernels where the scenario
// is the series' benchmark, whole: until= may end it before what was measured.
func withBench(s *scenario.Scenario, res outcome) (outcome, error) {
	if s.Name != engine.BenchName || s.Until.N != 0 {
		return res, nil
	}
	b, err := engine.CompareBench(s)
	res.Bench = b
	return res, err
}

// bench shows the comparison: what the model says of each kernel, what was
// measured, and what the model claims about it.
func (r *reporter) bench() {
	b := r.res.Bench
	if b == nil {
		return
	}
	r.section("cycles a kmalloc: model and measurement")
	rows := [][]string{{"", "", "model", "measured", "model Δ", "measured Δ", "residual"}}
	for _, row := range b.Rows {
		rows = append(rows, []string{row.Kernel, row.Config, row.Model.String(), strconv.FormatInt(row.Measured, 10),
			row.ModelDelta.String(), strconv.FormatInt(row.MeasuredDelta, 10), row.Residual.String()})
	}
	align(&r.b, "  ", "llrrrrr", rows)
	r.b.WriteString("  Δ is to the unpatched kernel, the residual what the model's Δ lacks (of unpatched: the fit's).\n\n")
	rows = nil
	for _, row := range b.Rows {
		rows = append(rows, []string{row.Kernel, row.Config, row.Why})
	}
	align(&r.b, "  ", "lll", rows)
	r.b.WriteString("  measured: " + b.Source + "\n")
}
