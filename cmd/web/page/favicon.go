package page

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
)

// faviconName is what a browser asks a host for without being told to: where it shows a
// file that names no icon, or knows none that is an SVG.
const faviconName = "favicon.ico"

// faviconSize is the icon's width and height: two pixels for one of icon.svg.
const faviconSize = 32

// favicon is icon.svg in the one form that every browser knows, a PNG in an ICO.
func favicon() ([]byte, error) {
	wall, window := color.RGBA{0xd5, 0x5e, 0x00, 0xff}, color.RGBA{0xf0, 0xe4, 0x42, 0xff}
	barn := image.NewPaletted(image.Rect(0, 0, faviconSize, faviconSize), color.Palette{color.RGBA{}, wall, window})
	for y := range faviconSize {
		for x := range faviconSize {
			// In the units of icon.svg, at the middle of the pixel.
			barn.SetColorIndex(x, y, barnAt((float64(x)+0.5)/2, (float64(y)+0.5)/2))
		}
	}
	var picture, out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&picture, barn); err != nil {
		return nil, err
	}
	const head = 6 + 16 // before the first picture
	binary.Write(&out, binary.LittleEndian, []uint16{0, 1, 1})
	out.Write([]byte{faviconSize, faviconSize, 0, 0})
	binary.Write(&out, binary.LittleEndian, []uint16{1, 32})
	binary.Write(&out, binary.LittleEndian, []uint32{uint32(picture.Len()), head})
	out.Write(picture.Bytes())
	return out.Bytes(), nil
}

// barnAt is the colour of a place: 0 is beside the barn, 1 its wall, 2 a window.
func barnAt(x, y float64) uint8 {
	roof := 2 + 5.5/7*max(8-x, x-8) // falls from 8,2 to 1,7.5 and 15,7.5
	inWindow := (x >= 4 && x < 7 || x >= 9 && x < 12) && (y >= 8 && y < 11 || y >= 12 && y < 14)
	switch {
	case x < 1 || x >= 15 || y < roof || y >= 14:
		return 0
	case inWindow:
		return 2
	}
	return 1
}
