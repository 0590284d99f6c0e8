package main

import (
	"strings"
	"unicode/utf8"
)

// align writes rows as columns. how has a letter for each column: l for left,
// r for right. Rows may be shorter than how.
func align(b *strings.Builder, indent, how string, rows [][]string) {
	width := make([]int, len(how))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		line.WriteString(indent)
		for i, cell := range row {
			gap := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if how[i] == 'r' {
				line.WriteString(gap + cell + "  ")
			} else {
				line.WriteString(cell + gap + "  ")
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
