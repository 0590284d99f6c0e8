package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
)

// A live picture has the sentence of what is pointed at, and it is the one
// that the same picture in a file has. Many others it does not have.
func TestALivePictureTellsWhatIsPointedAt(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, moments[2].cue)
	whole := built(m)
	m.Live = true
	s, hints := &scene.Scene{}, 0
	for i := range whole.Items {
		it := &whole.Items[i]
		if it.Hint == "" || it.ID.Kind == scene.Nothing {
			continue
		}
		hints++
		m.Hover = it.ID
		Build(m, s)
		require.Equal(t, hintOf(whole, it.ID), hintOf(s, it.ID), "%s", it.ID)
	}
	m.Hover = scene.ID{}
	Build(m, s)
	for i := range s.Items {
		if s.Items[i].Hint != "" {
			hints--
		}
	}
	assert.Greater(t, hints, 200, "sentences that nobody asked for are left out")
	for i := range s.Items {
		whole.Items[i].Hint, s.Items[i].Hint = "", ""
	}
	assert.Equal(t, whole.TextDump(), s.TextDump(), "and nothing else is different")
}
