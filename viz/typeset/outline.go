package typeset

// Op is one step of an outline.
type Op uint8

// The steps.
const (
	MoveTo Op = iota // a new contour begins at P
	LineTo           // a straight line to P
	QuadTo           // a quadratic curve by way of C to P
)

// Segment is one step of a glyph's outline, in font units; y grows upwards.
type Segment struct {
	Op     Op
	CX, CY int
	X, Y   int
}

// Flags of a point in a simple glyph.
const (
	onCurve   = 1
	xShort    = 2
	yShort    = 4
	repeat    = 8
	xSameOrUp = 16
	ySameOrUp = 32
)

// Flags of a part of a composite glyph.
const (
	wordArgs  = 1
	oneScale  = 8
	moreParts = 32
	twoScales = 64
	matrix2x2 = 128
)

// point is a point of a contour; a point off the curve is a control point.
type point struct {
	x, y int
	on   bool
	last bool // the contour ends here
}

// outline is the whole outline of a glyph.
func (f *font) outline(glyph int) []Segment {
	return joinContours(f.points(glyph, 0))
}

// points are the points of all the contours. A composite glyph (an accented
// letter) takes those of its parts, moved; depth stops a font that refers to
// itself.
func (f *font) points(glyph, depth int) []point {
	d := f.data(glyph)
	if len(d) == 0 || depth > 4 {
		return nil
	}
	if contours := be16s(d, 0); contours >= 0 {
		return simplePoints(d, contours)
	}
	var pts []point
	for at, more := 10, true; more; {
		flags, part := be16(d, at), be16(d, at+2)
		dx, dy, size := partOffset(d[at+4:], flags)
		for _, p := range f.points(part, depth+1) {
			p.x, p.y = p.x+dx, p.y+dy
			pts = append(pts, p)
		}
		at += 4 + size
		more = flags&moreParts != 0
	}
	return pts
}

// partOffset is where a part of a composite glyph goes, and how many bytes
// say so. The Go fonts do not scale their parts.
func partOffset(d []byte, flags int) (dx, dy, size int) {
	dx, dy, size = int(int8(d[0])), int(int8(d[1])), 2
	if flags&wordArgs != 0 {
		dx, dy, size = be16s(d, 0), be16s(d, 2), 4
	}
	switch {
	case flags&oneScale != 0:
		size += 2
	case flags&twoScales != 0:
		size += 4
	case flags&matrix2x2 != 0:
		size += 8
	}
	return dx, dy, size
}

// simplePoints reads the points of a glyph that has its own contours.
func simplePoints(d []byte, contours int) []point {
	n := be16(d, 10+2*(contours-1)) + 1
	at := 10 + 2*contours
	at += 2 + be16(d, at) // the hinting program is passed over
	flags := make([]byte, 0, n)
	for len(flags) < n {
		flag, times := d[at], 1
		at++
		if flag&repeat != 0 {
			times += int(d[at])
			at++
		}
		for range times {
			flags = append(flags, flag)
		}
	}
	pts := make([]point, n)
	x, y := 0, 0
	for i, flag := range flags {
		x += delta(d, &at, flag&xShort != 0, flag&xSameOrUp != 0)
		pts[i] = point{x: x, on: flag&onCurve != 0}
	}
	for i, flag := range flags {
		y += delta(d, &at, flag&yShort != 0, flag&ySameOrUp != 0)
		pts[i].y = y
	}
	for c := range contours {
		pts[be16(d, 10+2*c)].last = true
	}
	return pts
}

// delta reads one step of a coordinate: one byte and a sign, the same as
// before, or two bytes.
func delta(d []byte, at *int, short, sameOrUp bool) int {
	switch {
	case short:
		v := int(d[*at])
		*at++
		if !sameOrUp {
			return -v
		}
		return v
	case sameOrUp:
		return 0
	}
	v := be16s(d, *at)
	*at += 2
	return v
}

// joinContours turns points into lines and curves.
func joinContours(pts []point) (out []Segment) {
	for start, i := 0, 0; i < len(pts); i++ {
		if pts[i].last {
			out = appendContour(out, pts[start:i+1])
			start = i + 1
		}
	}
	return out
}

// appendContour adds one closed contour. Between two control points in a row
// lies a point on the curve that the file leaves out.
func appendContour(out []Segment, c []point) []Segment {
	first := c[0]
	if !first.on {
		first = middle(c[len(c)-1], c[0])
		if c[len(c)-1].on {
			first = c[len(c)-1]
		}
	}
	out = append(out, Segment{Op: MoveTo, X: first.x, Y: first.y})
	var control *point
	for i := range c {
		p := c[i]
		switch {
		case control == nil && p.on:
			out = append(out, Segment{Op: LineTo, X: p.x, Y: p.y})
		case control == nil:
			control = &c[i]
		case p.on:
			out, control = append(out, curveTo(*control, p)), nil
		default:
			out, control = append(out, curveTo(*control, middle(*control, p))), &c[i]
		}
	}
	if control != nil {
		out = append(out, curveTo(*control, first))
	}
	return out
}

func curveTo(c, p point) Segment { return Segment{Op: QuadTo, CX: c.x, CY: c.y, X: p.x, Y: p.y} }

func middle(a, b point) point { return point{x: (a.x + b.x) / 2, y: (a.y + b.y) / 2} }
