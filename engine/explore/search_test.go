package explore_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/explore"
	"barnyard/engine/path"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

func parsed(t *testing.T, file string, set ...string) *scenario.Scenario {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	s, err := engine.Parse(strings.TrimSuffix(filepath.Base(file), ".barn"), text)
	require.NoError(t, err)
	for _, kv := range set {
		name, value, _ := strings.Cut(kv, "=")
		require.NoError(t, s.Set(name, value))
	}
	return s
}

// smalls are the configurations that are searched whole.
func smalls(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/small/*.barn")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 9)
	return files
}

// Right kernels have nothing to find. Plain go test looks at some thousand
// states of each configuration, with PREEMPT_RT and without; BARNYARD_STATES=N
// at N of each, and prints what it has come to: .ci/run.
func TestSmallConfigurations(t *testing.T) {
	bound, long := int64(2500), false
	if text := os.Getenv("BARNYARD_STATES"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		require.NoError(t, err)
		bound, long = n, true
	}
	var states, whole atomic.Int64
	t.Run("all", func(t *testing.T) {
		for _, file := range smalls(t) {
			for _, rt := range []string{"off", "on"} {
				s := parsed(t, file, "rt="+rt, "fairserver=off") // see Limits
				t.Run(s.Name+" rt="+rt, func(t *testing.T) {
					t.Parallel()
					began := time.Now()
					r, err := explore.Search(s, explore.Limits{States: bound})
					require.NoError(t, err)
					if !assert.Nil(t, r.Found) {
						t.Logf("%v", r.Found.Broken)
					}
					if r.Complete {
						states.Add(r.States)
						whole.Add(1)
					}
					if long {
						t.Logf("%-14s rt=%-3s %9d states %9d steps %3d turns %5d ends whole=%-5v %6.1f s", s.Name, rt, r.States, r.Steps, r.Turns, r.Ends, r.Complete, time.Since(began).Seconds())
					}
				})
			}
		}
	})
	t.Logf("%d distinct states exhausted in %d configurations", states.Load(), whole.Load())
}

// ends are the situations in which nothing can happen any more, sorted.
func ends(t *testing.T, s *scenario.Scenario, lim explore.Limits) ([]uint64, *explore.Report) {
	t.Helper()
	var all []uint64
	lim.Ended = func(k *path.Kernel) {
		h := sim.NewSituation(k.M.Now)
		k.Situation(&h)
		all = append(all, h.Sum())
	}
	r, err := explore.Search(s, lim)
	require.NoError(t, err)
	slices.Sort(all)
	return slices.Compact(all), r
}

// tiny are whole searches that take a moment.
func tiny(t *testing.T) []*scenario.Scenario {
	t.Helper()
	files, err := filepath.Glob("testdata/tiny/*.barn")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []*scenario.Scenario
	for _, file := range files {
		all = append(all, parsed(t, file))
	}
	return append(all, parsed(t, "testdata/small/reader.barn"))
}

// The reduction leaves out states and no ends: both searches come to the same.
// So does one that has no memory for worlds and makes them again.
func TestReductionKeepsTheVerdict(t *testing.T) {
	for i, s := range tiny(t) {
		full, f := ends(t, s, explore.Limits{Full: true})
		less, r := ends(t, s, explore.Limits{})
		require.True(t, f.Complete && r.Complete, "tiny %d", i)
		assert.Nil(t, f.Found)
		assert.Nil(t, r.Found)
		assert.Equal(t, full, less, "tiny %d", i)
		assert.Less(t, r.States, f.States*2/3, "tiny %d", i)
		poor, p := ends(t, s, explore.Limits{Bytes: 1 << 20})
		if p.Complete {
			assert.Equal(t, less, poor)
			assert.Equal(t, r.Progress, p.Progress)
		}
	}
}

// finds are planted bugs that a search finds in a moment, as canaries: whoever
// breaks the search, or a checker, loses one.
func finds() []string {
	return []string{"assert-template", "swap-with-empty-spare", "up-trylock-always-succeeds", "local-form-without-pin", "unpin-before-unlock",
		"flush-locks-own-cpu", "flush-frees-main", "rt-trylock-from-nmi", "sheaves-not-read-again", "two-stores-for-one-exchange", "flip-regardless"}
}

func planted(t *testing.T, name string) *scenario.Scenario {
	t.Helper()
	return parsed(t, filepath.Join("..", "testdata", "mutants", name+".barn"))
}

// With a planted bug both searches find the same violation after the same turns
// and steps, and a replay comes to it with the last choice; without, none.
func TestSearchFindsTheNearest(t *testing.T) {
	for _, name := range finds() {
		s := planted(t, name)
		full, err := explore.Search(s, explore.Limits{Full: true})
		require.NoError(t, err)
		less, err := explore.Search(s, explore.Limits{})
		require.NoError(t, err)
		require.NotNil(t, full.Found, name)
		require.NotNil(t, less.Found, name)
		assert.Equal(t, full.Found.Broken[0].Invariant, less.Found.Broken[0].Invariant, name)
		assert.Equal(t, full.Found.Turns(), less.Found.Turns(), name)
		assert.Len(t, less.Found.Choices, len(full.Found.Choices), name)
		assert.LessOrEqual(t, less.Found.Turns(), 30)
		replays(t, s, less.Found)
		s.Mutants = nil
		right, err := explore.Search(s, explore.Limits{States: 3000})
		require.NoError(t, err)
		assert.Nil(t, right.Found, name)
	}
}

// replays follows a counterexample by its string.
func replays(t *testing.T, s *scenario.Scenario, found *explore.Counterexample) {
	t.Helper()
	played := *s
	played.Machine.Steps = found.Steps
	word, err := replay.Format(&replay.Replay{Scenario: &played, Choices: found.Choices})
	require.NoError(t, err)
	r, err := replay.Parse(word)
	require.NoError(t, err)
	run, err := r.Run()
	require.NoError(t, err, word)
	require.NotEmpty(t, run.Violations, word)
	v := run.Violations[0]
	assert.Equal(t, found.Broken[0].Invariant, v.Invariant, word)
	assert.Equal(t, uint64(len(found.Choices)), v.Step, word)
}

// flush-race is what README and the talk show: few turns, a short string.
func TestFlushRace(t *testing.T) {
	b, ok := scenario.Lookup("flush-race")
	require.True(t, ok)
	s, err := engine.Parse(b.Name, []byte(b.Text))
	require.NoError(t, err)
	require.NoError(t, s.Set("mutant", "call-rcu-after-unlock"))
	r, err := explore.Search(s, explore.Limits{})
	require.NoError(t, err)
	require.NotNil(t, r.Found)
	assert.Equal(t, "S14", r.Found.Broken[0].Invariant)
	assert.Equal(t, 2, r.Found.Turns())
	replays(t, s, r.Found)
}

func TestSearchHasBounds(t *testing.T) {
	s := parsed(t, "testdata/small/two-by-four.barn")
	seen := 0
	r, err := explore.Search(s, explore.Limits{States: 20_000, Progress: func(p explore.Progress) { seen++ }})
	require.NoError(t, err)
	assert.False(t, r.Complete)
	assert.Nil(t, r.Found)
	assert.InDelta(t, 20_000, r.States, 200)
	assert.Equal(t, 1, seen)
	r, err = explore.Search(s, explore.Limits{Bytes: 1 << 20})
	require.NoError(t, err)
	assert.False(t, r.Complete)
	assert.Less(t, r.States, int64(40_000), "a megabyte has room for no more")
	long, err := engine.Parse("long", []byte("machine cpus=1\ncache c size=64\ntask t cpu=0 { loop 100000 { alloc c; free c } }"))
	require.NoError(t, err)
	r, err = explore.Search(long, explore.Limits{States: 1000})
	require.NoError(t, err)
	assert.False(t, r.Complete)
	assert.Equal(t, int64(1000), r.States, "within one turn, too")
	wide, err := engine.Parse("wide", []byte("machine cpus=9\ntask t cpu=0 { work 1us }"))
	require.NoError(t, err)
	_, err = explore.Search(wide, explore.Limits{})
	assert.EqualError(t, err, "wide:1:1: 9 CPUs are too many to search every order; expected at most 8")
}

// What no author can mean is left out, and told; where nothing else is left it is
// the author's mistake.
func TestMistakesOfTheAuthor(t *testing.T) {
	s, err := engine.Parse("give", []byte("machine cpus=2\ncache c size=64\ntask a cpu=0 { alloc c; give b c n=1 }\ntask b cpu=1 { work 1us; free c }"))
	require.NoError(t, err)
	r, err := explore.Search(s, explore.Limits{})
	require.NoError(t, err)
	assert.True(t, r.Complete)
	assert.Nil(t, r.Found)
	assert.Positive(t, r.Ends)
	assert.Positive(t, r.Mistakes)
	assert.ErrorContains(t, r.Mistake, "b frees 1 object of c")
	s, err = engine.Parse("none", []byte("machine cpus=1\ncache c size=64\ntask b cpu=0 { free c }"))
	require.NoError(t, err)
	_, err = explore.Search(s, explore.Limits{})
	assert.ErrorContains(t, err, "none:3:16: b frees 1 object of c")
}

// small is the scenario of a file, as it stands.
func small(t *testing.T, file string) *scenario.Scenario { return parsed(t, file) }
