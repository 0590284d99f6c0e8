package paint

import (
	"image"

	"barnyard/viz/theme"
)

// The atlas is one picture of coverage: a white spot in its corner, and behind
// it the letters and cells, in shelves as high as the highest of them. They are
// drawn when they are first needed.
const (
	atlasWide      = 2048
	atlasHigh      = 1024
	whiteSide      = 4
	whiteX, whiteY = whiteSide / 2, whiteSide / 2
)

// letterKey tells letters in the atlas apart.
type letterKey struct {
	r       rune
	family  theme.Family
	weight  theme.Weight
	size    int32 // in eighths of a pixel
	quarter uint8 // how many quarters of a pixel the pen is past a whole one
}

// letter is a place in the atlas, and where its corner goes from the pen.
type letter struct {
	x, y, w, h int
	dx, dy     int
}

type atlas struct {
	pixels  *image.Alpha
	letters map[letterKey]letter
	cells   map[cellKey]letter
	hatches map[float32]letter // by scale
	x, y    int                // the place of the next letter
	shelf   int                // the height of the shelf at hand
	full    bool
	dirty   image.Rectangle // what the image does not have yet
	desk    desk
}

func newAtlas() *atlas {
	a := &atlas{letters: map[letterKey]letter{}, cells: map[cellKey]letter{}, hatches: map[float32]letter{}, pixels: image.NewAlpha(image.Rect(0, 0, atlasWide, atlasHigh))}
	a.empty()
	return a
}

// empty forgets all letters. What they leave in the image is never read: a
// letter is read only where it was written.
func (a *atlas) empty() {
	clear(a.letters)
	clear(a.cells)
	clear(a.hatches)
	a.x, a.y, a.shelf, a.full = whiteSide+1, 0, whiteSide, false
	for y := range whiteSide {
		for x := range whiteSide {
			a.pixels.Pix[y*a.pixels.Stride+x] = 0xff
		}
	}
	a.dirty = image.Rect(0, 0, whiteSide, whiteSide)
}

// letter is the place of a letter, which is drawn if it is new.
func (a *atlas) letter(k letterKey) letter {
	l, ok := a.letters[k]
	if !ok {
		l = a.place(a.desk.letter(k))
		a.letters[k] = l
	}
	return l
}

// place puts a letter on the shelf, or on a new one. A letter for which there
// is no room stays invisible and marks the atlas as full.
func (a *atlas) place(g glyph) letter {
	if g.w == 0 {
		return letter{}
	}
	if a.x+g.w+1 > atlasWide {
		a.x, a.y, a.shelf = 0, a.y+a.shelf+1, 0
	}
	if a.y+g.h+1 > atlasHigh || g.w+1 > atlasWide {
		a.full = true
		return letter{}
	}
	l := letter{x: a.x, y: a.y, w: g.w, h: g.h, dx: g.dx, dy: g.dy}
	for y := range g.h {
		copy(a.pixels.Pix[(l.y+y)*a.pixels.Stride+l.x:], g.mask[y*g.w:(y+1)*g.w])
	}
	a.x, a.shelf = a.x+g.w+1, max(a.shelf, g.h)
	a.dirty = a.dirty.Union(image.Rect(l.x, l.y, l.x+l.w, l.y+l.h))
	return l
}
