package scene

import (
	"math"
	"math/rand"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/theme"
)

// inside answers the same question as hit in another way, by distances and
// samples; near says that the answer is too close to the edge to compare.
func inside(s *Scene, it *Item, x, y float32) (in, near bool) {
	edge := func(d float64) (bool, bool) { return d <= 0, math.Abs(d) < 0.05 }
	box := func(r Rect) (bool, bool) {
		cx, cy := float64(r.X+r.W/2), float64(r.Y+r.H/2)
		return edge(max(math.Abs(float64(x)-cx)-float64(r.W)/2, math.Abs(float64(y)-cy)-float64(r.H)/2))
	}
	r := it.Rect
	switch it.Shape {
	case Polyline, Quad, Cubic:
		return edge(sampledDistance(s.Of(it), it.Shape, x, y) - float64(it.Width)/2 - lineHit)
	case Polygon: // the random polygons are diamonds
		p := s.Of(it)
		cx, cy, half := p[0].X, p[1].Y, p[1].X-p[0].X
		return edge(math.Abs(float64(x-cx)) + math.Abs(float64(y-cy)) - float64(half))
	case Circle:
		d := math.Hypot(float64(x-r.X-r.W/2), float64(y-r.Y-r.H/2))
		return edge(d - max(float64(r.W)/2, thinHit/2))
	case Text:
		if r.W == 0 {
			return false, false
		}
		left := r.X - r.W*float32(it.Anchor)/2
		return box(Rect{left, r.Y - it.Type.Size, r.W, 1.3 * it.Type.Size})
	}
	w, h := max(r.W, thinHit), max(r.H, thinHit)
	return box(Rect{r.X + r.W/2 - w/2, r.Y + r.H/2 - h/2, w, h})
}

// sampledDistance walks along the line in small steps.
func sampledDistance(pts []Point, shape Shape, x, y float32) float64 {
	best := math.Inf(1)
	line := AppendLine(nil, shape, pts)
	for i := 1; i < len(line); i++ {
		n := int(8*Distance(line[i-1], line[i])) + 1
		for k := range n + 1 {
			p := lerpPoint(line[i-1], line[i], float32(k)/float32(n))
			best = min(best, math.Hypot(float64(x-p.X), float64(y-p.Y)))
		}
	}
	return best
}

func TestAtAgreesWithBruteForce(t *testing.T) {
	rnd := rand.New(rand.NewSource(5))
	compared, hits := 0, 0
	for range 120 {
		s := randomScene(rnd, 60)
		for range 20 {
			x, y := rnd.Float32()*400, rnd.Float32()*300
			want, sure := ID{}, true
			for i := range s.Items {
				it := &s.Items[i]
				if it.ID.Kind == Nothing || it.Has(NoHit) || it.Alpha == 0 {
					continue
				}
				if !it.Clip.Empty() && !it.Clip.Contains(x, y) {
					continue
				}
				in, near := inside(s, it, x, y)
				sure = sure && !near
				if in {
					want = it.ID
				}
			}
			if !sure {
				continue
			}
			compared++
			got, ok := s.At(x, y)
			require.Equal(t, want, got)
			require.Equal(t, want != ID{}, ok)
			if ok {
				hits++
			}
		}
	}
	assert.Greater(t, compared, 1500)
	assert.Greater(t, hits, 500)
}

func TestThinThingsAreEasyToHit(t *testing.T) {
	var s Scene
	s.Reset(100, 100)
	s.Box(HoldSpan.ID(3, 0), Rect{10, 10, 2, 5}, 0, Solid(theme.LockHeld))
	s.Line(Cursor.ID(), 50, 0, 50, 100, Solid(theme.Cursor), 2)
	for x, want := range map[float32]string{7.5: "timeline/cpu3/hold/0", 14: "timeline/cpu3/hold/0", 46: "timeline/now", 54: "timeline/now"} {
		id, ok := s.At(x, 12)
		require.True(t, ok, "x = %v", x)
		assert.Equal(t, want, id.String())
	}
	_, ok := s.At(30, 12)
	assert.False(t, ok)
}

func TestTheHintComesWithTheItem(t *testing.T) {
	var s Scene
	s.Reset(100, 100)
	s.Box(CPU.ID(0), Rect{0, 0, 50, 50}, 0, Ink{}).Tip("CPU 0 runs netd")
	assert.Equal(t, "CPU 0 runs netd", s.ItemAt(5, 5).Hint)
	assert.Nil(t, s.ItemAt(60, 5))
}
