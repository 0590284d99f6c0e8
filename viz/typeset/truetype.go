package typeset

import (
	"encoding/binary"
	"fmt"
)

// font reads what we need of one TrueType file: which glyph a character has,
// how wide it is, and its outline. Only the two simple forms that the Go
// fonts use are read (a format 4 character map, quadratic outlines); hinting,
// kerning and shaping are not, and Latin text at these sizes does not miss
// them. The whole reader costs a few kilobytes in the browser.
type font struct {
	upem     int // font units in the size of the letters
	ascent   int // of a line, above the baseline
	descent  int // of a line, below the baseline, positive
	longLoca bool
	wide     int // how many glyphs have a width of their own in hmtx

	cmap, hmtx, loca, glyf []byte
}

// be16 and be32 read big-endian numbers.
func be16(b []byte, at int) int  { return int(binary.BigEndian.Uint16(b[at:])) }
func be16s(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }
func be32(b []byte, at int) int  { return int(binary.BigEndian.Uint32(b[at:])) }

// parseFont reads the table directory and the headers.
func parseFont(file []byte) (*font, error) {
	tables := map[string][]byte{}
	for i := range be16(file, 4) {
		record := file[12+16*i:]
		at, size := be32(record, 8), be32(record, 12)
		tables[string(record[:4])] = file[at : at+size]
	}
	for _, name := range []string{"head", "hhea", "hmtx", "cmap", "loca", "glyf"} {
		if tables[name] == nil {
			return nil, fmt.Errorf("typeset: the font has no %q table", name)
		}
	}
	head, hhea := tables["head"], tables["hhea"]
	f := &font{
		upem: be16(head, 18), longLoca: be16(head, 50) == 1,
		ascent: be16s(hhea, 4), descent: -be16s(hhea, 6), wide: be16(hhea, 34),
		hmtx: tables["hmtx"], loca: tables["loca"], glyf: tables["glyf"],
	}
	var err error
	f.cmap, err = format4(tables["cmap"])
	return f, err
}

// format4 finds the character map of the Basic Multilingual Plane.
func format4(cmap []byte) ([]byte, error) {
	for i := range be16(cmap, 2) {
		sub := cmap[be32(cmap, 4+8*i+4):]
		if be16(sub, 0) == 4 {
			return sub[:be16(sub, 2)], nil
		}
	}
	return nil, fmt.Errorf("typeset: the font has no format 4 character map")
}

// glyph is the number of the glyph of r; 0 if the font has none.
func (f *font) glyph(r rune) int {
	if r > 0xffff {
		return 0
	}
	twice := be16(f.cmap, 6) // twice the number of segments
	ends, starts := f.cmap[14:], f.cmap[16+twice:]
	deltas, offsets := f.cmap[16+2*twice:], f.cmap[16+3*twice:]
	for s := 0; s < twice; s += 2 {
		if int(r) > be16(ends, s) {
			continue
		}
		first := be16(starts, s)
		if int(r) < first {
			return 0
		}
		delta, offset := be16(deltas, s), be16(offsets, s)
		if offset == 0 {
			return (int(r) + delta) & 0xffff
		}
		if g := be16(offsets, s+offset+2*(int(r)-first)); g != 0 {
			return (g + delta) & 0xffff
		}
		return 0
	}
	return 0
}

// advance is how far the pen moves after the glyph, in font units.
func (f *font) advance(glyph int) int {
	return be16(f.hmtx, 4*min(glyph, f.wide-1))
}

// data is the description of a glyph's outline; empty for a space.
func (f *font) data(glyph int) []byte {
	if f.longLoca {
		return f.glyf[be32(f.loca, 4*glyph):be32(f.loca, 4*glyph+4)]
	}
	return f.glyf[2*be16(f.loca, 2*glyph) : 2*be16(f.loca, 2*glyph+2)]
}
