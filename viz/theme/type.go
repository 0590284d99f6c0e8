package theme

// Family is the family of a typeface.
type Family uint8

// The two families. Kernel names and numbers are Mono, all else is Sans.
const (
	Sans Family = iota
	Mono
)

// Weight is how heavy the letters are.
type Weight uint8

// The two weights.
const (
	Regular Weight = iota
	Bold
)

// Type is how a text is set. Size is in points of the scene; one point is one
// CSS pixel.
type Type struct {
	Family Family
	Weight Weight
	Size   float32
}

// At is the same type in another size.
func (t Type) At(size float32) Type {
	t.Size = size
	return t
}

// Scaled is the same type, f times as large: presenter mode scales them all.
func (t Type) Scaled(f float32) Type {
	t.Size *= f
	return t
}

// The type scale. Nothing in the picture is smaller than Tiny.
var (
	Title     = Type{Sans, Bold, 15}      // the window's heading
	Heading   = Type{Sans, Bold, 20}      // the lesson's question
	CardTitle = Type{Sans, Bold, 14}      // the name of a card
	Strong    = Type{Sans, Bold, 12.5}    // buttons, barn and slab headings
	Prose     = Type{Sans, Regular, 13}   // sentences
	Label     = Type{Sans, Regular, 11}   // names of small things
	SpanName  = Type{Sans, Bold, 10.5}    // on a span, beside a bar
	Clock     = Type{Mono, Bold, 14}      // the simulated time
	Code      = Type{Mono, Regular, 12}   // listing lines
	CodeBold  = Type{Mono, Bold, 12}      // a chip, the current line
	Number    = Type{Mono, Regular, 10.5} // counts, axis, status lines
	Tiny      = Type{Mono, Regular, 10}   // ticks of an axis
)

// Distances in points. The grid of the picture is four points.
const (
	GapTiny  = 2  // between cells
	Gap      = 4  // the grid
	GapWide  = 10 // between cards
	Inset    = 12 // from a card's edge to what is in it
	Margin   = 16 // from the window's edge to the first card
	Leading  = 18 // from one line of the listing to the next
	CellSize = 9  // an object

	RadiusCell   = 2
	RadiusTray   = 3
	RadiusButton = 5
	RadiusCard   = 8

	Hairline  = 1   // outlines
	Stroke    = 1.5 // dividing lines
	ArrowLine = 2   // arrows, brackets, the cursor
)
