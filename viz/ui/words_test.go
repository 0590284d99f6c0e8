package ui

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/lessons/lesson"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// reading is a window at a step of a lesson.
func readingAt(t *testing.T, num, step int) *Model {
	t.Helper()
	all, err := lessons.All()
	require.NoError(t, err)
	m := New(1280, 720)
	m.Lessons, m.Desktop = all, true
	m.Glossary, err = lessons.Drawn()
	require.NoError(t, err)
	Update(m, OpenLesson{num - 1, step - 1})
	Update(m, Pause{})
	settle(m)
	return m
}

// numberOf is the number of a live word of the step.
func numberOf(t *testing.T, m *Model, text string) int {
	t.Helper()
	at, n := -1, 0
	m.eachOfStep(&m.Lesson.Steps[m.Page], func(w Word) {
		if w.Text == text && at < 0 {
			at = n
		}
		n++
	})
	require.GreaterOrEqual(t, at, 0, text)
	return at
}

func overWord(m *Model, n int, kind gesture.Kind) {
	Update(m, Hand{Event: gesture.Event{Kind: kind}, Spot: Spot{ID: scene.Word.ID(n).Sub(2)}})
}

// A press on a term opens its entry, a second one closes it.
func TestATermOpensItsEntry(t *testing.T) {
	m := readingAt(t, 3, 2)
	barn := numberOf(t, m, "barn")
	require.Nil(t, m.Entry())
	overWord(m, barn, gesture.Tap)
	require.NotNil(t, m.Entry())
	assert.Equal(t, "barn", m.Entry().Title)
	assert.Contains(t, lesson.Plain(m.Entry().Runs), "The store of spare sheaves")
	assert.Equal(t, []scene.ID{scene.Barn.ID(0, 0)}, m.Lit(), "and the barn stays lit")
	overWord(m, barn, gesture.Tap)
	assert.Nil(t, m.Entry())
	assert.Empty(t, m.lit)

	overWord(m, barn, gesture.Tap)
	press(m, "Escape")
	assert.Nil(t, m.Entry())
	overWord(m, barn, gesture.Tap)
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap}, Spot: Spot{ID: scene.Entry.ID().Sub(2)}})
	assert.Nil(t, m.Entry(), "a press on the card closes it")
	overWord(m, barn, gesture.Tap)
	Update(m, LessonBy{1})
	assert.Nil(t, m.Entry(), "another step begins without")
}

// W goes from term to term, each once, and ends with none.
func TestKeysComeToEveryTerm(t *testing.T) {
	m := readingAt(t, 2, 2)
	var want, got []string
	for _, r := range m.Lesson.Steps[m.Page].Heads {
		if r.Term != "" {
			want = append(want, r.Term)
		}
	}
	require.Equal(t, []string{"sheaf"}, want, "the title's")
	for _, u := range m.Lesson.Steps[m.Page].Terms {
		if u.Slug != "" && !slices.Contains(want, u.Slug) {
			want = append(want, u.Slug)
		}
	}
	require.NotEmpty(t, want)
	for press(m, "W"); m.Entry() != nil; press(m, "W") {
		got = append(got, m.Entry().Slug)
		require.LessOrEqual(t, len(got), len(want))
	}
	assert.Equal(t, want, got)
}

// A hand on a word lights the thing, one on the thing marks the word.
func TestWordsAndThingsLightEachOther(t *testing.T) {
	m := readingAt(t, 8, 2)
	cpu := numberOf(t, m, "CPU 3")
	overWord(m, cpu, gesture.Hover)
	assert.Equal(t, []scene.ID{scene.CPU.ID(3), scene.Track.ID(3)}, m.Lit())
	main := numberOf(t, m, "main")
	overWord(m, main, gesture.Hover)
	assert.Len(t, m.Lit(), 4)
	overWord(m, cpu, gesture.Tap)
	m.Hover = scene.ID{}
	assert.Equal(t, []scene.ID{scene.CPU.ID(3), scene.Track.ID(3)}, m.Lit(), "a touch has no hover: it stays")
	overWord(m, cpu, gesture.Tap)
	m.Hover = scene.ID{}
	assert.Empty(t, m.Lit())

	m.Hover = scene.Main.ID(0, 3)
	word := m.WordAt(main)
	assert.True(t, m.Marked(&word))
	other := m.WordAt(cpu)
	assert.True(t, m.Marked(&other), "CPU 3's main sheaf is on CPU 3")
	m.Hover = scene.Main.ID(0, 1)
	assert.False(t, m.Marked(&other))
}

// Every term of every lesson has its entry in the window too.
func TestEveryTermHasAnEntry(t *testing.T) {
	m := readingAt(t, 1, 1)
	seen := 0
	for _, l := range m.Lessons {
		for i := range l.Steps {
			for _, u := range l.Steps[i].Terms {
				if u.Slug == "" {
					continue
				}
				e := m.Explains(&Word{Term: u.Slug})
				if assert.NotNil(t, e, u.Slug) {
					assert.NotEmpty(t, e.Runs)
				}
				seen++
			}
		}
	}
	assert.Greater(t, seen, 200)
}

// Each noun that a term is about is one of the picture's.
func TestTermsMeanNouns(t *testing.T) {
	m := readingAt(t, 8, 1)
	lights := 0
	for _, e := range m.Glossary {
		if name := meant(e.Slug); name != "" {
			assert.True(t, m.named(name), e.Slug)
			lights++
		}
	}
	assert.Equal(t, 10, lights)
}

func lessonKeyCases() []keyCase {
	return []keyCase{
		{"R", func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step, m.Step, "no lesson is open") }},
		{"W", func(t *testing.T, m *Model, _ Model) { assert.Nil(t, m.Entry(), "no lesson is open") }},
	}
}
