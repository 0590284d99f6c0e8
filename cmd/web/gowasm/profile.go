package gowasm

import (
	"os"
	"path/filepath"
)

// profile says in which calls the engine's steps spend their time, so that the
// compiler puts those functions into their callers. The desktop program is built
// with it because it has this name; for the browser it has to be named. A call
// costs some five times as much there: a step takes a sixth less. How it is made
// stands at its test.
const profile = "cmd/desktop/default.pgo"

// profiled is the flag with which the Go tool takes the profile; none for a source
// tree without one.
func profiled(root string) []string {
	file := filepath.Join(root, filepath.FromSlash(profile))
	if _, err := os.Stat(file); err != nil {
		return nil
	}
	return []string{"-pgo=" + file}
}
