package peers

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the table into README.md")

// The table of README is between these two lines.
const (
	tableBegins = "<!-- engine/bench/peers writes this table -->\n"
	tableEnds   = "<!-- to here -->\n"
)

// row is a line of the table.
type row struct {
	what, goal, reached string
}

// table is what has been measured, beside what was wanted.
func (s *shop) table() string {
	var b strings.Builder
	b.WriteString("| | goal | reached |\n|---|---|---|\n")
	for _, r := range s.rows() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.what, r.goal, r.reached)
	}
	fmt.Fprintf(&b, "\nMedians of %d rounds in turns, %s, %s, %s. What is compared with others is CPU time; a step of ours takes the smaller of that and the median of slices of 1,024, since whoever else is there makes either of them only larger.\n", rounds, runtime.Version(), s.v8, machine())
	return b.String()
}

func (s *shop) rows() []row {
	rows := []row{
		{"a micro-step with its events, in four scenarios", "≤ 50 ns, WASM ≤ 100 ns", s.steps()},
		{"WASM : native, in these", "≤ 2", s.toNative()},
		{"an event of the lock workload", "", s.figure("native %.0f ns", "lock native", "event", 1) + ", " + s.figure("WASM %.0f ns", "lock WASM", "event", 1)},
	}
	for _, p := range []struct{ name, goal string }{
		{"SystemC, methods", "≥ 2 ×"}, {"SystemC, threads", ""}, {"ns-3", ""}, {"sim.js", "≥ 12 ×"}, {"sim.js, locks without it", ""}, {"SimPy", "≥ 50 ×"},
	} {
		rows = append(rows, row{"as fast as " + p.name, p.goal, s.ratio("%.1f ×", p.name, "event", "lock native", "event")})
	}
	return append(rows,
		row{"in WASM, as fast as native SystemC", "> 1 ×", s.ratio("%.2f ×", "SystemC, methods", "event", "lock WASM", "event")},
		row{"hash, events and keyframes on : off", "≤ 1.25", s.ratio("%.2f", "native", "Recorded/on took", "native", "Recorded/off took")},
		row{"the same, off being steps without a run", "", s.ratio("%.2f", "native", "Recorded/on took", "native", "Recorded/bare took")},
		row{"a step on 1,024 CPUs : on 4", "≤ 2", s.ratio("%.2f", "native", "CPUs/1024 took", "native", "CPUs/4 took")},
		row{"steps a second with every invariant, those of the whole state at intervals, in four scenarios", "≥ 1,000,000, WASM ≥ 300,000", s.checked()},
		row{"allocations a step, warm", "0", s.figure("%.0f", "native", "Step/shrink-under-poll allocs/op", 1)},
		row{"a keyframe of 64 CPUs, copied", "≤ 5 µs", s.figure("%.1f µs", "keyframe", "Keyframe/copy took", 1e-3)},
		row{"states a second, as many as SPIN's search in breadth", "≥ 1.3 ×", s.ratio("%.2f ×", "SPIN", "ns", "explore", "Explore cpu-ns/state")},
		row{"bytes a state", "≤ 40", s.figure("%.0f", "explore", "Explore B/state", 1) + s.figure("; SPIN %.0f", "SPIN", "bytes", 1)},
		row{"states of the model, reduced", "at most SPIN's", s.figure("%.0f", "explore", "Explore states", 1) + s.figure("; SPIN %.0f", "SPIN, reduced", "states", 1)},
		row{"start of `run`, the whole process", "≤ 50 ms", s.figure("%.0f ms", "start", "run", 1)},
	)
}

// full is the full scenarios, as the benchmarks name them.
func full() []string {
	return []string{"shrink-under-poll", "page-fault3", "interrupted-loop", "kfree-rcu-burst"}
}

// steps is a micro-step of each of the full scenarios.
func (s *shop) steps() string {
	var all []string
	for _, where := range []string{"native", "WASM"} {
		var each []string
		for _, name := range full() {
			each = append(each, s.figure("%.0f", where, "Step/"+name+" took", 1))
		}
		all = append(all, where+" "+strings.Join(each, ", ")+" ns")
	}
	return strings.Join(all, "; ")
}

// toNative is how much longer each of these takes in WASM.
func (s *shop) toNative() string {
	var each []string
	for _, name := range full() {
		took := "Step/" + name + " took"
		each = append(each, s.ratio("%.2f", "WASM", took, "native", took))
	}
	return strings.Join(each, ", ")
}

// checked is how many million steps a second each of the full scenarios takes with
// BenchmarkChecked's guard, which looks at the whole state at intervals; its other mode,
// world, looks at it after each step.
func (s *shop) checked() string {
	var all []string
	for _, where := range []string{"native", "WASM"} {
		var each []string
		for _, name := range full() {
			if ns, ok := s.median(where, "Checked/"+name+"/guarded took"); ok {
				each = append(each, fmt.Sprintf("%.1f", 1e3/ns))
			}
		}
		all = append(all, where+" "+strings.Join(each, ", ")+" M")
	}
	return strings.Join(all, "; ")
}

// figure writes what a contestant has come to, or why there is nothing.
func (s *shop) figure(format, name, what string, times float64) string {
	v, ok := s.median(name, what)
	if !ok {
		return s.why(name)
	}
	return fmt.Sprintf(format, v*times)
}

// ratio is one figure divided by another.
func (s *shop) ratio(format, name, what, by, byWhat string) string {
	v, ok := s.median(name, what)
	if !ok {
		return s.why(name)
	}
	w, ok := s.median(by, byWhat)
	if !ok {
		return s.why(by)
	}
	return fmt.Sprintf(format, v/w)
}

func (s *shop) why(name string) string {
	for _, c := range s.all {
		if c.name == name && c.why != "" {
			return name + ": " + c.why
		}
	}
	return name + ": no such figure"
}

var readme = filepath.Join("..", "..", "..", "README.md")

// split is README before the table, the table and what comes behind it.
func split(t *testing.T) (before, table, after string) {
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), tableBegins)
	require.True(t, ok, "README.md has no place for the table")
	table, after, ok = strings.Cut(rest, tableEnds)
	require.True(t, ok, "README.md has no end of the table")
	return before, table, after
}

func write(t *testing.T, table string) {
	before, _, after := split(t)
	require.NoError(t, os.WriteFile(readme, []byte(before+tableBegins+table+tableEnds+after), 0o644))
}

// README has every row.
func TestReadmeHasTheTable(t *testing.T) {
	_, table, _ := split(t)
	for _, r := range (&shop{}).rows() {
		require.Contains(t, table, "| "+r.what+" | "+r.goal+" |")
	}
}
