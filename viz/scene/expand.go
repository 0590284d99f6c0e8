package scene

import "barnyard/viz/theme"

// Expand fills out with the plain items that draw one item of s: boxes,
// circles, hatches, lines, curves, polygons and texts, without arrow heads.
// The backends draw only these, so a padlock, a chip or an arrow looks the
// same in each. The clip, the fading and the id are handed down.
func (s *Scene) Expand(it *Item, out *Scene) {
	out.Reset(s.W, s.H)
	out.clip = it.Clip
	switch it.Shape {
	case Padlock:
		out.padlock(it)
	case Chip:
		out.chip(it)
	case Icon:
		out.icon(it)
	case Polyline, Quad, Cubic:
		out.arrow(it, s.Of(it))
	default:
		plain := *it
		plain.Pts = out.points(s.Of(it)...)
		out.Items = append(out.Items, plain)
		return
	}
	for i := range out.Items {
		out.Items[i].Alpha *= it.Alpha
	}
}

// chip adds a tint, a stripe at the left and the name.
func (out *Scene) chip(it *Item) {
	r, tint := it.Rect, it.Fill
	tint.Alpha *= chipTint
	out.Box(it.ID, r, it.Radius, tint)
	if it.Stroke.Visible() {
		out.Box(it.ID, r, it.Radius, Ink{}).Outline(it.Stroke, it.Width)
	}
	out.Box(it.ID, Rect{r.X, r.Y, chipStripe, r.H}, 1, it.Fill)
	baseline := r.Y + r.H/2 + it.Type.Size*0.35
	out.Text(it.ID, r.X+ChipTextX, baseline, it.Text, it.Type, Start, Solid(theme.Text))
}

const (
	chipTint   = 0.22
	chipStripe = 4

	// ChipTextX is where the name of a chip begins, from its left edge.
	ChipTextX = 10
)
