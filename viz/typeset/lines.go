package typeset

import (
	"strings"
	"unicode/utf8"

	"barnyard/viz/theme"
)

const ellipsis = "…"

// Fit is the text, or as much of its beginning as fits into width with an
// ellipsis after it; empty if not even the ellipsis fits.
func Fit(text string, t theme.Type, width float32) string {
	head, tail := Cut(text, t, width)
	return head + tail
}

// Cut is Fit in two parts, without making a text of them: what is left of the
// text, and the ellipsis if something went.
func Cut(text string, t theme.Type, width float32) (head, tail string) {
	if Measure(text, t) <= width {
		return text, ""
	}
	room := width - Measure(ellipsis, t)
	if room < 0 {
		return "", ""
	}
	return strings.TrimRight(text[:fitting(text, t, room)], " "), ellipsis
}

// fitting is how many bytes of the text fit into width, in whole characters.
func fitting(text string, t theme.Type, width float32) int {
	f := faceOf(t)
	limit, sum := width*float32(f.upem)/t.Size, 0
	for i, r := range text {
		if sum += f.units(r); float32(sum) > limit {
			return i
		}
	}
	return len(text)
}

// Wrap breaks the text into lines no wider than width and adds them to lines.
// It breaks at spaces, keeps the line breaks of the text, and cuts a word only
// when the word alone is too wide.
func Wrap(lines []string, text string, t theme.Type, width float32) []string {
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = wrapParagraph(lines, paragraph, t, width)
	}
	return lines
}

func wrapParagraph(lines []string, text string, t theme.Type, width float32) []string {
	for {
		n := fitting(text, t, width)
		if n == len(text) {
			return append(lines, text)
		}
		cut := lineEnd(text, n)
		lines = append(lines, strings.TrimRight(text[:cut], " "))
		text = strings.TrimLeft(text[cut:], " ")
		if text == "" {
			return lines
		}
	}
}

// lineEnd is where to break a text of which n bytes fit: at the last space,
// else in the word, and never before the first character.
func lineEnd(text string, n int) int {
	if text[n] == ' ' {
		return n
	}
	if space := strings.LastIndexByte(text[:n], ' '); space > 0 {
		return space
	}
	_, first := utf8.DecodeRuneInString(text)
	return max(n, first)
}
