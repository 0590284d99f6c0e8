// Package typeset says how wide a text is and breaks it into lines, exactly
// as viz/paint draws it, without a window. It knows the fonts of package
// assets and nothing of Ebitengine.
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

// face is one font, read, with the widths of common characters at hand.
type face struct {
	font   *font
	common [0x180]uint16 // advances of Latin characters, in font units
}

// faces reads each of the four fonts when it is first asked for.
var faces = [2][2]func() *face{
	theme.Sans: {theme.Regular: lazy(assets.SansRegular), theme.Bold: lazy(assets.SansBold)},
	theme.Mono: {theme.Regular: lazy(assets.MonoRegular), theme.Bold: lazy(assets.MonoBold)},
}

func lazy(file func() []byte) func() *face {
	return sync.OnceValue(func() *face {
		f, err := parseFont(file())
		if err != nil {
			panic(err) // the fonts are compiled in and tested
		}
		fc := &face{font: f}
		for r := range fc.common {
			fc.common[r] = uint16(f.advance(f.glyph(rune(r))))
		}
		return fc
	})
}

func faceOf(t theme.Type) *face { return faces[t.Family][t.Weight]() }

// units is the width of a character in font units.
func (f *face) units(r rune) int {
	if r >= 0 && int(r) < len(f.common) {
		return int(f.common[r])
	}
	return f.font.advance(f.font.glyph(r))
}

// Advance is how far the pen moves after r, in points.
func Advance(r rune, t theme.Type) float32 {
	f := faceOf(t)
	return float32(f.units(r)) * t.Size / float32(f.font.upem)
}

// Measure is the width of the text in points.
func Measure(text string, t theme.Type) float32 {
	f, sum := faceOf(t), 0
	for _, r := range text {
		sum += f.units(r)
	}
	return float32(sum) * t.Size / float32(f.font.upem)
}

// Covered says whether all four fonts have the character. Signs that they
// lack are drawn as scene.Icon.
func Covered(r rune) bool {
	for _, family := range faces {
		for _, face := range family {
			if face().font.glyph(r) == 0 {
				return false
			}
		}
	}
	return true
}

// Outline is the shape of r in the type's font, and how many font units its
// size has.
func Outline(r rune, t theme.Type) (steps []Segment, unitsPerSize int) {
	f := faceOf(t).font
	return f.outline(f.glyph(r)), f.upem
}

// Ascent is how far a line reaches above its baseline, in points.
func Ascent(t theme.Type) float32 {
	f := faceOf(t).font
	return float32(f.ascent) * t.Size / float32(f.upem)
}

// Descent is how far a line reaches below its baseline, in points.
func Descent(t theme.Type) float32 {
	f := faceOf(t).font
	return float32(f.descent) * t.Size / float32(f.upem)
}
