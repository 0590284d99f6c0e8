package sim

import "encoding/binary"

// Parts goes through two states of one machine side by side, part by part: a CPU,
// a thread, a lock. Between two states that are a step apart nearly all parts are
// the same, so what is known of one state is nearly all that there is to know of
// the other. Each package lists its parts once, in a method Parts, and three
// things are done along that list:
//
//	Sum      the fingerprint of a situation, from that of the other state
//	Pack     what differs from the other state, as a few bytes
//	Unpack   the state again, in a copy of whatever state of the machine
//
// A situation's fingerprint is the sum of those of its parts, each mixed with the
// number of the part.
type Parts struct {
	job    job
	now    int64
	known  *Sums // of the other state; nil: nothing is known
	keep   bool  // known becomes what is worked out
	n      int   // parts so far
	hash   Hash  // of the part that is worked out
	total  uint64
	differ bool // in the group that is open

	slices  int // so far
	last    int // the last that is in the record
	record  []byte
	shelves []any // a shelf[T] for each type T
	bytes   int64 // of them, roughly
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

// Of is what there is to know about parts of one type: without Hash the future
// does not depend on them. Large ones, of about so many Bytes, are compared with
// Same and copied with Copy, which leave out what nobody reads any more.
type Of[T comparable] struct {
	Hash func(*T, *Hash)
	Same func(a, b *T) bool
	Copy func(a, b *T)

	Bytes int64
}

func (of *Of[T]) same(a, b *T) bool {
	if of.Same != nil {
		return of.Same(a, b)
	}
	return *a == *b
}

func (of *Of[T]) copied(x *T) T {
	if of.Copy == nil {
		return *x
	}
	var c T
	of.Copy(&c, x)
	return c
}

func (of *Of[T]) copyAll(a *[]T, b []T) {
	if of.Copy == nil || len(*a) != len(b) {
		*a = append((*a)[:0], b...)
		return
	}
	for i := range b {
		of.Copy(&(*a)[i], &b[i])
	}
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

// Each goes through a slice, each element of which is a part. With a Hash it
// must be of one length in all states.
func Each[T comparable](p *Parts, a, b *[]T, of Of[T]) {
	if p.job != summing {
		store(p, a, b, of)
		return
	}
	if of.Hash == nil {
		return
	}
	for i := range *a {
		if x := &(*a)[i]; p.fresh() || !of.same(x, &(*b)[i]) {
			of.Hash(x, p.begin())
			p.add()
		} else {
			p.n++
		}
	}
}

// Group begins a part of several slices and values, each of them an In, and
// Close ends it.
func (p *Parts) Group() { p.differ = false }

// In is one of the slices of a group.
func In[T comparable](p *Parts, a, b *[]T) {
	if p.job != summing {
		store(p, a, b, Of[T]{})
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

// Value is one of the values of a group.
func Value[T comparable](p *Parts, a, b *T) {
	switch p.job {
	case summing:
		p.differ = p.differ || *a != *b
	case packing:
		if *a != *b {
			p.mark()
			p.put(shelfOf[T](p).id(p, a, Of[T]{}))
		}
		p.slices++
	case unpacking:
		if *a = *b; p.marked() {
			*a = *shelfOf[T](p).items[p.get()]
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
	switch p.job {
	case packing:
		if *a != *b {
			p.mark()
			p.record = binary.AppendVarint(p.record, int64(*a))
		}
		p.slices++
	case unpacking:
		if *a = *b; p.marked() {
			v, n := binary.Varint(p.record)
			*a, p.record = T(v), p.record[n:]
			p.advance()
		}
		p.slices++
	}
}

// Pack begins a record of what differs, at the end of out; Record is it.
func (p *Parts) Pack(out []byte) { p.job, p.record, p.slices, p.last = packing, out, 0, -1 }

// Record ends what Pack has begun.
func (p *Parts) Record() []byte { return p.record }

// Unpack begins to make a state from a record.
func (p *Parts) Unpack(record []byte) {
	p.job, p.record, p.slices, p.last = unpacking, record, 0, -1
	p.advance()
}

// mark says that the slice that comes is in the record.
func (p *Parts) mark() {
	p.put(uint64(p.slices - p.last))
	p.last = p.slices
}

// advance reads which slice comes next in the record.
func (p *Parts) advance() {
	if len(p.record) == 0 {
		p.last = -1
		return
	}
	p.last += int(p.get())
}

func (p *Parts) put(v uint64) { p.record = binary.AppendUvarint(p.record, v) }

func (p *Parts) get() uint64 {
	v, n := binary.Uvarint(p.record)
	p.record = p.record[n:]
	return v
}

// marked reports whether the slice that comes is in the record.
func (p *Parts) marked() bool { return p.slices == p.last }

// store packs a slice, or unpacks it.
func store[T comparable](p *Parts, a, b *[]T, of Of[T]) {
	if p.job == packing {
		pack(p, *a, *b, of)
	} else if of.copyAll(a, *b); p.marked() {
		*a = unpack(p, *a)
		p.advance()
	}
	p.slices++
}

// pack writes the length, and each element that differs: how far it is behind
// the one before, and which it is. A zero ends them.
func pack[T comparable](p *Parts, a, b []T, of Of[T]) {
	last, s := -1, (*shelf[T])(nil)
	begin := func() {
		p.mark()
		p.put(uint64(len(a)))
		s = shelfOf[T](p)
	}
	if len(a) != len(b) {
		begin()
	}
	for i := range a {
		if i < len(b) && of.same(&a[i], &b[i]) {
			continue
		}
		if s == nil {
			begin()
		}
		p.put(uint64(i - last))
		last = i
		p.put(s.id(p, &a[i], of))
	}
	if s != nil {
		p.put(0)
	}
}

func unpack[T comparable](p *Parts, a []T) []T {
	n := int(p.get())
	for len(a) < n {
		var none T
		a = append(a, none)
	}
	a = a[:n]
	s := shelfOf[T](p)
	for i := int(p.get()) - 1; i >= 0; {
		a[i] = *s.items[p.get()]
		gap := int(p.get())
		if gap == 0 {
			break
		}
		i += gap
	}
	return a
}

// shelf has each value of a type that is in any record, once. Large ones are found
// by a hash, which is quicker than by all that they could hold.
type shelf[T comparable] struct {
	items []*T
	ids   map[T]uint64
	large map[uint64][]uint64
}

// shelfOf finds the shelf of a type.
func shelfOf[T comparable](p *Parts) *shelf[T] {
	for _, s := range p.shelves {
		if s, ok := s.(*shelf[T]); ok {
			return s
		}
	}
	s := &shelf[T]{ids: map[T]uint64{}, large: map[uint64][]uint64{}}
	p.shelves = append(p.shelves, s)
	return s
}

func (s *shelf[T]) id(p *Parts, x *T, of Of[T]) uint64 {
	if of.Bytes > 0 {
		return s.largeID(p, x, of)
	}
	id, ok := s.ids[*x]
	if !ok {
		id = s.add(p, *x, 64)
		s.ids[*x] = id
	}
	return id
}

func (s *shelf[T]) largeID(p *Parts, x *T, of Of[T]) uint64 {
	p.hash = NewHash()
	of.Hash(x, &p.hash)
	h := p.hash.X
	for _, id := range s.large[h] {
		if of.same(s.items[id], x) {
			return id
		}
	}
	id := s.add(p, of.copied(x), of.Bytes)
	s.large[h] = append(s.large[h], id)
	return id
}

func (s *shelf[T]) add(p *Parts, x T, bytes int64) uint64 {
	s.items = append(s.items, &x)
	p.bytes += bytes + 100 // to find it by
	return uint64(len(s.items) - 1)
}

// Bytes is about the memory that the values in records take.
func (p *Parts) Bytes() int64 { return p.bytes }
