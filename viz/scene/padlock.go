package scene

import (
	"math"

	"barnyard/viz/theme"
)

// A padlock is drawn in its square: a shackle above, a body below and a mark
// on the body. The outline of the body tells the kind of lock, so that the
// kinds differ without colour and at twelve points:
//
//	local lock   square body, upright slot
//	spinlock     round body, round hole
//	RT lock      shield, two bars: a waiter sleeps
const (
	lockBodyTop = 0.42 // from the top of the square, as a share of its side
	shackleHalf = 0.21 // half the width of the shackle
	shacklePen  = 0.13
	lockOpenUp  = 0.10 // how far an open shackle is lifted
)

// padlock adds the parts of a padlock to out.
func (out *Scene) padlock(it *Item) {
	r := it.Rect
	out.shackle(it)
	switch it.Lock {
	case SpinLock:
		out.Circle(it.ID, r.X+r.W/2, r.Y+0.68*r.H, 0.32*r.W, it.Fill)
		out.Circle(it.ID, r.X+r.W/2, r.Y+0.68*r.H, 0.10*r.W, Solid(theme.TextOn))
	case RTLock:
		out.shield(it)
		for _, dy := range [2]float32{0.55, 0.70} {
			out.Box(it.ID, Rect{r.X + 0.36*r.W, r.Y + dy*r.H, 0.28 * r.W, 0.07 * r.H}, 0, Solid(theme.TextOn))
		}
	default:
		body := Rect{r.X + 0.14*r.W, r.Y + lockBodyTop*r.H, 0.72 * r.W, 0.56 * r.H}
		out.Box(it.ID, body, 0.10*r.W, it.Fill)
		out.Box(it.ID, Rect{r.X + 0.45*r.W, r.Y + 0.58*r.H, 0.10 * r.W, 0.24 * r.H}, 0, Solid(theme.TextOn))
	}
}

// shackle adds the bow. Open, it is lifted and its right leg is free.
func (out *Scene) shackle(it *Item) {
	r := it.Rect
	cx, top, foot := r.X+r.W/2, r.Y+0.30*r.H, r.Y+(lockBodyTop+0.06)*r.H
	right := foot
	if it.Has(Open) {
		top -= lockOpenUp * r.H
		right = top
	}
	half := shackleHalf * r.W
	pts := append(make([]Point, 0, 12), Point{cx - half, foot})
	for i := 0; i <= 8; i++ {
		sin, cos := math.Sincos(math.Pi * float64(i) / 8)
		pts = append(pts, Point{cx - half*float32(cos), top - half*float32(sin)})
	}
	if right > top {
		pts = append(pts, Point{cx + half, right})
	}
	out.Polyline(it.ID, pts, it.Fill, shacklePen*r.W)
}

// shield adds the body of the RT lock.
func (out *Scene) shield(it *Item) {
	r := it.Rect
	at := func(x, y float32) Point { return Point{r.X + x*r.W, r.Y + y*r.H} }
	pts := [...]Point{at(0.14, lockBodyTop), at(0.86, lockBodyTop), at(0.86, 0.70), at(0.5, 1), at(0.14, 0.70)}
	out.Polygon(it.ID, pts[:], it.Fill)
}
