package scenario

import (
	"fmt"
	"strings"
)

// expected lists what could have stood in place of got, and says first which
// of them was probably meant.
func expected(got string, names []string) string {
	if len(names) == 0 {
		return "expected one that is declared"
	}
	list := "expected " + shown(names)
	if near := nearest(got, names); near != "" {
		return fmt.Sprintf("did you mean %s? %s", quoteless(near), list)
	}
	return list
}

// maxShown bounds the names that a message lists.
const maxShown = 48

func shown(names []string) string {
	if len(names) > maxShown {
		return fmt.Sprintf("one of %d names", len(names))
	}
	var list []string
	for _, name := range names {
		list = append(list, quoteless(name))
	}
	return strings.Join(list, ", ")
}

// nearest gives the name that a slip of the fingers turns into got, or "".
func nearest(got string, names []string) string {
	best, least := "", 1+min(2, len(got)/3)
	for _, name := range names {
		if d := slips(strings.ToLower(got), strings.ToLower(name)); d < least {
			best, least = name, d
		}
	}
	return best
}

// maxSlips bounds the words that slips compares; longer ones are far apart.
const maxSlips = 40

// slips counts the letters to insert, drop, change or swap with a neighbour
// to turn a into b. It keeps the last three rows of the usual table.
func slips(a, b string) int {
	if len(a) > maxSlips || len(b) > maxSlips {
		return maxSlips
	}
	var older, old, row [maxSlips + 1]int
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		older, old = old, row
		row[0] = i + 1
		for j := range len(b) {
			row[j+1] = min(old[j+1]+1, row[j]+1, old[j]+differ(a[i], b[j]))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
	}
	return row[len(b)]
}

func differ(a, b byte) int {
	if a == b {
		return 0
	}
	return 1
}
