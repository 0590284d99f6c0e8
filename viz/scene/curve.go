package scene

import "math"

// curveSteps bounds the pieces of a flattened curve: enough that a curve as
// long as the window shows no corner.
const curveSteps = 48

// AppendLine adds to dst the straight pieces that look like the line, the
// curve or the polygon's edge through pts.
func AppendLine(dst []Point, shape Shape, pts []Point) []Point {
	switch {
	case shape == Quad && len(pts) == 3:
		return appendCurve(dst, pts, quadAt)
	case shape == Cubic && len(pts) == 4:
		return appendCurve(dst, pts, cubicAt)
	}
	return append(dst, pts...)
}

func appendCurve(dst, pts []Point, at func([]Point, float32) Point) []Point {
	n := steps(pts)
	for i := 0; i <= n; i++ {
		dst = append(dst, at(pts, float32(i)/float32(n)))
	}
	return dst
}

// steps is the number of pieces for a curve with these control points: one
// for about six points of length.
func steps(pts []Point) int {
	var length float32
	for i := 1; i < len(pts); i++ {
		length += Distance(pts[i-1], pts[i])
	}
	return min(max(int(length/6), 6), curveSteps)
}

func quadAt(p []Point, t float32) Point {
	return lerpPoint(lerpPoint(p[0], p[1], t), lerpPoint(p[1], p[2], t), t)
}

func cubicAt(p []Point, t float32) Point {
	return lerpPoint(quadAt(p[:3], t), quadAt(p[1:], t), t)
}

// Distance is the distance between two points.
func Distance(a, b Point) float32 {
	return float32(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)))
}

func lerp(a, b, f float32) float32 { return a + (b-a)*f }

func lerpPoint(a, b Point, f float32) Point {
	return Point{lerp(a.X, b.X, f), lerp(a.Y, b.Y, f)}
}

func lerpRect(a, b Rect, f float32) Rect {
	return Rect{lerp(a.X, b.X, f), lerp(a.Y, b.Y, f), lerp(a.W, b.W, f), lerp(a.H, b.H, f)}
}
