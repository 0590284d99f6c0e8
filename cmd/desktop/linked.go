package main

import (
	"barnyard/engine/replay"
	"barnyard/lessons"
	"barnyard/viz/link"
	"barnyard/viz/ui"
)

// linked turns a link into the replay string of the run that it shows; any other
// word stays what it is. So whatever takes a string takes a link too.
func linked(word string) (string, error) {
	if !link.Looks(word) {
		return word, nil
	}
	l, err := link.Parse(link.Fragment(word))
	if err != nil {
		return "", err
	}
	all, err := lessons.All()
	if err != nil {
		return "", err
	}
	r, err := ui.RunOf(l, all)
	if err != nil {
		return "", err
	}
	return replay.Format(r)
}
