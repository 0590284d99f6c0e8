package gowasm

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"barnyard/assets"
)

// A TrueType file holds a program for each letter that fits it to coarse pixels
// (its hints), and names and tables for printers. Nobody reads them here: letters
// are drawn from their outlines. Without them the four fonts are half as large,
// compressed, and every letter has the same shape and width.

// font is one of the fonts that the program carries.
type font struct {
	name string // of its package in golang.org/x/image/font/gofont
	file func() []byte
}

var fonts = []font{
	{"goregular", assets.SansRegular}, {"gobold", assets.SansBold},
	{"gomono", assets.MonoRegular}, {"gomonobold", assets.MonoBold},
}

var errFont = errors.New("it is not a TrueType file as expected")

// withoutHints is the font without all that package sfnt does not read.
func withoutHints(file []byte) (out []byte, err error) {
	defer func() {
		if recover() != nil { // an index out of a damaged file
			err = errFont
		}
	}()
	tables := readTables(file)
	long := binary.BigEndian.Uint16(tables["head"][50:]) == 1
	glyphs := int(binary.BigEndian.Uint16(tables["maxp"][4:]))
	var glyf, loca []byte
	loca = binary.BigEndian.AppendUint32(loca, 0)
	for i := range glyphs {
		from, to := place(tables["loca"], i, long), place(tables["loca"], i+1, long)
		glyf = append(glyf, bare(tables["glyf"][from:to])...)
		if len(glyf)%2 == 1 {
			glyf = append(glyf, 0)
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	}
	head := slices.Clone(tables["head"])
	binary.BigEndian.PutUint16(head[50:], 1) // places are written long
	post := slices.Clone(tables["post"][:32])
	binary.BigEndian.PutUint32(post, 0x30000) // letters have no names
	tables["glyf"], tables["loca"], tables["head"], tables["post"] = glyf, loca, head, post
	for _, name := range []string{"cvt ", "fpgm", "prep", "gasp", "name"} {
		delete(tables, name)
	}
	return writeTables(file[:4], tables), nil
}

// bare is an outline without its program.
func bare(glyph []byte) []byte {
	if len(glyph) == 0 {
		return nil
	}
	contours := int(int16(binary.BigEndian.Uint16(glyph)))
	if contours < 0 {
		return bareParts(glyph)
	}
	at := 10 + 2*contours
	end := at + 2 + int(binary.BigEndian.Uint16(glyph[at:]))
	return slices.Concat(glyph[:at], []byte{0, 0}, glyph[end:])
}

// The flags of a glyph that is put together from others.
const (
	wordArgs  = 0x1
	oneScale  = 0x8
	more      = 0x20
	twoScales = 0x40
	fourScale = 0x80
	hints     = 0x100
)

// bareParts is bare for a glyph that is put together from others: the program
// comes after the last part.
func bareParts(glyph []byte) []byte {
	out := slices.Clone(glyph)
	for at := 10; ; {
		flags := binary.BigEndian.Uint16(out[at:])
		binary.BigEndian.PutUint16(out[at:], flags&^hints)
		at += 6
		if flags&wordArgs != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&fourScale != 0:
			at += 8
		}
		if flags&more == 0 {
			return out[:at]
		}
	}
}

// place is where a glyph begins.
func place(loca []byte, i int, long bool) int {
	if long {
		return int(binary.BigEndian.Uint32(loca[4*i:]))
	}
	return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
}

func readTables(file []byte) map[string][]byte {
	file = slices.Clip(file) // a damaged place is not in what comes after
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		row := file[12+16*i:]
		from, length := binary.BigEndian.Uint32(row[8:]), binary.BigEndian.Uint32(row[12:])
		tables[string(row[:4])] = file[from : from+length]
	}
	return tables
}

// writeTables makes a file again; its sums stay zero, nobody checks them.
func writeTables(version []byte, tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	out := slices.Clone(version)
	out = binary.BigEndian.AppendUint16(out, uint16(len(names)))
	out = append(out, make([]byte, 6+16*len(names))...)
	for i, name := range names {
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		row := out[12+16*i:]
		copy(row, name)
		binary.BigEndian.PutUint32(row[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(row[12:], uint32(len(tables[name])))
		out = append(out, tables[name]...)
	}
	return out
}
