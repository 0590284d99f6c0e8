package scene

import "barnyard/viz/theme"

// The methods here add one item each, on top of what is there, and return it
// so that more can be said in the same line:
//
//	s.Box(scene.CPU.ID(3), r, theme.RadiusCard, scene.Solid(theme.Card)).
//		Outline(scene.Solid(theme.Edge), theme.Hairline).Tip("CPU 3, isolated")
//
// The pointer is good until the next item is added.
//
// Those that are called everywhere are not to be inlined, as a profile would have it:
// each call is then some 800 bytes of a program that is loaded before anything is
// seen, and a frame takes as long.

// add appends an item with the scene's clip.
func (s *Scene) add(it Item) *Item {
	it.Alpha, it.Clip = 1, s.clip
	s.Items = append(s.Items, it)
	return &s.Items[len(s.Items)-1]
}

// points keeps pts in the scene's memory.
func (s *Scene) points(pts ...Point) Span {
	span := Span{int32(len(s.Points)), int32(len(pts))}
	s.Points = append(s.Points, pts...)
	return span
}

// Box adds a rectangle with rounded corners.
//
//go:noinline
func (s *Scene) Box(id ID, r Rect, radius float32, fill Ink) *Item {
	return s.add(Item{ID: id, Shape: Box, Rect: r, Radius: radius, Fill: fill})
}

// Hatch adds a rectangle of slanted stripes on a thin tint of the same ink.
func (s *Scene) Hatch(id ID, r Rect, radius float32, ink Ink) *Item {
	return s.add(Item{ID: id, Shape: Hatch, Rect: r, Radius: radius, Fill: ink})
}

// Circle adds a filled circle.
//
//go:noinline
func (s *Scene) Circle(id ID, cx, cy, radius float32, fill Ink) *Item {
	r := Rect{cx - radius, cy - radius, 2 * radius, 2 * radius}
	return s.add(Item{ID: id, Shape: Circle, Rect: r, Radius: radius, Fill: fill})
}

// Line adds one straight line.
//
//go:noinline
func (s *Scene) Line(id ID, x0, y0, x1, y1 float32, ink Ink, width float32) *Item {
	return s.stroke(id, Polyline, s.points(Point{x0, y0}, Point{x1, y1}), ink, width)
}

// Polyline adds straight lines from point to point.
func (s *Scene) Polyline(id ID, pts []Point, ink Ink, width float32) *Item {
	return s.stroke(id, Polyline, s.points(pts...), ink, width)
}

// Quad adds a quadratic curve.
func (s *Scene) Quad(id ID, from, control, to Point, ink Ink, width float32) *Item {
	return s.stroke(id, Quad, s.points(from, control, to), ink, width)
}

// Cubic adds a cubic curve.
func (s *Scene) Cubic(id ID, from, c1, c2, to Point, ink Ink, width float32) *Item {
	return s.stroke(id, Cubic, s.points(from, c1, c2, to), ink, width)
}

func (s *Scene) stroke(id ID, shape Shape, pts Span, ink Ink, width float32) *Item {
	return s.add(Item{ID: id, Shape: shape, Pts: pts, Stroke: ink, Width: width})
}

// Polygon adds a filled area. It must be convex.
func (s *Scene) Polygon(id ID, pts []Point, fill Ink) *Item {
	return s.add(Item{ID: id, Shape: Polygon, Pts: s.points(pts...), Fill: fill})
}

// Diamond adds a square that stands on its corner.
func (s *Scene) Diamond(id ID, cx, cy, radius float32, fill Ink) *Item {
	pts := s.points(Point{cx, cy - radius}, Point{cx + radius, cy},
		Point{cx, cy + radius}, Point{cx - radius, cy})
	return s.add(Item{ID: id, Shape: Polygon, Pts: pts, Fill: fill})
}

// Text adds one line of writing; y is the baseline.
//
//go:noinline
func (s *Scene) Text(id ID, x, y float32, text string, t theme.Type, a Anchor, ink Ink) *Item {
	return s.add(Item{ID: id, Shape: Text, Rect: Rect{X: x, Y: y}, Text: text, Type: t, Anchor: a, Fill: ink})
}

// Padlock adds a lock that stands in the square at x, y.
func (s *Scene) Padlock(id ID, x, y, size float32, shape LockShape, open bool, ink Ink) *Item {
	it := Item{ID: id, Shape: Padlock, Rect: Rect{x, y, size, size}, Lock: shape, Fill: ink}
	if open {
		it.Flags |= Open
	}
	return s.add(it)
}

// Chip adds a running context: a tinted bar, a stripe and a name in r.
func (s *Scene) Chip(id ID, r Rect, ink Ink, name string, t theme.Type) *Item {
	return s.add(Item{ID: id, Shape: Chip, Rect: r, Radius: 4, Fill: ink, Text: name, Type: t})
}

// Icon adds a sign that stands in the square at x, y.
func (s *Scene) Icon(id ID, x, y, size float32, sign Sign, ink Ink) *Item {
	return s.add(Item{ID: id, Shape: Icon, Rect: Rect{x, y, size, size}, Sign: sign, Fill: ink})
}

// Outline draws the edge of the item.
func (it *Item) Outline(ink Ink, width float32) *Item {
	it.Stroke, it.Width = ink, width
	return it
}

// Dashed makes the stroke dashed.
func (it *Item) Dashed() *Item { return it.flag(DashedLine) }

// Arrow puts a head at the end of the line.
func (it *Item) Arrow() *Item { return it.flag(ArrowEnd) }

// Through lets the pointer through to what lies below.
func (it *Item) Through() *Item { return it.flag(NoHit) }

func (it *Item) flag(f Flags) *Item {
	it.Flags |= f
	return it
}

// Wide says how wide a text is, so that it can be pointed at.
func (it *Item) Wide(w float32) *Item {
	it.Rect.W = w
	return it
}

// Fade makes the whole item thinner.
func (it *Item) Fade(alpha float32) *Item {
	it.Alpha *= alpha
	return it
}

// Tip gives the item a sentence for its tooltip.
func (it *Item) Tip(sentence string) *Item {
	it.Hint = sentence
	return it
}
