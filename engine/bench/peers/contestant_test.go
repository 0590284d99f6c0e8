package peers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Ends of the lock workload, for the fast and for the slow, and what everybody
// comes to by then.
const (
	longEnd, longSum   = "185000000", "10018995 1039137794"
	shortEnd, shortSum = "18500000", "1001559 2620878219"
)

// contestant is a program that is run once a round.
type contestant struct {
	name    string
	why     string // it is not run, and why
	env     []string
	command []string
	read    func(output string) (map[string]float64, error)
	got     map[string][]float64 // what it has come to in each round
}

// shop is where programs are built.
type shop struct {
	t   *testing.T
	dir string
	v8  string // which one runs WASM and sim.js
	all []*contestant
}

// add enters a contestant, if its program can be built.
func (s *shop) add(c *contestant, build ...string) {
	c.got = map[string][]float64{}
	s.all = append(s.all, c)
	if len(build) == 0 || c.why != "" {
		return
	}
	cmd := exec.Command(build[0], build[1:]...)
	cmd.Dir, cmd.Env = s.dir, append(os.Environ(), c.env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		c.why = fmt.Sprintf("not built: %v", err)
		s.t.Logf("%s: %v\n%s", c.name, err, out)
	}
}

// run runs a contestant for a round.
func (s *shop) run(c *contestant) {
	if c.why != "" {
		return
	}
	cmd := exec.Command(c.command[0], c.command[1:]...)
	cmd.Dir, cmd.Env = s.dir, append(os.Environ(), c.env...)
	out, err := cmd.Output()
	if err != nil {
		c.why = fmt.Sprintf("does not run: %v", err)
		return
	}
	got, err := c.read(string(out))
	if err != nil {
		c.why = err.Error()
		return
	}
	for name, v := range got {
		c.got[name] = append(c.got[name], v)
	}
}

// median is what a contestant has come to; ok is false if it has not run.
func (s *shop) median(name, figure string) (v float64, ok bool) {
	for _, c := range s.all {
		if c.name == name && c.why == "" && len(c.got[figure]) > 0 {
			return median(c.got[figure]), true
		}
	}
	return 0, false
}

func median(values []float64) float64 {
	v := slices.Sorted(slices.Values(values))
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}

// lockLine reads what a program of the lock workload prints, if its events and
// its sum are right.
func lockLine(want string) func(string) (map[string]float64, error) {
	return func(out string) (map[string]float64, error) {
		for _, line := range strings.Split(out, "\n") {
			var events, sum int64
			var ns float64
			if n, _ := fmt.Sscan(line, &events, &sum, &ns); n != 3 {
				continue
			}
			if got := fmt.Sprint(events, sum); got != want {
				return nil, fmt.Errorf("comes to %s, not %s", got, want)
			}
			return map[string]float64{"event": ns}, nil
		}
		return nil, fmt.Errorf("prints no figures")
	}
}

// benchLine is a line of a Go benchmark: its name, and figures with units.
var benchLine = regexp.MustCompile(`(?m)^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.*)$`)

// benchmarks reads the figures of Go benchmarks, each by its benchmark and its
// unit, and what an operation took: CPU time, or less in the median slice.
func benchmarks(out string) (map[string]float64, error) {
	got := map[string]float64{}
	for _, m := range benchLine.FindAllStringSubmatch(out, -1) {
		f := strings.Fields(m[2])
		for i := 0; i+1 < len(f); i += 2 {
			v, err := strconv.ParseFloat(f[i], 64)
			if err != nil {
				return nil, err
			}
			got[m[1]+" "+f[i+1]] = v
		}
		cpu, ok := got[m[1]+" cpu-ns/op"]
		if p50, too := got[m[1]+" p50-ns/op"]; ok && too {
			got[m[1]+" took"] = min(cpu, p50)
		}
	}
	if len(got) == 0 {
		return nil, fmt.Errorf("prints no benchmarks")
	}
	return got, nil
}

// programs is the folder of the other simulators' programs.
func programs(t *testing.T, name string) string {
	p, err := filepath.Abs(filepath.Join("programs", name))
	require.NoError(t, err)
	return p
}

func TestReading(t *testing.T) {
	got, err := benchmarks("BenchmarkStep/page-fault3-2  \t 100\t 48.68 cpu-ns/op\t 47.5 p50-ns/op\t 0 allocs/op\nPASS\n")
	require.NoError(t, err)
	want := map[string]float64{"cpu-ns/op": 48.68, "p50-ns/op": 47.5, "took": 47.5, "allocs/op": 0}
	require.Len(t, got, len(want))
	for unit, v := range want {
		require.Equal(t, v, got["Step/page-fault3 "+unit], unit)
	}
	_, err = benchmarks("PASS\n")
	require.Error(t, err)
	line, err := lockLine("7 8")("SystemC\n7 8 1.5\n")
	require.NoError(t, err)
	require.Equal(t, map[string]float64{"event": 1.5}, line)
	_, err = lockLine("7 9")("7 8 1.5\n")
	require.ErrorContains(t, err, "comes to 7 8, not 7 9")
	require.Equal(t, 2.5, median([]float64{4, 1, 3, 2}))
	require.Equal(t, 3.0, median([]float64{4, 1, 3}))
}
