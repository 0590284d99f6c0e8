package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// method is a method of the engine in the profile: its package and its name.
var method = regexp.MustCompile(`^(barnyard/engine/[a-z]+)\.(?:\(\*\w+\)|[A-Z]\w*)\.(\w+)$`)

// The compiler makes the program by default.pgo, a profile of where steps spend
// their time, and that for the browser too (see gowasm). A profile of functions
// that have other names by now is no help, and nothing else would tell. It is made
// anew so:
//
//	go test ./engine/bench -run - -bench 'Step|Lock|Recorded' -benchtime 25000000x -o /tmp/bench.test -cpuprofile cmd/desktop/default.pgo
func TestTheProfileKnowsTheSteps(t *testing.T) {
	calls := filepath.Join(t.TempDir(), "calls")
	out, err := exec.Command("go", "tool", "preprofile", "-i", "default.pgo", "-o", calls).CombinedOutput()
	require.NoError(t, err, string(out))
	text, err := os.ReadFile(calls)
	require.NoError(t, err)
	assert.Contains(t, string(text), "barnyard/engine/path.(*Kernel).Step\nbarnyard/engine/sim.(*Machine).Finish\n")
	seen := 0
	for line := range strings.Lines(string(text)) {
		if m := method.FindStringSubmatch(strings.TrimSpace(line)); m != nil && m[1] != "barnyard/engine/bench" {
			seen++
			assert.True(t, hasMethod(t, filepath.Join("..", "..", strings.TrimPrefix(m[1], "barnyard/")), m[2]), "%s has no method %s any more: make the profile anew, as is said above this test", m[1], m[2])
		}
	}
	assert.Greater(t, seen, 50)
}

func hasMethod(t *testing.T, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		if strings.Contains(string(text), ") "+name+"(") {
			return true
		}
	}
	return false
}
