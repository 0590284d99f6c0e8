package paint

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

func weight(g glyph) (sum float64) {
	for _, a := range g.mask {
		sum += float64(a) / 255
	}
	return sum
}

// A cell weighs its area, wherever it stands in its pixel, and about as much as
// the triangles of the same square, whose round corners have few of them.
func TestCellsWeighTheirArea(t *testing.T) {
	for _, c := range []struct{ side, radius, width float64 }{
		{4, 2, 0}, {3.5, 1, 0}, {3.5, 1, 1}, {20, 2, 0}, {20, 2, 1}, {24, 12, 0}, {11.25, 3, 1.5}, {6, 0, 0},
	} {
		area := c.side*c.side - (4-math.Pi)*c.radius*c.radius
		if c.width > 0 {
			in, r := c.side-2*c.width, math.Max(c.radius-c.width, 0)
			area -= in*in - (4-math.Pi)*r*r
		}
		for qx := range uint8(4) {
			for qy := range uint8(4) {
				k := cellKey{side: eighths(float32(c.side)), radius: eighths(float32(c.radius)), width: eighths(float32(c.width)), qx: qx, qy: qy}
				assert.InDelta(t, area, weight(new(desk).cell(k)), 0.04*area+0.3, "%+v", k)
			}
		}
		mesh := newMesh()
		it := scene.Item{Rect: scene.Rect{X: 3, Y: 3, W: float32(c.side), H: float32(c.side)}, Radius: float32(c.radius), Width: float32(c.width)}
		full := colour{1, 1, 1, 1}
		if c.width > 0 {
			mesh.box(&it, colour{}, full)
		} else {
			mesh.box(&it, full, colour{})
		}
		assert.InDelta(t, ink(mesh), weight(new(desk).cell(cellKey{side: eighths(float32(c.side)), radius: eighths(float32(c.radius)), width: eighths(float32(c.width))})), 0.12*area+0.3, "%+v", c)
	}
}

func newMesh() *mesh {
	m := &mesh{}
	m.reset(1)
	return m
}

// A cell stands where its square is, to an eighth of a pixel.
func TestCellsStandInTheirPlace(t *testing.T) {
	for _, at := range []float32{7, 7.25, 7.3, 7.5, 7.87, 7.99, 0} {
		p := New(theme.Dark())
		var s scene.Scene
		s.Reset(100, 100)
		s.Box(scene.ID{}, scene.Rect{X: at, Y: 50, W: 5, H: 5}, 2, scene.Solid(theme.Task))
		p.build(&s, 1)
		assert.Len(t, p.mesh.vertices, 4)
		v := p.mesh.vertices[0]
		l := p.atlas.pixels
		sum, moment := 0.0, 0.0
		for y := range 8 {
			for x := range 7 {
				a := float64(l.AlphaAt(int(v.SrcX)+x, int(v.SrcY)+y).A)
				sum, moment = sum+a, moment+a*(float64(v.DstX)+float64(x)+0.5)
			}
		}
		assert.InDelta(t, at+2.5, moment/sum, 0.13)
	}
}

func TestWhatIsNoCellIsMadeOfTriangles(t *testing.T) {
	fill, edge := scene.Solid(theme.Task), scene.Solid(theme.Edge)
	for name, add := range map[string]func(s *scene.Scene){
		"large":    func(s *scene.Scene) { s.Box(scene.ID{}, scene.Rect{W: 25, H: 25}, 2, fill) },
		"oblong":   func(s *scene.Scene) { s.Box(scene.ID{}, scene.Rect{W: 5, H: 6}, 2, fill) },
		"tiny":     func(s *scene.Scene) { s.Box(scene.ID{}, scene.Rect{W: 1.5, H: 1.5}, 0, fill) },
		"dashed":   func(s *scene.Scene) { s.Box(scene.ID{}, scene.Rect{W: 5, H: 5}, 2, fill).Outline(edge, 1).Dashed() },
		"hairline": func(s *scene.Scene) { s.Box(scene.ID{}, scene.Rect{W: 5, H: 5}, 2, fill).Outline(edge, 0.5) },
	} {
		assert.Greater(t, len(built(1, add).vertices), 4, name)
	}
	both := built(1, func(s *scene.Scene) { s.Box(scene.ID{}, scene.Rect{W: 5, H: 5}, 2, fill).Outline(edge, 1) })
	assert.Len(t, both.vertices, 8, "the square and its outline")
}
