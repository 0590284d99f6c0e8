package scene

// LockShape says what kind of lock a padlock shows.
type LockShape uint8

// The three kinds of lock, told apart by the body of the padlock.
const (
	LocalLock LockShape = iota // one CPU's own: a square body
	SpinLock                   // others may spin for it: a round body
	RTLock                     // on RT a waiter sleeps: a shield
)

// Sign is a small picture that no font has.
type Sign uint8

// The signs.
const (
	SignPlay     Sign = iota // a triangle to the right
	SignBack                 // a triangle to the left
	SignPause                // two bars
	SignToStart              // a bar and a triangle to the left
	SignToEnd                // a triangle to the right and a bar
	SignNext                 // two triangles to the right
	SignPrevious             // two triangles to the left
	SignHere                 // a small triangle: the current line
	SignCheck                // it holds
	SignCross                // it does not hold
	SignFork                 // one way becomes two: somebody chooses
	SignStepBack             // a triangle to the left and a bar: one step
	SignStep                 // a bar and a triangle to the right
	signCount
)

// icon adds the parts of a sign to out, in the square of the item.
func (out *Scene) icon(it *Item) {
	switch it.Sign {
	case SignPlay:
		out.wedge(it, 0.15, 0.90, 0.45)
	case SignBack:
		out.wedge(it, 0.85, 0.10, 0.45)
	case SignPause:
		out.bar(it, 0.20)
		out.bar(it, 0.60)
	case SignToStart:
		out.bar(it, 0.10)
		out.wedge(it, 0.95, 0.32, 0.42)
	case SignToEnd:
		out.wedge(it, 0.05, 0.68, 0.42)
		out.bar(it, 0.70)
	case SignNext:
		out.wedge(it, 0.05, 0.52, 0.40)
		out.wedge(it, 0.50, 0.97, 0.40)
	case SignPrevious:
		out.wedge(it, 0.50, 0.03, 0.40)
		out.wedge(it, 0.95, 0.48, 0.40)
	case SignStepBack:
		out.wedge(it, 0.68, 0.05, 0.42)
		out.bar(it, 0.70)
	case SignStep:
		out.bar(it, 0.10)
		out.wedge(it, 0.32, 0.95, 0.42)
	case SignHere:
		out.wedge(it, 0.20, 0.80, 0.32)
	case SignCheck:
		out.strokes(it, Point{0.12, 0.55}, Point{0.40, 0.82}, Point{0.90, 0.20})
	case SignCross:
		out.strokes(it, Point{0.18, 0.18}, Point{0.82, 0.82})
		out.strokes(it, Point{0.82, 0.18}, Point{0.18, 0.82})
	case SignFork:
		out.strokes(it, Point{0.05, 0.50}, Point{0.45, 0.50}, Point{0.92, 0.14})
		out.strokes(it, Point{0.45, 0.50}, Point{0.92, 0.86})
	}
}

// wedge adds a triangle with its base at x from and its tip at x to; half is
// half of its height. All are shares of the square.
func (out *Scene) wedge(it *Item, from, to, half float32) {
	r := it.Rect
	at := func(x, y float32) Point { return Point{r.X + x*r.W, r.Y + y*r.H} }
	pts := [3]Point{at(from, 0.5-half), at(to, 0.5), at(from, 0.5+half)}
	out.Polygon(it.ID, pts[:], it.Fill)
}

// bar adds an upright bar at x.
func (out *Scene) bar(it *Item, x float32) {
	r := it.Rect
	out.Box(it.ID, Rect{r.X + x*r.W, r.Y + 0.08*r.H, 0.2 * r.W, 0.84 * r.H}, 0, it.Fill)
}

// strokes adds a line through points that are shares of the square.
func (out *Scene) strokes(it *Item, pts ...Point) {
	span := out.points(pts...)
	for i := range pts {
		p := &out.Points[int(span.At)+i]
		*p = Point{it.Rect.X + p.X*it.Rect.W, it.Rect.Y + p.Y*it.Rect.H}
	}
	out.stroke(it.ID, Polyline, span, it.Fill, 0.14*it.Rect.W)
}
