package paint

import (
	"math"

	"barnyard/viz/scene"
)

// Small squares, the cells and dots that stand for objects, make up most of a
// picture. Like letters they are drawn once into the atlas, and a cell is then
// two triangles instead of fifty. What is drawn is what the triangles of box.go
// would give at the middle of each pixel: the ink runs out along one pixel
// across the edge. A cell stands at the nearest quarter of a pixel.

// cellMost is the side of the largest square that is drawn so, in pixels.
const cellMost = 24

// cellKey tells cells in the atlas apart. All but the quarters is in eighths of
// a pixel.
type cellKey struct {
	side, radius int16
	width        int16 // of the outline; 0: filled
	qx, qy       uint8 // quarters of a pixel past a whole one
}

// cell adds a small square and reports whether it could.
func (p *Painter) cell(it *scene.Item, fill, stroke colour) bool {
	scale := p.kept.mesh.scale
	side, width := it.Rect.W*scale, it.Width*scale
	outlined := stroke.a > 0 && width > 0
	if it.Rect.W != it.Rect.H || side < 2 || side > cellMost || outlined && (width < 1 || it.Has(scene.DashedLine)) {
		return false
	}
	qx, qy := quarters(it.Rect.X*scale), quarters(it.Rect.Y*scale)
	key := cellKey{side: eighths(side), radius: eighths(min(it.Radius*scale, side/2)), qx: uint8(qx & 3), qy: uint8(qy & 3)}
	if fill.a > 0 {
		p.cellMark(key, qx>>2, qy>>2, fill)
	}
	if outlined {
		key.width = eighths(width)
		p.cellMark(key, qx>>2, qy>>2, stroke)
	}
	return true
}

func quarters(v float32) int  { return int(math.Floor(float64(v*4 + 0.5))) }
func eighths(v float32) int16 { return int16(v*8 + 0.5) }

func (p *Painter) cellMark(k cellKey, x, y int, c colour) {
	l, known := p.atlas.cells[k]
	if !known {
		l = p.atlas.place(p.atlas.desk.cell(k))
		p.atlas.cells[k] = l
	}
	if l.w > 0 {
		p.kept.mesh.letter(l, x+l.dx, y+l.dy, c)
	}
}

// cell is the coverage of a cell.
func (d *desk) cell(k cellKey) glyph {
	side, radius, width := float64(k.side)/8, float64(k.radius)/8, float64(k.width)/8
	n := int(math.Ceil(side)) + 2 // a pixel more on both sides
	mask := d.blank(n, n)
	for y := range n {
		for x := range n {
			// from the middle of the cell to that of the pixel, in one quarter
			dx := math.Abs(float64(x) - 0.5 - float64(k.qx)/4 - side/2)
			dy := math.Abs(float64(y) - 0.5 - float64(k.qy)/4 - side/2)
			out := outside(dx-side/2+radius, dy-side/2+radius) - radius
			ink := 0.5 - out
			if k.width > 0 {
				ink = min(ink, 0.5+out+width)
			}
			mask.Pix[y*mask.Stride+x] = uint8(255*min(max(ink, 0), 1) + 0.5)
		}
	}
	return glyph{w: n, h: n, dx: -1, dy: -1, mask: mask.Pix}
}

// outside is how far a point is from the corner at zero of the quarter of the
// plane that is above and left of it; negative inside.
func outside(x, y float64) float64 {
	if x > 0 && y > 0 {
		return math.Hypot(x, y)
	}
	return max(x, y)
}
