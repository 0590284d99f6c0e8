// Package measure is what the benchmarks of the picture share: CPU time, and
// percentiles of it. Nothing that is shown depends on it.
package measure

import (
	"slices"
	"testing"
	"time"
)

// Times is a sample of durations.
type Times []time.Duration

// Of adds how much CPU time a call takes.
func (t *Times) Of(call func()) {
	start := CPU()
	call()
	*t = append(*t, CPU()-start)
}

// Percentile is the smallest of them that at least perMille in a thousand do
// not exceed.
func (t Times) Percentile(perMille int) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[(len(t)*perMille+999)/1000-1]
}

// Report prints the median and the 99th percentile in milliseconds, and leaves
// out the mean.
func (t Times) Report(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(milliseconds(t.Percentile(500)), "p50-ms")
	b.ReportMetric(milliseconds(t.Percentile(990)), "p99-ms")
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
