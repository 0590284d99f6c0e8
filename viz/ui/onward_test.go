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

const story = "shrink-under-poll"

// underway is the main story on the way to where the cues lead.
func underway(t *testing.T, cues string) *Model {
	t.Helper()
	b, ok := scenario.Lookup(story)
	require.True(t, ok)
	m := New(1280, 720)
	Update(m, Load{b.Name, string(b.Text)})
	Update(m, Cue{cues})
	Update(m, Tick{Steps: 200})
	require.True(t, m.Seeking(), "it is not there yet")
	require.Less(t, m.Now, us(m, 36))
	return m
}

// straight is where the cues lead when nothing comes between.
func straight(t *testing.T, cues string) (now int64, step uint32) {
	t.Helper()
	m := loaded(t)
	Update(m, Cue{cues})
	settle(m)
	require.False(t, m.Seeking())
	return m.Now, m.Step
}

var jumps = []string{
	"at 36us",
	"until event=Mark cpu=3 n=200\nuntil event=Mark n=100",
	"at 20us\nuntil event=Mark cpu=3 n=100",
}

func TestTheOtherModeGoesToThePlaceOfTheJump(t *testing.T) {
	for _, jump := range jumps {
		now, step := straight(t, "mode qpw=0\n"+jump)
		m := underway(t, "mode qpw=1\n"+jump)
		Update(m, SetMode{qpw.Off})
		settle(m)
		assert.Equal(t, qpw.Off, m.Side().Mode)
		assert.Equal(t, now, m.Now, jump)
		assert.Equal(t, step, m.Step, jump)
	}
}

func TestAnotherFigureGoesToThePlaceOfTheJump(t *testing.T) {
	for _, jump := range jumps {
		now, _ := straight(t, "mode qpw=1\n"+jump)
		m := underway(t, "mode qpw=1\n"+jump)
		s := m.State()
		assert.True(t, s.Seeking)
		other := loaded(t)
		Update(other, Cue{s.Resume})
		settle(other)
		assert.Equal(t, sim.Micros(now, m.GHz()), sim.Micros(other.Now, m.GHz()), s.Resume)
		assert.False(t, other.State().Seeking)
	}
}

func TestAnotherFigureGoesToTheEnd(t *testing.T) {
	m := underway(t, "mode qpw=1\nat 36us")
	Update(m, ToEnd{})
	require.True(t, m.Seeking())
	resume := m.State().Resume
	settle(m)
	other := loaded(t)
	Update(other, Cue{resume})
	settle(other)
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
	settle(m)
	assert.Equal(t, us(m, 36), m.Now)
	assert.False(t, m.Seeking())
}

// A line is one of a thread of this run: the other run begins at this instant.
func TestAJumpToALineEndsWithTheMode(t *testing.T) {
	m := loaded(t)
	Update(m, SeekTo{us(m, 30)})
	m.goals = []goal{{kind: goalLine, fn: 1, thread: sim.NoThread, what: "line"}, {kind: goalTime, at: us(m, 35)}}
	Update(m, SetMode{qpw.On})
	settle(m)
	assert.Equal(t, us(m, 30), m.Now)
	assert.Empty(t, m.Notice.Text)
}

// qpw=n and qpw=0 have one place for two: the new run goes to the instant, too.
func TestTheModeThatIsNotBuiltGivesWayInPlace(t *testing.T) {
	m := loaded(t)
	Update(m, SetMode{qpw.NotBuilt})
	Update(m, SeekTo{us(m, 38)})
	settle(m)
	Update(m, SetMode{qpw.Off})
	Update(m, Tick{Steps: 200})
	assert.True(t, m.Seeking(), "it has to be recorded first")
	settle(m)
	assert.Equal(t, us(m, 38), m.Now)
	assert.LessOrEqual(t, m.Kernel().M.Now, us(m, 38))
	assert.Greater(t, m.Kernel().M.Now, us(m, 37))
	assert.Equal(t, m.Kernel().M.Step, m.Step)
}
