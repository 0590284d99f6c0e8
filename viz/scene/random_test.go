package scene

import (
	"math/rand"

	"barnyard/viz/theme"
)

// randomScene is a scene of every shape, for property tests. Ids come from a
// small set, so that some are shared between scenes and some occur twice.
func randomScene(rnd *rand.Rand, n int) *Scene {
	s := &Scene{}
	s.Reset(400, 300)
	for range n {
		if rnd.Intn(6) == 0 {
			s.SetClip(Rect{rnd.Float32() * 200, rnd.Float32() * 200, 150, 100})
		} else {
			s.SetClip(Rect{})
		}
		it := randomItem(s, rnd, CPU.ID(rnd.Intn(2*n)).Sub(rnd.Intn(2)))
		if rnd.Intn(8) == 0 {
			it.Through()
		}
		if rnd.Intn(8) == 0 {
			it.ID = ID{}
		}
		it.Fade(float32(rnd.Intn(5)) / 4)
	}
	return s
}

func randomItem(s *Scene, rnd *rand.Rand, id ID) *Item {
	p := func() Point { return Point{rnd.Float32() * 400, rnd.Float32() * 300} }
	a, b := p(), p()
	r := Rect{a.X, a.Y, rnd.Float32() * 60, rnd.Float32() * 60}
	ink := Tint(theme.Role(rnd.Intn(theme.Count)), rnd.Float32())
	switch Shape(rnd.Intn(int(shapeCount))) {
	case Circle:
		return s.Circle(id, a.X, a.Y, 1+rnd.Float32()*30, ink)
	case Hatch:
		return s.Hatch(id, r, 2, ink)
	case Polyline:
		return s.Polyline(id, []Point{a, b, p()}[:2+rnd.Intn(2)], ink, 1+rnd.Float32()*3).Arrow()
	case Polygon:
		return s.Diamond(id, a.X, a.Y, 5+rnd.Float32()*20, ink)
	case Quad:
		return s.Quad(id, a, b, p(), ink, 2).Dashed()
	case Cubic:
		return s.Cubic(id, a, b, p(), p(), ink, 2)
	case Text:
		return s.Text(id, a.X, a.Y, "kfree", theme.Label, Anchor(rnd.Intn(3)), ink).Wide(rnd.Float32() * 50)
	case Padlock:
		return s.Padlock(id, a.X, a.Y, 14, LockShape(rnd.Intn(3)), rnd.Intn(2) == 0, ink)
	case Chip:
		return s.Chip(id, r, ink, "netd", theme.CodeBold)
	case Icon:
		return s.Icon(id, a.X, a.Y, 12, Sign(rnd.Intn(int(signCount))), ink)
	}
	return s.Box(id, r, 3, ink).Outline(Solid(theme.Edge), 1)
}
