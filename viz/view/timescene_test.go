package view

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// dumpOf is the lines of a scene about things whose names begin with some words.
func dumpOf(s *scene.Scene, words ...string) string {
	var b strings.Builder
	for line := range strings.Lines(s.TextDump()) {
		_, name, _ := strings.Cut(line, " ")
		for _, w := range words {
			if strings.HasPrefix(name, w) {
				b.WriteString(line)
				break
			}
		}
	}
	return b.String()
}

// ofTime are the words of what these scenes are about.
var ofTime = []string{"timeline", "life", "line/", "lines", "goto"}

func TestGoldenTimeScenes(t *testing.T) {
	for _, c := range timeScenes() {
		t.Run(c.name, func(t *testing.T) {
			m := c.model(t)
			s := built(m)
			goldenWindow(t, "time-"+c.name+".txt", dumpOf(s, ofTime...))
			checkTexts(t, m, s, c.name)
			for i := range s.Items {
				if h := s.Items[i].Hint; h != "" && s.Items[i].ID.Kind >= scene.Timeline && s.Items[i].ID.Kind < scene.Listing {
					assert.Regexp(t, `^[^ ].*[.]$`, h)
				}
			}
		})
	}
}

// starts is where the things of the timeline begin, by id.
func starts(t *testing.T, s *scene.Scene) map[scene.ID]float32 {
	at := map[scene.ID]float32{}
	for i := range s.Items {
		it := &s.Items[i]
		switch it.ID.Kind {
		case scene.TaskRun, scene.ThreadOff, scene.ThreadWait, scene.Marker, scene.LifeSpan:
		case scene.WakeArrow:
			if it.ID.Part == 0 {
				at[it.ID] = s.Of(it)[0].X
			}
			continue
		default:
			continue
		}
		if it.ID.Part == 0 {
			_, twice := at[it.ID]
			require.False(t, twice, "%s is drawn twice", it.ID)
			at[it.ID] = it.Rect.X
		}
	}
	return at
}

// From step to step and in the same window a thing that has begun keeps its id
// and its place.
func TestIdsOfTheTimeViewsAreStable(t *testing.T) {
	rnd := rand.New(rand.NewSource(4))
	for _, name := range []string{"shrink-under-poll", "shrink-under-fifo", "barn-empty"} {
		m := modelOf(t, name, 1280, 720, "mode qpw=0\nat 36us")
		keyed(m, "va")
		ui.Update(m, ui.Zoom{At: 0, Factor: 1e9})
		ui.Update(m, ui.Zoom{At: m.Now, Factor: 0.05})
		window := m.Window
		for range 12 {
			ui.Update(m, ui.StepBy{N: rnd.Intn(60)})
			m.Window = window
			was := starts(t, built(m))
			ui.Update(m, ui.StepBy{N: 1})
			m.Window = window
			is := starts(t, built(m))
			for id, x := range was {
				if now, ok := is[id]; assert.True(t, ok, "%s at step %d of %s has gone", id, m.Step, name) {
					assert.InDelta(t, x, now, 0.01, "%s at step %d of %s", id, m.Step, name)
				}
			}
		}
	}
}

func TestTheTaskViewSaysWhatBecameOfTheLoop(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw=0\nat 46us")
	keyed(m, "v")
	s := built(m)
	var aside, woken, wake string
	for i := range s.Items {
		switch it := &s.Items[i]; {
		case strings.HasPrefix(it.Hint, "poll is put aside"):
			aside = it.Hint
			assert.True(t, it.Has(scene.DashedLine))
		case strings.HasPrefix(it.Hint, "kworker/3:0 can run"):
			woken = it.Hint
			assert.False(t, it.Has(scene.DashedLine))
		case strings.HasPrefix(it.Hint, "admin on CPU 0 wakes kworker/3:0"):
			wake = it.Hint
		}
	}
	// From the switch to the kworker to the end of the switch back.
	assert.Equal(t, "poll is put aside though it could go on, 1.653 µs, from 37.892 to 39.545 µs; kworker/3:0 has the CPU, for admin of CPU 0.", aside)
	assert.Contains(t, woken, "admin on CPU 0 woke it; poll had the CPU.")
	assert.Contains(t, wake, "it has CPU 3 ")
}

// More rows than fit: those with the most waiting, the chosen one, a note, and
// scrolling that comes to each.
func TestRowsOfTasksThatDoNotFit(t *testing.T) {
	m := modelOf(t, many(24, 4, 60), 1280, 720, "at 40us")
	keyed(m, "v")
	rowsOf := func() (names map[scene.ID]bool, more string) {
		names = map[scene.ID]bool{}
		s := built(m)
		for i := range s.Items {
			switch it := &s.Items[i]; {
			case it.ID.Kind == scene.TaskRow && it.ID.Part == 0:
				names[it.ID] = true
			case it.ID.Kind == scene.RowsMore:
				more = it.Text
			}
		}
		checkTexts(t, m, s, "rows")
		return names, more
	}
	first, more := rowsOf()
	require.Regexp(t, `^and \d+ more$`, more)
	seen := map[scene.ID]bool{}
	for range 40 {
		now, _ := rowsOf()
		for id := range now {
			seen[id] = true
		}
		keyed(m, "J")
	}
	assert.Greater(t, len(seen), len(first))
	tasks := 0
	for _, th := range m.Side().Tracks.Threads {
		if th.Kind == 0 {
			tasks++
		}
	}
	assert.GreaterOrEqual(t, len(seen), tasks, "every task is come to")
	ui.Update(m, ui.ScrollRows{By: -1000})
	hidden := scene.ID{}
	for id := range seen {
		if !first[id] {
			hidden = id
		}
	}
	ui.Update(m, ui.Select{ID: hidden})
	m.Told = false
	now, _ := rowsOf()
	assert.True(t, now[hidden], "the chosen one has a row")
}
