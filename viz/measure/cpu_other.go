//go:build !linux && !js

package measure

import "time"

var began = time.Now()

// CPU is the time that has passed; see cpu_linux.go.
func CPU() time.Duration { return time.Since(began) }
