package lessons

import (
	"slices"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
	"barnyard/viz/view"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a step shows, asked of the picture itself: the model that draws a step
// goes where the cues lead, and the scene says whether a thing is there.

// pictureAt is the model of a step after some of its cues, with some settings.
func pictureAt(t *testing.T, s *lesson.Step, cues []lesson.Cue, settings []lesson.Setting) *ui.Model {
	t.Helper()
	var way []string
	for _, c := range cues {
		if c.Kind == lesson.CueAt || c.Kind == lesson.CueUntil {
			way = append(way, c.Written)
		}
	}
	m := ui.New(1280, 720)
	ui.Update(m, ui.Load{Name: s.ScenarioName, Text: lesson.Under(s.ScenarioText, settings)})
	require.True(t, m.Loaded(), m.Notice.Text)
	ui.Update(m, ui.Cue{Text: strings.Join(way, "\n")})
	for m.Seeking() {
		ui.Update(m, ui.Tick{Steps: 20_000})
	}
	require.Empty(t, m.Notice.Text, s.Title)
	return m
}

// readsStates says whether a cue waits for a state, which events do not show.
func readsStates(cues []lesson.Cue) bool {
	return slices.ContainsFunc(cues, func(c lesson.Cue) bool { return c.State != "" })
}

// arriveInPicture is arrive for cues that wait for states.
func arriveInPicture(t *testing.T, s *lesson.Step, cues []lesson.Cue, settings []lesson.Setting) arrival {
	t.Helper()
	m := pictureAt(t, s, cues, settings)
	past := m.Side().Past
	return arrival{
		run:    &engine.Run{Kernel: m.Kernel(), Scenario: m.Scenario},
		events: past.UpTo(past.FirstOfStep(m.Step + 1)),
		look:   func() *ui.Model { return m },
	}
}

// drawn says whether the picture has a thing that can be ringed.
func drawn(m *ui.Model, id scene.ID) bool {
	var s scene.Scene
	view.Build(m, &s)
	return slices.ContainsFunc(s.Items, func(it scene.Item) bool { return it.ID == id && it.Shape != scene.Text && !it.Rect.Empty() })
}

// side is the settings of one run of a cue that names two.
func side(written string) (out []lesson.Setting) {
	for _, word := range strings.Split(written, "/") {
		key, value, _ := strings.Cut(word, "=")
		out = append(out, lesson.Setting{Key: key, Value: value})
	}
	return out
}

// TestPictureAt: a cue that waits for a state leads where it is so, and what
// the picture does not have is missing.
func TestPictureAt(t *testing.T) {
	s := lesson.Step{ScenarioName: "x", ScenarioText: "machine cpus=1 qpw=0\ncache k size=64\ntask t cpu=0 { alloc k n=70 }\n"}
	cues, err := lesson.ParseCues("until main(0)=7")
	require.NoError(t, err)
	v := arriveInPicture(t, &s, cues, nil)
	assert.Empty(t, v.missing(scene.Main.ID(0, 0)))
	assert.Empty(t, v.missing(scene.Node.ID(0, 0)))
	assert.NotEmpty(t, v.missing(scene.Node.ID(0, 1)))
	assert.NotEmpty(t, v.events)
}
