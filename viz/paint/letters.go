package paint

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/scene"
	"barnyard/viz/typeset"
)

// letters adds a text: one rectangle a letter, at whole pixels, so that the
// letters are as sharp as they were drawn. The baseline goes to the nearest
// pixel; across, a letter stands at the nearest quarter of one, or half of one
// where pixels are small.
func (p *Painter) letters(it *scene.Item, c colour) {
	if c.a == 0 || it.Text == "" {
		return
	}
	x := it.Rect.X - typeset.Measure(it.Text, it.Type)*float32(it.Anchor)/2
	scale := p.kept.mesh.scale
	key := letterKey{family: it.Type.Family, weight: it.Type.Weight,
		size: int32(math.Round(float64(it.Type.Size * scale * 8)))}
	baseline := int(math.Round(float64(it.Rect.Y * scale)))
	for _, r := range it.Text {
		quarters := int(math.Round(float64(x * scale * 4)))
		if scale >= 1.5 {
			quarters = 2 * int(math.Round(float64(x*scale*2)))
		}
		pen := quarters >> 2
		key.r, key.quarter = r, uint8(quarters&3)
		if l := p.atlas.letter(key); l.w > 0 {
			p.kept.mesh.letter(l, pen+l.dx, baseline+l.dy, c)
		}
		x += typeset.Advance(r, it.Type)
	}
}

// letter adds the two triangles of a letter whose corner is at x, y.
func (m *mesh) letter(l letter, x, y int, c colour) {
	x0, y0, x1, y1 := float32(x), float32(y), float32(x+l.w), float32(y+l.h)
	u0, v0, u1, v1 := float32(l.x), float32(l.y), float32(l.x+l.w), float32(l.y+l.h)
	a := m.textured(point{x0, y0}, u0, v0, c)
	b := m.textured(point{x1, y0}, u1, v0, c)
	d := m.textured(point{x1, y1}, u1, v1, c)
	e := m.textured(point{x0, y1}, u0, v1, c)
	m.triangle(a, b, d)
	m.triangle(a, d, e)
}

// upload brings the new letters to the image on the graphics card.
func (p *Painter) upload() {
	if p.image == nil {
		p.image = ebiten.NewImageWithOptions(image.Rect(0, 0, atlasWide, atlasHigh), &ebiten.NewImageOptions{Unmanaged: true})
	}
	d := p.atlas.dirty
	if d.Empty() {
		return
	}
	p.bytes = p.bytes[:0]
	for y := d.Min.Y; y < d.Max.Y; y++ {
		for _, a := range p.atlas.pixels.Pix[y*atlasWide+d.Min.X : y*atlasWide+d.Max.X] {
			p.bytes = append(p.bytes, a, a, a, a)
		}
	}
	p.image.SubImage(d).(*ebiten.Image).WritePixels(p.bytes)
	p.atlas.dirty = image.Rectangle{}
}
