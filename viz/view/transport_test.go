package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// Each slider of the hands at the bottom has its name on its left, and the two do not
// look alike.
func TestTheSlidersAtTheBottomSayWhatTheyAre(t *testing.T) {
	both := 0
	for _, w := range []float32{360, 390, 640, 844, 960, 1280, 1920} {
		s := built(modelOf(t, "shrink-under-poll", w, 720, "at 38700ns"))
		last := ""
		shapes := map[scene.Shape]bool{}
		for i := range s.Items {
			switch it := &s.Items[i]; {
			case it.ID.Kind == scene.Transport && it.Text != "":
				last = it.Text
			case it.ID == scene.Slider.ID(ui.SliderSpeed):
				assert.Equal(t, "speed", last, "at %g", w)
			case it.ID == scene.Slider.ID(ui.SliderPosition):
				assert.Equal(t, "time", last, "at %g", w)
			case it.ID.Kind == scene.Knob:
				shapes[it.Shape] = true
			}
		}
		if len(shapes) == 2 {
			both++
		}
		if w == 640 || w == 844 {
			assert.Contains(t, textOf(s, scene.Transport), "speed 5 µs / s", "where no slider fits it is said, at %g", w)
		}
	}
	assert.Equal(t, 2, both, "the widest have both")
}
