package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/replay"
	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// The counterexample that explore finds in flush-race where call_rcu comes after
// the unlock, and what it says of it.
const (
	flushRace     = "b1:flush-race:steps=any/mutant=call-rcu-after-unlock:r1x172.r0x84:e=2:h=dddd71792acbf0ed"
	flushRaceText = "S14 does not hold since step 256, 0.644 µs: waiter comes back from kvfree_rcu_barrier_on_cache, " +
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
	for range 83 {
		require.Empty(t, m.Findings(), "step %d", m.Step)
		press1(m, ".")
	}
	assert.EqualValues(t, 256, m.Step)
	require.Len(t, m.Findings(), 1)
	assert.Equal(t, flushRaceText, FindingText(&m.Findings()[0]))
	assert.Contains(t, m.State().Text, flushRaceText)

	word := m.State().Replay
	assert.Equal(t, "b1:flush-race:steps=any/mutant=call-rcu-after-unlock:r1x172.r0x84:e=2", word)
	r, err := replay.Parse(word)
	require.NoError(t, err)
	run, err := r.Run()
	require.NoError(t, err)
	require.NotEmpty(t, run.Violations)
	assert.EqualValues(t, 256, run.Violations[0].Step, "the string leads there without a window too")
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
	assert.EqualValues(t, 256, m.Step)
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
	assert.EqualValues(t, 256, m.Step)
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

// Whatever is chosen, taken back, made again and switched to: what is shown is
// what the choices on the way of the branch make, and nothing of any branch is
// lost.
func TestBranchesAreTheirChoices(t *testing.T) {
	for _, text := range []string{
		"machine cpus=2 qpw=0 steps=any\ncache c size=64 capacity=2 slabobjs=4\ntask filler cpu=1 { alloc c n=2; kfree_rcu c n=2 }\ntask second cpu=1 { alloc c; free c }\ntask waiter cpu=0 { kvfree_rcu_barrier c }",
		"machine cpus=3 qpw=1 steps=frozen\ncache c size=64 capacity=4\ntask a cpu=0 { alloc c n=9; free c n=9 }\ntask b cpu=1 { alloc c n=3; shrink c }\ntask d cpu=2 { shrink c }",
		"machine cpus=2 qpw=0\ncache c size=64 capacity=4\ntask a cpu=0 { alloc c n=9; free c n=9 }\ntask b cpu=1 { work 200ns; shrink c }",
	} {
		m := New(1280, 720)
		Update(m, Load{"x", text})
		require.True(t, m.Loaded(), m.Notice.Text)
		settle(m)
		rnd, model := sim.NewRand(5, 1), map[*schedule][]sim.Actor{}
		Update(m, TakeOver{})
		for n := range 300 {
			fumble(m, &rnd)
			_, at := m.Branches()
			tr := m.tree()
			if n%10 == 0 && at > 0 {
				all := tr.choices(at)
				hash, _ := fresh(t, m, all[:m.Step])
				require.Equal(t, hash, m.Kernel().Hash(), "after %d", n)
			}
			for i := 1; i < len(tr.rows); i++ {
				s, all := tr.rows[i].sched, tr.choices(i)
				require.GreaterOrEqual(t, len(all), len(model[s]))
				require.True(t, slices.Equal(model[s], all[:len(model[s])]), "nothing is lost")
				model[s] = all
			}
		}
		rows, _ := m.Branches()
		require.Greater(t, len(rows), 3)
		for i := 1; i < len(rows); i++ {
			Update(m, ToBranch{i})
			settle(m)
			m.showStep(rows[i].End())
			all := m.tree().choices(i)
			hash, found := fresh(t, m, all)
			assert.Equal(t, hash, m.Kernel().Hash())
			assert.Equal(t, len(found), len(m.Findings()))
			assert.EqualValues(t, len(all), m.Step)
		}
	}
}

// fumble does one of the things that can be done by hand.
func fumble(m *Model, rnd *sim.Rand) {
	switch rnd.Intn(12) {
	case 0:
		Update(m, BackTurn{})
	case 1:
		Update(m, BranchBy{int(rnd.Intn(5)) - 2})
	case 2:
		Update(m, StepBy{-int(rnd.Intn(40))})
	case 3:
		Update(m, StepBy{int(rnd.Intn(40))})
	case 4:
		Update(m, SeekTo{rnd.Intn(m.End() + 1)})
	case 5:
		Update(m, TakeOver{})
	default:
		if offers, _ := m.Offers(); len(offers) > 0 {
			Update(m, Take{Actor: offers[rnd.Intn(int64(len(offers)))].Actor, Whole: rnd.Intn(4) == 0})
		}
	}
	for m.Seeking() {
		Update(m, Tick{Steps: 5000})
	}
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

// Each key of the table by hand, from step 180 of a counterexample's way.
func TestKeysByHand(t *testing.T) {
	cases := map[string]func(t *testing.T, m *Model, b Model){
		"M": func(t *testing.T, m *Model, _ Model) { assert.False(t, m.ByHand()) },
		"1": func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Step+1, m.Step)
			rows, _ := m.Branches()
			assert.Empty(t, rows, "CPU 0 is who acts there anyway")
		},
		"2": func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Step+1, m.Step)
			_, at := m.Branches()
			assert.Equal(t, 1, at)
		},
		"9": func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Step, m.Step)
			assert.Equal(t, "There are 2 choices here.", m.Notice.Text)
		},
		".":     func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) },
		"Enter": func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) },
		">":     func(t *testing.T, m *Model, b Model) { assert.Greater(t, m.Step, b.Step+1) },
		"u":     func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step-1, m.Step) },
		",":     func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step-1, m.Step) },
		"<":     func(t *testing.T, m *Model, b Model) { assert.Less(t, m.Step, b.Step-1) },
		"U":     func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) },
		"j":     func(t *testing.T, m *Model, _ Model) { assert.Equal(t, actor(m, sim.ActRun, 1), m.Aimed()) },
		"k":     func(t *testing.T, m *Model, _ Model) { assert.Equal(t, actor(m, sim.ActRun, 0), m.Aimed()) },
		"b":     func(t *testing.T, m *Model, _ Model) { assert.Contains(t, m.Notice.Text, "There are no branches yet") },
		"B":     func(t *testing.T, m *Model, _ Model) { assert.Contains(t, m.Notice.Text, "There are no branches yet") },
		"r":     func(t *testing.T, m *Model, _ Model) { assert.Contains(t, m.Notice.Text, "has a name") },
		"Delete": func(t *testing.T, m *Model, _ Model) {
			assert.Contains(t, m.Notice.Text, "is no branch: it stays")
		},
	}
	for _, k := range ByHandKeys() {
		for _, name := range k.Names {
			if f, ok := cases[name]; ok {
				t.Run(name, func(t *testing.T) {
					m := New(1280, 720)
					Update(m, LoadReplay{flushRace})
					settle(m)
					m.showStep(180)
					before := *m
					press(m, name)
					f(t, m, before)
				})
				delete(cases, name)
			} else if k.msg != nil {
				t.Errorf("%s has no test", name)
			}
		}
		assert.NotEmpty(t, k.Does)
	}
	assert.Empty(t, cases, "keys that the table does not have")
}

// A branch is named in a field that takes every key while it is open, and taken
// away when nothing parts from it.
func TestBranchesAreNamedAndTakenAway(t *testing.T) {
	m := New(1280, 720)
	Update(m, LoadReplay{flushRace})
	settle(m)
	m.showStep(180)
	Update(m, Take{Actor: actor(m, sim.ActRun, 1)})
	Update(m, Take{Actor: actor(m, sim.ActRun, 0)})
	m.showStep(181)
	Update(m, Take{Actor: actor(m, sim.ActRun, 1)})
	rows, at := m.Branches()
	require.Len(t, rows, 3)
	require.Equal(t, 2, at)
	assert.Equal(t, 1, rows[2].Parent)
	assert.EqualValues(t, 181, rows[2].From)

	press(m, "r")
	_, text, open := m.Naming()
	require.True(t, open)
	assert.Equal(t, "branch 2", text)
	press(m, "Delete")
	step := m.Step
	for _, r := range "u.M1 both" {
		if r == ' ' {
			press(m, "Space")
		} else {
			press(m, string(r))
		}
	}
	press(m, "x")
	press(m, "Backspace")
	assert.Equal(t, step, m.Step, "the keys are the field's")
	press(m, "Enter")
	assert.Equal(t, "u.M1 both", m.RowName(2))
	press(m, "r")
	press(m, "y")
	press(m, "Escape")
	assert.Equal(t, "u.M1 both", m.RowName(2))
	assert.True(t, m.ByHand())

	press(m, "B")
	press(m, "Delete")
	assert.Equal(t, "u.M1 both parts from branch 1: take that away first.", m.Notice.Text)
	press(m, "b")
	press(m, "Delete")
	rows, at = m.Branches()
	assert.Len(t, rows, 2)
	assert.Equal(t, 1, at, "its parent is shown")
	press(m, "Delete")
	rows, at = m.Branches()
	assert.Len(t, rows, 1)
	assert.Zero(t, at)
	assert.EqualValues(t, 180, m.Step)
}

// No more branches are kept than the bound says, and that is told.
func TestBranchesAreBounded(t *testing.T) {
	m := New(1280, 720)
	Update(m, LoadReplay{flushRace})
	settle(m)
	for i := range uint32(MaxBranches) {
		Update(m, ToBranch{0})
		m.showStep(180 + i)
		Update(m, Take{Actor: actor(m, sim.ActRun, 1)})
	}
	rows, _ := m.Branches()
	require.Len(t, rows, MaxBranches+1)
	assert.Empty(t, m.Notice.Text)
	Update(m, ToBranch{0})
	m.showStep(220)
	Update(m, Take{Actor: actor(m, sim.ActRun, 1)})
	assert.Equal(t, "There are 16 branches, and no more are kept: Delete takes the shown one away.", m.Notice.Text)
	rows, _ = m.Branches()
	assert.Len(t, rows, MaxBranches+1)
	assert.EqualValues(t, 220, m.Step)
}

// The pointer does what the keys do.
func TestChoicesByPointer(t *testing.T) {
	m := race(t)
	tapOn(m, scene.Button.ID(ButtonByHand), 0)
	require.True(t, m.ByHand())
	tapOn(m, scene.Choice.ID(1, int(sim.ActRun)), 0)
	assert.EqualValues(t, 1, m.Step)
	tapOn(m, scene.Choice.ID(1, int(sim.ActRun)), gesture.Shift)
	assert.Greater(t, m.Step, uint32(2))
	step := m.Step
	tapOn(m, scene.Button.ID(ButtonTakeBack), 0)
	assert.Equal(t, step-1, m.Step)
	tapOn(m, scene.Button.ID(ButtonAgain), 0)
	assert.Equal(t, step, m.Step)
	tapOn(m, scene.BranchRow.ID(0), 0)
	_, at := m.Branches()
	assert.Zero(t, at)
	tapOn(m, scene.BranchPath.ID(1), 0)
	_, at = m.Branches()
	assert.Equal(t, 1, at)
	tapOn(m, scene.Button.ID(ButtonName), 0)
	_, _, open := m.Naming()
	assert.True(t, open)
	press(m, "Escape")
	tapOn(m, scene.Button.ID(ButtonDrop), 0)
	rows, _ := m.Branches()
	assert.Len(t, rows, 1)
}

func tapOn(m *Model, id scene.ID, mods gesture.Mods) {
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap, Mods: mods}, Spot: Spot{ID: id}})
	settle(m)
}

// A kernel without another mode stands on both sides. Each side's run has
// branches of its own.
func TestBranchesOfBothSides(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{"x", "machine cpus=2 qpw=n\nkernel generation=6.18\ncache c size=64 sheaves=on\ntask a cpu=0 { alloc c }\ntask b cpu=1 { alloc c }"})
	require.True(t, m.Loaded(), m.Notice.Text)
	settle(m)
	require.Equal(t, m.Sides[0].Variant, m.Sides[1].Variant)
	Update(m, TakeOver{})
	Update(m, Take{Actor: actor(m, sim.ActRun, 1)})
	Update(m, Take{Actor: actor(m, sim.ActRun, 1)})
	rows, at := m.Branches()
	require.Len(t, rows, 2)
	require.Equal(t, 1, at)
	Update(m, SwitchMode{})
	settle(m)
	rows, at = m.Branches()
	assert.Empty(t, rows)
	assert.Zero(t, at)
	Update(m, SwitchMode{})
	settle(m)
	_, at = m.Branches()
	assert.Equal(t, 1, at)
	assert.EqualValues(t, 2, m.Side().Past.Steps())
}

// Going to another variant and back leaves the branches of the first where they
// are.
func TestBranchesOutliveAnotherVariant(t *testing.T) {
	m := race(t)
	Update(m, TakeOver{})
	Update(m, Take{Actor: actor(m, sim.ActRun, 1)})
	Update(m, Take{Actor: actor(m, sim.ActRun, 1)})
	_, at := m.Branches()
	require.Equal(t, 1, at)
	Update(m, SwitchMode{})
	settle(m)
	_, at = m.Branches()
	assert.Zero(t, at)
	assert.Contains(t, m.State().Replay, "b1:flush-race:qpw=0/", "the string is of the run that is shown")
	Update(m, SwitchMode{})
	settle(m)
	rows, at := m.Branches()
	assert.Equal(t, 1, at)
	assert.EqualValues(t, 2, rows[1].End())
}

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
