package paint

import (
	"math"
	"math/rand"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/scene/scenetest"
	"barnyard/viz/theme"
)

// ink weighs the triangles: the sum of area times opacity. Smooth edges must
// not change the weight of a shape, so it is the area that geometry gives.
func ink(m *mesh) (sum float64) {
	for i := 0; i < len(m.indices); i += 3 {
		a, b, c := &m.vertices[m.indices[i]], &m.vertices[m.indices[i+1]], &m.vertices[m.indices[i+2]]
		twice := (b.DstX-a.DstX)*(c.DstY-a.DstY) - (c.DstX-a.DstX)*(b.DstY-a.DstY)
		sum += math.Abs(float64(twice)) / 2 * float64(a.ColorA+b.ColorA+c.ColorA) / 3
	}
	return sum
}

// built is the mesh of one item.
func built(scale float32, add func(s *scene.Scene)) *mesh {
	var s scene.Scene
	s.Reset(100, 100)
	add(&s)
	p := New(theme.Dark())
	p.build(&s, scale)
	return &p.mesh
}

func TestShapesWeighTheirArea(t *testing.T) {
	full, edge := scene.Solid(theme.Task), scene.Solid(theme.Edge)
	none := scene.Ink{}
	r := scene.Rect{X: 10, Y: 20, W: 40, H: 30}
	tray := []scene.Point{{X: 0, Y: 0}, {X: 30, Y: 40}}
	cases := []struct {
		name string
		want float64
		add  func(s *scene.Scene)
	}{
		{"box", 1200, func(s *scene.Scene) { s.Box(scene.ID{}, r, 0, full) }},
		{"half opaque", 600, func(s *scene.Scene) { s.Box(scene.ID{}, r, 0, scene.Tint(theme.Task, 0.5)) }},
		{"faded", 300, func(s *scene.Scene) { s.Box(scene.ID{}, r, 0, scene.Tint(theme.Task, 0.5)).Fade(0.5) }},
		{"round corners", 1200 - (4-math.Pi)*64, func(s *scene.Scene) { s.Box(scene.ID{}, r, 8, full) }},
		{"outline", 1200 - 36*26, func(s *scene.Scene) { s.Box(scene.ID{}, r, 0, none).Outline(edge, 2) }},
		{"circle", math.Pi * 400, func(s *scene.Scene) { s.Circle(scene.ID{}, 50, 50, 20, full) }},
		{"diamond", 200, func(s *scene.Scene) { s.Diamond(scene.ID{}, 50, 50, 10, full) }},
		{"line", 100, func(s *scene.Scene) { s.Polyline(scene.ID{}, tray, full, 2) }},
		{"hairline", 25, func(s *scene.Scene) { s.Polyline(scene.ID{}, tray, full, 0.5) }},
		{"clipped", 300, func(s *scene.Scene) {
			s.SetClip(scene.Rect{X: 0, Y: 0, W: 30, H: 35})
			s.Box(scene.ID{}, r, 0, full)
		}},
		{"clipped away", 0, func(s *scene.Scene) {
			s.SetClip(scene.Rect{X: 70, Y: 70, W: 5, H: 5})
			s.Box(scene.ID{}, r, 0, full)
		}},
	}
	for _, c := range cases {
		for _, scale := range []float32{1, 2} {
			want := c.want * float64(scale*scale)
			assert.InDelta(t, want, ink(built(scale, c.add)), 0.015*want+1.5, "%s at scale %v", c.name, scale)
		}
	}
}

func TestAThinBoxIsThinner(t *testing.T) {
	for _, w := range []float32{0.1, 0.5, 1, 1.5, 3} {
		m := built(1, func(s *scene.Scene) {
			s.Box(scene.ID{}, scene.Rect{X: 5, Y: 5, W: w, H: 60}, 0, scene.Solid(theme.SeriesB))
		})
		assert.InDelta(t, 60*w, ink(m), 0.06*60*float64(w)+0.5, "width %v", w)
	}
}

// The stripes and the tint together: tint + (1 - tint) is painted over, so where
// a stripe is there is only stripe, and the tint is between them. At every scale,
// and wherever the rectangle is, stripes cover their share.
func TestHatchWeight(t *testing.T) {
	for _, scale := range []float32{1, 1.5, 2} {
		var s scene.Scene
		s.Reset(700, 100)
		r := scene.Rect{X: 3.3, Y: 4.4, W: 650.5, H: 60}
		s.Hatch(scene.ID{}, r, 0, scene.Solid(theme.Waiting))
		img := New(theme.Dark()).Pixels(&s, scale)
		sum, c := 0.0, theme.Dark().Colour(theme.Waiting)
		for i := 0; i < len(img.Pix); i += 4 {
			sum += float64(img.Pix[i]) / float64(c.R)
		}
		share := scene.HatchStripe / scene.HatchStep
		want := float64(r.W*r.H) * float64(scale*scale) * (share + (1-share)*scene.HatchTint)
		assert.InDelta(t, want, sum, 0.02*want, "scale %v", scale)
	}
}

// A stripe stands where x + y is within the first part of a step: each pixel of a
// hatched rectangle has the ink that the rule gives it, in whichever piece it lies.
func TestStripesStandStill(t *testing.T) {
	for _, scale := range []float32{1, 1.25, 2} {
		for _, at := range []float32{0, 3, 7.25, 100.6} {
			var s scene.Scene
			s.Reset(1400, 120)
			s.Hatch(scene.ID{}, scene.Rect{X: at, Y: at / 2, W: 1200, H: 50}, 0, scene.Solid(theme.Waiting))
			img := New(theme.Dark()).Pixels(&s, scale)
			full := float64(theme.Dark().Colour(theme.Waiting).R)
			for y := int(at/2*scale) + 2; y < int((at/2+50)*scale)-2; y++ {
				for x := int(at*scale) + 2; x < int((at+1200)*scale)-2; x++ {
					sum := math.Mod(float64(x+y)+1, 6*math.Sqrt2*float64(scale))
					across := sum / math.Sqrt2 // pixels past the edge of the stripe
					in := max(min(across, 2.5*float64(scale)-across), across-6*float64(scale))
					ink := min(max(in+0.5, 0), 1)
					want := full * (scene.HatchTint*(1-ink) + ink)
					require.InDelta(t, want, img.RGBAAt(x, y).R, 6, "scale %v at %v: pixel %d, %d", scale, at, x, y)
				}
			}
		}
	}
}

func TestDashesCoverTheirShare(t *testing.T) {
	m := built(1, func(s *scene.Scene) {
		s.Line(scene.ID{}, 0, 50, 98, 50, scene.Solid(theme.Edge), 2).Dashed()
	})
	assert.InDelta(t, 98*2*4.0/7, ink(m), 4)
}

func TestNothingLeavesItsClip(t *testing.T) {
	clip := scene.Rect{X: 30, Y: 30, W: 40, H: 35}
	rnd := rand.New(rand.NewSource(7))
	p := New(theme.Dark())
	for range 200 {
		var s scene.Scene
		s.Reset(100, 100)
		s.SetClip(clip)
		at := func() scene.Point { return scene.Point{X: rnd.Float32() * 100, Y: rnd.Float32() * 100} }
		a, b := at(), at()
		s.Cubic(scene.ID{}, a, at(), at(), b, scene.Solid(theme.Task), 3).Arrow()
		s.Text(scene.ID{}, a.X, a.Y, "kmem_cache", theme.Prose, scene.Middle, scene.Solid(theme.Text))
		s.Hatch(scene.ID{}, scene.Rect{X: b.X, Y: b.Y, W: 50, H: 40}, 4, scene.Solid(theme.Waiting))
		s.Padlock(scene.ID{}, b.X, a.Y, 20, scene.RTLock, false, scene.Solid(theme.LockHeld))
		p.build(&s, 1.5)
		box := scene.Rect{X: clip.X * 1.5, Y: clip.Y * 1.5, W: clip.W * 1.5, H: clip.H * 1.5}.Grow(0.01)
		for _, i := range p.mesh.indices {
			v := p.mesh.vertices[i]
			require.True(t, box.Contains(v.DstX, v.DstY), "%v, %v", v.DstX, v.DstY)
		}
	}
}

func TestNumbersAreAlwaysNumbers(t *testing.T) {
	full := scene.Solid(theme.Task)
	at := scene.Point{X: 5, Y: 5}
	m := built(1, func(s *scene.Scene) {
		s.Polyline(scene.ID{}, []scene.Point{at, at, at}, full, 2).Arrow()
		s.Polyline(scene.ID{}, []scene.Point{at}, full, 2).Dashed()
		s.Polyline(scene.ID{}, []scene.Point{at, {X: 50, Y: 5}, at}, full, 2)
		s.Polygon(scene.ID{}, []scene.Point{at, at, at}, full)
		s.Box(scene.ID{}, scene.Rect{X: 1, Y: 1, W: 0, H: 5}, 3, full)
		s.Box(scene.ID{}, scene.Rect{X: 1, Y: 1, W: -4, H: 5}, 3, full).Outline(full, 1)
		s.Cubic(scene.ID{}, at, at, at, at, full, 2).Dashed().Arrow()
		s.Text(scene.ID{}, 5, 5, "", theme.Prose, scene.End, full)
		s.Text(scene.ID{}, 5, 5, "漢\x00", theme.Prose, scene.End, full)
	})
	for _, v := range m.vertices {
		for _, f := range []float32{v.DstX, v.DstY, v.SrcX, v.SrcY, v.ColorA} {
			require.False(t, math.IsNaN(float64(f)) || math.IsInf(float64(f), 0))
		}
	}
}

// Where a window is open, it allocates meanwhile and is counted too: what every
// one of many frames needs is the frame's own.
func TestAWarmFrameAllocatesNothing(t *testing.T) {
	p, s := New(theme.Dark()), scenetest.Farm()
	p.build(s, 1)
	least := math.Inf(1)
	for try := 0; try < 200 && least > 0; try++ {
		least = min(least, testing.AllocsPerRun(1, func() { p.build(s, 1) }))
	}
	assert.Zero(t, least)
}

func BenchmarkFarm(b *testing.B) {
	p, s := New(theme.Dark()), scenetest.Farm()
	b.ReportAllocs()
	for b.Loop() {
		p.build(s, 1)
	}
}
