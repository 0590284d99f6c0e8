package check

import (
	"strconv"

	"barnyard/engine/slub"
)

// some is a number of things in words: 1 object, 2 objects.
func some(n int64, what string) string {
	return strconv.FormatInt(n, 10) + " " + agree(n, what, what+"s")
}

// agree is the word that goes with a number.
func agree(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// placeOf is where a sheaf believes to be; a path has no number.
func placeOf(s *slub.Sheaf) string {
	if s.Of < 0 {
		return s.Place.String()
	}
	return s.Place.String() + " " + strconv.Itoa(int(s.Of))
}

// noSheaf is something that stands where a sheaf should: nothing, what a sheaf that
// was freed leaves behind, or a number that no sheaf has.
func noSheaf(id slub.SheafID) string {
	if id < 0 {
		return "something that is no sheaf"
	}
	return strconv.Itoa(int(id)) + ", which is no sheaf"
}
