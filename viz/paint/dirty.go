package paint

import (
	"image"
	"math"
)

// dirty is the parts of the screen that are not as they should be any more: a few
// rectangles that hold all places where something has changed. Only what reaches
// into them is drawn, and only they are drawn on.
//
// Their edges lie on a coarse grid: rectangles that come again have a part of the
// screen that Ebitengine knows already.
type dirty struct {
	whole bool // everything, whatever the rectangles say
	rects [mostRects]image.Rectangle
	n     int
}

const (
	mostRects = 6
	gridSide  = 32 // pixels
)

// add marks a place, and what of the grid it touches.
func (d *dirty) add(b extent) {
	if d.whole || b.x0 >= b.x1 || b.y0 >= b.y1 {
		return
	}
	const far = 1 << 20 // beyond any screen
	low := func(v float32) int { return int(max(v, -far)+far)/gridSide*gridSide - far }
	r := image.Rect(low(b.x0-1), low(b.y0-1), low(min(b.x1, far)+1)+gridSide, low(min(b.y1, far)+1)+gridSide)
	for i := range d.n {
		if r.In(d.rects[i]) {
			return
		}
	}
	if d.n < mostRects {
		d.rects[d.n] = r
		d.n++
		return
	}
	d.join(r)
}

// join puts a rectangle, or one that is there already, together with another: so
// that the area that is drawn without need is the smallest.
func (d *dirty) join(r image.Rectangle) {
	all := [mostRects + 1]image.Rectangle{}
	copy(all[:], d.rects[:])
	all[mostRects] = r
	a, b, least := 0, 1, math.MaxInt
	for i := range all {
		for k := i + 1; k < len(all); k++ {
			if more := area2(all[i].Union(all[k])) - area2(all[i]) - area2(all[k]); more < least {
				a, b, least = i, k, more
			}
		}
	}
	all[a] = all[a].Union(all[b])
	all[b] = all[mostRects]
	copy(d.rects[:], all[:mostRects])
}

func area2(r image.Rectangle) int { return r.Dx() * r.Dy() }

// parts is what to draw on a screen of those bounds; all of it if that is most of
// it anyway.
func (d *dirty) parts(screen image.Rectangle) []image.Rectangle {
	sum := 0
	for i := range d.n {
		d.rects[i] = d.rects[i].Intersect(screen)
		sum += area2(d.rects[i])
	}
	if d.whole || 5*sum > 4*area2(screen) {
		d.rects[0], d.n = screen, 1
	}
	return d.rects[:d.n]
}

// clean says that everything is as it should be.
func (d *dirty) clean() { d.whole, d.n = false, 0 }

func extentOf(r image.Rectangle) extent {
	return extent{float32(r.Min.X), float32(r.Min.Y), float32(r.Max.X), float32(r.Max.Y)}
}
