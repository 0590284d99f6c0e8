//go:build js

package measure

import (
	"syscall/js"
	"time"
)

var (
	process = js.Global().Get("process")
	began   = time.Now()
)

// CPU is the CPU time of the process where JavaScript can tell it, which is in
// Node; elsewhere the time that has passed.
func CPU() time.Duration {
	if !process.Truthy() || process.Get("cpuUsage").Type() != js.TypeFunction {
		return time.Since(began)
	}
	used := process.Call("cpuUsage")
	return time.Duration(used.Get("user").Int()+used.Get("system").Int()) * time.Microsecond
}
