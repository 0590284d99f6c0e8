package paint

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/scene"
)

// Pixels draws the scene without a window: the same triangles from the same
// atlas, filled here. So a picture in a file is the picture of the window, to
// the rounding of a colour. It is for files and films: it takes a core some
// tens of milliseconds a picture.
//
// The image has as many pixels as the scene has points, times the scale.
func (p *Painter) Pixels(s *scene.Scene, scale float32) *image.RGBA {
	p.build(s, scale)
	size := func(v float32) int { return int(math.Ceil(float64(v * scale))) }
	out := image.NewRGBA(image.Rect(0, 0, size(s.W), size(s.H)))
	f := filler{out: out, atlas: p.atlas.pixels}
	m := &p.mesh
	for i := 0; i < len(m.indices); i += 3 {
		f.triangle(&m.vertices[m.indices[i]], &m.vertices[m.indices[i+1]], &m.vertices[m.indices[i+2]])
	}
	for i := 3; i < len(out.Pix); i += 4 { // a window is opaque
		out.Pix[i] = 0xff
	}
	return out
}

// filler fills triangles as a graphics card does: a pixel belongs to the
// triangle that its middle lies in, and on a shared edge to one of the two.
type filler struct {
	out   *image.RGBA
	atlas *image.Alpha
}

// triangle mixes ink and place over the area, by how near each corner is.
func (f *filler) triangle(a, b, c *ebiten.Vertex) {
	area := cross(a, b, c.DstX, c.DstY)
	if area == 0 {
		return
	}
	if area < 0 {
		b, c, area = c, b, -area
	}
	bounds := f.out.Bounds()
	x0, x1 := reach(a.DstX, b.DstX, c.DstX, bounds.Max.X)
	y0, y1 := reach(a.DstY, b.DstY, c.DstY, bounds.Max.Y)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			px, py := float32(x)+0.5, float32(y)+0.5
			wa, wb, wc := cross(b, c, px, py), cross(c, a, px, py), cross(a, b, px, py)
			if inside(wa, b, c) && inside(wb, c, a) && inside(wc, a, b) {
				f.pixel(x, y, a, b, c, wa/area, wb/area, wc/area)
			}
		}
	}
}

// cross is twice the area of the triangle a, b and the point: positive if that
// lies to the right of the way from a to b, as seen on the screen.
func cross(a, b *ebiten.Vertex, x, y float32) float32 {
	return (b.DstX-a.DstX)*(y-a.DstY) - (b.DstY-a.DstY)*(x-a.DstX)
}

// inside says whether a point is on the inner side of an edge. One that is on
// it counts at the edges that lead to the right or up, so for two triangles
// that share an edge it counts once.
func inside(w float32, from, to *ebiten.Vertex) bool {
	return w > 0 || w == 0 && (to.DstY < from.DstY || to.DstY == from.DstY && to.DstX > from.DstX)
}

// reach is the pixels along one axis whose middles the triangle may cover.
func reach(a, b, c float32, most int) (from, to int) {
	low, high := min(a, b, c), max(a, b, c)
	from = max(int(math.Floor(float64(low))), 0)
	return from, min(int(math.Ceil(float64(high))), most)
}

// pixel lays the ink, premultiplied, over what is there.
func (f *filler) pixel(x, y int, a, b, c *ebiten.Vertex, wa, wb, wc float32) {
	cover := f.cover(a.SrcX*wa+b.SrcX*wb+c.SrcX*wc, a.SrcY*wa+b.SrcY*wb+c.SrcY*wc)
	if cover == 0 {
		return
	}
	alpha := (a.ColorA*wa + b.ColorA*wb + c.ColorA*wc) * cover
	i := f.out.PixOffset(x, y)
	at := f.out.Pix[i : i+4 : i+4]
	at[0] = over(at[0], (a.ColorR*wa+b.ColorR*wb+c.ColorR*wc)*cover, alpha)
	at[1] = over(at[1], (a.ColorG*wa+b.ColorG*wb+c.ColorG*wc)*cover, alpha)
	at[2] = over(at[2], (a.ColorB*wa+b.ColorB*wb+c.ColorB*wc)*cover, alpha)
	at[3] = over(at[3], alpha, alpha)
}

// cover is how much of its ink the atlas lets through at a place, 0 to 1.
func (f *filler) cover(u, v float32) float32 {
	return float32(f.atlas.Pix[int(v)*f.atlas.Stride+int(u)]) / 255
}

// over is a byte of a colour under ink with that alpha.
func over(under uint8, ink, alpha float32) uint8 {
	return uint8(min(ink*255+float32(under)*(1-alpha)+0.5, 255))
}
