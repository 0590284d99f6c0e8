package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// Where there is room for a text: each takes a place and no two overlap. What
// finds none is left out; its thing still has a hint.

// place finds room for a text that is centred on or starts at one of the xs,
// on one of the baselines, and takes it.
func (p *plot) place(text string, t theme.Type, xs []float32, ys ...float32) (x, y float32, ok bool) {
	w := typeset.Measure(text, t)
	for _, y := range ys {
		for _, x := range xs {
			r := scene.Rect{X: x, Y: y - t.Size, W: w, H: t.Size * 1.3}
			if x < p.area.X || x+w > p.area.X+p.area.W || y+3 > p.area.Y+p.area.H || !p.free(r) {
				continue
			}
			p.take(r)
			return x, y, true
		}
	}
	return 0, 0, false
}

// write draws a text that has found its place. What lies below it is dimmed,
// so that no line runs through the letters.
func (p *plot) write(id scene.ID, x, y float32, text string, ink theme.Role) {
	w := typeset.Measure(text, theme.SpanName)
	p.s.Box(id.Sub(int(id.Part)+20), scene.Rect{X: x - 2, Y: y - 9.5, W: w + 4, H: 12}, theme.RadiusCell, scene.Tint(theme.Bar, 0.85)).Through()
	p.s.Text(id, x, y, text, theme.SpanName, scene.Start, scene.Solid(ink)).Through()
}

// bandHeight is how high a part of the plot is in which places are kept
// together: about a line.
const bandHeight = 16

// bands are the numbers of the first and the last band that r touches.
func (p *plot) bands(r scene.Rect) (first, last int) {
	most := len(p.taken) - 1
	first = min(max(int((r.Y-p.area.Y)/bandHeight), 0), most)
	last = min(max(int((r.Y+r.H-p.area.Y)/bandHeight), 0), most)
	return first, last
}

// take keeps a place from the texts that come later.
func (p *plot) take(r scene.Rect) {
	first, last := p.bands(r)
	for b := first; b <= last; b++ {
		p.taken[b] = append(p.taken[b], r)
	}
}

// clearPlaces frees all places but that of the cursor.
func (p *plot) clearPlaces() {
	p.struck = p.struck[:0]
	for i := range p.taken {
		p.taken[i] = p.taken[i][:0]
	}
	for n := int(p.area.H/bandHeight) + 1; len(p.taken) < n; {
		p.taken = append(p.taken, nil)
	}
	p.take(scene.Rect{X: p.x(p.in.Now) - 1, Y: p.area.Y, W: 2, H: p.area.H})
}

// free says whether nothing is there.
func (p *plot) free(r scene.Rect) bool {
	first, last := p.bands(r)
	for b := first; b <= last; b++ {
		for _, o := range p.taken[b] {
			if r.X < o.X+o.W+4 && o.X < r.X+r.W+4 && r.Y < o.Y+o.H && o.Y < r.Y+r.H {
				return false
			}
		}
	}
	return true
}
