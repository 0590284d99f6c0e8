// Package paint draws a scene into an Ebitengine image.
//
//	Scene --Expand--> plain items --mesh--> triangles --DrawTriangles32--> dst
//	                                  ^ letters: places in one atlas
//
// The whole picture is one list of triangles from one image, so it is one draw
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
	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// Painter draws scenes. It owns the atlas, so make one and keep it.
type Painter struct {
	theme *theme.Theme
	atlas *atlas
	mesh  mesh
	parts scene.Scene // the plain items of the item at hand
	image *ebiten.Image
	bytes []byte // of the letters on their way to the image
}

// New is a painter with a theme.
func New(th *theme.Theme) *Painter {
	return &Painter{theme: th, atlas: newAtlas()}
}

// SetTheme changes the colours from the next Draw on. The letters stay.
func (p *Painter) SetTheme(th *theme.Theme) { p.theme = th }

// Draw draws the scene with its corner at that of dst. Scale is how many
// pixels a point has: the device's scale factor.
func (p *Painter) Draw(dst *ebiten.Image, s *scene.Scene, scale float32) {
	p.build(s, scale)
	p.upload()
	if len(p.mesh.indices) == 0 {
		return
	}
	dst.DrawTriangles32(p.mesh.vertices, p.mesh.indices, p.image, &drawOptions)
}

var drawOptions = ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}

// build makes the triangles of the scene. If the atlas is full, it is emptied
// and the scene is built again: then it holds only what this scene needs.
func (p *Painter) build(s *scene.Scene, scale float32) {
	p.buildOnce(s, scale)
	if p.atlas.full {
		p.atlas.empty()
		p.buildOnce(s, scale)
	}
}

func (p *Painter) buildOnce(s *scene.Scene, scale float32) {
	m := &p.mesh
	m.reset(scale)
	for i := range s.Items {
		it := &s.Items[i]
		if it.Alpha <= 0 {
			continue
		}
		s.Expand(it, &p.parts)
		for k := range p.parts.Items {
			from := len(m.indices)
			p.plain(&p.parts.Items[k])
			m.cut(from, it.Clip)
		}
	}
}

// plain adds the triangles of one plain item.
func (p *Painter) plain(it *scene.Item) {
	m := &p.mesh
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

// Triangles makes the triangles of the scene and draws them nowhere, for those
// who measure. It says how many there are.
func (p *Painter) Triangles(s *scene.Scene, scale float32) int {
	p.build(s, scale)
	return len(p.mesh.indices) / 3
}
