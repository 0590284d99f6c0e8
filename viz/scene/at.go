package scene

// Thin things are hard to hit. What is thinner than thinHit is pointed at as
// if it were that thick, and a line a little beside it too.
const (
	thinHit = 8 // the smallest side of a target
	lineHit = 4 // how far beside a line the pointer may be
)

// At is the topmost item at a point that can be pointed at.
func (s *Scene) At(x, y float32) (ID, bool) {
	if it := s.ItemAt(x, y); it != nil {
		return it.ID, true
	}
	return ID{}, false
}

// ItemAt is like At and gives the whole item, for its hint; nil if there is
// none. The pointer is good until the scene changes.
func (s *Scene) ItemAt(x, y float32) *Item {
	for i := len(s.Items) - 1; i >= 0; i-- {
		if it := &s.Items[i]; s.hit(it, x, y) {
			return it
		}
	}
	return nil
}

// hit says whether the pointer at x, y means the item.
func (s *Scene) hit(it *Item, x, y float32) bool {
	if it.ID.Kind == Nothing || it.Has(NoHit) || it.Alpha <= 0 {
		return false
	}
	if !it.Clip.Empty() && !it.Clip.Contains(x, y) {
		return false
	}
	switch it.Shape {
	case Polyline, Quad, Cubic:
		return s.nearLine(it, x, y)
	case Polygon:
		return inConvex(s.Of(it), Point{x, y})
	case Circle:
		c := Point{it.Rect.X + it.Rect.W/2, it.Rect.Y + it.Rect.H/2}
		return Distance(c, Point{x, y}) <= max(it.Rect.W/2, thinHit/2)
	case Text:
		return it.Rect.W > 0 && it.TextBox().Contains(x, y)
	}
	return thicken(it.Rect).Contains(x, y)
}

// TextBox is the place of a text whose width is known: from a little above
// its capitals to a little below its descenders.
func (it *Item) TextBox() Rect {
	r := Rect{it.Rect.X, it.Rect.Y - it.Type.Size, it.Rect.W, it.Type.Size * 1.3}
	switch it.Anchor {
	case Middle:
		r.X -= r.W / 2
	case End:
		r.X -= r.W
	}
	return r
}

// thicken grows a rectangle about its middle to a size that can be hit.
func thicken(r Rect) Rect {
	if r.W < thinHit {
		r.X, r.W = r.X-(thinHit-r.W)/2, thinHit
	}
	if r.H < thinHit {
		r.Y, r.H = r.Y-(thinHit-r.H)/2, thinHit
	}
	return r
}

// nearLine says whether the point is on the stroke or close beside it.
func (s *Scene) nearLine(it *Item, x, y float32) bool {
	var memory [curveSteps + 1]Point
	pts := AppendLine(memory[:0], it.Shape, s.Of(it))
	reach := it.Width/2 + lineHit
	for i := 1; i < len(pts); i++ {
		if toSegment(pts[i-1], pts[i], Point{x, y}) <= reach {
			return true
		}
	}
	return false
}

// toSegment is the distance from p to the line from a to b.
func toSegment(a, b, p Point) float32 {
	dx, dy := b.X-a.X, b.Y-a.Y
	length := dx*dx + dy*dy
	if length == 0 {
		return Distance(a, p)
	}
	t := ((p.X-a.X)*dx + (p.Y-a.Y)*dy) / length
	return Distance(lerpPoint(a, b, min(max(t, 0), 1)), p)
}

// inConvex says whether p lies in the convex polygon: on the same side of
// every edge.
func inConvex(pts []Point, p Point) bool {
	left, right := false, false
	for i, a := range pts {
		b := pts[(i+1)%len(pts)]
		side := (b.X-a.X)*(p.Y-a.Y) - (b.Y-a.Y)*(p.X-a.X)
		left = left || side < 0
		right = right || side > 0
	}
	return len(pts) > 2 && !(left && right)
}
