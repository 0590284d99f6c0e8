//go:build 386 || js

package main

import (
	"fmt"
	"os"
)

// openWindow has no window to open here: on 32-bit machines a window would
// need a loader that a bare machine lacks even for the commands that open
// none, and in Node there is no screen.
func openWindow([]string) int {
	fmt.Fprintln(os.Stderr, "no window on this platform; expected a command such as run, check or list (see help)")
	return exitAuthor
}
