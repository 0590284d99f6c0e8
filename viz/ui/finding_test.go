package ui

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/replay"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// planted is a model of the replay of a planted bug's scenario: its first
// violation is at step 286.
func planted(t *testing.T) (*Model, string) {
	t.Helper()
	text, err := os.ReadFile("../../engine/testdata/mutants/call-rcu-after-unlock.barn")
	require.NoError(t, err)
	s, err := engine.Parse("x", text)
	require.NoError(t, err)
	word, err := replay.Format(&replay.Replay{Scenario: s})
	require.NoError(t, err)
	m := New(1280, 720)
	Update(m, LoadReplay{word})
	settle(m)
	require.True(t, m.Loaded(), m.Notice.Text)
	return m, word
}

func TestAReplayOpensAtItsViolation(t *testing.T) {
	m, word := planted(t)
	assert.Equal(t, word, m.Replay)
	assert.EqualValues(t, 286, m.Step)
	assert.Empty(t, m.Notice.Text)
	require.Len(t, m.Findings(), 1)
	assert.Equal(t, "S14", m.Findings()[0].Invariant)
	assert.Contains(t, m.State().Text, " S14 does not hold since step 286, 3.057 µs: wait comes back from kvfree_rcu_barrier,")
	assert.Zero(t, m.Window.From)
	assert.Greater(t, m.Window.To, m.Now)
	assert.Less(t, wide(m), 3*m.Now, "the steps that led there are in view")

	Update(m, StepBy{-1})
	assert.Empty(t, m.Findings(), "nothing is told before it happens")
	assert.NotContains(t, m.State().Text, "S14")
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap}, Spot: Spot{ID: scene.Finding.ID(0)}})
	assert.EqualValues(t, 286, m.Step)
	Update(m, ToFinding{7})
	assert.EqualValues(t, 286, m.Step, "there is no such violation")
}

// A violation is worth stopping at, like an interesting event.
func TestEventsStopAtViolations(t *testing.T) {
	m, _ := planted(t)
	after := m.Step
	press(m, "n")
	next := m.Step
	assert.Greater(t, next, after)
	press(m, "p")
	assert.Equal(t, after, m.Step)
	press(m, "p")
	before := m.Step
	assert.Less(t, before, after)
	press(m, "n")
	assert.Equal(t, after, m.Step)
	press(m, "Home")
	for m.Step < after {
		press(m, "n")
	}
	assert.Equal(t, after, m.Step, "from the start, event by event, it is not passed over")
}

// The other mode runs by time and says so; another kernel is another run.
func TestAReplayBelongsToOneKernel(t *testing.T) {
	m, word := planted(t)
	press(m, "m")
	assert.Equal(t, "The schedule of the replay string belongs to qpw=1. This is the other mode's run, by time.", m.Notice.Text)
	assert.Equal(t, 0, m.Shown)
	press(m, "m")
	assert.Equal(t, word, m.Replay)
	Update(m, SetRT{true})
	settle(m)
	assert.Empty(t, m.Replay)
	assert.Equal(t, "The schedule of the replay string belongs to the other kernel. This is a run by time.", m.Notice.Text)
}

// A wrong string leaves what was there; one that is right and cannot be
// followed, or is of another run, is told of in the picture.
func TestReplaysThatAreWrong(t *testing.T) {
	m := loaded(t)
	text := m.Text
	Update(m, LoadReplay{"b1:nonsense::"})
	assert.Equal(t, text, m.Text)
	assert.Empty(t, m.Replay)
	assert.True(t, m.Notice.Alarm)
	assert.Equal(t, `the replay string is of scenario "nonsense"; expected a built-in's name, or a packed text`, m.Notice.Text)

	for _, c := range [][2]string{
		{"b1:boot-assert:qpw=0:i0", "choice 1: i0 cannot act there; expected r0"},
		{"b1:boot-assert:qpw=0::h=0123456789abcdef", "the run is not the one that was recorded: it ends with hash "},
		{"b1:boot-assert:qpw=0:r0:e=0", "the run was recorded by engine 0, and this is engine " + engine.Version},
		{"b1:boot-assert:qpw=0:", "No invariant is violated in this run."},
	} {
		m := loaded(t)
		Update(m, LoadReplay{c[0]})
		assert.Contains(t, m.Notice.Text+m.afterTick(), c[1], c[0])
		assert.Equal(t, strings.HasPrefix(c[1], "No "), !m.Notice.Alarm, c[0])
	}
}

// afterTick is what is told a frame later.
func (m *Model) afterTick() string {
	Update(m, Tick{Steps: 100_000})
	return m.Notice.Text
}
