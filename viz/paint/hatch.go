package paint

import (
	"image"
	"math"

	"barnyard/viz/scene"
)

// Stripes of hatching are drawn once, into the atlas: a tile of them, from which
// each hatched rectangle takes a piece. A stripe is where x + y, seen across the
// stripes, is within the first part of a step; so a pixel's ink depends on the sum
// of its numbers alone, and stripes stand still when the rectangle moves or grows.
// A piece begins at that column of the tile whose stripes lie nearest to the right
// place, to within a fiftieth of a pixel.

const (
	hatchPiece = 512  // pixels: the largest piece of a tile
	hatchStart = 1024 // columns where a piece may begin
	hatchHigh  = 32
)

// hatch adds a tint and the stripes over it.
func (p *Painter) hatch(it *scene.Item, c colour) {
	m := &p.kept.mesh
	m.box(it, c.times(scene.HatchTint), colour{})
	x0, y0 := it.Rect.X*m.scale, it.Rect.Y*m.scale
	x1, y1 := x0+it.Rect.W*m.scale, y0+it.Rect.H*m.scale
	tile := p.atlas.hatching(m.scale)
	if x1 <= x0 || y1 <= y0 || c.a == 0 || tile.w == 0 {
		return
	}
	for y := y0; y < y1; {
		down := min(floor(y)+hatchHigh, y1)
		for x := x0; x < x1; {
			right := min(floor(x)+hatchPiece, x1)
			m.stripes(tile, [4]float32{x, y, right, down}, y0, y1, c)
			x = right
		}
		y = down
	}
}

func floor(v float32) float32 { return float32(math.Floor(float64(v))) }

// stripes adds a piece, from left, top to right, bottom. At the top and the bottom
// of the whole rectangle the ink runs out, as at the ends of any line.
func (m *mesh) stripes(tile letter, at [4]float32, y0, y1 float32, c colour) {
	inset := min(rim, (y1-y0)/2)
	left, top := floor(at[0]), floor(at[1])
	start := hatchColumn(float64(left)+float64(top), m.scale)
	du, dv := float32(tile.x+start)-left, float32(tile.y)-top
	first := uint32(len(m.vertices))
	rows := uint32(0)
	row := func(y float32) {
		ink := c.times(min(0.5+min(y-y0, y1-y, inset), 1))
		m.textured(point{at[0], y}, at[0]+du, y+dv, ink)
		m.textured(point{at[2], y}, at[2]+du, y+dv, ink)
		rows++
	}
	row(at[1])
	for _, y := range [2]float32{y0 + inset, y1 - inset} {
		if y > at[1] && y < at[3] {
			row(y)
		}
	}
	row(at[3])
	for i := range rows - 1 {
		a := first + 2*i
		m.triangle(a, a+1, a+3)
		m.triangle(a, a+3, a+2)
	}
}

// hatchPeriod is how far apart stripes are along a row of pixels.
func hatchPeriod(scale float32) float64 { return scene.HatchStep * math.Sqrt2 * float64(scale) }

// hatchColumn is the column of the tile that is most like the pixel whose numbers
// have that sum.
func hatchColumn(sum float64, scale float32) int {
	period := hatchPeriod(scale)
	best, off := 0, math.Inf(1)
	for at := sum - math.Floor(sum/period)*period; at < hatchStart; at += period {
		whole := math.Round(at)
		if d := math.Abs(at - whole); d < off && whole < hatchStart {
			best, off = int(whole), d
		}
	}
	return best
}

// hatching is the tile for a scale, which is drawn if it is new.
func (a *atlas) hatching(scale float32) letter {
	l, ok := a.hatches[scale]
	if !ok {
		l = a.place(hatchMask(scale))
		a.hatches[scale] = l
	}
	return l
}

// hatchMask is the coverage of the tile: the ink runs out along one pixel across
// the edge of a stripe.
func hatchMask(scale float32) glyph {
	const w, h = hatchStart + hatchPiece, hatchHigh
	period, stripe := hatchPeriod(scale), scene.HatchStripe*math.Sqrt2*float64(scale)
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sum := float64(x+y) + 1 // at the middle of the pixel
			sum -= math.Floor(sum/period) * period
			in := min(sum, stripe-sum) // from the nearer edge of this stripe
			in = max(in, sum-period)   // or of the next
			ink := min(max(in/math.Sqrt2+0.5, 0), 1)
			mask.Pix[y*mask.Stride+x] = uint8(255*ink + 0.5)
		}
	}
	return glyph{w: w, h: h, mask: mask.Pix}
}
