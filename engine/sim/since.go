package sim

import "slices"

// Since is the threads that have come since something began last. The kernel counts
// such things, barriers or drains, and who comes notes the number; here it is written
// down who has come, since a number that grows would make of each round of a loop a
// situation that was never there.
type Since struct{ came []ThreadID } // by number: who came first decides nothing

// Come is for a thread as it comes.
func (s *Since) Come(id ThreadID) {
	if at, there := slices.BinarySearch(s.came, id); !there {
		s.came = slices.Insert(s.came, at, id)
	}
}

// Has reports whether a thread has come since then: nothing has begun meanwhile.
func (s *Since) Has(id ThreadID) bool {
	_, there := slices.BinarySearch(s.came, id)
	return there
}

// Begin is for when it begins anew: nobody has come since.
func (s *Since) Begin() { s.came = s.came[:0] }

// Len is how many have come.
func (s *Since) Len() int { return len(s.came) }

// CopyFrom makes s equal to src, reusing memory.
func (s *Since) CopyFrom(src *Since) { s.came = append(s.came[:0], src.came...) }

// Parts lists it in a group, see Parts.
func (s *Since) Parts(p *Parts, o *Since) { In(p, &s.came, &o.came) }

// Hash folds it in.
func (s *Since) Hash(h *Hash) {
	for _, id := range s.came {
		h.I32(int32(id), -1)
	}
}
