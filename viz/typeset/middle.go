package typeset

import (
	"unicode/utf8"

	"barnyard/viz/theme"
)

// What is too long by its end and not by its beginning: names that differ in
// their last letters, and lines of code whose end says where they lead, lose
// their middle instead.

// FitMiddle is the text, or as much of its beginning and of its end as fits into
// width, with an ellipsis between; empty if not even the ellipsis fits.
func FitMiddle(text string, t theme.Type, width float32) string {
	if Measure(text, t) <= width {
		return text
	}
	room := width - Measure(ellipsis, t)
	if room < 0 {
		return ""
	}
	tail := ending(text, t, room/2)
	head := text[:fitting(text, t, room-Measure(tail, t))]
	return head + ellipsis + tail
}

// WrapMiddle is Wrap with at most so many lines: where there would be more, the
// last one has the end of the text behind an ellipsis.
func WrapMiddle(lines []string, text string, t theme.Type, width float32, most int) []string {
	if most == 1 {
		return append(lines, FitMiddle(text, t, width))
	}
	from := len(lines)
	lines = Wrap(lines, text, t, width)
	if len(lines)-from <= most {
		return lines
	}
	lines = lines[:from+most]
	lines[len(lines)-1] = ellipsis + ending(text, t, width-Measure(ellipsis, t))
	return lines
}

// ending is as much of the end of the text as fits into width.
func ending(text string, t theme.Type, width float32) string {
	f := faceOf(t)
	limit, sum := width*float32(f.upem)/t.Size, 0
	for at := len(text); at > 0; {
		r, n := utf8.DecodeLastRuneInString(text[:at])
		if sum += f.units(r); float32(sum) > limit {
			return text[at:]
		}
		at -= n
	}
	return text
}
