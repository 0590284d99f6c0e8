package scene

// An arrow is a line whose end stops short of its point, and a head that
// fills the rest; so the stroke never shows beside the tip.
const (
	headLong = 4.0 // the head's length in stroke widths
	headWide = 1.8 // half of the head's width in stroke widths
)

// arrow adds the stroke without its heads, and the heads.
func (out *Scene) arrow(it *Item, pts []Point) {
	line := *it
	line.Flags &^= ArrowEnd | ArrowStart
	line.Alpha = 1
	line.Pts = out.points(pts...)
	out.Items = append(out.Items, line)
	last := line.Pts.N - 1
	if it.Has(ArrowEnd) && last > 0 {
		out.head(it, line.Pts.At+last-1, line.Pts.At+last)
	}
	if it.Has(ArrowStart) && last > 0 {
		out.head(it, line.Pts.At+1, line.Pts.At)
	}
}

// head adds a head at the point number tip, seen from the point number from,
// and draws the line's end back into it.
func (out *Scene) head(it *Item, from, tip int32) {
	a, b := out.Points[from], out.Points[tip]
	length := Distance(a, b)
	if length == 0 {
		return
	}
	ux, uy := (b.X-a.X)/length, (b.Y-a.Y)/length
	l, w := it.Width*headLong, it.Width*headWide
	base := Point{b.X - ux*l, b.Y - uy*l}
	head := [3]Point{b, {base.X - uy*w, base.Y + ux*w}, {base.X + uy*w, base.Y - ux*w}}
	out.Points[tip] = Point{b.X - ux*l*0.8, b.Y - uy*l*0.8}
	out.Polygon(it.ID, head[:], it.Stroke)
}
