//go:build !unix

package fuzzing

import "time"

// processorTime stands still where the system does not tell it.
func processorTime() time.Duration { return 0 }
