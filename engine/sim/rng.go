package sim

// Rand is a SplitMix64 generator: one 64-bit word of state, the same sequence
// on every platform, cheap to copy and to hash. Each purpose has its own
// stream (Streams), so that a draw for one never shifts another.
type Rand struct{ S uint64 }

// NewRand starts the stream with the given number of a seed.
func NewRand(seed, stream uint64) Rand {
	r := Rand{S: seed ^ (stream+1)*0x9e3779b97f4a7c15}
	r.Uint64()
	return r
}

// Uint64 draws 64 bits.
func (r *Rand) Uint64() uint64 {
	r.S += 0x9e3779b97f4a7c15
	z := r.S
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Intn draws from 0..n-1 without bias; n must be positive.
func (r *Rand) Intn(n int64) int64 {
	if n <= 0 {
		panic("sim: Intn of a range that is empty")
	}
	limit := ^uint64(0) - ^uint64(0)%uint64(n)
	for {
		if v := r.Uint64(); v < limit {
			return int64(v % uint64(n))
		}
	}
}

// Streams holds one generator for each purpose.
type Streams struct {
	Jitter  Rand // variation of costs
	Program Rand // rand { } of scenarios
	Order   Rand // free order=random
	Lottery Rand // the slab allocator's remote-node lottery
}

// NewStreams derives all streams from one seed.
func NewStreams(seed uint64) Streams {
	return Streams{NewRand(seed, 0), NewRand(seed, 1), NewRand(seed, 2), NewRand(seed, 3)}
}
