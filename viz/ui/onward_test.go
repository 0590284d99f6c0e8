package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// A jump takes many ticks where the machine is slow. What happens meanwhile
// must not make it end elsewhere.

// sent is the main story sent to where the cues lead, in a model of its own.
func sent(t *testing.T, cues string) *Model {
	t.Helper()
	b, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	m := New(1280, 720)
	Update(m, Load{b.Name, string(b.Text)})
	Update(m, Cue{cues})
	return m
}

// underway is not there yet.
func underway(t *testing.T, cues string) *Model {
	t.Helper()
	m := sent(t, cues)
	Update(m, Tick{Steps: 200})
	require.True(t, m.Seeking(), "it is not there yet")
	require.Less(t, m.Now, us(m, 36))
	return m
}

// arrive lets the jump come to its end.
func arrive(t *testing.T, m *Model) *Model {
	t.Helper()
	for range 1000 {
		if !m.Seeking() {
			return m
		}
		Update(m, Tick{Steps: 2000})
	}
	require.Fail(t, "it never arrives")
	return m
}

var jumps = []string{
	"at 36us",
	"until event=Mark cpu=3 n=200\nuntil event=Mark n=100",
	"at 20us\nuntil event=Mark cpu=3 n=100",
}

func TestTheOtherModeGoesToThePlaceOfTheJump(t *testing.T) {
	for _, jump := range jumps {
		want := arrive(t, sent(t, "mode qpw=0\n"+jump))
		m := underway(t, "mode qpw=1\n"+jump)
		Update(m, SetMode{qpw.Off})
		arrive(t, m)
		assert.Equal(t, qpw.Off, m.Side().Mode)
		assert.Equal(t, want.Now, m.Now, jump)
		assert.Equal(t, want.Step, m.Step, jump)
	}
}

func TestAnotherFigureGoesToThePlaceOfTheJump(t *testing.T) {
	for _, jump := range jumps {
		m := underway(t, "mode qpw=1\n"+jump)
		s := m.State()
		assert.True(t, s.Seeking)
		other := arrive(t, sent(t, s.Resume))
		arrive(t, m)
		assert.Equal(t, m.State().Time, other.State().Time, s.Resume)
		assert.Equal(t, m.Side().Mode, other.Side().Mode)
		assert.False(t, other.State().Seeking)
	}
}

func TestAnotherFigureGoesToTheEnd(t *testing.T) {
	m := underway(t, "mode qpw=1\nat 36us")
	Update(m, ToEnd{})
	require.True(t, m.Seeking())
	resume := m.State().Resume
	other := arrive(t, sent(t, resume))
	arrive(t, m)
	assert.Equal(t, m.Now, other.Now)
}

// The jump goes on when the film is stopped: it was asked for first.
func TestAPauseDoesNotEndAJump(t *testing.T) {
	m := underway(t, "mode qpw=1\nat 36us\nplay")
	assert.True(t, m.State().Playing)
	Update(m, Toggle{})
	s := m.State()
	assert.False(t, s.Playing)
	assert.True(t, s.Seeking)
	arrive(t, m)
	assert.Equal(t, us(m, 36), m.Now)
	assert.False(t, m.Seeking())
}

// A line is one of a thread of this run: the other run begins at this instant.
func TestAJumpToALineEndsWithTheMode(t *testing.T) {
	m := arrive(t, sent(t, "at 30us"))
	m.goals = []goal{{kind: goalLine, fn: 1, thread: sim.NoThread, what: "line"}, {kind: goalTime, at: us(m, 35)}}
	Update(m, SetMode{qpw.On})
	arrive(t, m)
	assert.Equal(t, us(m, 30), m.Now)
	assert.Empty(t, m.Notice.Text)
}

// qpw=n and qpw=0 have one place for two: the new run goes to the instant, too.
func TestTheModeThatIsNotBuiltGivesWayInPlace(t *testing.T) {
	m := sent(t, "at 38us")
	Update(m, SetMode{qpw.NotBuilt})
	arrive(t, m)
	Update(m, SetMode{qpw.Off})
	Update(m, Tick{Steps: 200})
	assert.True(t, m.Seeking(), "it has to be recorded first")
	arrive(t, m)
	assert.Equal(t, us(m, 38), m.Now)
	assert.LessOrEqual(t, m.Kernel().M.Now, us(m, 38))
	assert.Greater(t, m.Kernel().M.Now, us(m, 37))
	assert.Equal(t, m.Kernel().M.Step, m.Step)
}
