// Package typeset says how wide a text is and breaks it into lines, exactly
// as viz/paint draws it, without a window. It knows the fonts of package
// assets and nothing of Ebitengine. Package sfnt reads the font files.
//
//	view --Measure, Fit, Wrap--> numbers
//	paint, svg --Outline--> the shapes of the letters
//
// Widths are sums of whole font units, scaled once; so they are the same on
// every machine and grow exactly with the size.
package typeset

import (
	"sync"

	"barnyard/assets"
	"barnyard/viz/theme"
)

// faces reads each of the four fonts when it is first asked for.
var faces = [2][2]func() *face{
	theme.Sans: {theme.Regular: lazy(assets.SansRegular), theme.Bold: lazy(assets.SansBold)},
	theme.Mono: {theme.Regular: lazy(assets.MonoRegular), theme.Bold: lazy(assets.MonoBold)},
}

func lazy(file func() []byte) func() *face {
	return sync.OnceValue(func() *face { return must(parseFace(file())) })
}

func faceOf(t theme.Type) *face { return faces[t.Family][t.Weight]() }

// Advance is how far the pen moves after r, in points.
func Advance(r rune, t theme.Type) float32 {
	f := faceOf(t)
	return float32(f.units(r)) * t.Size / float32(f.upem)
}

// Measure is the width of the text in points.
func Measure(text string, t theme.Type) float32 {
	f, sum := faceOf(t), 0
	for _, r := range text {
		sum += f.units(r)
	}
	return float32(sum) * t.Size / float32(f.upem)
}

// Covered says whether all four fonts have the character. Signs that they
// lack are drawn as scene.Icon.
func Covered(r rune) bool {
	for _, family := range faces {
		for _, face := range family {
			if !face().has(r) {
				return false
			}
		}
	}
	return true
}

// Outline is the shape of r in the type's font, and how many font units its
// size has.
func Outline(r rune, t theme.Type) (steps []Segment, unitsPerSize int) {
	return AppendOutline(nil, r, t)
}

// AppendOutline is Outline behind what is in a slice already, for who draws many.
func AppendOutline(to []Segment, r rune, t theme.Type) (steps []Segment, unitsPerSize int) {
	f := faceOf(t)
	return f.outline(to, r), f.upem
}

// Ascent is how far a line reaches above its baseline, in points.
func Ascent(t theme.Type) float32 {
	f := faceOf(t)
	return float32(f.ascent) * t.Size / float32(f.upem)
}

// Descent is how far a line reaches below its baseline, in points.
func Descent(t theme.Type) float32 {
	f := faceOf(t)
	return float32(f.descent) * t.Size / float32(f.upem)
}
