//go:build js

package bench

import (
	"syscall/js"
	"time"
)

// cpuTime is the CPU time of Node so far, its compiler's and its collector's
// included.
func cpuTime() time.Duration {
	u := js.Global().Get("process").Call("cpuUsage")
	return time.Duration(u.Get("user").Int()+u.Get("system").Int()) * time.Microsecond
}
