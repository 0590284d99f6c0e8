package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// What a running RT task has on its span: no hatching, which means waiting,
// but a bar along the top, and (RT) in its name.
func TestARunningRTTaskIsNotHatched(t *testing.T) {
	m := modelOf(t, "shrink-under-fifo", 1280, 720, "mode qpw=0\nat 20us")
	s := built(m)
	bars, names := 0, 0
	for i := range s.Items {
		it := &s.Items[i]
		if it.ID.Kind != scene.RunSpan {
			continue
		}
		assert.NotEqual(t, scene.Hatch, it.Shape, it.ID)
		if it.Shape == scene.Box && it.ID.Part == 1 {
			bars++
			assert.LessOrEqual(t, it.Rect.H, float32(rtBar))
			assert.Equal(t, solid(theme.RTTask), s.Items[i-1].Fill, "the span is solid")
		}
		if it.Shape == scene.Text && len(it.Text) > 4 && it.Text[len(it.Text)-4:] == "(RT)" {
			names++
		}
	}
	assert.Positive(t, bars)
	assert.Positive(t, names)
}
