package sim

import "math/bits"

// Places is a set of places at which two states may differ, by number: the elements
// of slices whose elements are parts, and all else that is listed. Who knows such a
// set need not compare the rest.
type Places []uint64

// Add adds a place.
func (s *Places) Add(n int) {
	for len(*s) <= n/64 {
		*s = append(*s, 0)
	}
	(*s)[n/64] |= 1 << (n % 64)
}

// Has reports whether a place is in the set.
func (s Places) Has(n int) bool { return n/64 < len(s) && s[n/64]>>(n%64)&1 != 0 }

// Join adds all of another set.
func (s *Places) Join(o Places) {
	for len(*s) < len(o) {
		*s = append(*s, 0)
	}
	for i, w := range o {
		(*s)[i] |= w
	}
}

// Clear leaves none.
func (s *Places) Clear() { *s = (*s)[:0] }

// list appends the places of a set, in order.
func (s Places) list(out []int32) []int32 {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			out = append(out, int32(i*64+bits.TrailingZeros64(w)))
		}
	}
	return out
}
