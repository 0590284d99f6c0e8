package main

import (
	"slices"
	"strings"
)

// expected names what could have stood in place of got, what was probably
// meant first.
func expected(got string, names []string) string {
	list := "expected " + strings.Join(names, ", ")
	if near := nearest(got, names); near != "" {
		return "did you mean " + near + "? " + list
	}
	return list
}

// nearest is the name that got is a slip of: no more than a third of its
// letters and one differ, or it is how the name begins.
func nearest(got string, names []string) string {
	best, least := "", 2+len(got)/3
	if len(got) > maxLetters {
		return ""
	}
	for _, name := range names {
		d := slips([]rune(got), []rune(name))
		if len(got) > 1 && strings.HasPrefix(name, got) {
			d = 1
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// maxLetters bounds what is looked at: a longer word is no slip.
const maxLetters = 64

// slips counts the letters to insert, drop or change to turn a into b.
func slips(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		old := slices.Clone(row)
		row[0] = i + 1
		for j := range b {
			change := old[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(old[j+1]+1, row[j]+1, change)
		}
	}
	return row[len(b)]
}
