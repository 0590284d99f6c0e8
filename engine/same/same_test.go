package same_test

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/same"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// golden is the hash of each run, as engine/testdata has it.
func golden(t testing.TB) map[string]string {
	text, err := os.ReadFile("../testdata/hashes.txt")
	require.NoError(t, err)
	want := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		at := strings.LastIndexByte(line, ' ')
		want[line[:at]] = line[at+1:]
	}
	return want
}

// all are the runs.
func all(t testing.TB) []same.Run {
	runs, err := same.Runs(os.DirFS("../testdata"))
	require.NoError(t, err)
	return runs
}

// sample is one of the runs of each further scenario, another for each n, and
// every n-th quick run of the built-ins. With BARNYARD_LONG=1 it is all runs, with
// -short a fourth of it.
func sample(t testing.TB, n int) []same.Run {
	long := os.Getenv("BARNYARD_LONG") != ""
	var some, group []same.Run
	for i, r := range all(t) {
		_, builtin := scenario.Lookup(r.Scenario)
		switch {
		case long || builtin && r.Quick && i%n == n/2:
			some = append(some, r)
		case !builtin && r.Quick:
			if len(group) > 0 && group[0].Scenario != r.Scenario {
				some, group = append(some, group[n%len(group)]), nil
			}
			group = append(group, r)
		}
	}
	if len(group) > 0 {
		some = append(some, group[n%len(group)])
	}
	if testing.Short() {
		some = some[:len(some)/4]
	}
	return some
}

func start(t testing.TB, r *same.Run) *engine.Run {
	run, err := r.Start()
	require.NoError(t, err, r.String())
	return run
}

// finish takes a run to its end and gives its hash.
func finish(t testing.TB, r *same.Run, run *engine.Run) string {
	res, err := r.Finish(run)
	require.NoError(t, err, r.String())
	return res.Hash
}

// Steps are taken in slices; between two of them the state is copied, and the
// run goes on in the copy. Two memories take turns, so that each is used again.
func TestSlicesWithSnapshotsBetween(t *testing.T) {
	want := golden(t)
	for _, c := range []struct{ slice, every, steps int }{
		{1, 43, 3000}, {7, 37, 20_000}, {4096, 29, math.MaxInt},
	} {
		for _, r := range sample(t, c.every) {
			run := start(t, &r)
			other := run.Kernel.Clone()
			for n := 0; n < c.steps; n += c.slice {
				more := true
				for range c.slice {
					more = more && run.Step()
				}
				if !more {
					break
				}
				other.CopyFrom(run.Kernel)
				run.Kernel, other = other, run.Kernel
			}
			assert.Equal(t, want[r.String()], finish(t, &r, run), "%s in slices of %d", r, c.slice)
		}
	}
}

// Snapshots are taken all along a run. Each of them, put into memory that has
// been used for the end of this run or of another, goes the same way again.
func TestEverySnapshotGoesTheSameWay(t *testing.T) {
	want := golden(t)
	used := &path.Kernel{}
	for i, r := range sample(t, 61) {
		run := start(t, &r)
		var shots []*path.Kernel
		for next := uint32(1); run.Step(); {
			if run.Kernel.M.Step >= next {
				shots, next = append(shots, run.Kernel.Clone()), 4*next+997
			}
		}
		require.Equal(t, want[r.String()], finish(t, &r, run), r.String())
		if i == 0 {
			used = run.Kernel.Clone()
		}
		last, end := run.Kernel.M.Step, run.Kernel.Hash()
		for _, shot := range shots {
			before := shot.Hash()
			used.CopyFrom(shot)
			require.Equal(t, before, used.Hash(), "%s at step %d", r, shot.M.Step)
			for used.M.Step < last {
				require.True(t, used.Step(run.Sched))
			}
			require.Equal(t, end, used.Hash(), "%s from step %d", r, shot.M.Step)
			require.Equal(t, before, shot.Hash(), "%s: the snapshot is as it was", r)
		}
	}
}

// A recording that is looked at everywhere, back and forth, while it goes on
// and after, is the run.
func TestRewindingChangesNothing(t *testing.T) {
	want := golden(t)
	rnd := sim.NewRand(7, 3)
	for _, r := range sample(t, 41) {
		s, err := r.Parsed()
		require.NoError(t, err)
		h, err := history.New(s)
		require.NoError(t, err)
		h.Run.Sched = start(t, &r).Sched
		for h.Advance(1 + int(rnd.Intn(20_000))) {
			h.At(rnd.Intn(h.Recorded() + 1))
			h.AtStep(uint32(rnd.Intn(int64(h.Steps()) + 1)))
		}
		require.False(t, h.Truncated, "%s is too long for this test", r)
		end := h.Run.Kernel.Hash()
		for range 6 {
			step := uint32(rnd.Intn(int64(h.Steps()) + 1))
			k := h.AtStep(step)
			require.Equal(t, step, k.M.Step)
			at := k.Hash()
			h.At(rnd.Intn(h.Recorded() + 1))
			require.Equal(t, at, h.AtStep(step).Hash(), "%s, step %d", r, step)
		}
		require.Equal(t, end, h.AtStep(h.Steps()).Hash(), r.String())
		assert.Equal(t, want[r.String()], finish(t, &r, h.Run), r.String())
	}
}

// A run that is watched is the run that is not.
func TestWatchingChangesNothing(t *testing.T) {
	want := golden(t)
	for _, r := range sample(t, 47) {
		run := start(t, &r)
		check.Watch(run, 0)
		assert.Equal(t, want[r.String()], finish(t, &r, run), r.String())
	}
}

// How many threads Go has, and when it collects garbage, is nothing to a run;
// nor is what else runs in the process.
func TestTheHostDoesNotMatter(t *testing.T) {
	want := golden(t)
	halves := [2][]same.Run{}
	for i, r := range sample(t, 67) {
		halves[i%2] = append(halves[i%2], r)
	}
	for i, host := range []struct{ procs, gc int }{{1, 1}, {2, 1}, {2, -1}, {1, -1}} {
		procs, gc := runtime.GOMAXPROCS(host.procs), debug.SetGCPercent(host.gc)
		got := make(chan map[string]string)
		for range 2 { // both do the same runs at the same time
			go func() {
				hashes := map[string]string{}
				for _, r := range halves[i%2] {
					if res, err := r.Result(); err == nil {
						hashes[r.String()] = res.Hash
					}
				}
				got <- hashes
			}()
		}
		for range 2 {
			for name, hash := range <-got {
				assert.Equal(t, want[name], hash, "%s with GOMAXPROCS=%d GOGC=%d", name, host.procs, host.gc)
			}
		}
		runtime.GOMAXPROCS(procs)
		debug.SetGCPercent(gc)
	}
}

// Two runs one after the other, and one in between, do not know of each other.
func TestRunsLeaveNothingBehind(t *testing.T) {
	want := golden(t)
	some := sample(t, 53)
	for range 2 {
		var open []*engine.Run
		for i := range some {
			open = append(open, start(t, &some[i]))
		}
		for left := len(open); left > 0; { // a slice of each in turn
			left = 0
			for _, run := range open {
				for n := 0; n < 1000 && run.Step(); n++ {
				}
				if run.Step() {
					left++
				}
			}
		}
		for i := range some {
			assert.Equal(t, want[some[i].String()], finish(t, &some[i], open[i]), some[i].String())
		}
	}
}

// The comments of a further scenario that say how it is run.
func TestRunsOfAText(t *testing.T) {
	const text = "# run qpw=n,0 rt=on seed=9-10\n# choices r0 t0*2\n# also generation=7.0-rc1\n\nmachine cpus=1\ntask t cpu=0 { work 1us }\n"
	runs, err := same.Runs(fstest.MapFS{"further/x.barn": {Data: []byte(text)}})
	require.NoError(t, err)
	var names []string
	for i := range runs {
		if runs[i].Scenario == "x" {
			names = append(names, runs[i].String())
			assert.Equal(t, len(names) < 5, runs[i].Quick)
		}
	}
	assert.Equal(t, []string{
		"x qpw=n rt=on seed=9", "x qpw=n rt=on seed=10", "x qpw=0 rt=on seed=9", "x qpw=0 rt=on seed=10", "x generation=7.0-rc1",
	}, names)
	run := start(t, &runs[len(runs)-1])
	require.IsType(t, &sim.Replay{}, run.Sched)
	assert.Len(t, run.Sched.(*sim.Replay).Choices, 3)
	assert.IsType(t, sim.Timed{}, start(t, &runs[len(runs)-2]).Sched)
}

func TestMistakesInRunComments(t *testing.T) {
	const program = "machine cpus=1\ntask t cpu=0 { work 1us }\n"
	for text, want := range map[string]string{
		"":                            `further/x.barn: no run; expected a comment such as "# run qpw=n,0,1 rt=off"`,
		"# run qpw\n":                 `further/x.barn: run: "qpw"; expected key=value`,
		"# run seed=\n":               `further/x.barn: run: "seed="; expected key=value`,
		"# run seed=9-1\n":            `further/x.barn: run: "9-1"; expected at most 1000 numbers, upwards`,
		"# run seed=1-1001\n":         `further/x.barn: run: "1-1001"; expected at most 1000 numbers, upwards`,
		"# run speed=1\n":             "x speed=1: unknown setting",
		"# run rt=maybe\n":            "x rt=maybe: bad value",
		"# choices r9\n# run rt=on\n": `x rt=on: choice 1: "r9" is not r, i, t or p with a CPU from 0 to 0`,
		"# choices i0\n# run rt=on\n": "x rt=on: choice 1: i0 cannot act there",
	} {
		runs, err := same.Runs(fstest.MapFS{"further/x.barn": {Data: []byte(text + program)}})
		if err == nil {
			_, err = runs[len(runs)-1].Result()
		}
		assert.ErrorContains(t, err, want, text)
	}
}

// What the further scenarios are there for happens in them.
func TestFurtherScenariosReachWhatTheySay(t *testing.T) {
	wanted := map[string][]sim.Kind{
		"rt-chains":        {sim.PIBoost, sim.PIRestore, sim.LockContended},
		"nolock-storm":     {sim.TrylockFail, sim.AllocFail},
		"cpus-come-and-go": {sim.CPUOffline, sim.CPUOnline, sim.TaskMigrate, sim.RCUInvoke, sim.FolioDrain},
		"memory-goes":      {sim.MemoryBusy, sim.MemoryOffline},
		"generation-618":   {sim.LockContended, sim.SlabDiscard},
		"userret":          {sim.ReturnOwed, sim.ReturnStart, sim.ReturnEnd},
		"nosheaves":        {sim.RCUInvoke, sim.TaskDone},
		"rescuers":         {sim.WorkerFail, sim.Mayday},
		"folios":           {sim.FolioDrain, sim.BHDrop, sim.DrainSkip},
		"many-seeds":       {sim.BarnMiss, sim.SheafSwap},
		"cpus-64":          {sim.LockContended, sim.QueueWork, sim.DirectStart},
		"cpus-256":         {sim.LockContended, sim.QueueWork},
		"long-rand":        {sim.Warn, sim.IrqEnter, sim.RCUEnd},
		"quarantine":       {sim.SlabDiscard, sim.RCUInvoke},
		"memoryless":       {sim.BarnMiss, sim.TaskDone},
		"no-memory":        {sim.MemoryFail, sim.AllocFail},
		"large-numbers":    {sim.Mark, sim.RCUInvoke},
		"odd-clock":        {sim.FairServerStart, sim.RTThrottle},
		"pw-v4":            {sim.KeyFlip, sim.Warn},
		"bug-goes-on":      {sim.Warn, sim.TaskDone},
		"any-order":        {sim.IrqEnter, sim.TaskDone},
	}
	for _, r := range all(t) {
		if _, is := scenario.Lookup(r.Scenario); is {
			continue
		}
		kinds, listed := wanted[r.Scenario]
		assert.True(t, listed, "%s has no row here", r.Scenario)
		if len(kinds) == 0 {
			continue
		}
		run := start(t, &r)
		finish(t, &r, run)
		wanted[r.Scenario] = slices.DeleteFunc(kinds, func(k sim.Kind) bool { return run.Record.Events(k, -1) > 0 })
	}
	for name, kinds := range wanted {
		for _, k := range kinds {
			t.Errorf("%s never has %s", name, sim.EventSpecs()[k].Name)
		}
	}
}
