package sim

// Keyframes of one run differ in little: of a thousand CPUs few do anything
// between two of them. So the long slices of a state are kept in pieces, and a
// piece that has not changed since the keyframe before is the same memory.
//
//	state --Long--> Keeper --Take--> pieces, most of them shared
//	state <--Long-- Keeper <--Give-- pieces
//
// Each part of the state names its long slices once, in a method Long, with
// Slice; the Keeper decides which way they go.

// pieceBytes is about how long a piece is: long enough that it takes more than
// the reference to it, short enough that a change copies little.
const pieceBytes = 512

// Keeper takes the long slices of a state apart, or gives them back.
type Keeper struct {
	before, parts []part
	giving        bool
	at            int
}

// part is one slice in pieces.
type part interface {
	fresh(before part) int // bytes that it does not share
}

// pieces is a slice of things of about size bytes each.
type pieces[T comparable] struct {
	of   []*[]T
	size int
}

// Kept is the long slices of a state at one moment.
type Kept struct{ parts []part }

// Take is a Keeper that takes. What it shares with the state before, which may
// be the zero Kept, takes no memory of its own.
func Take(before Kept) *Keeper { return &Keeper{before: before.parts} }

// Give is a Keeper that gives back.
func (k Kept) Give() *Keeper { return &Keeper{parts: k.parts, giving: true} }

// Kept is what the Keeper has taken.
func (k *Keeper) Kept() Kept { return Kept{k.parts} }

// Fresh is about how many bytes it takes beside what it shares with a state
// before.
func (k Kept) Fresh(before Kept) (bytes int) {
	for i, p := range k.parts {
		if i < len(before.parts) {
			bytes += p.fresh(before.parts[i])
		} else {
			bytes += p.fresh(nil)
		}
	}
	return bytes
}

// Slice takes a slice, whose elements have about size bytes each, and leaves
// nil in its place, or fills it again in the memory that it has.
func Slice[T comparable](k *Keeper, s *[]T, size int) {
	at := k.at
	k.at++
	if k.giving {
		all := (*s)[:0]
		for _, piece := range k.parts[at].(*pieces[T]).of {
			all = append(all, *piece...)
		}
		*s = all
		return
	}
	var before *pieces[T]
	if at < len(k.before) {
		before = k.before[at].(*pieces[T])
	}
	k.parts = append(k.parts, cut(*s, before, size))
	*s = nil
}

// cut copies what of a slice is not as it was before. If nothing is, even the
// list of pieces is shared.
func cut[T comparable](s []T, before *pieces[T], size int) *pieces[T] {
	each := max(pieceBytes/size, 1)
	p := &pieces[T]{of: make([]*[]T, 0, (len(s)+each-1)/each), size: size}
	same := before != nil && len(before.of) == cap(p.of)
	for from := 0; from < len(s); from += each {
		now, i := s[from:min(from+each, len(s))], len(p.of)
		if before != nil && i < len(before.of) && equal(now, *before.of[i]) {
			p.of = append(p.of, before.of[i])
			continue
		}
		piece := append([]T(nil), now...)
		p.of, same = append(p.of, &piece), false
	}
	if same {
		return before
	}
	return p
}

func equal[T comparable](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// reference is what a piece takes that is shared, and sliceHeader what one that
// is not takes beside its elements.
const (
	reference   = 8
	sliceHeader = 24
)

func (p *pieces[T]) fresh(before part) (bytes int) {
	b, _ := before.(*pieces[T])
	if b == p {
		return 0
	}
	for i, piece := range p.of {
		bytes += reference
		if b == nil || i >= len(b.of) || b.of[i] != piece {
			bytes += p.size*len(*piece) + sliceHeader
		}
	}
	return bytes
}

// Long names the long slices of the machine.
func (m *Machine) Long(k *Keeper) {
	Slice(k, &m.CPUs, 168)
	Slice(k, &m.Threads, 1000)
	Slice(k, &m.Lines, 8)
	Slice(k, &m.sharers, 8)
	Slice(k, &m.tree.node, 8)
	Slice(k, &m.cpuFirst, 4)
	Slice(k, &m.cpuThreads, 4)
}
