package lessons

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"barnyard/lessons/lesson"
)

// Bounds of a file, checked before anything is built from it. They are far
// above what a lesson needs and far below what hurts.
const (
	maxFile  = 64 << 10
	maxLines = 8192 // of the file; a paragraph of one letter takes a kilobyte when parsed
	maxLine  = 2000 // characters
)

// linesOf checks the raw text and splits it. Line endings of either kind are
// taken: a checkout on Windows may have changed them.
func linesOf(file string, src []byte) ([]string, error) {
	at := lesson.Place{File: file, Line: 1}
	if len(src) > maxFile {
		return nil, at.Errorf(0, 1, "the file has %d bytes, the limit is %d", len(src), maxFile)
	}
	if n := bytes.Count(src, []byte("\n")) + 1; n > maxLines {
		return nil, at.Errorf(maxLines, 1, "the file has %d lines, the limit is %d", n, maxLines)
	}
	text := string(bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")))
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if err := plainLine(at, i, line); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

// plainLine refuses what an author never means and a reader never sees.
func plainLine(at lesson.Place, i int, line string) error {
	col := 0
	for _, r := range line {
		col++
		switch {
		case r == utf8.RuneError:
			return at.Errorf(i, col, "bytes that are no UTF-8, expected UTF-8")
		case r == '\t':
			return at.Errorf(i, col, "a tab, expected blanks")
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return at.Errorf(i, col, "the control character U+%04X, expected text", r)
		case hidden(r):
			return at.Errorf(i, col, "the invisible character U+%04X, expected text that looks as it reads", r)
		case col > maxLine:
			return at.Errorf(i, col, "the line is longer than %d characters", maxLine)
		}
	}
	return nil
}

// hidden marks are those that change the order or the look of other text
// without being seen: zero width, bidirectional, byte order.
func hidden(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202e ||
		r >= 0x2060 && r <= 0x2069 || r == 0xfeff || r == 0x61c
}
