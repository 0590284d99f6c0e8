// Command desktop shows Barnyard in a window, and runs scenarios without one.
//
//	go run ./cmd/desktop                     the window, on the first lesson
//	go run ./cmd/desktop FILE.barn           the window, on a scenario that is followed while it is edited
//	go run ./cmd/desktop STRING              the window, on the run of a replay string
//	go run ./cmd/desktop LINK                the window, where a link from a page leads
//	go run ./cmd/desktop COMMAND ...         one of the headless commands
//	go run ./cmd/desktop help                which they are
//
// One way through the package:
//
//	args --parseArgs--> names and flags --load, configured--> *scenario.Scenario
//	     --engine.Execute--> *engine.Result --report or JSON--> standard output
//
// The commands open no window and need no display. What a person typed or
// wrote wrong is one line on standard error and exit code 2, and then nothing
// has been written to standard output. Only check, which goes on after a file
// that is wrong, also prints there what it found in the others.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"barnyard/engine/replay"
	"barnyard/viz/link"
)

func main() {
	os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes. They are part of the contract of the headless commands:
// scripts and CI depend on them.
const (
	exitOK       = 0
	exitFailed   = 1 // ours or the machine's: a bug, a full disk, a closed pipe
	exitAuthor   = 2 // the command line, a file or a scenario is wrong
	exitFalse    = 3 // a claim does not hold
	exitViolated = 4 // an invariant does not hold
)

// Main is the whole program apart from the process around it. Without a
// command, or with nothing but flags and a file or a replay string, it opens
// the window.
func Main(args []string, in io.Reader, out, errOut io.Writer) (code int) {
	defer func() {
		if bug := recover(); bug != nil {
			fmt.Fprintf(errOut, "barnyard: a bug of barnyard itself: %v\n%s", bug, debug.Stack())
			code = exitFailed
		}
	}()
	if len(args) == 0 || link.Looks(args[0]) || replay.Looks(args[0]) || namesFile(args[0]) || strings.HasPrefix(args[0], "-") && !asksHelp(args[0]) && !asksVersion(args[0]) {
		return openTheWindow(args)
	}
	c := &call{args: args[1:], in: in, out: out, errOut: errOut}
	return c.dispatch(args[0])
}
