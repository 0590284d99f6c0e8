package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestAReplayStringInAScenariosPlace: what it is, is told, also of a long one.
func TestAReplayStringInAScenariosPlace(t *testing.T) {
	const rest = "is a replay string; expected " + wantScenario + "; replay runs the string"
	refused(t, try("run", "b1:alloc-burst::"), `run: "b1:alloc-burst::" `+rest)
	refused(t, try("check", "b1:alloc-burst::"), `check: "b1:alloc-burst::" `+rest)
	long := "b1:alloc-burst::" + strings.Repeat("r0.", 5000)
	refused(t, try("run", long), "run: "+quote(long)+" "+rest)
}

// TestAnEndlessReplayString: nobody has counted it.
func TestAnEndlessReplayString(t *testing.T) {
	a := tryWith(strings.Repeat("\x00", 1_000_000), "replay", "-")
	refused(t, a, "replay: the replay string has more than 131071 bytes; expected at most 131071")
	assert.NotContains(t, try("list", "costs").out, "none ")
}
