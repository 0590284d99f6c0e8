package explore_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/explore"
)

// Plain go test looks at a few seeds. BARNYARD_SEEDS says how many, and
// BARNYARD_FROM where to begin, so that a long run can be cut into pieces:
//
//	BARNYARD_SEEDS=20000 go test ./engine/explore -run Seeds -v -timeout 0
//	BARNYARD_FROM=20000 BARNYARD_SEEDS=20000 go test …    # goes on from there
//
// BARNYARD_TEXT leaves out the seeds in whose scenario that text does not stand:
// after a change of what only some scenarios reach. (What is run of a seed is what
// SeedText gives, so no other is changed.)
//
// The first ciSeeds, which .ci/run takes, have to come to every mark that is not
// said to be rare.
const (
	quickSeeds = 100
	ciSeeds    = 3000
)

// number reads an environment variable.
func number(t *testing.T, name string, otherwise uint64) uint64 {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, "%s=%s; expected a whole number", name, text)
	return n
}

// each runs seeds on two cores and hands the outcomes over one at a time, in
// the order in which they end. A panic is told with its seed.
func each(t *testing.T, from, n uint64, run func(seed uint64) explore.Outcome, take func(o explore.Outcome)) {
	var wait sync.WaitGroup
	var one sync.Mutex
	for worker := range uint64(2) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for seed := from + worker; seed < from+n; seed += 2 {
				o := guarded(t, seed, run)
				one.Lock()
				take(o)
				one.Unlock()
			}
		}()
	}
	wait.Wait()
}

func guarded(t *testing.T, seed uint64, run func(seed uint64) explore.Outcome) (o explore.Outcome) {
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("seed %d: panic %v", seed, p)
		}
	}()
	return run(seed)
}

// tally is what many seeds have come to.
type tally struct {
	steps, rest, starved, open int
	marks                      []int
	first                      []uint64
}

func (a *tally) add(o *explore.Outcome) {
	a.steps += o.Steps
	switch {
	case o.Rest:
		a.rest++
	case o.Starved != "":
		a.starved++
	default:
		a.open++
	}
	for i := range a.marks {
		if o.Marks.Reached(i) {
			if a.marks[i]++; a.marks[i] == 1 || o.Seed < a.first[i] {
				a.first[i] = o.Seed
			}
		}
	}
}

// No seed breaks an invariant, and every run comes to rest.
func TestSeeds(t *testing.T) {
	from, n := number(t, "BARNYARD_FROM", 0), number(t, "BARNYARD_SEEDS", quickSeeds)
	table := explore.MarkTable()
	a := tally{marks: make([]int, len(table)), first: make([]uint64, len(table))}
	began := time.Now()
	only, left := os.Getenv("BARNYARD_TEXT"), 0
	each(t, from, n, func(seed uint64) explore.Outcome {
		if only != "" {
			if text, err := explore.SeedText(seed); err == nil && !strings.Contains(text, only) {
				return explore.Outcome{Seed: seed}
			}
		}
		return explore.Seed(seed, explore.Options{})
	}, func(o explore.Outcome) {
		if only != "" && o.Text == "" && o.Err == nil {
			left++
			return
		}
		assert.True(t, only == "" || strings.Contains(o.Text, only))
		a.add(&o)
		if o.Err != nil {
			t.Errorf("seed %d: %v\n%s", o.Seed, o.Err, o.Text)
		}
		for _, v := range o.Violations {
			t.Errorf("seed %d, %s, step %d of %d: %s %s", o.Seed, o.Swarm.Sched, v.Step, o.Safety, v.Invariant, v.Text)
		}
	})
	took := time.Since(began).Seconds()
	for i, m := range table {
		t.Logf("mark %-30s in %6d seeds, first in %6d: %s", m.Name, a.marks[i], a.first[i], m.What)
		if from == 0 && n >= ciSeeds && only == "" && !m.Rare {
			assert.Positive(t, a.marks[i], "no seed from %d to %d comes to %s", from, from+n-1, m.Name)
		}
	}
	t.Logf("seeds %d to %d: %d steps, %.0f steps/s; %d at rest, %d kept from it by FIFO tasks, %d not decided",
		from, from+n-1, a.steps, float64(a.steps)/took, a.rest, a.starved, a.open)
	if only != "" {
		t.Logf("%d of them have %q in their scenario", n-uint64(left), only)
	}
}

// A seed is everything: the same number gives the same text, the same choices
// and the same end, also beside another that runs at the same time.
func TestASeedIsEverything(t *testing.T) {
	first := map[uint64]explore.Outcome{}
	each(t, 0, 10, func(seed uint64) explore.Outcome { return explore.Seed(seed, explore.Options{}) }, func(o explore.Outcome) { first[o.Seed] = o })
	for seed := range uint64(10) {
		again := explore.Seed(seed, explore.Options{})
		require.Equal(t, first[seed], again, "seed %d", seed)
		steps := 0
		watched := explore.Seed(seed, explore.Options{Progress: func(_ uint64, at int) { steps = at }})
		require.Equal(t, again, watched, "whoever watches changes nothing")
		if watched.Steps >= 500 {
			assert.Positive(t, steps)
		}
	}
}

// What a seed did can be done again from its text and its choices alone.
func TestASeedCanBeTriedAgain(t *testing.T) {
	for seed := range uint64(10) {
		o := explore.Seed(seed, explore.Options{})
		again := explore.Try(o.Text, o.Choices, explore.Options{})
		require.NoError(t, again.Err)
		require.Equal(t, o.Hash, again.Hash, fmt.Sprintf("seed %d\n%s", seed, o.Text))
	}
}

// A holder that is interrupted by no one for 8 ms, and two who spin for it meanwhile,
// for more steps than a run gets to come to rest: that is slow and not stuck.
func TestWhoSpinsForLongIsNotStuck(t *testing.T) {
	text, err := os.ReadFile("testdata/spins-for-long.barn")
	require.NoError(t, err)
	o := explore.Try(string(text), choicesOf(t, string(text)), explore.Options{})
	require.NoError(t, o.Err)
	assert.Empty(t, o.Violations)
	assert.True(t, o.Rest)
	assert.Greater(t, o.Steps-o.Safety, explore.RestSteps)
}
