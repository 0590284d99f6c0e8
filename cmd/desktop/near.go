package main

import (
	"fmt"
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

// expectedIn is expected for names of which there are so many that only those are
// told that were probably meant; topic of list has them all. Where a file would do
// as well, or says so.
func expectedIn(got string, names []string, topic, or string) string {
	list := fmt.Sprintf("expected one of the %d in `list %s`%s", len(names), topic, or)
	if near := nearby(got, names); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "? " + list
	}
	return list
}

// mostNear is how many names are proposed.
const mostNear = 3

// nearby is the names that got is a slip of, and no other is a smaller one: of
// those that begin with it, the first few.
func nearby(got string, names []string) (near []string) {
	best := nearest(got, names)
	if best == "" {
		return nil
	}
	if len(got) > 1 && strings.HasPrefix(best, got) {
		for _, name := range names {
			if strings.HasPrefix(name, got) && len(near) < mostNear {
				near = append(near, name)
			}
		}
		return near
	}
	return []string{best}
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
