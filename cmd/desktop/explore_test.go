package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExplore: what README shows: the invariant, few turns, and a string that
// replay follows to the same violation.
func TestExplore(t *testing.T) {
	a := try("explore", "flush-race", "--mutant", "call-rcu-after-unlock")
	assert.Equal(t, exitViolated, a.code, a.err)
	golden(t, "explore.txt", regexp.MustCompile(`in \d+\.\d s`).ReplaceAllString(a.out, "in T s"))
	turns := regexp.MustCompile(`the nearest violation: (\d+) turns`).FindStringSubmatch(a.out)
	require.NotNil(t, turns)
	assert.Equal(t, "2", turns[1])
	_, word, _ := strings.Cut(a.out, "\nreplay ")
	again := try("replay", strings.TrimSpace(word))
	assert.Equal(t, exitViolated, again.code, again.err)
	assert.Contains(t, again.out, "\nviolations\n  S14 at 0.639 µs, step 268: waiter comes back from kvfree_rcu_barrier_on_cache, and object 1,")
}

// TestExploreWhole: nothing is found where nothing is, or so far.
func TestExploreWhole(t *testing.T) {
	a := tryWith("machine cpus=1\ncache c size=64 capacity=1\ntask t cpu=0 { alloc c; free c }\n", "explore", "-")
	assert.Equal(t, exitOK, a.code, a.err)
	assert.Contains(t, a.out, " 2 turns, 1 end, in ")
	assert.Contains(t, a.out, "\nevery order of its steps was looked at: no invariant is violated, and from everywhere an end can be reached\n")
	a = tryWith("machine cpus=1 fairserver=off\ntask t cpu=0 fifo=3 { loop { work 1us } }\n", "explore", "-")
	assert.Contains(t, a.out, " 0 ends,")
	assert.Contains(t, a.out, "no invariant is violated, and no order of them comes to an end\n")
	a = try("explore", "flush-race", "--max-states", "500")
	assert.Equal(t, exitBound, a.code, a.err)
	assert.Contains(t, a.out, "the bound was reached before every order was looked at: nothing was found so far")
}

// TestExploreSeeds: by chance too, and shrunk to a scenario that fails alone.
func TestExploreSeeds(t *testing.T) {
	a := try("explore", "flush-race", "--seeds", "5")
	assert.Equal(t, exitOK, a.code, a.err)
	assert.Contains(t, a.out, "flush-race: 5 seeds, ")
	a = try("explore", "flush-race", "--mutant", "swap-with-empty-spare", "--seeds=3")
	assert.Equal(t, exitViolated, a.code, a.err)
	_, word, found := strings.Cut(a.out, "\nreplay ")
	require.True(t, found, a.out)
	assert.Equal(t, exitViolated, try("replay", strings.TrimSpace(word)).code)
}

// A mistake that only a fault leads to is told with its line, not with a place in
// the text that the seed has made, which nobody sees.
func TestExploreSeedsTellsAMistakeByItsLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.barn")
	text := "machine cpus=2\ncache obj size=64 capacity=4\ntask r cpu=0 {\n\talloc obj n=10\n\tkfree_rcu obj n=10\n}\ntask o cpu=1 { shrink obj }\n"
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	a := try("explore", file, "--seeds", "20")
	assert.Equal(t, exitOK, a.code, a.err)
	assert.Contains(t, a.out, "what no author can mean, the first: seed 18, at \"kfree_rcu obj n=10\": r gives to kfree_rcu 10 objects of obj")
	assert.NotContains(t, a.out, ".barn:5")
}

func TestExploreRefuses(t *testing.T) {
	for _, c := range [][2]string{
		{"explore", "explore: nothing is named; expected a scenario: a built-in's name, a file, or - for standard input"},
		{"explore flush-race --seeds 0", `explore: bad value "0" of --seeds; expected a whole number from 1 to 1099511627776`},
		{"explore flush-race --max-states x", `explore: bad value "x" of --max-states; expected a whole number from 1 to 2147483647`},
		{"explore flush-race --seeds 2 --full", "explore: --seeds and --full are given; expected one of them"},
		{"explore flush-race --max-states 9 --seeds 2", "explore: --seeds and --max-states are given; expected one of them"},
		{"explore flush-race --max-memory 1", `explore: bad value "1" of --max-memory; expected a whole number from 16 to 1048576`},
	} {
		refused(t, try(strings.Fields(c[0])...), c[1])
	}
	refused(t, tryWith("machine cpus=9\ntask t cpu=0 { work 1us }\n", "explore", "-"), "stdin:1:1: 9 CPUs are too many to search every order; expected at most 8")
	name := file(t, twoTasks)
	refused(t, try("explore", name, "--mutant", "M35"), "explore: --mutant rt-trylock-from-nmi: this kernel cannot be made: mutant rt-trylock-from-nmi does not fit: it is a bug of the locks of RT; expected rt=on")
	assert.Contains(t, try("explore", "flush-race", "--mutant", "pin-leaks").err, `explore: --mutant: unknown planted bug "pin-leaks"; did you mean pin-leak? expected `)
}
