package sim

// Hash folds integers into 64 bits. It is defined on values, not on memory,
// so word size and byte order of the host do not matter.
type Hash uint64

// NewHash returns the hash of nothing.
func NewHash() Hash { return 0x6a09e667f3bcc908 }

// U64 folds one word in.
func (h *Hash) U64(v uint64) {
	x := uint64(*h) ^ v
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	*h = Hash(x*0x9e3779b97f4a7c15 + 1)
}

// I64 folds one signed word in.
func (h *Hash) I64(v int64) { h.U64(uint64(v)) }

// I32 folds two small integers in.
func (h *Hash) I32(a, b int32) { h.U64(uint64(uint32(a))<<32 | uint64(uint32(b))) }

// Bool folds a truth value in.
func (h *Hash) Bool(b bool) {
	if b {
		h.U64(1)
		return
	}
	h.U64(0)
}

// Sum finishes the hash.
func (h Hash) Sum() uint64 {
	z := uint64(h)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
