package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/explore"
	"barnyard/engine/replay"
	"barnyard/engine/sim"
)

// chance chooses among all who may be chosen.
type chance struct{ r *sim.Rand }

func (c chance) Next(m *sim.Machine) sim.Actor {
	var ready []sim.Actor
	for a := range sim.Actor(m.Choices()) {
		if _, ok := m.CanAct(a); ok {
			ready = append(ready, a)
		}
	}
	return ready[c.r.Intn(int64(len(ready)))]
}

// Steps in any order, with preemption at any step, break nothing; and their
// string leads to the same end, the table of their turns too.
func TestAnyStepsReplay(t *testing.T) {
	const text = "machine cpus=2 qpw=0 steps=any\ncache c size=64 capacity=1 slabobjs=2\n" +
		"task a cpu=1 { alloc c n=2; free c n=2; sleep 1us; alloc c }\ntask b cpu=1 { alloc c; free c }\ntask flusher cpu=0 { shrink c; work 1us; shrink c }\n" +
		"irq i cpu=1 at=1us { alloc c; free c }\nuntil 50us"
	taken := map[sim.ActorKind]bool{}
	for seed := range uint64(25) {
		s, err := engine.Parse("any", []byte(text))
		require.NoError(t, err)
		r := sim.NewRand(seed, 51)
		run, err := engine.New(s)
		require.NoError(t, err)
		rec := &sim.Record{Of: chance{&r}}
		run.Sched = rec
		check.Watch(run, 1)
		for range 700 {
			if !run.Step() {
				break
			}
		}
		require.NoError(t, run.Err)
		require.Empty(t, run.Violations)
		choices := rec.Choices
		for _, a := range choices {
			kind, _ := a.Split(2)
			taken[kind] = true
		}
		run.Sched = sim.Timed{}
		require.NoError(t, run.Finish().Err)
		word, err := replay.Format(&replay.Replay{Scenario: s, Choices: choices})
		require.NoError(t, err)
		back, err := replay.Parse(word)
		require.NoError(t, err)
		again, err := back.Run()
		require.NoError(t, err)
		require.Equal(t, run.Kernel.Hash(), again.Kernel.Hash(), word)
		_, found, whole, err := back.Schedule()
		require.NoError(t, err)
		assert.Nil(t, found)
		assert.True(t, whole)
	}
	assert.Len(t, taken, 4, "IPIs, timers, steps and preemption")
}

// A situation leaves out what is over and nothing else.
func TestSituation(t *testing.T) {
	s, err := engine.Parse("wide", []byte("machine cpus=40\ncache c size=64\ntask a cpu=0 { alloc c n=3 }\ntask b cpu=39 { alloc c; free c }"))
	require.NoError(t, err)
	run, err := engine.New(s)
	require.NoError(t, err)
	for range 60 {
		require.True(t, run.Step())
	}
	of := func() uint64 {
		h := sim.NewSituation(run.Kernel.M.Now)
		run.Kernel.Situation(&h)
		return h.Sum()
	}
	situation, state := of(), run.Kernel.Hash()
	run.Kernel.Heap.Stats[0]++
	run.Kernel.M.CPUs[3].Switches++
	run.Kernel.M.Now += run.Kernel.M.Sched.Tick
	run.Kernel.M.Step += 7
	assert.Equal(t, situation, of())
	assert.NotEqual(t, state, run.Kernel.Hash())
	run.Kernel.M.CPUs[3].NeedResched = true
	assert.NotEqual(t, situation, of())
}

// Without faults a seed is a scenario and a schedule; what it finds has a name.
func TestSeedWithoutFaults(t *testing.T) {
	o := explore.Seed(3, explore.Options{NoFaults: true, Steps: 300, Plain: true})
	require.NoError(t, o.Err)
	assert.Empty(t, o.Invariant(nil))
	o.Violations = []engine.Violation{{Invariant: "S1"}, {Invariant: "S7"}}
	assert.Equal(t, "S1", o.Invariant(nil))
	assert.Equal(t, "S7", o.Invariant([]string{"S7", "L1"}))
	assert.Empty(t, o.Invariant([]string{"L1"}))
}
