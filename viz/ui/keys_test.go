package ui

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/history"
	"barnyard/engine/qpw"
	"barnyard/viz/scene"
)

// keyCase is a key and what must be so after it, in the middle of a flush.
type keyCase struct {
	key   string
	check func(t *testing.T, m *Model, before Model)
}

func keyCases() []keyCase {
	return slices.Concat(firstKeyCases(), otherKeyCases(), lessonKeyCases())
}

func firstKeyCases() []keyCase {
	return []keyCase{
		{"Space", func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Playing) }},
		{".", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) }},
		{",", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step-1, m.Step) }},
		{">", func(t *testing.T, m *Model, b Model) { assert.Greater(t, m.Step, b.Step) }},
		{"<", func(t *testing.T, m *Model, b Model) { assert.Less(t, m.Step, b.Step) }},
		{"n", func(t *testing.T, m *Model, b Model) {
			i, ok := m.Side().Past.NextEvent(b.Step, history.Interesting())
			require.True(t, ok)
			assert.Equal(t, m.Side().Past.Event(i).Step, m.Step)
		}},
		{"p", func(t *testing.T, m *Model, b Model) {
			i, ok := m.Side().Past.PrevEvent(b.Step, history.Interesting())
			require.True(t, ok)
			assert.Equal(t, m.Side().Past.Event(i).Step, m.Step)
		}},
		{"[", func(t *testing.T, m *Model, b Model) { assert.Less(t, m.SpeedNs(), b.SpeedNs()) }},
		{"]", func(t *testing.T, m *Model, b Model) { assert.Greater(t, m.SpeedNs(), b.SpeedNs()) }},
		{"Home", func(t *testing.T, m *Model, _ Model) { assert.Zero(t, m.Now); assert.Zero(t, m.Step) }},
		{"End", func(t *testing.T, m *Model, _ Model) { assert.Equal(t, us(m, 220), m.Now) }},
		{"m", func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, 1-b.Shown, m.Shown)
			assert.Equal(t, b.Now, m.Now, "the same instant")
			assert.Equal(t, qpw.On, m.Kernel().Cfg.Mode)
		}},
		{"l", func(t *testing.T, m *Model, _ Model) { assert.Equal(t, ReadEvents, m.Reading) }},
		{"M", func(t *testing.T, m *Model, b Model) { assert.True(t, m.ByHand()); assert.Equal(t, b.Step, m.Step) }},
		{"c", func(t *testing.T, m *Model, _ Model) {
			assert.True(t, m.Compare)
			assert.Equal(t, ReadCompare, m.Reading)
			assert.Regexp(t, `Compared with qpw=1. They part on CPU 0. qpw=0, at 36.988 µs: admin queues .* poll.gap with qpw=1: p50 0.100, p99 0.100, p99.9 0.100, max 0.100 µs, n \d+`, m.State().Text)
			press(m, "c")
			assert.False(t, m.Compare)
			assert.Equal(t, ReadListing, m.Reading)
		}},
		{"C", func(t *testing.T, m *Model, _ Model) {
			assert.True(t, m.Choosing)
			assert.Equal(t, ReadCompare, m.Reading)
			press(m, "j")
			press(m, "j")
			press(m, "j")
			press(m, "k")
			assert.Equal(t, 2, m.Pick, "qpw=1")
			press(m, "j")
			press(m, "Enter")
			assert.Equal(t, [2]Variant{"qpw=0", "qpw=0/alt=userret"}, variants(m))
			assert.True(t, m.Compare)
			assert.False(t, m.Choosing)
			press(m, "C")
			press(m, "Escape")
			assert.False(t, m.Choosing)
		}},
		{"d", func(t *testing.T, m *Model, _ Model) {
			at, ok := m.Parting()
			require.True(t, ok)
			assert.Equal(t, at.At[0], m.Now)
			assert.Equal(t, "The runs part here: with qpw=0, at 36.988 µs, admin queues slub_flush of CPU 1 on CPU 1; with qpw=1, at 36.984 µs, admin does slub_flush of CPU 1 itself.", m.Notice.Text)
			press(m, "m")
			press(m, "d")
			assert.Equal(t, at.At[1], m.Now)
		}},
	}
}

func otherKeyCases() []keyCase {
	return []keyCase{
		{"PageDown", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step, "without a lesson it steps") }},
		{"Right", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) }},
		{"PageUp", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step-1, m.Step) }},
		{"Left", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step-1, m.Step) }},
		{"Down", func(t *testing.T, m *Model, b Model) { assert.Greater(t, m.Scroll, b.Scroll) }},
		{"Up", func(t *testing.T, m *Model, _ Model) { assert.Zero(t, m.Scroll) }},
		{"+", func(t *testing.T, m *Model, b Model) { assert.Less(t, wide(m), wide(&b)) }},
		{"-", func(t *testing.T, m *Model, b Model) { assert.Greater(t, wide(m), wide(&b)) }},
		{"{", func(t *testing.T, m *Model, b Model) { assert.Less(t, m.Window.From, b.Window.From) }},
		{"}", func(t *testing.T, m *Model, b Model) { assert.Greater(t, m.Window.From, b.Window.From) }},
		{"0", func(t *testing.T, m *Model, _ Model) {
			assert.Zero(t, m.Window.From)
			assert.GreaterOrEqual(t, m.Window.To, m.End())
		}},
		{"w", func(t *testing.T, m *Model, _ Model) { assert.Equal(t, scene.CPU.ID(0), m.Sel) }},
		{"j", func(t *testing.T, m *Model, _ Model) { assert.True(t, isLine(m.Sel)) }},
		{"k", func(t *testing.T, m *Model, _ Model) { assert.True(t, isLine(m.Sel)) }},
		{"h", func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Latency.Counts) }},
		{"(", func(t *testing.T, m *Model, _ Model) {
			assert.Equal(t, "No sample further on stands out.", m.Notice.Text, "all before the flush are alike")
		}},
		{")", func(t *testing.T, m *Model, _ Model) {
			assert.Equal(t, "No sample further on stands out.", m.Notice.Text)
		}},
		{"y", func(t *testing.T, m *Model, _ Model) {
			assert.Equal(t, "This scenario has no other series.", m.Notice.Text)
		}},
		{"O", func(t *testing.T, m *Model, _ Model) {
			assert.True(t, m.Overlaid() && m.Latency.Counts)
			assert.Equal(t, 4, m.Runs())
		}},
		{"s", func(t *testing.T, m *Model, _ Model) { assert.Zero(t, m.Cache, "there is one cache only") }},
		{"t", func(t *testing.T, m *Model, b Model) { assert.NotEqual(t, b.Light, m.Light) }},
		{"f", func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Full) }},
		{"?", func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Help) }},
		{"P", func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Presenting()) }},
		{"z", func(t *testing.T, m *Model, _ Model) { assert.False(t, m.Laser(), "nor this") }},
		{"v", func(t *testing.T, m *Model, b Model) { assert.NotEqual(t, b.Time.Tasks, m.Time.Tasks) }},
		{"J", func(t *testing.T, m *Model, _ Model) { assert.Equal(t, 1, m.Time.Top) }},
		{"K", func(t *testing.T, m *Model, _ Model) { assert.Zero(t, m.Time.Top) }},
		{"a", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Now, m.Time.Markers[0].At) }},
		{"b", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step, m.Time.Markers[1].Step) }},
		{"N", func(t *testing.T, m *Model, b Model) { assert.Greater(t, m.Step, b.Step) }},
		{"B", func(t *testing.T, m *Model, b Model) { assert.Less(t, m.Step, b.Step) }},
		{"g", func(t *testing.T, m *Model, _ Model) { assert.Equal(t, ReadGoals, m.Reading) }},
		{"x", func(t *testing.T, m *Model, _ Model) {
			assert.True(t, m.Time.Lines)
			assert.Equal(t, ReadLines, m.Reading)
		}},
		{":", func(t *testing.T, m *Model, _ Model) { _, ok := m.Typing(); assert.True(t, ok) }},
		{"o", func(t *testing.T, m *Model, _ Model) { _, ok := m.Object(); assert.True(t, ok) }},
		{"L", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.LinkAsked()+1, m.LinkAsked()) }},
		{"F", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Keeps()[OpenFile]+1, m.Keeps()[OpenFile]) }},
		{"S", func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Keeps()[KeepScenario]+1, m.Keeps()[KeepScenario])
		}},
		{"I", func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Keeps()[KeepPicture]+1, m.Keeps()[KeepPicture])
		}},
		{"E", func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Keeps()[KeepFilm]+1, m.Keeps()[KeepFilm])
			from, to := m.FilmSpan()
			assert.Equal(t, [2]int64{max(m.Window.From, 0), m.Window.To}, [2]int64{from, to})
		}},
		{"Y", func(t *testing.T, m *Model, _ Model) { assert.Contains(t, m.Notice.Text, "No object is chosen") }},
	}
}

func TestEveryKeyDoesWhatTheTableSays(t *testing.T) {
	cases := keyCases()
	tested := map[string]bool{"Escape": true, "Enter": true, "X": true} // below, and in hunt_test.go
	for _, c := range cases {
		tested[c.key] = true
		t.Run(c.key, func(t *testing.T) {
			m := loaded(t)
			m.Files = true
			Update(m, Cue{"mode qpw=0\nuntil event=WorkStart cpu=3\nuntil event=StatAdd cpu=3"})
			settle(m)
			before := *m
			press(m, c.key)
			c.check(t, m, before)
		})
	}
	for _, k := range Keys() {
		known := k.msg == nil // the answers: see the lesson's test
		for _, name := range k.Names {
			known = known || tested[name]
		}
		assert.True(t, known, "%s has a test", k.Shown)
		assert.NotEmpty(t, k.Does)
	}
}
