package svg

import "barnyard/viz/scene"

// geometry opens the element of a plain item, writes its place and gives back
// its tag.
func (w *writer) geometry(it *scene.Item) (tag string) {
	switch it.Shape {
	case scene.Text:
		return w.letters(it)
	case scene.Circle:
		return w.circle(it)
	case scene.Polyline, scene.Polygon, scene.Quad, scene.Cubic:
		return w.path(it)
	}
	w.open("rect")
	r, radius := it.Rect, it.Radius
	if it.Stroke.Visible() { // an outline lies inside its rectangle
		r, radius = r.Grow(-it.Width/2), radius-it.Width/2
	}
	w.rect(r)
	if radius > 0 {
		w.number("rx", min(radius, r.W/2, r.H/2))
	}
	return "rect"
}

func (w *writer) rect(r scene.Rect) {
	w.number("x", r.X)
	w.number("y", r.Y)
	w.number("width", max(r.W, 0))
	w.number("height", max(r.H, 0))
}

func (w *writer) circle(it *scene.Item) string {
	w.open("circle")
	radius := it.Rect.W / 2
	w.number("cx", it.Rect.X+radius)
	w.number("cy", it.Rect.Y+radius)
	if it.Stroke.Visible() {
		radius -= it.Width / 2
	}
	w.number("r", max(radius, 0))
	return "circle"
}

// joints says how the points of each shape are joined.
var joints = map[scene.Shape]string{scene.Polyline: "L", scene.Polygon: "L", scene.Quad: "Q", scene.Cubic: "C"}

func (w *writer) path(it *scene.Item) string {
	w.open("path")
	w.text(" d=\"")
	pts := w.parts.Of(it)
	for i, p := range pts {
		switch {
		case i == 0:
			w.text("M")
		case i == 1:
			w.text(joints[it.Shape])
		default:
			w.text(" ")
		}
		w.text(decimal(p.X) + " " + decimal(p.Y))
	}
	if it.Shape == scene.Polygon {
		w.text("Z")
	}
	w.text("\"")
	if len(pts) == 2 && (pts[0].X == pts[1].X || pts[0].Y == pts[1].Y) {
		w.attr("shape-rendering", "crispEdges")
	}
	return "path"
}

// paint writes ink, stroke and clip.
func (w *writer) paint(it *scene.Item) {
	if it.Shape == scene.Hatch {
		w.reference("fill", w.hatchName(w.colour(it.Fill)))
		if a := it.Fill.Alpha * it.Alpha; a != 1 {
			w.number("fill-opacity", a)
		}
	} else {
		w.ink("fill", it.Fill, it.Alpha)
	}
	if it.Stroke.Visible() {
		w.ink("stroke", it.Stroke, it.Alpha)
		w.number("stroke-width", it.Width)
		if it.Has(scene.DashedLine) {
			w.attr("stroke-dasharray", decimal(scene.DashOn)+" "+decimal(scene.DashOff))
		}
	}
	if !it.Clip.Empty() {
		w.reference("clip-path", w.clipName(w.clipIndex(it.Clip)))
	}
}
