package engine

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/scenario"
)

// The comparison of the cost model with the benchmark of the series
// (kernel.md 5.1): the same program on seven kernels, beside what was
// measured there. Two primitives are fitted, one to each unpatched row; the
// other rows are what the steps of the listings come to.

// BenchName is the built-in scenario that is compared.
const BenchName = "kmalloc-bench"

// Bench is the comparison; Source says where the measured figures are from.
type Bench struct {
	Source string     `json:"source"`
	Rows   []BenchRow `json:"rows"`
}

// BenchRow is one kernel. Cycles are for one kmalloc; Delta is the difference
// to the unpatched kernel of the same kind, Residual is measured less model.
type BenchRow struct {
	Kernel        string      `json:"kernel"`
	Config        string      `json:"config"`
	Model         json.Number `json:"model_cycles"`
	Measured      int64       `json:"measured_cycles"`
	ModelDelta    json.Number `json:"model_delta"`
	MeasuredDelta int64       `json:"measured_delta"`
	Residual      json.Number `json:"residual"`
	Explains      bool        `json:"explains"` // the model claims to explain the delta
	Why           string      `json:"why"`
}

// measuredRow is a kernel of the mail and what it took.
type measuredRow struct {
	rt        bool
	unpatched bool
	qpw       scenario.Tri
	cycles    int64
	protocol  string // what the steps do differently from the unpatched kernel's
}

const benchSource = "cover letter of version 4 of the series, 18 May 2026 (S2; kernel.md 5.1): cycles a kmalloc, measured by its author on version 3"

// measuredRows are the only figures here that were not computed.
func measuredRows() []measuredRow {
	return []measuredRow{
		{false, true, scenario.QPWNotBuilt, 60, ""},
		{false, false, scenario.QPWNotBuilt, 62, ""},
		{false, false, scenario.QPWOff, 62, ""},
		{false, false, scenario.QPWOn, 75, "a locked operation in place of a byte, two calls, and preempt_count once more each way"},
		{true, true, scenario.QPWNotBuilt, 95, ""},
		{true, false, scenario.QPWOff, 99, ""},
		{true, false, scenario.QPWOn, 97, "the same sleeping lock, without the test for NMI and hard interrupt"},
	}
}

// CompareBench runs the scenario on each kernel. Its other settings stay.
func CompareBench(s *scenario.Scenario) (*Bench, error) {
	b := &Bench{Source: benchSource}
	var base, measured int64
	for _, row := range measuredRows() {
		micro, err := benchCost(s, row)
		if err != nil {
			return nil, err
		}
		if row.unpatched {
			base, measured = micro, row.cycles
		}
		r := BenchRow{
			Kernel: "PREEMPT_DYNAMIC", Config: "qpw=" + row.qpw.String(),
			Model: hundredths(micro), Measured: row.cycles,
			ModelDelta: hundredths(micro - base), MeasuredDelta: row.cycles - measured,
			Residual: hundredths((row.cycles-measured)*1_000_000 - (micro - base)), Explains: row.protocol != "",
		}
		if row.rt {
			r.Kernel = "PREEMPT_RT"
		}
		if row.unpatched {
			r.Config = "unpatched"
			r.Residual = hundredths(row.cycles*1_000_000 - micro)
		}
		r.Why = why(row, micro-base, measured)
		b.Rows = append(b.Rows, r)
	}
	return b, nil
}

// why says what the model claims about a row whose Δ it is, beside what the
// unpatched kernel took.
func why(row measuredRow, delta, measured int64) string {
	switch {
	case row.unpatched && row.rt:
		return `fitted: the primitive "migrate" is what brings this row to its figure`
	case row.unpatched:
		return `fitted: the primitive "hooks" is what brings this row to its figure`
	case row.protocol == "" && delta == 0 && row.qpw == scenario.QPWNotBuilt:
		return "not claimed: the same code as unpatched, step by step; what was measured is layout of the code, or noise"
	case row.protocol == "" && delta == 0:
		return "not claimed: the same steps as unpatched behind static branches, which test nothing; what was measured is layout of the code, or noise"
	case row.protocol == "":
		return "the model says a difference that it cannot explain"
	}
	if rest := "; the residual is layout or noise"; (row.cycles-measured)*delta >= 0 {
		return "claimed: " + row.protocol + rest
	}
	return "claimed: " + row.protocol + "; measured went the other way: layout or noise, which the model does not claim"
}

// benchCost is the cost of one allocation between the two marks, in millionths
// of a cycle.
func benchCost(s *scenario.Scenario, row measuredRow) (int64, error) {
	c := *s
	c.Machine.RT, c.Machine.QPW, c.Kernel.Patches = row.rt, row.qpw, nil
	if row.unpatched {
		c.Kernel.Patches = []string{path.Unpatched}
	}
	n := timedAllocs(&c)
	r, err := New(&c)
	if err != nil {
		return 0, err
	}
	if r.Finish(); r.Err != nil {
		return 0, r.Err
	}
	samples := r.Record.Samples
	if len(samples) != 1 || len(samples[0]) != 1 || n == 0 {
		return 0, fmt.Errorf("%s: expected one program with allocations between two marks", s.Name)
	}
	return (samples[0][0]*1_000_000 + n/2) / n, nil
}

// timedAllocs is how many objects the program allocates with preemption off.
func timedAllocs(s *scenario.Scenario) int64 {
	for i := range s.Tasks {
		body := s.Tasks[i].Body
		if at := slices.IndexFunc(body, func(st scenario.Stmt) bool { return st.Verb == scenario.PreemptDisable }); at >= 0 {
			return body[at].Body[0].N
		}
	}
	return 0
}

// hundredths prints millionths with two decimals, rounded to the nearest.
func hundredths(micro int64) json.Number {
	sign := ""
	if micro < 0 {
		sign, micro = "-", -micro
	}
	h := (micro + 5000) / 10_000
	if h == 0 {
		sign = ""
	}
	frac := strconv.FormatInt(100+h%100, 10)[1:]
	return json.Number(sign + strconv.FormatInt(h/100, 10) + "." + frac)
}
