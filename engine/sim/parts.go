package sim

// Parts is the list of what two states of one machine are made of: CPUs, threads,
// locks, side by side. Each package lists its own once, in a method Parts; nothing
// is looked at yet. What is done along the list is the affair of Twins.
//
//	Each            a slice, each element of which is a part
//	Group...Close   a part of several slices and values, each of them an In or a Value;
//	                CloseOr where the part looks at more than these
//	Beside          what is in no part: no fingerprint depends on it, or a part
//	                has it that is there anyway
//
// The list stays good for as long as the states are where they are: it knows
// where slices are kept, not where they lie now.
type Parts struct {
	twins    []twin
	spans    []span
	places   []place
	sections []section
	n        int // parts so far
	grouped  int // the first twin of the group that is open
}

// twin is one slice or value of both states, where it lies, and whose part it is.
type twin struct {
	both
	memory
	section int32 // none if it stands beside
	place   int32 // the number of its first place
}

// place is an element of a slice whose elements are parts, or all of another twin.
type place struct{ twin, element int32 }

// span is the memory of some twins that follow one another, to be compared at once.
type span struct {
	memory
	first, end int // twins
}

// section is parts that follow one another: the elements of a slice, or one part.
type section struct {
	first int         // the number of the first
	one   Hasher      // the part, if it is one
	of    both        // else the slice
	may   func() bool // it may have changed though nothing listed has; nil: never
	round uint32      // when it was counted last
}

// none is no element, and no section.
const none = -1

// Places is all places.
func (p *Parts) Places() (all Places) {
	for i := range p.places {
		all.Add(i)
	}
	return all
}

// None reports whether nothing is listed yet.
func (p *Parts) None() bool { return p.n == 0 }

// Hasher is what folds itself in.
type Hasher interface{ Hash(*Hash) }

// Of is what there is to know about elements of one type, of about so many Bytes.
// Large ones are compared with Same and copied with Copy, which leave out what
// nobody reads any more.
type Of[T any] struct {
	Hash  func(*T, *Hash)
	Same  func(a, b *T) bool
	Copy  func(a, b *T)
	Bytes int64
}

// Each lists a slice, each element of which is a part. It must be of one length in
// all states.
func Each[T comparable](p *Parts, a, b *[]T, of Of[T]) {
	plain := of.Same == nil
	if plain {
		of.Same = func(a, b *T) bool { return *a == *b }
	}
	if of.Copy == nil {
		of.Copy = func(a, b *T) { *a = *b }
	}
	all, m := &elements[T]{a, b, of}, unknown()
	if plain {
		m = ofElements(a, b)
	}
	p.parts(all, m, len(*a))
}

// parts adds a slice of so many parts.
//
//go:noinline
func (p *Parts) parts(all both, m memory, n int) {
	p.add(twin{both: all, memory: m, section: int32(len(p.sections))}, n)
	p.sections = append(p.sections, section{first: p.n, of: all})
	p.n += n
}

// Group begins a part of several slices and values, and Close ends it.
func (p *Parts) Group() { p.grouped = len(p.twins) }

// Close ends a group.
func (p *Parts) Close(x Hasher) { p.CloseOr(x, nil) }

// CloseOr ends a group whose part looks at more than the group, but only where
// something holds, in one state or the other.
func (p *Parts) CloseOr(x Hasher, holds func() bool) {
	for i := range p.twins[p.grouped:] {
		p.twins[p.grouped+i].section = int32(len(p.sections))
	}
	p.sections = append(p.sections, section{first: p.n, one: x, may: holds})
	p.n++
}

// Lists lists a slice whose elements have slices of their own: one of a group, or
// one that stands beside.
func Lists[T any](p *Parts, a, b *[]T, of Of[T]) { p.beside(&nested[T]{a, b, of}, unknown()) }

// Number lists a value that is seldom twice the same, such as a counter of steps.
func Number[T ~int32 | ~int64 | ~uint32](p *Parts, a, b *T) {
	p.beside(&number[T]{a, b}, ofValue(a, b))
}

//go:noinline
func (p *Parts) beside(x both, m memory) { p.add(twin{both: x, memory: m, section: none}, 1) }

// add adds a twin of so many places.
func (p *Parts) add(w twin, places int) {
	n := len(p.twins)
	w.place = int32(len(p.places))
	for e := range places {
		p.places = append(p.places, place{int32(n), int32(e)})
	}
	p.twins = append(p.twins, w)
	if last := len(p.spans) - 1; last >= 0 && p.spans[last].joins(&w.memory) {
		p.spans[last].end = n + 1
		return
	}
	p.spans = append(p.spans, span{w.memory, n, n + 1})
}
