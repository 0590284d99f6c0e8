package typeset

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is one font, read by sfnt, with the widths of common characters at
// hand. It asks sfnt for everything at a size of one pixel a font unit and
// without hinting, so that all answers are the whole numbers of the file.
// Kerning and shaping are left out; Latin text at these sizes does not miss
// them.
type face struct {
	font    *sfnt.Font
	upem    int           // font units in the size of the letters
	ascent  int           // of a line, above the baseline
	descent int           // of a line, below the baseline, positive
	common  [0x180]uint16 // advances of Latin characters, in font units

	guard   sync.Mutex  // held while scratch is in use
	scratch sfnt.Buffer // what sfnt works in; it must not be shared
}

// parseFace reads the headers of a font file and the common widths.
func parseFace(file []byte) (*face, error) {
	read, err := sfnt.Parse(file)
	if err != nil {
		return nil, err
	}
	f := &face{font: read, upem: int(read.UnitsPerEm())}
	lines, err := read.Metrics(&f.scratch, f.inUnits(), font.HintingNone)
	if err != nil {
		return nil, err
	}
	f.ascent, f.descent = int(lines.Ascent), int(lines.Descent)
	for r := range f.common {
		f.common[r] = uint16(f.advance(rune(r)))
	}
	return f, nil
}

// inUnits is the size at which sfnt answers in font units. It counts in 64ths
// of a pixel; with as many of them to the size as the font has units, one is
// one unit.
func (f *face) inUnits() fixed.Int26_6 { return fixed.Int26_6(f.upem) }

// has says whether the font has a glyph for r.
func (f *face) has(r rune) bool {
	f.guard.Lock()
	defer f.guard.Unlock()
	return f.glyph(r) != 0
}

// units is the width of a character in font units.
func (f *face) units(r rune) int {
	if r >= 0 && int(r) < len(f.common) {
		return int(f.common[r])
	}
	return f.advance(r)
}

// advance asks the file for the width of a character, in font units.
func (f *face) advance(r rune) int {
	f.guard.Lock()
	defer f.guard.Unlock()
	return int(must(f.font.GlyphAdvance(&f.scratch, f.glyph(r), f.inUnits(), font.HintingNone)))
}

// glyph is the number of the glyph of r; 0, the empty box, if the font has
// none. The caller holds the guard.
func (f *face) glyph(r rune) sfnt.GlyphIndex {
	return must(f.font.GlyphIndex(&f.scratch, r))
}

// must passes an answer on. The fonts are compiled in and every one of their
// glyphs is read in the tests, so an error is a fault of the program.
func must[T any](answer T, err error) T {
	if err != nil {
		panic(err)
	}
	return answer
}
