package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/slub"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the expected reports anew; commit them only if you can explain the change")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, strings.ReplaceAll(string(want), "\r\n", "\n"), got)
}

// TestReports: whole reports, and the exit code that goes with each.
func TestReports(t *testing.T) {
	for _, c := range []struct {
		golden, line string
		code         int
	}{
		{"poll-0.txt", "run shrink-under-poll --qpw 0", exitOK},
		{"poll-1.txt", "run --qpw=1 shrink-under-poll", exitOK},
		{"fifo-0.txt", "run shrink-under-fifo --qpw 0", exitOK},
		{"alloc-burst.txt", "run alloc-burst --seed 5", exitOK},
		{"many.txt", "run testdata/many.barn", exitFalse},
	} {
		t.Run(c.golden, func(t *testing.T) {
			a := try(strings.Fields(c.line)...)
			assert.Equal(t, c.code, a.code)
			assert.Empty(t, a.err)
			golden(t, c.golden, withoutHash(t, a.out, try(append(strings.Fields(c.line), "--json")...).out))
		})
	}
}

// withoutHash takes out what changes with every refinement of the engine: the
// hash and the number of steps, which have to be those of the JSON object, and
// how often the checkers looked. What they are, the engine's own tests hold
// fast.
func withoutHash(t *testing.T, report, object string) string {
	var res engine.Result
	require.NoError(t, json.Unmarshal([]byte(object), &res))
	for _, line := range []struct{ now, then string }{
		{fmt.Sprintf(" in %d steps\n", res.Steps), " in STEPS steps\n"},
		{res.Hash + " of engine " + res.Engine, "HASH of engine 1"},
	} {
		require.Contains(t, report, line.now)
		report = strings.Replace(report, line.now, line.then, 1)
	}
	return regexp.MustCompile(`in \d+ looks at`).ReplaceAllString(report, "in MANY looks at")
}

// TestFalseClaim: exit code 3, in either form of the answer, and when the
// thing never happened.
func TestFalseClaim(t *testing.T) {
	name := file(t, "machine cpus=1\ntask t cpu=0 { loop { work 1us } }\nuntil 5us\nclaim time(t.done) < 100us\nclaim switches(cpu=0) == 99\nclaim ipis(cpu=0) == 0\n")
	a := try("run", name)
	assert.Equal(t, exitFalse, a.code)
	assert.Contains(t, a.out, "✗  time(t.done) < 100us   it never happened\n")
	assert.Contains(t, a.out, "✓  ipis(cpu=0) == 0       0\n")
	a = try("run", name, "--json")
	assert.Equal(t, exitFalse, a.code)
	var res engine.Result
	require.NoError(t, json.Unmarshal([]byte(a.out), &res))
	assert.Nil(t, res.Claims[0].Value)
	assert.False(t, res.Claims[0].Holds)
}

func TestViolationOutranksClaim(t *testing.T) {
	res := &engine.Result{Violations: []engine.Violation{{Invariant: "x"}}, Claims: []engine.ClaimResult{{}}}
	assert.Equal(t, exitViolated, verdict(res))
}

// TestKeys: every key that people's scripts depend on is there, and no other.
func TestKeys(t *testing.T) {
	var all map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(try("run", "shrink-under-fifo", "--json").out), &all))
	promised := []string{"scenario", "seed", "qpw", "rt", "alt", "generation", "time_ns", "steps", "hash", "stats",
		"stats_by_cpu", "caches", "series", "cpus", "tasks", "claims", "violations", "alloc_fails"}
	assert.ElementsMatch(t, append(promised, "title", "engine", "starved"), sorted(all))

	sub := func(key string, keys ...string) {
		t.Helper()
		var list []map[string]json.RawMessage
		if json.Unmarshal(all[key], &list) != nil {
			var byName map[string]map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(all[key], &byName))
			for _, name := range sorted(byName) {
				list = append(list, byName[name])
			}
		}
		require.NotEmpty(t, list, key)
		for _, one := range list {
			assert.ElementsMatch(t, keys, sorted(one), key)
		}
	}
	sub("caches", "capacity", "slab_objects", "objects", "live", "in_hand", "in_rcu", "prefilled", "in_sheaves", "in_barns", "in_slabs_free", "slabs", "cpus", "nodes")
	sub("series", "count", "min_ns", "p50_ns", "p99_ns", "p999_ns", "max_ns", "mean_ns")
	sub("cpus", "switches", "ipis", "irqs", "lock_wait_ns", "lines_in")
	sub("tasks", "done", "done_ns", "state")
	sub("claims", "text", "value", "holds", "line")
	var stats map[string]int64
	require.NoError(t, json.Unmarshal(all["stats"], &stats))
	assert.ElementsMatch(t, scenario.StatNames(), sorted(stats))
	assert.Len(t, string(all["hash"]), 18)
}

// TestBuiltins: in every mode all claims hold, the sums are right, and a
// second run gives the same bytes.
func TestBuiltins(t *testing.T) {
	for _, b := range scenario.Builtins() {
		for _, mode := range []string{"n", "0", "1"} {
			t.Run(b.Name+" "+mode, func(t *testing.T) {
				a := try("run", b.Name, "--json", "--qpw", mode)
				var res engine.Result
				require.NoError(t, json.Unmarshal([]byte(a.out), &res), a.err)
				claimed := slices.ContainsFunc(res.Claims, func(c engine.ClaimResult) bool { return strings.HasPrefix(c.Text, "violations()") })
				if len(res.Violations) > 0 && claimed {
					require.Equal(t, exitViolated, a.code, a.err)
				} else {
					require.Equal(t, exitOK, a.code, a.err)
				}
				assert.Equal(t, mode, res.QPW)
				for _, c := range res.Claims {
					assert.True(t, c.Holds, c.Text)
				}
				sums(t, &res)
				assert.Equal(t, a, try("run", "--qpw="+mode, b.Name, "--json"))
			})
		}
	}
}

// sums checks what has to add up, whatever the scenario.
func sums(t *testing.T, res *engine.Result) {
	for _, name := range sorted(res.Caches) {
		c := res.Caches[name]
		assert.Equal(t, c.Slabs*int64(c.SlabObjects), c.Live+c.InSheaves+c.InBarns+c.InSlabsFree, name)
		assert.Zero(t, c.Lost)
		inSheaves := int64(0)
		for _, p := range c.CPUs {
			for _, n := range []*int32{p.Main, p.Spare, p.RcuFree} {
				if n != nil {
					inSheaves += int64(*n)
				}
			}
		}
		assert.Equal(t, c.InSheaves, inSheaves, name)
	}
	for _, spec := range slub.StatSpecs() {
		sum := int64(0)
		for _, row := range res.StatsByCPU {
			sum += row[spec.Name]
		}
		assert.Equal(t, res.Stats[spec.Name], sum, spec.Name)
	}
}

// TestOverrides: a flag does what the same word in the text does.
func TestOverrides(t *testing.T) {
	b, _ := scenario.Lookup("shrink-under-poll")
	for _, c := range []struct{ flag, old, now string }{
		{"--qpw=1", "qpw=0", "qpw=1"},
		{"--seed=8", "seed 7", "seed 8"},
		{"--until=50us", "until 220us", "until 50us"},
	} {
		text := strings.Replace(string(b.Text), c.old, c.now, 1)
		if c.old == "qpw=0" { // the comments above speak of qpw=0 too
			text = strings.Replace(string(b.Text), "rt=off qpw=0", "rt=off qpw=1", 1)
		}
		require.NotEqual(t, string(b.Text), text)
		assert.Equal(t, tryWith(text, "run", "-", "--json"), tryWith(string(b.Text), "run", "-", "--json", c.flag), c.flag)
	}
}

// TestManyCPUs: CPUs and statistics that say nothing are left out.
func TestManyCPUs(t *testing.T) {
	a := tryWith("machine cpus=1024 nodes=4\ncache c size=64\ntask t cpu=700 { alloc c n=10 }\n", "run", "-")
	assert.Equal(t, exitOK, a.code)
	lines := strings.Split(a.out, "\n")
	assert.Less(t, len(lines), 50)
	assert.True(t, slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "  cpu700 ") }))
}

// run --events tells the run as sentences, in place of the report; the exit
// code is that of the report.
func TestEvents(t *testing.T) {
	a := try("run", "shrink-under-poll", "--qpw", "0", "--events", "told")
	assert.Equal(t, exitOK, a.code)
	golden(t, "events-told.txt", a.out)
	one := try("run", "shrink-under-poll", "--events", "FlushDone,TaskDone", "--qpw", "0")
	assert.Equal(t, "      39.914  CPU 0  admin goes on after 2.584 µs: slub_flush of CPU 1 is done\n"+
		"      40.216  CPU 0  admin has ended\n", one.out)
	all := try("run", "shrink-under-poll", "--events=all", "--qpw", "0")
	assert.Greater(t, strings.Count(all.out, "\n"), 10*strings.Count(a.out, "\n"))
	for _, line := range strings.SplitAfter(a.out, "\n") {
		assert.Contains(t, all.out, line)
	}
	for _, bad := range []struct{ line, want string }{
		{"run alloc-burst --events Foo", `run: --events has no kind "Foo"; expected all, told, TaskStart, `},
		{"run alloc-burst --events told,Mrk", `run: --events has no kind "Mrk"; did you mean Mark? expected all, told, `},
		{"run alloc-burst --json --events all", "run: --json and --events are given; expected one of them"},
	} {
		b := try(strings.Fields(bad.line)...)
		assert.Equal(t, exitAuthor, b.code, bad.line)
		assert.Contains(t, b.err, bad.want)
		assert.Empty(t, b.out)
	}
}

// TestHeldByTasks: the report takes live apart, into what tasks hold and what is
// neither theirs nor free yet.
func TestHeldByTasks(t *testing.T) {
	name := file(t, "machine cpus=1\ncache c size=64 refuse=2\ncache d size=64 capacity=4\n"+
		"task t cpu=0 { alloc c n=9; free c n=8; alloc d n=5; kfree_rcu d n=4 }\nuntil 20us\n")
	a := try("run", name)
	assert.Equal(t, exitOK, a.code, a.err)
	assert.Regexp(t, `objects of c.*\n +held by tasks +1\n +kept by a debugging hook +4\n`, a.out)
	var res engine.Result
	require.NoError(t, json.Unmarshal([]byte(try("run", name, "--json").out), &res))
	assert.EqualValues(t, 4, res.Caches["d"].InRCU)
	for _, c := range res.Caches {
		assert.EqualValues(t, 5, c.Live)
		assert.Equal(t, c.Slabs*int64(c.SlabObjects), c.Live+c.InSheaves+c.InBarns+c.InSlabsFree)
		assert.Zero(t, c.Lost)
	}
}

// A benchmark that is cut short is a run like any other, without the comparison.
func TestABenchmarkThatIsCutShort(t *testing.T) {
	a := try("run", engine.BenchName, "--until", "1ms")
	assert.Equal(t, exitFalse, a.code, a.err)
	assert.NotContains(t, a.out, "model and measurement")
}
