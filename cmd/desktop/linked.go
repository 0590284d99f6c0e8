package main

import (
	"fmt"

	"barnyard/engine/replay"
	"barnyard/lessons"
	"barnyard/viz/link"
	"barnyard/viz/ui"
)

// linked turns a link into the replay string of the run that it shows; any other
// word stays what it is, and comes without a link. So whatever takes a string takes
// a link too.
func (c *call) linked(word string) (string, *link.Link, error) {
	if !link.Looks(word) {
		return word, nil, nil
	}
	l, err := link.Parse(link.Fragment(word))
	if err != nil {
		return "", nil, err
	}
	all, err := lessons.All()
	if err != nil {
		return "", nil, err
	}
	r, err := ui.RunOf(l, all)
	if err != nil {
		return "", nil, err
	}
	if err := c.atItsPlace(&l, r); err != nil {
		return "", nil, err
	}
	text, err := replay.Format(r)
	return text, &l, err
}

// recorded is linked where a scenario may be named too, which then can have
// settings: a run that is a string or a link has its own. The string is empty for a
// scenario.
func (c *call) recorded(word string, set []given) (string, *link.Link, error) {
	what, short := "replay string", "string"
	if link.Looks(word) {
		what, short = "link", "link"
	} else if !replay.Looks(word) {
		return "", nil, nil
	}
	if len(set) > 0 {
		return "", nil, fmt.Errorf("--%s is given with a %s; expected none: its settings are in the %s", set[0].name, what, short)
	}
	return c.linked(word)
}
