package paint

import (
	"image"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/scene/scenetest"
	"barnyard/viz/theme"
)

func TestPixelsOfABox(t *testing.T) {
	th := theme.Dark()
	s := &scene.Scene{}
	s.Reset(8, 4)
	s.Box(scene.ID{}, scene.Rect{W: 8, H: 4}, 0, scene.Solid(theme.Ground))
	s.Box(scene.ID{}, scene.Rect{X: 2, Y: 1, W: 4, H: 2}, 0, scene.Solid(theme.Task))
	img := New(th).Pixels(s, 2)
	assert.Equal(t, image.Rect(0, 0, 16, 8), img.Bounds())
	for y := range 8 {
		for x := range 16 {
			want := th.Colour(theme.Ground)
			if x >= 4 && x < 12 && y >= 2 && y < 6 {
				want = th.Colour(theme.Task)
			}
			near(t, want, img.RGBAAt(x, y), "an edge at a whole pixel is sharp")
			assert.EqualValues(t, 255, img.RGBAAt(x, y).A)
		}
	}
}

// Two tinted triangles that share an edge must not cover it twice.
func TestPixelsOnASharedEdgeCountOnce(t *testing.T) {
	th := theme.Light()
	for _, size := range []float32{7, 8, 9, 16} {
		s := &scene.Scene{}
		s.Reset(size, size)
		s.Box(scene.ID{}, scene.Rect{W: size, H: size}, 0, scene.Tint(theme.Task, 0.5))
		img := New(th).Pixels(s, 1)
		seen := map[[3]uint8]int{}
		for y := 1; y < int(size)-1; y++ {
			for x := 1; x < int(size)-1; x++ {
				c := img.RGBAAt(x, y)
				seen[[3]uint8{c.R, c.G, c.B}]++
			}
		}
		assert.Len(t, seen, 1, "a tint is even at size %v: %v", size, seen)
	}
}

// What is drawn without a window is what the window shows.
func TestPixelsAreThoseOfTheWindow(t *testing.T) {
	for _, c := range []struct {
		name  string
		scene *scene.Scene
		th    *theme.Theme
		scale float32
	}{
		{"farm", scenetest.Farm(), theme.Dark(), 1},
		{"farm, light, at 1.5", scenetest.Farm(), theme.Light(), 1.5},
		{"marks at 2", scenetest.Marks(), theme.Dark(), 2},
	} {
		want := drawn(t, c.scene, c.th, c.scale)
		got := New(c.th).Pixels(c.scene, c.scale)
		save(t, got, "-pixels.png")
		different := 0
		for i := range want.Pix {
			if i%4 != 3 && max(want.Pix[i], got.Pix[i])-min(want.Pix[i], got.Pix[i]) > 8 {
				different++
			}
		}
		assert.Less(t, different*1000, len(want.Pix), "%s: bytes that differ by more than 8: %d of %d", c.name, different, len(want.Pix))
	}
}
