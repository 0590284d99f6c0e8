package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/replay"
	"barnyard/engine/sim"
	"barnyard/viz/gesture"
)

// The counterexample that explore finds in flush-race where call_rcu comes after
// the unlock, and what it says of it.
const (
	flushRace     = "b1:flush-race:steps=any/mutant=call-rcu-after-unlock:r1x172.r0x96:e=5:h=2f6d4680be5d2789"
	flushRaceText = "S14 does not hold since step 268, 0.639 µs: waiter comes back from kvfree_rcu_barrier_on_cache, " +
		"and object 1, given to kfree_rcu at step 153 before that began, still waits."
)

// race is a model of that scenario, which goes by time where nobody chooses.
func race(t *testing.T) *Model {
	t.Helper()
	r, err := replay.Parse(flushRace)
	require.NoError(t, err)
	m := New(1280, 720)
	Update(m, Load{"flush-race", r.Scenario.String()})
	require.True(t, m.Loaded(), m.Notice.Text)
	settle(m)
	return m
}

func actor(m *Model, kind sim.ActorKind, cpu int32) sim.Actor {
	return sim.ActorOf(kind, cpu, m.Scenario.Machine.CPUs)
}

// By hand, choice by choice, the reader comes to the violation that the explorer
// has found, and is told which invariant and why.
func TestAPlantedBugDrivenByHand(t *testing.T) {
	m := race(t)
	press(m, "M")
	require.True(t, m.ByHand())
	assert.Equal(t, ReadChoices, m.Reading)
	filler, waiter := actor(m, sim.ActRun, 1), actor(m, sim.ActRun, 0)
	Update(m, Take{Actor: filler})
	for range 171 {
		press1(m, ".")
	}
	assert.EqualValues(t, 172, m.Step)
	Update(m, Take{Actor: waiter})
	for range 95 {
		require.Empty(t, m.Findings(), "step %d", m.Step)
		press1(m, ".")
	}
	assert.EqualValues(t, 268, m.Step)
	require.Len(t, m.Findings(), 1)
	assert.Equal(t, flushRaceText, FindingText(&m.Findings()[0]))
	assert.Contains(t, m.State().Text, flushRaceText)

	word := m.State().Replay
	assert.Equal(t, "b1:flush-race:steps=any/mutant=call-rcu-after-unlock:r1x172.r0x96:e=5", word)
	r, err := replay.Parse(word)
	require.NoError(t, err)
	run, err := r.Run()
	require.NoError(t, err)
	require.NotEmpty(t, run.Violations)
	assert.EqualValues(t, 268, run.Violations[0].Step, "the string leads there without a window too")
}

// With whole turns it takes a few keys, and a turn stops at the violation.
func TestTurnsStopAtTheViolation(t *testing.T) {
	m := race(t)
	Update(m, LoadReplay{flushRace})
	settle(m)
	require.True(t, m.ByHand())
	for range 40 {
		press(m, ",")
	}
	require.Empty(t, m.Findings())
	press(m, "0") // not a choice: the whole run on the timeline
	Update(m, Take{Actor: actor(m, sim.ActRun, 0)})
	turns := 0
	for len(m.Findings()) == 0 {
		press(m, ">")
		turns++
		require.Less(t, turns, 30)
	}
	assert.EqualValues(t, 268, m.Step)
	assert.Greater(t, turns, 1)
}

// press1 is press without letting anything else happen.
func press1(m *Model, key string) {
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Char, Rune: []rune(key)[0]}})
}

// A counterexample opens as a run by hand, at its violation. A step back and
// another choice begin a branch; the way of the counterexample is kept.
func TestACounterexampleOpensByHand(t *testing.T) {
	m := New(1280, 720)
	Update(m, LoadReplay{flushRace})
	settle(m)
	require.True(t, m.ByHand())
	assert.EqualValues(t, 268, m.Step)
	assert.Equal(t, flushRaceText, FindingText(&m.Findings()[0]))
	assert.Equal(t, flushRace, m.State().Replay)
	assert.Empty(t, m.Notice.Text, "its end is the one that was recorded")

	for m.Step > 172 {
		press1(m, "u")
	}
	assert.Empty(t, m.Findings())
	Update(m, Take{Actor: actor(m, sim.ActRun, 1), Whole: true})
	rows, at := m.Branches()
	require.Len(t, rows, 2)
	assert.Equal(t, 1, at)
	assert.EqualValues(t, 172, rows[1].From)
	assert.True(t, strings.HasPrefix(m.State().Replay, "b1:flush-race:steps=any/mutant=call-rcu-after-unlock:r1x1"), m.State().Replay)
	for range 400 {
		if offers, _ := m.Offers(); len(offers) > 0 {
			a := offers[len(offers)-1].Actor
			if offers[len(offers)-1].Kind == sim.ActPreempt {
				a = offers[len(offers)-2].Actor
			}
			Update(m, Take{Actor: a, Whole: true})
		}
	}
	assert.Empty(t, m.Findings(), "the filler first, then nothing is wrong")
	offers, none := m.Offers()
	assert.Empty(t, offers, "the run has ended")
	assert.Len(t, none, 2)

	press(m, "b")
	_, at = m.Branches()
	assert.Equal(t, 0, at)
	press(m, "Escape")
	assert.False(t, m.ByHand())
	assert.Equal(t, ReadListing, m.Reading)
}

// What a branch's string holds is what another window opens, by hand, at its end.
func TestAStringByHandCanBeGoneOnWith(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nat 30us"})
	settle(m)
	from := m.Step
	press(m, "M")
	Update(m, Take{Actor: actor(m, sim.ActRun, 3)})
	settle(m)
	for range 9 {
		offers, _ := m.Offers()
		Update(m, Take{Actor: offers[len(offers)-1].Actor})
		settle(m)
	}
	assert.Equal(t, from+10, m.Step)
	word, hash := m.State().Replay, m.Kernel().Hash()
	require.NotEmpty(t, word)

	other := New(1280, 720)
	Update(other, LoadReplay{word})
	settle(other)
	assert.True(t, other.ByHand(), other.Notice.Text)
	assert.Equal(t, m.Step, other.Step)
	assert.Equal(t, hash, other.Kernel().Hash())
	offers, _ := other.Offers()
	Update(other, Take{Actor: offers[0].Actor})
	settle(other)
	assert.Equal(t, m.Step+1, other.Step)
}

// fresh is the state after a list of choices, of a run that nobody looks at.
func fresh(t *testing.T, m *Model, choices []sim.Actor) (uint64, []engine.Violation) {
	copied := *m.Scenario
	run, err := (&replay.Replay{Scenario: &copied, Choices: choices}).Start()
	require.NoError(t, err)
	check.Watch(run, 1)
	for range choices {
		run.Step()
	}
	require.NoError(t, run.Sched.(*sim.Replay).Err)
	return run.Kernel.Hash(), run.Violations
}

// Those are offered whom the machine lets act, and nobody else; and each of them
// does act: the step is theirs, and the state another one.
func TestOnlyWhoCanActIsOffered(t *testing.T) {
	r, err := replay.Parse(flushRace)
	require.NoError(t, err)
	kinds := map[sim.ActorKind]int{}
	for _, text := range []string{
		r.Scenario.String(),
		"machine cpus=3 qpw=0 steps=frozen\ncache c size=64 capacity=4\ntask a cpu=0 { alloc c n=9; free c n=9 }\ntask b cpu=1 { alloc c n=3; shrink c }\ntask d cpu=1 { shrink c }",
		"machine cpus=2 qpw=0\ncache c size=64 capacity=4\ntask a cpu=0 { alloc c n=9; free c n=9 }\ntask b cpu=1 { work 200ns; shrink c }\nirq late cpu=0 at=300ns { alloc c; free c }",
	} {
		m := New(1280, 720)
		Update(m, Load{"x", text})
		require.True(t, m.Loaded(), m.Notice.Text)
		settle(m)
		Update(m, TakeOver{})
		rnd := sim.NewRand(9, 1)
		for range 400 {
			offers, _ := m.Offers()
			onlyThese(t, m, offers)
			if len(offers) == 0 {
				break
			}
			for i := range offers {
				kinds[offers[i].Kind]++
			}
			was := m.Step
			Update(m, Take{Actor: offers[rnd.Intn(int64(len(offers)))].Actor})
			settle1(m)
			require.Equal(t, was+1, m.Step)
		}
	}
	assert.Len(t, kinds, 4, "CPUs, interrupts, timers and preemptions were among them")
}

// onlyThese compares offers with what the machine says, and tries each.
func onlyThese(t *testing.T, m *Model, offers []Offer) {
	t.Helper()
	k := m.Kernel().Clone()
	var want, got []sim.Actor
	for a := range sim.Actor(k.M.Choices()) {
		if _, ok := k.M.CanAct(a); ok && !m.finished() {
			want = append(want, a)
		}
	}
	for i := range offers {
		got = append(got, offers[i].Actor)
	}
	require.ElementsMatch(t, want, got, "step %d", m.Step)
	for i := range offers {
		trial := k.Clone()
		require.True(t, trial.Step(only{offers[i].Actor}))
		assert.Equal(t, k.M.Step+1, trial.M.Step)
		assert.EqualValues(t, offers[i].CPU, trial.M.Self)
		before, _ := k.M.CanAct(offers[i].Actor)
		after, _ := trial.M.CanAct(offers[i].Actor)
		h, g := sim.NewSituation(0), sim.NewSituation(0)
		k.Situation(&h)
		trial.Situation(&g)
		assert.True(t, h.Sum() != g.Sum() || before != after, "step %d: %s does nothing", m.Step, offers[i].Text())
	}
}

func settle1(m *Model) {
	for m.Seeking() {
		Update(m, Tick{Steps: 5000})
	}
}

// Offers say whose line it is and what it comes to.
func TestOffersTellWhatComes(t *testing.T) {
	m := race(t)
	Update(m, TakeOver{})
	offers, _ := m.Offers()
	require.Len(t, offers, 2)
	assert.Equal(t, "CPU 0 · waiter · program: kvfree_rcu_barrier c", offers[0].Text())
	assert.Equal(t, "CPU 1 · filler · program: alloc c n=2", offers[1].Text())

	// The filler inside the lock of its sheaves, which have objects: the waiter
	// comes to it.
	m = New(1280, 720)
	Update(m, Load{"x", "machine cpus=2 qpw=1 steps=any\ncache c size=64 capacity=2 slabobjs=4\ntask filler cpu=1 { alloc c n=2 }\ntask waiter cpu=0 { shrink c }"})
	settle(m)
	filler, waiter := actor(m, sim.ActRun, 1), actor(m, sim.ActRun, 0)
	for range 2 { // it begins, and its first object
		Update(m, Take{Actor: filler, Whole: true})
	}
	for n := 0; !strings.HasPrefix(m.lineOf(1), "alloc_from_pcs: read this CPU's sheaves"); n++ {
		require.Less(t, n, 300, m.lineOf(1))
		Update(m, Take{Actor: filler})
	}
	offers, _ = m.Offers()
	for n := 0; offers[0].Then == ""; n++ {
		require.Less(t, n, 300)
		Update(m, Take{Actor: waiter})
		offers, _ = m.Offers()
	}
	assert.Equal(t, "CPU 0 · waiter · qpw_lock: sl: one locked compare-and-exchange, or queue and spin "+
		"(then spinning for cpu_sheaves->lock of CPU 1, held by filler on CPU 1)", offers[0].Text())
	Update(m, Take{Actor: waiter})
	offers, none := m.Offers()
	require.Len(t, none, 1)
	assert.Equal(t, NoOffer{0, "waiter is spinning for cpu_sheaves->lock of CPU 1, held by filler on CPU 1"}, none[0])
	require.Len(t, offers, 1)
	Update(m, Take{Actor: waiter})
	assert.Equal(t, "CPU 0 cannot act here: waiter is spinning for cpu_sheaves->lock of CPU 1, held by filler on CPU 1.", m.Notice.Text)
}

func (m *Model) lineOf(cpu int) string { return nextLine(m.Kernel(), m.Kernel().M.CPUs[cpu].Current()) }

// Beyond as many choices as a replay string can hold nobody is chosen.
func TestChoicesAreBounded(t *testing.T) {
	m := race(t)
	Update(m, TakeOver{})
	m.Step = MaxByHand
	m.take(noActor)
	assert.Equal(t, "A run by hand has at most 1048576 choices, those before it counted: it cannot go on here.", m.Notice.Text)
	rows, _ := m.Branches()
	assert.Empty(t, rows)
}

// A preemption has no next time of its own. An instant is found on a way that has
// one, also where its number is beyond the machine's clocks.
func TestInstantsOnAWayWithPreemptions(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{"x", "machine cpus=5 steps=any\ncache c size=64\ntask a cpu=4 { alloc c n=3 }\ntask b cpu=4 { alloc c n=3 }"})
	settle(m)
	Update(m, TakeOver{})
	run, taken := actor(m, sim.ActRun, 4), actor(m, sim.ActPreempt, 4)
	for n := 0; ; n++ {
		require.Less(t, n, 200, "a preemption is never offered")
		if _, ok := m.Kernel().M.CanAct(taken); ok && n > 5 {
			break
		}
		Update(m, Take{Actor: run})
	}
	Update(m, Take{Actor: taken})
	for range 20 {
		Update(m, Take{Actor: run})
	}
	step := m.Step
	require.Greater(t, step, uint32(25))
	end, hash := m.Now, m.Kernel().Hash()
	Update(m, ToStart{})
	Update(m, SeekTo{end})
	assert.Equal(t, step, m.Step)
	assert.Equal(t, hash, m.Kernel().Hash())
}
