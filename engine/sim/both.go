package sim

// both is one slice, or one value, in two states: a, which goes ahead, and b.
//
// Those that are their bytes, which is most, are of one type (bytes.go). What is
// made for each type of element is also in a program that somebody loads over a
// network: so it is as little as possible, and all that can be is a function of no
// type.
type both interface {
	forth(i int)  // b gets it, or an element of it, from a
	back(i int)   // a gets it from b
	put(*Records) // what of a differs
	get(*Records) // and to a, which is as b
}

// looked is one that its bytes say little of.
type looked interface {
	both
	next(i int) int  // the first element from the i-th on that differs, or none
	same(i int) bool // whether the i-th does not
}

// parted is a slice each element of which is a part.
type parted interface {
	both
	hash(i int, h *Hash)
	len() int
}

// elements is a slice of one length, of parts.
type elements[T comparable] struct {
	a, b *[]T
	of   Of[T]
}

func (e *elements[T]) next(i int) int {
	a, b := *e.a, *e.b
	for ; i < len(a); i++ {
		if !e.of.Same(&a[i], &b[i]) {
			return i
		}
	}
	return none
}

func (e *elements[T]) same(i int) bool { return e.of.Same(&(*e.a)[i], &(*e.b)[i]) }

func (e *elements[T]) forth(i int)         { e.of.Copy(&(*e.b)[i], &(*e.a)[i]) }
func (e *elements[T]) back(i int)          { e.of.Copy(&(*e.a)[i], &(*e.b)[i]) }
func (e *elements[T]) len() int            { return len(*e.a) }
func (e *elements[T]) hash(i int, h *Hash) { e.of.Hash(&(*e.a)[i], h) }

func (e *elements[T]) put(r *Records) {
	a, b := *e.a, *e.b
	for i := range a {
		if r.same(i) {
			r.elementAgain(i, len(a))
		} else if !e.of.Same(&a[i], &b[i]) {
			r.putElement(i, len(a))
			r.put(e.of.id(r, &a[i]))
		}
	}
	r.closeSlice()
}

func (e *elements[T]) get(r *Records) {
	for r.openSlice(); r.inSlice(); {
		(*e.a)[r.element] = *r.part().(*T) // whole: what Copy leaves out is of another state
	}
}

// nested is a slice whose elements have slices of their own; mostly it is empty.
type nested[T any] struct {
	a, b *[]T
	of   Of[T]
}

func (l *nested[T]) next(i int) int {
	if i > 0 || l.same(0) {
		return none
	}
	return 0
}

func (l *nested[T]) same(int) bool {
	a, b := *l.a, *l.b
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !l.of.Same(&a[i], &b[i]) {
			return false
		}
	}
	return true
}

func (l *nested[T]) forth(int) { l.of.copyAll(l.b, *l.a) }
func (l *nested[T]) back(int)  { l.of.copyAll(l.a, *l.b) }

// copyAll reuses the memory of the elements, also of those behind the end.
func (of *Of[T]) copyAll(to *[]T, from []T) {
	*to = lengthened(*to, len(from))
	for i := range from {
		of.Copy(&(*to)[i], &from[i])
	}
}

func lengthened[T any](s []T, n int) []T {
	if n <= cap(s) {
		return s[:n]
	}
	return append(s[:cap(s)], make([]T, n-cap(s))...)
}

func (l *nested[T]) put(r *Records) {
	a, b := *l.a, *l.b
	r.putLength(len(a), len(b))
	for i := range a {
		if i >= len(b) || !l.of.Same(&a[i], &b[i]) {
			r.putElement(i, len(a))
			r.put(l.of.id(r, &a[i]))
		}
	}
	r.closeSlice()
}

func (l *nested[T]) get(r *Records) {
	for *l.a = lengthened(*l.a, r.openSlice()); r.inSlice(); {
		l.of.Copy(&(*l.a)[r.element], r.item().(*T))
	}
}

// number is one that is written as it is.
type number[T ~int32 | ~int64 | ~uint32] struct{ a, b *T }

func (n *number[T]) forth(int) { *n.b = *n.a }
func (n *number[T]) back(int)  { *n.a = *n.b }

func (n *number[T]) put(r *Records) {
	if *n.a != *n.b {
		r.mark()
		r.putNumber(int64(*n.a))
	}
}

func (n *number[T]) get(r *Records) { *n.a = T(r.getNumber()) }
