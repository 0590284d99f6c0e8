package sim

// Parts goes through two states of one machine side by side, part by part: a CPU,
// a thread, a lock. Between two states that are a step apart nearly all parts are
// the same, so what is known of one state is nearly all that there is to know of
// the other. Each package lists its parts once, in a method Parts, and three
// things are done along that list:
//
//	Sum      the fingerprint of a situation, from that of the other state
//	Pack     what differs from the other state, as a few bytes: see record.go
//	Unpack   the state again, in a copy of whatever state of the machine
//
// A situation's fingerprint is the sum of those of its parts, each mixed with the
// number of the part.
//
// There are some forty types of parts, and what depends on the type is made for
// each of them, also in a program that somebody loads over a network: so it is as
// little as possible, and all that can be is a method of Parts.
type Parts struct {
	job    job
	now    int64
	known  *Sums // of the other state; nil: nothing is known
	keep   bool  // known becomes what is worked out
	n      int   // parts so far
	hash   Hash  // of the part that is worked out
	total  uint64
	differ bool // in the group that is open

	records
}

// Sums is the fingerprint of a situation and of each of its parts.
type Sums struct {
	Total uint64
	parts []uint64
}

type job uint8

const (
	summing job = iota
	packing
	unpacking
)

// Hasher is what folds itself in.
type Hasher interface{ Hash(*Hash) }

// Of is what there is to know about parts of one type, of about so many Bytes.
// Large ones are compared with Same and copied with Copy, which leave out what
// nobody reads any more.
type Of[T comparable] struct {
	Hash  func(*T, *Hash)
	Same  func(a, b *T) bool
	Copy  func(a, b *T)
	Bytes int64
}

func (of *Of[T]) same(a, b *T) bool {
	if of.Same != nil {
		return of.Same(a, b)
	}
	return *a == *b
}

func (of *Of[T]) copy(a, b *T) {
	if of.Copy != nil {
		of.Copy(a, b)
		return
	}
	*a = *b
}

// Sum begins a fingerprint at a time. What is known of the other state must have
// been worked out at the same time; it is made anew with keep.
func (p *Parts) Sum(now int64, known *Sums, keep, all bool) {
	p.job, p.now, p.known, p.keep, p.n, p.total = summing, now, known, keep, 0, known.Total
	if all {
		known.parts, p.total = known.parts[:0], 0
	}
}

// Total is the fingerprint, at the end.
func (p *Parts) Total() uint64 {
	if p.keep {
		p.known.Total = p.total
	}
	return p.total
}

// fresh reports whether nothing is known of the part that comes.
func (p *Parts) fresh() bool { return p.n >= len(p.known.parts) }

// begin is the hash of the part that comes, always in the same place: that takes
// no memory.
func (p *Parts) begin() *Hash {
	p.hash = NewSituation(p.now)
	p.hash.U64(uint64(p.n))
	return &p.hash
}

// add counts a part whose fingerprint was worked out.
func (p *Parts) add() {
	sum := p.hash.Sum()
	switch {
	case p.fresh():
		p.known.parts = append(p.known.parts, sum)
		p.total += sum
	default:
		p.total += sum - p.known.parts[p.n]
		if p.keep {
			p.known.parts[p.n] = sum
		}
	}
	p.n++
}

// Each goes through a slice, each element of which is a part. It must be of one
// length in all states.
func Each[T comparable](p *Parts, a, b *[]T, of Of[T]) {
	switch p.job {
	case summing:
		for i := range *a {
			if x := &(*a)[i]; p.fresh() || !of.same(x, &(*b)[i]) {
				of.Hash(x, p.begin())
				p.add()
			} else {
				p.n++
			}
		}
	case packing:
		for i := range *a {
			if x := &(*a)[i]; !of.same(x, &(*b)[i]) {
				p.putElement(i, len(*a))
				p.put(of.id(p, x))
			}
		}
		p.closeSlice()
	case unpacking:
		for i := range *a {
			of.copy(&(*a)[i], &(*b)[i])
		}
		for p.openSlice(len(*a)); p.inSlice(); {
			(*a)[p.element] = *p.item().(*T) // whole: what Copy leaves out is of another state
		}
	}
}

// Group begins a part of several slices and values, each of them an In or a Value,
// and Close ends it.
func (p *Parts) Group() { p.differ = false }

// In is one of the slices of a group.
func In[T comparable](p *Parts, a, b *[]T) {
	if p.job != summing {
		Beside(p, a, b)
		return
	}
	if p.differ || p.fresh() {
		return
	}
	p.differ = len(*a) != len(*b)
	for i := 0; i < len(*a) && !p.differ; i++ {
		p.differ = (*a)[i] != (*b)[i]
	}
}

// Beside is a slice that is in records only: no fingerprint depends on it, or
// another part has it.
func Beside[T comparable](p *Parts, a, b *[]T) {
	switch p.job {
	case packing:
		x, y := *a, *b
		p.putLength(len(x), len(y))
		for i := range x {
			if i >= len(y) || x[i] != y[i] {
				p.putElement(i, len(x))
				putValue(p, &x[i])
			}
		}
		p.closeSlice()
	case unpacking:
		x := append((*a)[:0], *b...)
		n := p.openSlice(len(x))
		for len(x) < n {
			var none T
			x = append(x, none)
		}
		for *a = x[:n]; p.inSlice(); {
			x[p.element] = p.item().(T)
		}
	}
}

// Value is one of the values of a group, or stands beside.
func Value[T comparable](p *Parts, a, b *T) {
	switch p.job {
	case summing:
		p.differ = p.differ || *a != *b
	case packing:
		if *a != *b {
			p.mark()
			putValue(p, a)
		}
		p.slices++
	case unpacking:
		if *a = *b; p.marked() {
			*a = p.item().(T)
			p.advance()
		}
		p.slices++
	}
}

// Close ends a group.
func (p *Parts) Close(x Hasher) {
	if p.job != summing {
		return
	}
	if !p.differ && !p.fresh() {
		p.n++
		return
	}
	p.Always(x)
}

// Always is a part that is small, or looks at more than itself.
func (p *Parts) Always(x Hasher) {
	if p.job != summing {
		return
	}
	x.Hash(p.begin())
	p.add()
}

// Length is how many elements there are of a list that is not flat.
func (p *Parts) Length(a, b int) int {
	switch p.job {
	case packing:
		if a != b {
			p.mark()
			p.put(uint64(a))
		}
	case unpacking:
		if a = b; p.marked() {
			a = int(p.get())
			p.advance()
		}
	}
	p.slices++
	return a
}

// Number is a value that is seldom twice the same, such as a counter of steps.
func Number[T ~int32 | ~int64 | ~uint32](p *Parts, a, b *T) {
	v := int64(*a)
	p.number(&v, int64(*b))
	*a = T(v)
}
