//go:build linux

package bench

import (
	"syscall"
	"time"
)

// cpuTime is the CPU time of this thread so far, which what else a machine does
// changes little.
func cpuTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD; the benchmark is bound to its thread
	var u syscall.Rusage
	if err := syscall.Getrusage(thread, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
