package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/scenario"
)

// begun is a built-in as a window begins with it.
func begun(t *testing.T, name string) *Model {
	t.Helper()
	b, ok := scenario.Lookup(name)
	assert.True(t, ok, name)
	m := New(1280, 720)
	Update(m, Load{b.Name, string(b.Text)})
	return m
}

// Of every built-in something is to be seen at once: what it first does is more
// than a few pixels of the timeline.
func TestWhatARunBeginsWithHasAWidth(t *testing.T) {
	for _, b := range scenario.Builtins() {
		m := begun(t, b.Name)
		if busy := m.busyNs(); busy > 0 {
			assert.Greater(t, busy*tooWide*m.GHz(), m.Window.To-m.Window.From, b.Name)
		}
	}
}

func TestARunThatIsQuietForLongBeginsWithItsBeginning(t *testing.T) {
	for name, us := range map[string]float64{"flush-race": 2.5, "four-policies": 5, "hot-unplug": 50, "rescuer": 250,
		"shrink-under-poll": 25, "lru-drain-sum": 25, "rt-preempted-holder": 50, "regime-throttled": 250_000} {
		m := begun(t, name)
		assert.InDelta(t, us, float64(m.Window.To/m.GHz())/1000, 0.01, name)
	}
}

// Play hurries through the quiet, so that the whole takes about a minute all the
// same, and looks at everything: it is slow where something happens.
func TestPlayHurriesThroughTheQuiet(t *testing.T) {
	for _, name := range []string{"flush-race", "hot-unplug"} {
		m := begun(t, name)
		settle(m)
		Update(m, Play{})
		seconds, next, fast := 0.0, 0, false
		for ; m.Playing && seconds < 400; seconds += 1.0 / 60 {
			before := m.Now
			Update(m, Tick{1.0 / 60, 5000})
			fast = fast || m.Pace() > 10
			for stops := m.Side().Tracks.Stops; next < len(stops) && stops[next].At <= m.Now; next++ {
				assert.Less(t, m.Now-before, us(m, 1)*m.SpeedNs()/1000/20, "%s: no frame runs past %d", name, stops[next].At)
			}
		}
		assert.InDelta(t, 90, seconds, 60, name)
		assert.True(t, fast, name)
	}
}

// Who has chosen a speed is not hurried past anything.
func TestAChosenSpeedDoesNotHurry(t *testing.T) {
	m := begun(t, "flush-race")
	settle(m)
	Update(m, SeekTo{us(m, 500)})
	assert.Greater(t, m.Pace(), 10.0)
	press(m, "[")
	assert.LessOrEqual(t, m.Pace(), 1.0)
}

// A step that stands near the start of a long run shows what has happened as more
// than a few pixels; play has the window of its speed, unless a hand has chosen one.
func TestAStepNearTheStartIsLookedAtClosely(t *testing.T) {
	m := begun(t, "interrupted-loop")
	Update(m, Cue{"at 999us"})
	settle(m)
	assert.Equal(t, Window{0, closeShare * m.Now}, m.Window)
	Update(m, Play{})
	assert.Equal(t, m.defaultWindow(), m.Window)

	Update(m, Cue{"at 999us"})
	settle(m)
	Update(m, Zoom{At: m.Now, Factor: 0.5})
	chosen := m.Window
	Update(m, Play{})
	assert.Equal(t, chosen, m.Window)

	Update(m, Cue{"at 900ms"})
	settle(m)
	assert.Equal(t, m.defaultWindow().To, m.Window.To-m.Window.From, "in the middle of a run nothing is near the start")
}

// A run that is far longer than what is in view is hurried in a window that widens as
// it plays; one that a hand has chosen stays.
func TestAHurriedStoryWidensItsWindow(t *testing.T) {
	width := func(m *Model) int64 { return m.Window.To - m.Window.From }
	for _, zoomed := range []bool{false, true} {
		m := begun(t, "kmalloc-bench")
		for !m.exhausted() {
			Update(m, Tick{Steps: 200_000})
		}
		if zoomed {
			Update(m, Zoom{At: m.Now, Factor: 0.5})
		}
		first := width(m)
		Update(m, Play{})
		for range 10 * 60 {
			before, ahead := width(m), m.Window.To-m.Now
			Update(m, Tick{1.0 / 60, 5000})
			assert.LessOrEqual(t, width(m), before+before/50, "little by little")
			assert.LessOrEqual(t, float64(before-ahead), float64(before)*0.9, "what is shown stays in it")
		}
		assert.Equal(t, zoomed, width(m) == first)
		assert.LessOrEqual(t, m.hasteNow(), float64(max(width(m), m.defaultWindow().To))/m.cyclesFor(hasteSeconds), "nothing flies past")
	}
}

// Where interesting events follow each other to the end, and the end is not known when
// the run is opened, play takes a minute or two all the same; who has chosen a speed
// gets that one.
func TestALongStoryIsHurried(t *testing.T) {
	for name, hurried := range map[string]bool{"page-fault3": true, "double-caching": true, "kmalloc-bench": true, "shrink-under-poll": false} {
		m := begun(t, name)
		Update(m, Play{})
		assert.LessOrEqual(t, m.Pace(), 1.0, name)
		settle(m)
		seconds := 0.0
		for ; m.Playing && seconds < 400; seconds += 1.0 / 60 {
			Update(m, Tick{1.0 / 60, 5000})
		}
		assert.Less(t, seconds, 120.0, name)
		assert.Equal(t, hurried, m.haste.by > 1, name)

		Update(m, ToStart{})
		Update(m, Faster{1})
		Update(m, Play{})
		Update(m, Tick{1.0 / 60, 5000})
		assert.Zero(t, m.haste, name)
	}
}
