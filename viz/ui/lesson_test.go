package ui

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

func TestTheLessonsCuesAllWork(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	m := New(1280, 720)
	m.Lessons, m.Desktop = all, true
	for i, l := range all {
		for page := range l.Steps {
			Update(m, OpenLesson{i, page})
			Update(m, Pause{})
			settle(m)
			assert.False(t, m.Notice.Alarm, "lesson %d step %d: %s", l.Num, page+1, m.Notice.Text)
			assert.Empty(t, m.goals)
			assert.Equal(t, page, m.Page)
		}
	}
}

func TestLessonStepsGoOnAndBack(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	m := New(1280, 720)
	m.Lessons = all
	Update(m, OpenLesson{})
	press(m, "PageUp")
	assert.Contains(t, m.Notice.Text, "first")
	steps := 0
	for _, l := range all {
		steps += len(l.Steps)
	}
	for range steps - 1 {
		press(m, "PageDown")
	}
	assert.Same(t, all[len(all)-1], m.Lesson)
	assert.Equal(t, len(m.Lesson.Steps)-1, m.Page)
	press(m, "Right")
	assert.Contains(t, m.Notice.Text, "last")
}

// Exactly one answer of each question is right, and the engine says which.
func TestQuestionsAreAnsweredByTheEngine(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	m := New(1280, 720)
	m.Lessons = all
	asked := 0
	for i, l := range all {
		for page := range l.Steps {
			if l.Steps[page].Ask == nil {
				continue
			}
			asked++
			Update(m, OpenLesson{i, page})
			assert.Equal(t, Open, m.Verdict(0))
			if m.ByHand() {
				Update(m, Choose{N: 1}) // there the digits are for who acts next
			} else {
				press(m, "2")
			}
			assert.Equal(t, 1, m.Chosen())
			right := 0
			for n := range l.Steps[page].Ask.Choices {
				if m.Verdict(n) == Right {
					right++
				}
			}
			assert.Equal(t, 1, right, "lesson %d, %q", l.Num, l.Steps[page].Ask.Question)
		}
	}
	assert.Positive(t, asked)
}

func TestCuesThatCannotBeFollowedSaySo(t *testing.T) {
	for cue, want := range map[string]string{
		"nonsense":                         "cue:1:1",
		"focus nothing.here":               "nothing.here",
		"listing no_such_function":         "no_such_function",
		"diff patch=nobody func=flush_all": "patch=nobody",
		"diff patch=qpw-v2 func=no_such":   "no function no_such",
		"until event=NoSuchThing":          "NoSuchThing",
		"until event=AllocFail":            "AllocFail",
		"until event=WorkStart cpu=2 n=9":  "WorkStart on cpu2",
	} {
		m := loaded(t)
		Update(m, Cue{cue})
		settle(m)
		assert.Contains(t, m.Notice.Text, want, cue)
	}
}

func TestCompareShowsBothAndSaysWhich(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"compare qpw=n qpw=1\nat 38us"})
	settle(m)
	assert.True(t, m.Compare)
	assert.Equal(t, [2]Variant{"qpw=n", "qpw=1"}, variants(m))
	assert.Equal(t, us(m, 38), m.Now)
}

// One step back: whatever a reader has done in a step's figure, one message leads
// to where the step began. In every step of every lesson.
func TestOneClickLeadsBack(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	m := New(1280, 720)
	m.Lessons, m.Desktop = all, true
	steps := 0
	for i, l := range all {
		for page := range l.Steps {
			Update(m, OpenLesson{i, page})
			Update(m, Pause{})
			settle(m)
			want, sides, shown, text := m.Step, variants(m), m.Shown, m.Text
			for _, msg := range []Msg{SwitchMode{}, ToEnd{}, StepBy{-3}, ShowReading{ReadEvents}, SetRT{true}, Choose{0}} {
				Update(m, msg)
			}
			settle(m)
			Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap}, Spot: Spot{ID: scene.LessonStep.ID(page).Sub(1)}})
			Update(m, Pause{})
			settle(m)
			at := fmt.Sprintf("lesson %d step %d", l.Num, page+1)
			assert.Equal(t, want, m.Step, at)
			assert.Equal(t, sides, variants(m), at)
			assert.Equal(t, shown, m.Shown, at)
			assert.Equal(t, text, m.Text, at)
			steps++
		}
	}
	assert.Greater(t, steps, 160)
}
