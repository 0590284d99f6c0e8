package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/sim"
)

// anyOrder picks among all actors that can act, each with the same chance,
// whatever their times.
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

// Any order of steps is sound, and its choices, written down and read back,
// lead to the same end.
func TestAnyScheduleIsSoundAndReplays(t *testing.T) {
	for seed := range 60 {
		g := generator{r: sim.NewRand(uint64(seed), 11)}
		text := g.scenario([]string{"n", "0", "1"}[seed%3], []string{"off", "on"}[seed%2])
		r := sim.NewRand(uint64(seed), 12)
		rec := &sim.Record{Of: anyOrder{&r}}
		first := limited(t, text, rec)
		cpus := len(first.Kernel.M.CPUs)
		choices, err := sim.ParseChoices(sim.FormatChoices(rec.Choices, cpus), cpus)
		require.NoError(t, err)
		replay := &sim.Replay{Choices: choices}
		again := limited(t, text, replay)
		require.NoError(t, replay.Err)
		require.Equal(t, first.Kernel.Hash(), again.Kernel.Hash(), text)
	}
}

// limited takes at most 3,000 steps and checks after each.
func limited(t *testing.T, text string, s sim.Scheduler) *engine.Run {
	t.Helper()
	sc, err := engine.Parse("any", []byte(text))
	require.NoError(t, err)
	r, err := engine.New(sc)
	require.NoError(t, err)
	r.Sched = s
	check.Watch(r, 1)
	for range 3000 {
		if !r.Step() {
			break
		}
		require.Empty(t, r.Violations, "step %d of\n%s", r.Kernel.M.Step, text)
	}
	require.NoError(t, r.Err)
	for i := range r.Kernel.Oopses {
		t.Errorf("%s\nin\n%s", r.Kernel.OopsText(&r.Kernel.Oopses[i]), text)
	}
	return r
}

func TestReplayTellsOfAChoiceThatCannotBe(t *testing.T) {
	text := "machine cpus=2\ntask t cpu=0 { work 1us }"
	replay := &sim.Replay{Choices: []sim.Actor{sim.ActorOf(sim.ActIPI, 1, 2)}}
	limited(t, text, replay)
	require.EqualError(t, replay.Err, "choice 1: i1 cannot act there; expected r0")
}
