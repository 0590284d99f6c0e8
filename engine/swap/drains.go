package swap

import (
	"slices"

	"barnyard/engine/sim"
)

// NoteDrain is for a caller of __lru_add_drain_all as it comes. In the kernel it
// keeps the number of the generation, which grows with each drain. Here is written
// down who has seen the present one: in a situation a number that grows would make
// of each round of a loop one that was never there.
func (s *State) NoteDrain(id sim.ThreadID) {
	if at, there := slices.BinarySearch(s.noted, id); !there {
		s.noted = slices.Insert(s.noted, at, id)
	}
}

// DrainedSince reports whether another generation has begun since a caller came.
func (s *State) DrainedSince(id sim.ThreadID) bool {
	_, there := slices.BinarySearch(s.noted, id)
	return !there
}

// NextDrain begins the next generation.
func (s *State) NextDrain() {
	s.DrainGen++
	s.noted = s.noted[:0]
}

func (s *State) hashDrains(h *sim.Hash) {
	if h.Situation() {
		h.I32(int32(s.DrainLock), 0)
	} else {
		h.I32(int32(s.DrainLock), s.DrainGen)
	}
	for _, id := range s.noted {
		h.I32(int32(id), -1)
	}
}
