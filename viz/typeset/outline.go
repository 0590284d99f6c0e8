package typeset

import "golang.org/x/image/font/sfnt"

// Op is one step of an outline.
type Op uint8

// The steps.
const (
	MoveTo Op = iota // a new contour begins at P
	LineTo           // a straight line to P
	QuadTo           // a quadratic curve by way of C to P
)

// Segment is one step of a glyph's outline, in font units; y grows upwards.
// Every contour comes back to the point where it began.
type Segment struct {
	Op     Op
	CX, CY int
	X, Y   int
}

// outline adds the whole outline of a character to out: sfnt reuses the slice
// that it gives.
func (f *face) outline(out []Segment, r rune) []Segment {
	f.guard.Lock()
	defer f.guard.Unlock()
	steps := must(f.font.LoadGlyph(&f.scratch, f.glyph(r), f.inUnits(), nil))
	for i := range steps {
		out = append(out, segment(&steps[i]))
	}
	return out
}

// segment turns a step of sfnt, whose y grows downwards, into ours. The fonts
// are TrueType, which has no cubic curves.
func segment(s *sfnt.Segment) Segment {
	p, q := s.Args[0], s.Args[1]
	switch s.Op {
	case sfnt.SegmentOpMoveTo:
		return Segment{Op: MoveTo, X: int(p.X), Y: -int(p.Y)}
	case sfnt.SegmentOpLineTo:
		return Segment{Op: LineTo, X: int(p.X), Y: -int(p.Y)}
	case sfnt.SegmentOpQuadTo:
		return Segment{Op: QuadTo, CX: int(p.X), CY: -int(p.Y), X: int(q.X), Y: -int(q.Y)}
	}
	panic("typeset: the font has a cubic curve, expected TrueType outlines")
}
