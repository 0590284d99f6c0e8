package replay_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// planted gives the scenarios of the planted bugs.
func planted(t *testing.T) []*scenario.Scenario {
	files, err := filepath.Glob("../testdata/mutants/*.barn")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []*scenario.Scenario
	for _, f := range files {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		s, err := engine.Parse(strings.TrimSuffix(filepath.Base(f), ".barn"), text)
		require.NoError(t, err)
		all = append(all, s)
	}
	return all
}

func builtin(t *testing.T, name string, settings ...string) *scenario.Scenario {
	b, ok := scenario.Lookup(name)
	require.True(t, ok)
	s, err := engine.Parse(b.Name, b.Text)
	require.NoError(t, err)
	for i := 0; i < len(settings); i += 2 {
		require.NoError(t, s.Set(settings[i], settings[i+1]))
	}
	return s
}

func format(t *testing.T, r *replay.Replay) string {
	text, err := replay.Format(r)
	require.NoError(t, err)
	return text
}

func parse(t *testing.T, text string) *replay.Replay {
	r, err := replay.Parse(text)
	require.NoError(t, err, "%s", text)
	return r
}

// What a built-in differs by is written, and nothing else; another scenario is
// in the string whole. Either way the same scenario comes back.
func TestScenariosComeBack(t *testing.T) {
	for _, c := range []struct {
		s    *scenario.Scenario
		want string
	}{
		{builtin(t, "shrink-under-poll"), "b1:shrink-under-poll::"},
		{builtin(t, "shrink-under-poll", "qpw", "1", "seed", "9"), "b1:shrink-under-poll:qpw=1/seed=9:"},
		{builtin(t, "shrink-under-poll", "qpw", "1", "mutant", "pin-leak,flush-main-trylock"), "b1:shrink-under-poll:qpw=1/mutant=pin-leak..flush-main-trylock:"},
		{builtin(t, "pin-leak", "mutant", "none"), "b1:pin-leak:mutant=none:"},
		{builtin(t, "alloc-burst", "generation", "7.0-rc1", "rt", "on", "until", "5us", "fairserver", "off", "rtthrottle", "on", "lockdep", "off"),
			"b1:alloc-burst:rt=on/fairserver=off/rtthrottle=on/lockdep=off/generation=7.0-rc1/until=5us:"},
		{builtin(t, "shrink-under-poll", "qpw", "n", "patch", "none"), "b1:shrink-under-poll:qpw=n/patch=none:"},
		{builtin(t, "page-fault3", "cpus", "2"), "b1:page-fault3:cpus=2:"},
		{builtin(t, "shrink-under-poll", "patch", "pw-v4", "names", "pw", "alt", "userret"), "b1:shrink-under-poll:alt=userret/patch=pw-v4/names=pw:"},
	} {
		text := format(t, &replay.Replay{Scenario: c.s})
		assert.Equal(t, c.want, text)
		back := parse(t, text)
		assert.Equal(t, c.s.String(), back.Scenario.String())
		assert.Equal(t, c.s.Name, back.Scenario.Name)
		assert.Equal(t, text, format(t, back))
	}
	for _, s := range planted(t) {
		text := format(t, &replay.Replay{Scenario: s})
		assert.Regexp(t, `^b1:[0-9]+\.[A-Za-z0-9_-]+::$`, text)
		assert.Equal(t, s.String(), parse(t, text).Scenario.String())
	}
	for _, b := range scenario.Builtins() {
		assert.Equal(t, "b1:"+b.Name+"::", format(t, &replay.Replay{Scenario: builtin(t, b.Name)}))
	}
	changed := builtin(t, "shrink-under-poll")
	changed.Title = "Another one"
	assert.Regexp(t, `^b1:[0-9]+\.`, format(t, &replay.Replay{Scenario: changed}), "no setting makes this of the built-in")
}

// anyOrder picks among all that can act, whatever their times.
type anyOrder struct{ r *sim.Rand }

func (s anyOrder) Next(m *sim.Machine) sim.Actor {
	var ready []sim.Actor
	for a := range m.Actors() {
		if _, ok := m.CanAct(sim.Actor(a)); ok {
			ready = append(ready, sim.Actor(a))
		}
	}
	return ready[s.r.Intn(int64(len(ready)))]
}

// recorded takes some steps in any order and goes on by time, as a replay of
// them does.
func recorded(t *testing.T, s *scenario.Scenario, steps int, seed uint64) (*replay.Replay, *engine.Run) {
	run, err := engine.New(s)
	require.NoError(t, err)
	r := sim.NewRand(seed, 12)
	rec := &sim.Record{Of: anyOrder{&r}}
	run.Sched = rec
	check.Watch(run, 1)
	for range steps {
		if !run.Step() {
			break
		}
	}
	run.Sched = sim.Timed{}
	if run.Finish().Err != nil {
		return nil, nil // in this order a program frees what it was not given yet
	}
	return &replay.Replay{Scenario: s, Choices: rec.Choices[:min(len(rec.Choices), int(run.Kernel.M.Step))]}, run
}

// A run in any order, written down and read back, is the same run: the same
// end, the same violations at the same steps. A short list of choices is
// readable, a long one packed.
func TestRunsComeBack(t *testing.T) {
	packed, runs := 0, 0
	var all []*scenario.Scenario
	for i, s := range planted(t) {
		if i%3 == 0 {
			all = append(all, s)
		}
	}
	for _, name := range []string{"rcu-barrier", "rt-pi-chain", "rescuer", "userret-deadlock", "boot-assert"} {
		all = append(all, builtin(t, name))
	}
	for i, s := range all {
		for _, steps := range []int{0, 20, 700} {
			r, run := recorded(t, s, steps, uint64(i))
			if r == nil {
				continue
			}
			runs++
			r.Seal(run)
			text := format(t, r)
			assert.NotRegexp(t, `[^A-Za-z0-9._=:/-]`, text)
			back := parse(t, text)
			require.Equal(t, r.Choices, back.Choices)
			require.Equal(t, text, format(t, back))
			again, err := back.Run()
			require.NoError(t, err, "%s", text)
			require.Equal(t, run.Violations, again.Violations, "%s", text)
			require.Equal(t, run.Kernel.Hash(), again.Kernel.Hash())
			if list := strings.Split(text, ":")[3]; list != "" && list[0] <= '9' {
				packed++
			}
		}
	}
	assert.Greater(t, packed, 5)
	assert.Greater(t, runs, 50)
}

// The string of one planted bug, as people will see it, and its end.
func TestTheSameEndEveryTime(t *testing.T) {
	const text = "b1:rcu-barrier:qpw=1/mutant=call-rcu-after-unlock/seed=5:r1x3.t0.r1.r0"
	first, err := parse(t, text).Run()
	require.NoError(t, err)
	for range 3 {
		again, err := parse(t, text).Run()
		require.NoError(t, err)
		assert.Equal(t, first.Result().JSON(), again.Result().JSON())
	}
	sealed := parse(t, text)
	sealed.Seal(first)
	assert.Equal(t, text+":e="+engine.Version+":h="+first.Result().Hash, format(t, sealed))
}

// What cannot be followed, or is not what was recorded, is told in one line.
func TestARunThatIsAnother(t *testing.T) {
	hash := func(text string) string {
		run, err := parse(t, text).Run()
		require.NoError(t, err)
		return replay.HashText(run.Kernel.Hash())
	}
	const base = "b1:shrink-under-poll:until=1us:"
	end, zero := hash(base), strings.Repeat("0", 16)
	for _, c := range [][2]string{
		{base + "r1x3.i1", "choice 4: i1 cannot act there; expected t0, r1 or r3"},
		{base + "r0:e=1", "the run was recorded by engine 1, and this is engine " + engine.Version + "; expected the same one, or the hash of its end"},
		{base + ":h=" + zero, "the run is not the one that was recorded: it ends with hash " + end + "; expected " + zero},
		{base + ":e=" + engine.Version + ":h=" + zero, "the run is not the one that was recorded: it ends with hash " + end + "; expected " + zero},
		{base + ":e=1:h=" + zero, "the run is not the one that was recorded: it ends with hash " + end + "; expected " + zero + " (recorded by engine 1, run by engine " + engine.Version + ")"},
		{base + "i1:e=1:h=" + zero, "choice 1: i1 cannot act there; expected t0, r1 or r3 (recorded by engine 1, run by engine " + engine.Version + ")"},
		{base + ":e=1:h=" + end, ""},
		{base + ":e=" + engine.Version, ""},
		{base + "r1x100000", "the run ends after step 153 and the string has 100000 choices; expected at most one for each step"},
	} {
		_, err := parse(t, c[0]).Run()
		if c[1] == "" {
			assert.NoError(t, err, c[0])
			continue
		}
		assert.EqualError(t, err, c[1], c[0])
	}
}
