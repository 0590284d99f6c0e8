// Package fuzzing holds what every fuzz target of the house demands of a
// parser beside a right answer: it ends soon and takes little memory, whatever
// the input. Only tests use it.
//
// Neither bound depends on what else the machine does. Memory is what was
// asked for, not what is in use. Time is the processor's, not the wall's: an
// input that seems slow is read once more, and only the time that the program
// itself has used for it counts. What never ends is ended by the fuzzer, which
// gives an input ten seconds, or by the limit of go test.
package fuzzing

import (
	"fmt"
	"runtime/metrics"
	"testing"
	"time"
)

// Bounds of one input.
const (
	MaxBytes = 16 << 20 // allocated, beyond the input's own size
	MaxTime  = time.Second
)

// Within runs f, which reads an input of size bytes, and fails the test where
// that takes more than the bounds.
func Within(t testing.TB, size int, f func()) {
	t.Helper()
	if excess := excess(size, MaxTime, f); excess != "" {
		t.Fatal(excess)
	}
}

// excess is what f took beyond the bounds, in words; empty where it kept them.
func excess(size int, maxTime time.Duration, f func()) string {
	before, start := allocated(), time.Now()
	f()
	if took := allocated() - before - int64(size); took > MaxBytes {
		return fmt.Sprintf("an input of %d bytes took %d KiB of memory; expected at most %d KiB", size, took>>10, MaxBytes>>10)
	}
	if time.Since(start) <= maxTime {
		return ""
	}
	used := processorTime()
	f()
	if used = processorTime() - used; used > maxTime {
		return fmt.Sprintf("an input of %d bytes took %v of the processor; expected at most %v", size, used.Round(time.Millisecond), maxTime)
	}
	return ""
}

// allocated is how many bytes the program has asked for so far. Small objects
// count when the allocator takes another page for them, so it is exact to
// about a megabyte.
func allocated() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}
