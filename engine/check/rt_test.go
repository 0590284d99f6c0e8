package check_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/sim"
)

// nearOrder picks among the actors that are due within a time, each with the
// same chance: orders that other costs would lead to.
type nearOrder struct {
	r      *sim.Rand
	within int64
}

func (s nearOrder) Next(m *sim.Machine) sim.Actor {
	first, _ := m.Peek()
	var ready []sim.Actor
	for a := range m.Actors() {
		if at, ok := m.CanAct(sim.Actor(a)); ok && at <= first+s.within {
			ready = append(ready, sim.Actor(a))
		}
	}
	return ready[s.r.Intn(int64(len(ready)))]
}

// Random programs on PREEMPT_RT get into each other's way: sections are
// preempted, tries fail, waiters sleep, priorities are inherited and given
// back. Any order of steps is sound there too.
func TestRandomProgramsOnRTContend(t *testing.T) {
	seen := map[sim.Kind]int{}
	for seed := range 80 {
		g := generator{r: sim.NewRand(uint64(seed), 21), nmis: 2}
		text := g.scenario([]string{"n", "0", "1"}[seed%3], "on")
		s, err := engine.Parse("rt", []byte(text))
		require.NoError(t, err, text)
		r, err := engine.New(s)
		require.NoError(t, err, text)
		rand := sim.NewRand(uint64(seed), 22)
		r.Sched = nearOrder{&rand, 3000}
		for range 5000 {
			if !r.Step() {
				break
			}
			for _, e := range r.Kernel.M.Events {
				seen[e.Kind]++
			}
			require.Empty(t, check.World(r.Kernel), "step %d of\n%s", r.Kernel.M.Step, text)
		}
		require.NoError(t, r.Err, text)
	}
	for _, kind := range []sim.Kind{sim.LockContended, sim.TrylockFail, sim.PIBoost, sim.PIRestore, sim.RTLockInAtomic} {
		assert.Positive(t, seen[kind], "%s never happens", sim.EventSpecs()[kind].Name)
	}
	t.Log(seen[sim.LockContended], seen[sim.TrylockFail], seen[sim.PIBoost], seen[sim.PIRestore], seen[sim.RTLockInAtomic])
}
