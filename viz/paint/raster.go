package paint

import (
	"image"
	"math"

	"golang.org/x/image/vector"

	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// glyph is the coverage of one letter: w by h bytes whose corner is dx, dy
// from the pen.
type glyph struct {
	w, h, dx, dy int
	mask         []byte
}

// desk is the memory in which letters and cells are drawn, one at a time: so one
// that is seen for the first time makes no garbage either.
type desk struct {
	raster vector.Rasterizer
	steps  []typeset.Segment
	mask   image.Alpha
}

// blank is a mask without ink. It is the desk's own until the next one.
func (d *desk) blank(w, h int) *image.Alpha {
	if n := w * h; cap(d.mask.Pix) < n {
		d.mask.Pix = make([]uint8, n, max(2*n, 1024))
	} else {
		d.mask.Pix = d.mask.Pix[:n]
		clear(d.mask.Pix)
	}
	d.mask.Stride, d.mask.Rect = w, image.Rect(0, 0, w, h)
	return &d.mask
}

// letter draws a letter's outline.
func (d *desk) letter(k letterKey) glyph {
	size := float32(k.size) / 8
	var units int
	d.steps, units = typeset.AppendOutline(d.steps[:0], k.r, theme.Type{Family: k.family, Weight: k.weight, Size: size})
	steps := d.steps
	if len(steps) == 0 {
		return glyph{}
	}
	scale, shift := size/float32(units), float32(k.quarter)/4
	left, top, right, bottom := bounds(steps)
	dx := int(math.Floor(float64(float32(left)*scale + shift)))
	dy := int(math.Floor(float64(-float32(top) * scale)))
	w := int(math.Ceil(float64(float32(right)*scale+shift))) - dx
	h := int(math.Ceil(float64(-float32(bottom)*scale))) - dy
	if w <= 0 || h <= 0 {
		return glyph{}
	}
	ra := &d.raster
	ra.Reset(w, h)
	x := func(v int) float32 { return float32(v)*scale + shift - float32(dx) }
	y := func(v int) float32 { return -float32(v)*scale - float32(dy) }
	for _, s := range steps {
		switch s.Op {
		case typeset.MoveTo:
			ra.ClosePath()
			ra.MoveTo(x(s.X), y(s.Y))
		case typeset.LineTo:
			ra.LineTo(x(s.X), y(s.Y))
		case typeset.QuadTo:
			ra.QuadTo(x(s.CX), y(s.CY), x(s.X), y(s.Y))
		}
	}
	ra.ClosePath()
	mask := d.blank(w, h)
	ra.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return glyph{w, h, dx, dy, mask.Pix}
}

// bounds is the box of an outline with its control points, in font units.
func bounds(steps []typeset.Segment) (left, top, right, bottom int) {
	left, bottom = math.MaxInt, math.MaxInt
	right, top = math.MinInt, math.MinInt
	grow := func(x, y int) {
		left, right = min(left, x), max(right, x)
		bottom, top = min(bottom, y), max(top, y)
	}
	for _, s := range steps {
		grow(s.X, s.Y)
		if s.Op == typeset.QuadTo {
			grow(s.CX, s.CY)
		}
	}
	return left, top, right, bottom
}
