package svg

import (
	"slices"
	"strconv"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// definitions writes the clips and the hatchings that the scene uses, in the
// order in which it uses them.
func (w *writer) definitions(s *scene.Scene) {
	for i := range s.Items {
		it := &s.Items[i]
		if !it.Clip.Empty() && !slices.Contains(w.clips, it.Clip) {
			w.clips = append(w.clips, it.Clip)
		}
		if c := w.colour(it.Fill); it.Shape == scene.Hatch && !slices.Contains(w.hatches, c) {
			w.hatches = append(w.hatches, c)
		}
	}
	if len(w.clips)+len(w.hatches) == 0 {
		return
	}
	w.text("<defs>\n")
	for i, r := range w.clips {
		w.clip(i, r)
	}
	for _, c := range w.hatches {
		w.hatch(c)
	}
	w.text("</defs>\n")
}

func (w *writer) clip(i int, r scene.Rect) {
	w.open("clipPath")
	w.attr("id", w.clipName(i))
	w.text("><rect")
	w.rect(r)
	w.text("/></clipPath>\n")
}

func (w *writer) hatch(c theme.RGB) {
	side := decimal(scene.HatchStep)
	w.open("pattern")
	w.attr("id", w.hatchName(c))
	w.attr("width", side)
	w.attr("height", side)
	w.attr("patternUnits", "userSpaceOnUse")
	w.attr("patternTransform", "rotate(45)")
	w.text(">")
	for _, stripe := range []struct{ width, alpha float32 }{{scene.HatchStep, scene.HatchTint}, {scene.HatchStripe, 1}} {
		w.open("rect")
		w.number("width", stripe.width)
		w.attr("height", side)
		w.attr("fill", hexColour(c))
		if stripe.alpha != 1 {
			w.number("fill-opacity", stripe.alpha)
		}
		w.text("/>")
	}
	w.text("</pattern>\n")
}

func (w *writer) clipName(i int) string        { return w.options.Prefix + "clip" + strconv.Itoa(i) }
func (w *writer) hatchName(c theme.RGB) string { return w.options.Prefix + "hatch" + hexColour(c)[1:] }
func (w *writer) clipIndex(r scene.Rect) int   { return slices.Index(w.clips, r) }
func (w *writer) reference(name, id string)    { w.attr(name, "url(#"+id+")") }
