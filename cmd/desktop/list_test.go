package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/lessons"
	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLists: one line for each thing that there is, with its name in front and
// a sentence behind.
func TestLists(t *testing.T) {
	for _, c := range []struct {
		topic string
		lines int
		first string
	}{
		{"scenarios", len(scenario.Builtins()), "shrink-under-poll "},
		{"lessons", len(book(t)), " "},
		{"arguments", len(arguments(t)), "D1  "},
		{"stats", int(slub.NStats), "ALLOC_FASTPATH  "},
		{"events", int(sim.NKinds) - 1, "TaskStart  "},
		{"costs", int(sim.NCosts) - 1, "branch  "},
		{"functions", len(functions(t, qpw.Off)), "kmem_cache_alloc  "},
		{"patches", len(path.Patches()), "none  "},
		{"mutants", len(path.Mutants()), " M1 "},
		{"views", len(views()), "farm  "},
		{"configurations", 17 * len(engine.Configurations()), "lock type  "},
	} {
		t.Run(c.topic, func(t *testing.T) {
			a := try("list", c.topic)
			assert.Equal(t, exitOK, a.code)
			assert.Empty(t, a.err)
			assert.Equal(t, c.lines, strings.Count(a.out, "\n"))
			assert.True(t, strings.HasPrefix(a.out, c.first), a.out)
			for line := range strings.Lines(a.out) {
				assert.Greater(t, len(strings.Fields(line)), 2, line)
			}
		})
	}
}

// TestEventsSayWhichColumnIsWhat: who reads the table of events by this list finds in
// each column what it says, also where one between is empty.
func TestEventsSayWhichColumnIsWhat(t *testing.T) {
	list := try("list", "events").out
	assert.Regexp(t, `(?m)^LockAcquire +a=lock c=waited +a lock is taken`, list)
	assert.Regexp(t, `(?m)^SchedSwitch +a=prev b=next c=cost +a CPU goes`, list)
	assert.Regexp(t, `(?m)^RTThrottle +c=used +FIFO threads`, list)
	assert.Regexp(t, `(?m)^TaskDone +a task has ended`, list)
}

// TestCostsSayHowSure: a cost without its confidence would be taken for a
// measurement.
func TestCostsSayHowSure(t *testing.T) {
	assert.Regexp(t, `(?m)^ipi +1500 cy +assumed +an interrupt`, try("list", "costs").out)
}

// TestStatsSayWhatWasInferred: who reads where a flush counts, knows how sure that is.
func TestStatsSayWhatWasInferred(t *testing.T) {
	var marked []string
	for line := range strings.Lines(try("list", "stats").out) {
		if strings.HasSuffix(line, "[INF]\n") {
			marked = append(marked, strings.Fields(line)[0])
		}
	}
	assert.Equal(t, []string{"SHEAF_FLUSH", "SHEAF_FREE"}, marked)
}

// TestFunctionNames: list shows one mode's listings; the others have the same
// names.
func TestFunctionNames(t *testing.T) {
	for _, mode := range []qpw.Mode{qpw.NotBuilt, qpw.On} {
		for i, l := range functions(t, mode) {
			assert.Equal(t, functions(t, qpw.Off)[i].Name, l.Name)
		}
	}
}

func functions(t *testing.T, mode qpw.Mode) []path.Listing {
	t.Helper()
	funcs, err := path.Functions(path.Build{Mode: mode})
	require.NoError(t, err)
	return funcs
}

func TestAlign(t *testing.T) {
	var b strings.Builder
	align(&b, "> ", "lrl", [][]string{{"a", "1"}, {"µµ", "10", "x"}, {"", "", "y"}})
	assert.Equal(t, "> a    1\n> µµ  10  x\n>         y\n", b.String())
}

func TestNearest(t *testing.T) {
	names := []string{"run", "check", "shrink-under-poll", "alloc-burst"}
	for got, want := range map[string]string{
		"rnu": "run", "chek": "check", "alloc": "alloc-burst", "shrink-under-pool": "shrink-under-poll",
		"completely-else": "", "": "", strings.Repeat("x", 1000): "",
	} {
		assert.Equal(t, want, nearest(got, names), got)
	}
}

func TestNumbers(t *testing.T) {
	assert.Equal(t, "0-2,5,7-8", numbers([]int{0, 1, 2, 5, 7, 8}))
	assert.Empty(t, numbers(nil))
}

func book(t *testing.T) []*lesson.Lesson {
	all, err := lessons.All()
	require.NoError(t, err)
	return all
}

func arguments(t *testing.T) []lessons.Argument {
	all, err := lessons.Arguments()
	require.NoError(t, err)
	return all
}

// TestListTalks: each step has a line with when it begins, and the last one
// ends when the talk does.
func TestListTalks(t *testing.T) {
	talks, err := lessons.Talks()
	require.NoError(t, err)
	require.NotEmpty(t, talks)
	out := try("list", "talks").out
	for _, talk := range talks {
		last := talk.Stops[len(talk.Stops)-1]
		assert.Contains(t, out, talk.Title)
		assert.Regexp(t, `(?m)^  `+clock(talk.Minutes*60-last.Seconds)+` +`+clock(last.Seconds)+` .*#`+last.Step+`$`, out)
	}
}

// TestListTerms: a term is told with the lesson that uses it first.
func TestListTerms(t *testing.T) {
	assert.Regexp(t, `(?m)^kworker +[1-8]  A kernel thread`, try("list", "terms").out)
}

// TestStatsSayWhatIsNotCounted: an object of another node, and any on PREEMPT_RT,
// goes past the sheaves of kfree_rcu and counts as no failure of theirs.
func TestStatsSayWhatIsNotCounted(t *testing.T) {
	assert.Regexp(t, `(?m)^FREE_RCU_SHEAF_FAIL .*: none of other nodes, none on PREEMPT_RT$`, try("list", "stats").out)
	const text = "machine cpus=2 nodes=2\ncache c size=64\ntask a cpu=0 { alloc c n=3; give b c n=all }\ntask b cpu=1 start=10us { kfree_rcu c n=all }\n"
	file := filepath.Join(t.TempDir(), "it.barn")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	for _, rt := range []string{"off", "on"} {
		var res engine.Result
		require.NoError(t, json.Unmarshal([]byte(try("run", file, "--json", "--rt", rt).out), &res))
		assert.Zero(t, res.Stats["FREE_RCU_SHEAF_FAIL"])
		assert.EqualValues(t, 3, res.Stats["FREE_SLOWPATH"])
	}
}
