// Package paint draws a scene into an Ebitengine image.
//
//	Scene --kept--> items that changed --Expand--> plain items --mesh--> triangles
//	triangles of all items --gather--> those in the dirty parts --DrawTriangles32--> dst
//
// A part of the picture is one list of triangles from one image, so it is one draw
// call. That image, the atlas, holds a white spot for shapes, and the letters and
// small squares that were needed so far. Edges are smooth because every shape has a rim one
// pixel wide on which its ink runs out; no offscreen image is needed. Clips
// cut triangles here, on the CPU.
//
// The triangles are built without Ebitengine (mesh.go and its neighbours), so
// plain tests can weigh them; only Draw needs a window. A warm frame allocates
// nothing.
package paint

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// Painter draws scenes. It owns the atlas, so make one and keep it.
type Painter struct {
	theme *theme.Theme
	atlas *atlas
	kept  kept
	dirty dirty
	mesh  mesh            // what is being drawn
	on    *ebiten.Image   // where the picture was drawn last
	size  image.Rectangle // and how large that was
	parts scene.Scene     // the plain items of the item at hand
	image *ebiten.Image
	bytes []byte // of the letters on their way to the image
}

// New is a painter with a theme.
func New(th *theme.Theme) *Painter {
	return &Painter{theme: th, atlas: newAtlas()}
}

// SetTheme changes the colours from the next Draw on. The letters stay.
func (p *Painter) SetTheme(th *theme.Theme) { p.theme = th }

// Draw draws the scene with its corner at that of dst, which must be empty or
// hold what was drawn there last: only what has changed since is drawn. Scale is
// how many pixels a point has: the device's scale factor.
func (p *Painter) Draw(dst *ebiten.Image, s *scene.Scene, scale float32) {
	p.update(s, scale)
	p.upload()
	if p.on != dst || p.size != dst.Bounds() {
		p.on, p.size, p.dirty.whole = dst, dst.Bounds(), true
	}
	for _, r := range p.dirty.parts(p.size) {
		p.drawPart(dst, r)
	}
	p.dirty.clean()
}

// drawPart draws what reaches into a rectangle, and nothing outside of it. It
// draws on dst itself: for each image that is drawn on, a part of another one
// too, Ebitengine keeps memory for the triangles, and makes it anew for a
// rectangle that it has not seen for a while, a megabyte a frame.
func (p *Painter) drawPart(dst *ebiten.Image, r image.Rectangle) {
	if r.Empty() {
		return
	}
	p.clear(dst, r)
	if p.gather(extentOf(r)); len(p.mesh.indices) > 0 {
		dst.DrawTriangles32(p.mesh.vertices, p.mesh.indices, p.image, &drawOptions)
	}
}

// clear empties a rectangle.
func (p *Painter) clear(dst *ebiten.Image, r image.Rectangle) {
	m := &p.mesh
	m.reset(p.kept.scale)
	x0, y0, x1, y1 := float32(r.Min.X), float32(r.Min.Y), float32(r.Max.X), float32(r.Max.Y)
	a, b := m.vertex(point{x0, y0}, colour{}), m.vertex(point{x1, y0}, colour{})
	c, d := m.vertex(point{x1, y1}, colour{}), m.vertex(point{x0, y1}, colour{})
	m.triangle(a, b, c)
	m.triangle(a, c, d)
	dst.DrawTriangles32(m.vertices, m.indices, p.image, &clearOptions)
}

var (
	drawOptions  = ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
	clearOptions = ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha, Blend: ebiten.BlendClear}
)

// build makes the triangles of the whole scene.
func (p *Painter) build(s *scene.Scene, scale float32) {
	p.update(s, scale)
	p.gather(everywhere)
}

// plain adds the triangles of one plain item.
func (p *Painter) plain(it *scene.Item) {
	m := &p.kept.mesh
	fill, stroke := p.ink(it.Fill, it.Alpha), p.ink(it.Stroke, it.Alpha)
	switch it.Shape {
	case scene.Text:
		p.letters(it, fill)
	case scene.Hatch:
		p.hatch(it, fill)
	case scene.Polygon:
		m.polygon(p.parts.Of(it), fill)
	case scene.Polyline, scene.Quad, scene.Cubic:
		m.line(it, p.parts.Of(it), stroke)
	default:
		if !p.cell(it, fill, stroke) {
			m.box(it, fill, stroke)
		}
	}
}

// colour is ink ready for a vertex: premultiplied, from 0 to 1.
type colour struct{ r, g, b, a float32 }

func (c colour) times(alpha float32) colour {
	return colour{c.r * alpha, c.g * alpha, c.b * alpha, c.a * alpha}
}

func (p *Painter) ink(k scene.Ink, alpha float32) colour {
	if !k.Visible() {
		return colour{}
	}
	c := p.theme.Blend(k.Role, k.To, k.Blend)
	a := min(max(k.Alpha*alpha, 0), 1)
	return colour{float32(c.R) / 255, float32(c.G) / 255, float32(c.B) / 255, 1}.times(a)
}

// Triangles does what Draw does, for a screen of the scene's size, but for
// handing the triangles to Ebitengine: for those who measure. It says how many
// there are.
func (p *Painter) Triangles(s *scene.Scene, scale float32) (n int) {
	p.update(s, scale)
	for _, r := range p.dirty.parts(image.Rect(0, 0, int(s.W*scale), int(s.H*scale))) {
		p.gather(extentOf(r))
		n += len(p.mesh.indices) / 3
	}
	p.dirty.clean()
	return n
}
