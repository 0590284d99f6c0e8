//go:build unix

package fuzzing

import (
	"syscall"
	"time"
)

// processorTime is how long the program has run so far, on all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic("fuzzing: " + err.Error())
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
