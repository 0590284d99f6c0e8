package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// lessonWindow is the window at a step of a lesson.
func lessonWindow(t *testing.T, num, step int) *ui.Model {
	t.Helper()
	all, err := lessons.All()
	require.NoError(t, err)
	m := ui.New(1280, 720)
	m.Lessons, m.Desktop = all, true
	m.Glossary, err = lessons.Drawn()
	require.NoError(t, err)
	ui.Update(m, ui.OpenLesson{Index: num - 1, Page: step - 1})
	ui.Update(m, ui.Pause{})
	for range 40 {
		ui.Update(m, ui.Tick{})
	}
	return m
}

func partsOf(s *scene.Scene, id scene.ID) (out []scene.Item) {
	for i := range s.Items {
		if s.Items[i].ID.Whole() == id {
			out = append(out, s.Items[i])
		}
	}
	return out
}

// What is drawn as word n is what a press on word n opens, in every step: the
// view and the model count alike.
func TestWordsAreCountedAlike(t *testing.T) {
	m := lessonWindow(t, 1, 1)
	words := 0
	for i, l := range m.Lessons {
		for page := range l.Steps {
			ui.Update(m, ui.OpenLesson{Index: i, Page: page})
			ui.Update(m, ui.Pause{})
			s := &scene.Scene{}
			p := stepText(s, m, scene.Rect{W: 280, H: 100000}, 0)
			for n := range p.live {
				parts := partsOf(s, scene.Word.ID(n))
				require.NotEmpty(t, parts, "%s step %d word %d", l.Slug, page+1, n)
				text := ""
				for _, it := range parts {
					if it.Shape == scene.Text {
						text += it.Text
					}
				}
				assert.Equal(t, squeezed(m.WordAt(n).Text), squeezed(text), "%s step %d", l.Slug, page+1)
			}
			words += p.live
			assert.Empty(t, m.WordAt(p.live).Text)
		}
	}
	assert.Greater(t, words, 500)
}

// A barn has no item of its own; its title stands for it.
func TestABarnIsLit(t *testing.T) {
	m := lessonWindow(t, 3, 2)
	ui.Update(m, ui.ShowTerm{Slug: "barn"})
	s := &scene.Scene{}
	Build(m, s)
	found := false
	for i := range s.Items {
		found = found || s.Items[i].ID == scene.Barn.ID(0, 0).Sub(251)
	}
	assert.True(t, found)
	assert.NotEmpty(t, partsOf(s, scene.Entry.ID()), "the entry is below")
	ui.Update(m, ui.ShowTerm{})
	Build(m, s)
	assert.Empty(t, partsOf(s, scene.Entry.ID()))
}

func squeezed(text string) (out string) {
	for _, r := range text {
		if r != ' ' && r != '\n' {
			out += string(r)
		}
	}
	return out
}
