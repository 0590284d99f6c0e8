package lessons

import (
	"fmt"
	"strings"
	"testing"

	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
	"barnyard/viz/view"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each step's figure, made by the code that shows it to a reader: every cue must
// do what it says, and what a cue points at must be in the picture.

// enough steps to come to the end of any lesson's run.
const enough = 20_000_000

// figure is a step's picture, and what its cues complained about.
func figure(t *testing.T, s *lesson.Step) (*ui.Model, *scene.Scene, string) {
	t.Helper()
	m := ui.New(838, 646)
	ui.Update(m, ui.Load{Name: s.ScenarioName, Text: s.ScenarioText})
	require.True(t, m.Loaded(), m.Notice.Text)
	var lines []string
	for _, c := range s.Cues {
		if c.Kind != lesson.CuePlay {
			lines = append(lines, c.Written)
		}
	}
	ui.Update(m, ui.Cue{Text: strings.Join(lines, "\n")})
	complaint := complaintOf(m)
	for m.Seeking() && complaint == "" {
		ui.Update(m, ui.Tick{Steps: 50_000})
		complaint = complaintOf(m)
	}
	var picture scene.Scene
	view.Build(m, &picture)
	return m, &picture, complaint
}

func complaintOf(m *ui.Model) string {
	if n := m.Notice; n.Alarm || strings.HasPrefix(n.Text, "No ") {
		return n.Text
	}
	return ""
}

func TestFigures(t *testing.T) {
	for _, l := range andTemplate(t) {
		for i := range l.Steps {
			s := &l.Steps[i]
			m, picture, complaint := figure(t, s)
			assert.Empty(t, complaint, "%s:%d", l.File, cueLine(s))
			wrongs := unseen(l, s, picture)
			if len(wrongs) > 0 { // some things have room in a window only
				ui.Update(m, ui.Resize{W: 1280, H: 720})
				view.Build(m, picture)
				wrongs = unseen(l, s, picture)
			}
			for _, wrong := range wrongs {
				assert.Fail(t, wrong)
			}
		}
	}
}

func cueLine(s *lesson.Step) int { return s.Cues[0].Line }

// unseen is each focus that the picture does not have.
func unseen(l *lesson.Lesson, s *lesson.Step, picture *scene.Scene) (out []string) {
	for _, c := range s.Cues {
		if c.Kind != lesson.CueFocus {
			continue
		}
		target := c.Target
		if cpu, ok := strings.CutSuffix(target, ".lock"); ok {
			target = "cache0/" + cpu + "/lock"
		}
		id, err := scene.ParseID(target)
		if err != nil {
			out = append(out, fmt.Sprintf("%s:%d: %s", l.File, c.Line, err))
			continue
		}
		seen := false
		for j := range picture.Items {
			seen = seen || picture.Items[j].ID.Kind == id.Kind && picture.Items[j].ID.N == id.N
		}
		if !seen {
			out = append(out, fmt.Sprintf("%s:%d: %s is not in the picture", l.File, c.Line, c.Written))
		}
	}
	return out
}

// TestABadCueIsNamed, with its line.
func TestABadCueIsNamed(t *testing.T) {
	for _, c := range []struct{ cue, want string }{
		{"focus cpu9", "08-some-lesson.md:14: focus cpu9 is not in the picture"},
		{"focus nowhere", "08-some-lesson.md:14: "},
	} {
		s := parsed(t, strings.Replace(stepOf("x"), "play", c.cue, 1)).Steps[0]
		s.ScenarioText = everyLesson(t)[0].Steps[0].ScenarioText
		_, picture, _ := figure(t, &s)
		assert.Contains(t, strings.Join(unseen(&lesson.Lesson{File: "08-some-lesson.md"}, &s, picture), "\n"), c.want)
	}
	for cue, want := range map[string]string{
		"listing no_such_function":     "The engine has no function no_such_function yet.",
		"until event=NoSuchEvent":      "There is no event called NoSuchEvent.",
		"until event=CPUOffline cpu=0": "No CPUOffline on cpu0 after this instant.",
		"until waits(nobody)":          "nobody",
	} {
		s := parsed(t, strings.Replace(stepOf("x"), "play", cue, 1)).Steps[0]
		s.ScenarioText = everyLesson(t)[0].Steps[0].ScenarioText
		_, _, complaint := figure(t, &s)
		assert.Contains(t, complaint, want, cue)
	}
}
