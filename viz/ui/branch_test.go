package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

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
	for _, c := range []struct{ keys, want string }{
		{"Backspace Backspace Backspace w Enter", "u.M1 bw"}, // a name is mended
		{"n e w Enter", "new"},                               // or another takes its place
	} {
		press(m, "r")
		for _, key := range strings.Fields(c.keys) {
			press(m, key)
		}
		assert.Equal(t, c.want, m.RowName(2))
	}
	assert.True(t, m.ByHand())

	press(m, "B")
	press(m, "Delete")
	assert.Equal(t, "new parts from branch 1: take that away first.", m.Notice.Text)
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
