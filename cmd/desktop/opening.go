package main

import (
	"fmt"
	"os"
)

// openTheWindow is what happens without a command. Tests put another function
// in its place.
var openTheWindow = func([]string) int {
	fmt.Fprintln(os.Stderr, "barnyard: the window is not in this build; expected a command, see help")
	return exitAuthor
}
