package lesson

import (
	"strings"
	"unicode/utf8"
)

// Cues are lines of words parted by blanks. A word knows where it stands.

type word struct {
	text string
	col  int // of its first character, from 1
}

// wordsOf splits a line at blanks.
func wordsOf(line string) []word {
	var out []word
	start, startCol, col := -1, 0, 0
	for i, r := range line {
		col++
		switch {
		case r == ' ' || r == '\t':
			if start >= 0 {
				out = append(out, word{line[start:i], startCol})
			}
			start = -1
		case start < 0:
			start, startCol = i, col
		}
	}
	if start >= 0 {
		out = append(out, word{line[start:], startCol})
	}
	return out
}

// keyValue parts key=value; ok is false without a = or with an empty side.
func (w word) keyValue() (key word, value word, ok bool) {
	k, v, found := strings.Cut(w.text, "=")
	if !found || k == "" || v == "" {
		return word{}, word{}, false
	}
	return word{k, w.col}, word{v, w.col + utf8.RuneCountInString(k) + 1}, true
}

// fold joins words with single blanks: a line as people would write it.
func fold(words []word) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}
