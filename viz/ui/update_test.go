package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// loaded is a model of the main story with both runs recorded.
func loaded(t testing.TB) *Model {
	t.Helper()
	b, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	m := New(1280, 720)
	Update(m, Load{b.Name, string(b.Text)})
	require.True(t, m.Loaded(), m.Notice.Text)
	settle(m)
	return m
}

// settle lets jumps arrive and runs be recorded, with no time passing.
func settle(m *Model) {
	for range 100 {
		Update(m, Tick{Steps: 20_000})
	}
}

// press is a key as a hand presses it: a character, or a key by name.
func press(m *Model, key string) {
	e := gesture.Event{Kind: gesture.Key, Name: key}
	if r := []rune(key); len(r) == 1 {
		e = gesture.Event{Kind: gesture.Char, Rune: r[0]}
	}
	Update(m, Hand{Event: e})
	settle(m)
}

// us is an instant of the story in cycles.
func us(m *Model, n int64) int64 { return n * 1000 * m.GHz() }

func wide(m *Model) int64 { return m.Window.To - m.Window.From }

func TestKeysWithModifiersAreTheBrowsers(t *testing.T) {
	m := loaded(t)
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Char, Rune: 'm', Mods: gesture.Ctrl}})
	assert.Equal(t, 0, m.Shown)
}

func TestEscapeClosesTheTopmostThing(t *testing.T) {
	m := loaded(t)
	Update(m, Select{scene.CPU.ID(1)})
	Update(m, Tell{Text: "a"})
	Update(m, ShowHelp{})
	press(m, "Escape")
	assert.False(t, m.Help)
	press(m, "Escape")
	assert.Empty(t, m.Notice.Text)
	assert.Equal(t, scene.CPU.ID(1), m.Sel)
	press(m, "Escape")
	assert.Equal(t, scene.ID{}, m.Sel)
}

// Whatever way leads to an instant, the state there is the same.
func TestEveryWayToAnInstantShowsTheSame(t *testing.T) {
	m := loaded(t)
	Update(m, SeekTo{us(m, 39)})
	want, step := m.Kernel().Hash(), m.Step
	Update(m, ToEnd{})
	settle(m)
	Update(m, SeekTo{us(m, 39)})
	assert.Equal(t, want, m.Kernel().Hash())
	for range 30 {
		Update(m, StepBy{-1})
	}
	assert.Equal(t, step-30, m.Step)
	Update(m, StepBy{30})
	assert.Equal(t, step, m.Step)
	assert.Equal(t, want, m.Kernel().Hash())
	Update(m, SwitchMode{})
	Update(m, SwitchMode{})
	assert.Equal(t, want, m.Kernel().Hash())
}

func TestStepsStopAtBothEnds(t *testing.T) {
	m := loaded(t)
	Update(m, StepBy{-1})
	assert.Zero(t, m.Step)
	Update(m, ToEnd{})
	last := m.Step
	Update(m, StepBy{5})
	assert.Equal(t, last, m.Step)
	assert.NotEmpty(t, m.Notice.Text)
}

// The function keys meet: back to where it was entered, forward to its end.
func TestFunctionKeys(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nuntil event=WorkStart cpu=3\nuntil event=StatAdd cpu=3"})
	settle(m)
	id := m.Followed()
	l, _, ok := m.Kernel().Line(id)
	require.True(t, ok)
	depth := m.Kernel().M.Threads[id].Depth
	Update(m, FuncBy{-1})
	settle(m)
	at := m.Kernel().M.Threads[id]
	same, pc, _ := m.Kernel().Line(id)
	assert.Equal(t, l.Name, same.Name)
	assert.Equal(t, 0, pc, "where it was entered")
	assert.Equal(t, depth, at.Depth)
	Update(m, FuncBy{1})
	settle(m)
	assert.Less(t, m.Kernel().M.Threads[id].Depth, depth)
}

func TestRunToALine(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nat 36us\nlisting pcs_flush_all"})
	settle(m)
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap}, Spot: Spot{ID: lineOf(m, 2)}})
	settle(m)
	fn, _ := m.Kernel().Cfg.Code.Func("pcs_flush_all")
	found := false
	for i := range m.Kernel().M.Threads {
		if th := &m.Kernel().M.Threads[i]; th.Depth > 0 && th.Top().Fn == fn && th.Top().PC == 2 {
			found = true
		}
	}
	assert.True(t, found)
	assert.Greater(t, m.Now, us(m, 36))

	before := m.Step
	press(m, "j")
	press(m, "Enter")
	assert.Greater(t, m.Step, before, "Enter runs to the chosen line")
}

// lineOf is a line of the function that the listing shows.
func lineOf(m *Model, n int) scene.ID {
	fn, _ := m.ListedFunc()
	return scene.ListingStep.ID(int(fn), n)
}

func TestRunToAStatement(t *testing.T) {
	m := loaded(t)
	Update(m, SeekTo{us(m, 20)})
	for range 3 { // the loop comes by again and again
		before := m.Now
		Update(m, RunTo{scene.Statement.ID(0, 4)})
		settle(m)
		assert.Equal(t, int32(4), m.Kernel().Tasks[0].PC)
		assert.Greater(t, m.Now, before)
	}
	Update(m, Select{scene.CPU.ID(3)})
	press(m, "k")
	assert.Equal(t, scene.Statement.ID(0, 3), m.Sel)
}

func TestALineThatNeverRunsIsToldOf(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=1\nat 36us\nlisting queue_work_on"})
	Update(m, RunTo{lineOf(m, 1)})
	settle(m)
	assert.Contains(t, m.Notice.Text, "queue_work_on")
	assert.Equal(t, us(m, 36), m.Now, "and nothing moves")
}

func TestAMistakeInAScenarioKeepsTheOldRun(t *testing.T) {
	m := loaded(t)
	Update(m, SeekTo{us(m, 38)})
	text, step := m.Text, m.Step
	Update(m, Load{"mine", "machine cpus=2\ncache c size=64\ntask a cpu=0 { wrok 1us }"})
	assert.True(t, strings.HasPrefix(m.Notice.Text, "mine:3:16:"), m.Notice.Text)
	assert.True(t, m.Notice.Alarm)
	assert.Equal(t, text, m.Text)
	assert.Equal(t, step, m.Step)
}

func TestBothModesCanBeHadWhateverTheTextSays(t *testing.T) {
	for text, start := range map[string]qpw.Mode{"qpw=0": qpw.Off, "qpw=1": qpw.On, "": qpw.NotBuilt, "qpw=n": qpw.NotBuilt} {
		m := New(800, 600)
		Update(m, Load{"s", "machine cpus=2 " + text + "\ncache c size=64\ntask a cpu=0 { alloc c; shrink c }"})
		require.True(t, m.Loaded(), m.Notice.Text)
		assert.Equal(t, start, m.Kernel().Cfg.Mode, text)
		Update(m, SwitchMode{})
		assert.NotEqual(t, start == qpw.On, m.Kernel().Cfg.Mode == qpw.On, text)
		for _, mode := range []qpw.Mode{qpw.NotBuilt, qpw.On, qpw.Off} {
			Update(m, SetMode{mode})
			assert.Equal(t, mode, m.Kernel().Cfg.Mode)
		}
	}
}

func TestPlayTakesAboutAMinuteAndSlowsDown(t *testing.T) {
	m := loaded(t)
	Update(m, Play{})
	seconds, slow := 0.0, false
	for ; m.Playing && seconds < 300; seconds += 1.0 / 60 {
		Update(m, Tick{1.0 / 60, 5000})
		slow = slow || m.Pace() < 0.5
	}
	assert.InDelta(t, 60, seconds, 25)
	assert.True(t, slow)
	assert.Equal(t, m.End(), m.Now)
	Update(m, Play{})
	assert.Zero(t, m.Now, "at the end play begins again")
}

// However few steps are recorded in a tick, what is shown is the same.
func TestRecordingBitByBitChangesNothing(t *testing.T) {
	b, _ := scenario.Lookup("shrink-under-poll")
	m := New(800, 600)
	Update(m, Load{b.Name, string(b.Text)})
	Update(m, ToEnd{})
	for range 3000 {
		Update(m, Tick{Steps: 40})
	}
	other := loaded(t)
	Update(other, ToEnd{})
	settle(other)
	assert.Equal(t, other.Now, m.Now)
	assert.Equal(t, other.Kernel().Hash(), m.Kernel().Hash())
}

func TestAStillModelSaysSo(t *testing.T) {
	m := loaded(t)
	before := m.Revision()
	settle(m)
	assert.Equal(t, before, m.Revision(), "nothing plays, nothing is left to record")
	Update(m, StepBy{1})
	assert.NotEqual(t, before, m.Revision())
}

// A run that fails for the author shows the author's mistake when it gets
// there.
func TestAFaultOfTheAuthorIsShown(t *testing.T) {
	m := New(800, 600)
	Update(m, Load{"mine", "machine cpus=1\ncache c size=64\ntask a cpu=0 { alloc c; free c n=2 }"})
	require.True(t, m.Loaded())
	Update(m, Play{})
	for range 6000 {
		Update(m, Tick{1.0 / 60, 5000})
	}
	assert.Contains(t, m.State().Text, "The run ends here: mine:3:")
	assert.False(t, m.Playing)
}

func TestABoundRunStopsThere(t *testing.T) {
	m := loaded(t)
	Update(m, Bound{500})
	Update(m, Load{m.Scenario.Name, m.Text})
	Update(m, ToEnd{})
	settle(m)
	assert.Equal(t, uint32(500), m.Side().Past.Steps())
	assert.Empty(t, m.goals)
	Update(m, Play{})
	Update(m, Tick{1, 1000})
	assert.False(t, m.Playing)
}

func TestStateTellsWhatIsShown(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nuntil event=WorkStart cpu=3"})
	settle(m)
	s := m.State()
	assert.Equal(t, "qpw=0", s.Mode)
	assert.Equal(t, sim.Micros(m.Now, m.GHz())+" µs", s.Time)
	assert.Contains(t, s.Text, "CPU 3: kworker/3:0")
	assert.Contains(t, s.Text, "poll is runnable")
	step := m.Step
	Update(m, Cue{s.Resume})
	settle(m)
	assert.InDelta(t, float64(step), float64(m.Step), 3, "the cues lead back here")
}
