package slub

import "barnyard/engine/bug"

// MustEnd ends the walk of an op along a list of which it has seen n elements: there
// are not so many, so that the list leads back into itself. Only damage that a planted
// bug has done ties such a ring, and a kernel would go round in it for ever.
func (h *Heap) MustEnd(n int) {
	if n > len(h.Objects)+len(h.Sheaves) {
		bug.Die(bug.EndlessList, 0, 0, 0)
	}
}
