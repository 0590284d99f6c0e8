// Package scene is the picture as a value: a flat list of items, back to
// front, in points. Nothing here knows a screen, a font or a colour.
//
//	view.Build --> Scene --> paint (Ebitengine) | svg (pages, tests)
//	                 |  Mix(a, b, f)   what lies between two scenes
//	                 |  At(x, y)       which thing is under the pointer
//	                 +- Text()         what golden tests compare
//
// An item names the kernel thing that it shows with an ID that stays the same
// while the thing moves; so moving, fading and selecting are solved once, here.
// A Scene reuses its memory: Reset it and build again, and a warm frame
// allocates nothing.
package scene

import "barnyard/viz/theme"

// Point is a place in the scene; x grows to the right and y downwards.
type Point struct{ X, Y float32 }

// Rect is a rectangle. One without width or height is empty.
type Rect struct{ X, Y, W, H float32 }

// Scene is one picture.
type Scene struct {
	W, H   float32
	Items  []Item  // back to front
	Points []Point // the points of lines, curves and polygons; see Item.Pts

	clip Rect    // given to the items that are added from now on
	mix  mixWork // memory of Mix, kept with the scene that it fills

	words words // the texts that it has said: see Keep

	// Work is memory that whoever builds the scene keeps with it.
	Work any
}

// Reset empties the scene and gives it a size, and keeps its memory.
func (s *Scene) Reset(w, h float32) {
	s.W, s.H = w, h
	s.Items = s.Items[:0]
	s.Points = s.Points[:0]
	s.clip = Rect{}
}

// SetClip clips the items added from now on; the empty Rect ends it.
func (s *Scene) SetClip(r Rect) { s.clip = r }

// Of is the points of an item of this scene.
func (s *Scene) Of(it *Item) []Point {
	return s.Points[it.Pts.At : it.Pts.At+it.Pts.N]
}

// CopyFrom makes s equal to src, in s's own memory.
func (s *Scene) CopyFrom(src *Scene) {
	s.Reset(src.W, src.H)
	s.Items = append(s.Items, src.Items...)
	s.Points = append(s.Points, src.Points...)
}

// Shape is what an item looks like.
type Shape uint8

// The shapes.
const (
	Box      Shape = iota // a rectangle with rounded corners
	Circle                // the circle that fills the middle of Rect
	Hatch                 // a rectangle of slanted stripes on a tint
	Polyline              // straight lines through the points
	Polygon               // the closed area between the points
	Quad                  // a quadratic curve: start, control, end
	Cubic                 // a cubic curve: start, two controls, end
	Text                  // one line of writing
	Padlock               // a lock; see LockShape
	Chip                  // a running context: a tinted bar with its name
	Icon                  // a sign that no font has; see Sign
	shapeCount
)

// Ink is a colour by what it means, and how much of it: Role alone, or a
// blend on the way to another role. The zero Ink draws nothing.
type Ink struct {
	Role  theme.Role
	To    theme.Role // blended towards this when Blend > 0
	Blend float32    // 0 is Role, 1 is To
	Alpha float32    // 1 is opaque
}

// Solid is opaque ink.
func Solid(r theme.Role) Ink { return Ink{Role: r, Alpha: 1} }

// Tint is thin ink: alpha 0 is nothing, 1 is opaque.
func Tint(r theme.Role, alpha float32) Ink { return Ink{Role: r, Alpha: alpha} }

// Visible says whether the ink leaves a mark.
func (k Ink) Visible() bool { return k.Role != theme.None && k.Alpha > 0 }

// Span is a run of Scene.Points.
type Span struct{ At, N int32 }

// Anchor says which point of a text stands at its place.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Flags are the yes-and-no properties of an item.
type Flags uint8

// The flags.
const (
	NoHit      Flags = 1 << iota // the pointer goes through it
	DashedLine                   // its stroke is dashed
	ArrowEnd                     // a head at the last point
	ArrowStart                   // a head at the first point
	Open                         // a padlock: open
)

// Item is one mark of the picture: plain data, so that scenes can be copied,
// compared and mixed. Which fields count depends on the shape; the methods of
// Scene in build.go set them.
type Item struct {
	ID    ID
	Shape Shape
	Flags Flags

	Rect   Rect // the place; of Text: X, Y is the anchor on the baseline, W the width if known
	Radius float32
	Pts    Span

	Fill   Ink
	Stroke Ink
	Width  float32 // of the stroke
	Alpha  float32 // of the whole item; 1 is opaque

	Text   string
	Type   theme.Type
	Anchor Anchor
	Lock   LockShape
	Sign   Sign

	Clip Rect   // empty: not clipped
	Hint string // a sentence for the tooltip; may be empty
}

// Has says whether all the flags f are set.
func (it *Item) Has(f Flags) bool { return it.Flags&f == f }

// Contains says whether the point lies in the rectangle or on its edge.
func (r Rect) Contains(x, y float32) bool {
	return x >= r.X && x <= r.X+r.W && y >= r.Y && y <= r.Y+r.H
}

// Empty says whether the rectangle has no area.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Grow is the rectangle with d more on each side; less when d is negative.
func (r Rect) Grow(d float32) Rect { return Rect{r.X - d, r.Y - d, r.W + 2*d, r.H + 2*d} }
