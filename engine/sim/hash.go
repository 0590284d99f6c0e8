package sim

// Hash folds integers into 64 bits. It is defined on values, not on memory,
// so word size and byte order of the host do not matter.
//
// There are two of them. The hash of a state takes in everything, past and
// present. That of a situation leaves out what no later step looks at, which is
// told with Past, and takes times as distances from now, which is told with
// When: what comes after two situations of one hash is the same but for the
// clock.
type Hash struct {
	X         uint64 // what was folded in so far
	situation bool
	now       int64
}

// NewHash returns the hash of nothing.
func NewHash() Hash { return Hash{X: 0x6a09e667f3bcc908} }

// NewSituation returns the hash of nothing, for a situation at a time.
func NewSituation(now int64) Hash {
	h := NewHash()
	h.situation, h.now = true, now
	return h
}

// Situation reports whether the hash is that of a situation.
func (h *Hash) Situation() bool { return h.situation }

// Past folds in a number that no later step looks at: a counter, or the time of
// something that is over.
func (h *Hash) Past(v int64) {
	if !h.situation {
		h.I64(v)
	}
}

// When folds in a time at which something is due. What is due already is due,
// however long ago that was.
func (h *Hash) When(at int64) {
	if h.situation && at < Inf {
		at = max(0, at-h.now)
	}
	h.I64(at)
}

// elapsed is a time from which something is measured, for a situation how long
// ago that was.
func (h *Hash) elapsed(since int64) int64 {
	if h.situation && since < Inf {
		return h.now - since
	}
	return since
}

// U64 folds one word in.
func (h *Hash) U64(v uint64) { h.X = mix(h.X, v) }

// mix folds a word into what was folded in so far.
func mix(x, v uint64) uint64 {
	x = (x ^ v) * 0xd6e8feb86659fd93
	x ^= x >> 32
	return x*0x9e3779b97f4a7c15 + 1
}

// pair is two small integers in one word.
func pair(a, b int32) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }

// I64 folds one signed word in.
func (h *Hash) I64(v int64) { h.U64(uint64(v)) }

// I32 folds two small integers in.
func (h *Hash) I32(a, b int32) { h.U64(pair(a, b)) }

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
	z := h.X
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
