package main

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/color"
	"io"
	"slices"

	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// A GIF has 256 colours. The picture has few that fill areas and many on the
// edges of letters: the theme's own are all kept, and of the others those that
// are most frequent. A picture holds only the rectangle in which it differs
// from the one before.

const (
	gifColours = 256
	gifSampled = 24 // pictures that are looked at for the colours
)

func (f *film) writeGIF(m *ui.Model, out string) error {
	signals := holdSignals()
	defer signals.release()
	half, err := begin(out)
	if err != nil {
		return err
	}
	defer half.drop()
	if err := f.gif(signals, m, half.file); err != nil {
		return machineFailed(cannotWrite(out, err))
	}
	return half.finish()
}

// gif writes the film as a GIF.
func (f *film) gif(ctx context.Context, m *ui.Model, to io.Writer) error {
	c := f.camera(m)
	inks, err := f.palette(ctx, c)
	if err != nil {
		return err
	}
	anim := newGIF(to, image.Pt(f.w*f.scale, f.h*f.scale), inks.colours)
	var before *image.Paletted
	for i := range f.frames() {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		picture := inks.paint(c.picture(i))
		part := picture
		if before != nil {
			part = changed(before, picture)
		}
		if err := anim.show(part, 100/f.fps); err != nil {
			return err
		}
		before = picture
	}
	return anim.close()
}

// palette is the colours of the whole film.
func (f *film) palette(ctx context.Context, c *camera) (*inks, error) {
	count := map[color.RGBA]int{}
	for _, i := range f.sampled(gifSampled) {
		if ctx.Err() != nil { // large pictures take seconds each
			return nil, context.Cause(ctx)
		}
		picture := c.picture(i)
		for k := 0; k < len(picture.Pix); k += 4 {
			count[color.RGBA{picture.Pix[k], picture.Pix[k+1], picture.Pix[k+2], 255}]++
		}
	}
	p := &inks{index: map[color.RGBA]uint8{}}
	th := f.theme()
	for r := range theme.Count {
		rgb := th.Colour(theme.Role(r))
		p.keep(color.RGBA{rgb.R, rgb.G, rgb.B, 255})
	}
	var seen []color.RGBA
	for k := range count {
		seen = append(seen, k)
	}
	slices.SortFunc(seen, func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	for _, k := range seen {
		p.keep(k)
	}
	return p, nil
}

// inks is a palette, and where in it a colour is that has been looked for.
type inks struct {
	colours color.Palette
	index   map[color.RGBA]uint8
}

// keep adds a colour while there is room.
func (p *inks) keep(c color.RGBA) {
	if _, ok := p.index[c]; !ok && len(p.colours) < gifColours {
		p.index[c] = uint8(len(p.colours))
		p.colours = append(p.colours, c)
	}
}

// paint is a picture in the colours of the palette: each pixel in the nearest.
func (p *inks) paint(picture *image.RGBA) *image.Paletted {
	out := image.NewPaletted(picture.Bounds(), p.colours)
	for i := range out.Pix {
		c := color.RGBA{picture.Pix[4*i], picture.Pix[4*i+1], picture.Pix[4*i+2], 255}
		n, ok := p.index[c]
		if !ok {
			n = uint8(p.colours.Index(c))
			p.index[c] = n
		}
		out.Pix[i] = n
	}
	return out
}

// changed is the smallest part of a picture that is not as it was; nil if all
// is.
func changed(was, is *image.Paletted) *image.Paletted {
	b := is.Bounds()
	area := image.Rectangle{Min: b.Max, Max: b.Min}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		from, to := is.PixOffset(b.Min.X, y), is.PixOffset(b.Min.X, y)+b.Dx()
		if bytes.Equal(was.Pix[from:to], is.Pix[from:to]) {
			continue
		}
		area.Min.Y, area.Max.Y = min(area.Min.Y, y), y+1
		left, right := 0, b.Dx()
		for was.Pix[from+left] == is.Pix[from+left] {
			left++
		}
		for was.Pix[from+right-1] == is.Pix[from+right-1] {
			right--
		}
		area.Min.X, area.Max.X = min(area.Min.X, left), max(area.Max.X, right)
	}
	if area.Empty() {
		return nil
	}
	part := image.NewPaletted(area, is.Palette)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		copy(part.Pix[part.PixOffset(area.Min.X, y):][:area.Dx()], is.Pix[is.PixOffset(area.Min.X, y):])
	}
	return part
}
