package svg

import (
	"strings"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// Fonts whose letters are about as wide as ours come first; textLength makes
// up for the rest where it is known.
const (
	sansStack = "Go, 'Lucida Grande', 'Segoe UI', 'DejaVu Sans', sans-serif"
	monoStack = "'Go Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
)

var anchors = [...]string{scene.Start: "", scene.Middle: "middle", scene.End: "end"}

// letters opens the element of a text.
func (w *writer) letters(it *scene.Item) (tag string) {
	width := typeset.Measure(it.Text, it.Type)
	if w.options.Shapes {
		return w.outlines(it, it.Rect.X-width*float32(it.Anchor)/2)
	}
	w.open("text")
	w.number("x", it.Rect.X)
	w.number("y", it.Rect.Y)
	w.number("font-size", it.Type.Size)
	if it.Type.Family == theme.Mono {
		w.attr("font-family", monoStack)
	}
	if it.Type.Weight == theme.Bold {
		w.attr("font-weight", "bold")
	}
	if a := anchors[it.Anchor]; a != "" {
		w.attr("text-anchor", a)
	}
	if it.Text != "" {
		w.number("textLength", width)
		w.attr("lengthAdjust", "spacingAndGlyphs")
	}
	if strings.Contains(it.Text, "  ") || strings.TrimSpace(it.Text) != it.Text {
		w.attr("xml:space", "preserve")
	}
	return "text"
}

// outlines writes the letters as one path that begins at x.
func (w *writer) outlines(it *scene.Item, x float32) string {
	w.open("path")
	w.text(" d=\"")
	for _, r := range it.Text {
		steps, units := typeset.Outline(r, it.Type)
		w.outline(steps, x, it.Rect.Y, it.Type.Size/float32(units))
		x += typeset.Advance(r, it.Type)
	}
	w.text("\"")
	return "path"
}

// outline writes one letter; font units grow upwards, the scene downwards.
func (w *writer) outline(steps []typeset.Segment, x, y, scale float32) {
	place := func(px, py int) string {
		return decimal(x+float32(px)*scale) + " " + decimal(y-float32(py)*scale)
	}
	for _, s := range steps {
		switch s.Op {
		case typeset.MoveTo:
			w.text("M" + place(s.X, s.Y))
		case typeset.LineTo:
			w.text("L" + place(s.X, s.Y))
		case typeset.QuadTo:
			w.text("Q" + place(s.CX, s.CY) + " " + place(s.X, s.Y))
		}
	}
}
