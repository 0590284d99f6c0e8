package main

import "strings"

// openTheWindow is what happens without a command. Tests put another function
// in its place.
var openTheWindow = openWindow

// namesFile says whether a word of the command line is the name of a file and
// not that of a command.
func namesFile(word string) bool {
	return strings.HasSuffix(word, ".barn") || !strings.HasPrefix(word, "-") && strings.ContainsAny(word, `/\`)
}
