package view

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// A mistake that a run has shown is told from the beginning, and marked where the
// run stops.
func TestAMistakeIsShown(t *testing.T) {
	const text = "machine cpus=1 qpw=0\ncache c size=64\ntask a cpu=0 { alloc c n=2; free c n=4 }\nuntil 20us\n"
	const say = "3:29: a frees 4 objects of c at 0.613 µs and holds 2; expected at most what it holds."
	for _, wide := range []float32{1280, 390} {
		m := modelOf(t, text, wide, 844, "")
		for range 10 {
			ui.Update(m, ui.Tick{Steps: 1 << 16})
		}
		texts, _ := about(built(m), scene.FindingText)
		assert.Equal(t, "The run stops at 0.613 µs: a mistake", texts[0])
		assert.False(t, hasItem(built(m), scene.Finding.ID(0)))

		ui.Update(m, ui.ToFinding{Index: 0})
		texts, _ = about(built(m), scene.FindingText)
		assert.Equal(t, "The run stops here, at 0.613 µs: a mistake", texts[0])
		assert.Contains(t, strings.Join(texts[1:], " "), say)
		assert.True(t, hasItem(built(m), scene.Finding.ID(0)))
	}
}

func hasItem(s *scene.Scene, id scene.ID) bool {
	return slices.ContainsFunc(s.Items, func(it scene.Item) bool { return it.ID == id })
}
