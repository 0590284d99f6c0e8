package main

import (
	"bufio"
	"compress/lzw"
	"encoding/binary"
	"image"
	"image/color"
	"io"
)

// gifStream writes a GIF picture by picture, as GIF89a describes it: the library
// wants all of them at once, and a long film is larger than the memory.
type gifStream struct {
	w       *bufio.Writer
	waiting *image.Paletted // the picture that is shown, not yet written
	delay   int             // for how long so far, in hundredths of a second
}

// gifLongest is the longest that a picture can stand there by itself.
const gifLongest = 1<<16 - 1

// gifBits is how many bits a colour's number has.
const gifBits = 8

// newGIF writes the head: the size, the colours, and that the film goes on for ever.
func newGIF(to io.Writer, size image.Point, colours color.Palette) *gifStream {
	g := &gifStream{w: bufio.NewWriterSize(to, 1<<16)}
	g.text("GIF89a")
	g.numbers(size.X, size.Y)
	const allColours = 0x80 | (gifBits-1)<<4 | (gifBits - 1)
	g.bytes(allColours, 0, 0)
	for i := range 1 << gifBits {
		var c color.RGBA
		if i < len(colours) {
			c = color.RGBAModel.Convert(colours[i]).(color.RGBA)
		}
		g.bytes(c.R, c.G, c.B)
	}
	g.bytes(0x21, 0xff, 11)
	g.text("NETSCAPE2.0")
	g.bytes(3, 1, 0, 0, 0)
	return g
}

// show shows what differs from the picture before, for a while; nil: nothing does.
func (g *gifStream) show(part *image.Paletted, delay int) error {
	if part == nil && g.delay+delay > gifLongest {
		part = g.waiting.SubImage(image.Rectangle{Min: g.waiting.Rect.Min, Max: g.waiting.Rect.Min.Add(image.Pt(1, 1))}).(*image.Paletted)
	}
	if part == nil {
		g.delay += delay
		return nil
	}
	err := g.write()
	g.waiting, g.delay = part, delay
	return err
}

// close ends the film.
func (g *gifStream) close() error {
	if err := g.write(); err != nil {
		return err
	}
	g.bytes(0x3b)
	return g.w.Flush()
}

// write writes the picture that was shown.
func (g *gifStream) write() error {
	p := g.waiting
	if p == nil {
		return nil
	}
	g.bytes(0x21, 0xf9, 4, 0)
	g.numbers(g.delay)
	g.bytes(0, 0)
	g.bytes(0x2c)
	g.numbers(p.Rect.Min.X, p.Rect.Min.Y, p.Rect.Dx(), p.Rect.Dy())
	g.bytes(0, gifBits)
	blocks := &gifBlocks{w: g.w}
	pack := lzw.NewWriter(blocks, lzw.LSB, gifBits)
	for y := p.Rect.Min.Y; y < p.Rect.Max.Y; y++ {
		from := p.PixOffset(p.Rect.Min.X, y)
		if _, err := pack.Write(p.Pix[from : from+p.Rect.Dx()]); err != nil {
			return err
		}
	}
	if err := pack.Close(); err != nil {
		return err
	}
	return blocks.close()
}

// The writer keeps its first error and tells it at the next Write or Flush.
func (g *gifStream) text(s string)   { _, _ = g.w.WriteString(s) }
func (g *gifStream) bytes(b ...byte) { _, _ = g.w.Write(b) }

func (g *gifStream) numbers(all ...int) {
	for _, n := range all {
		g.bytes(binary.LittleEndian.AppendUint16(nil, uint16(n))...)
	}
}

// gifBlocks cuts what is packed into blocks of at most 255 bytes, each behind its
// length; one of none ends them.
type gifBlocks struct {
	w    *bufio.Writer
	have [1 + gifBlock]byte
	n    int
}

const gifBlock = 255

// Write implements io.Writer.
func (b *gifBlocks) Write(p []byte) (int, error) {
	for done := 0; done < len(p); {
		n := copy(b.have[1+b.n:], p[done:])
		done, b.n = done+n, b.n+n
		if b.n == gifBlock {
			if err := b.flush(); err != nil {
				return done, err
			}
		}
	}
	return len(p), nil
}

func (b *gifBlocks) flush() error {
	b.have[0] = byte(b.n)
	_, err := b.w.Write(b.have[:1+b.n])
	b.n = 0
	return err
}

func (b *gifBlocks) close() error {
	if b.n > 0 {
		if err := b.flush(); err != nil {
			return err
		}
	}
	return b.flush() // the one of none
}
