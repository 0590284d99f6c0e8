package sim

import "unsafe"

// memory is where a slice or a value lies in two states. To compare and to copy takes
// a type, and with forty types that is forty times the code and a call each; nearly
// always nothing differs, and that can be told from the bytes alone, whatever the
// type.
//
// This is the only place that looks at memory. Two values of the same bytes are the
// same, but for floats, of which there are none. The converse does not hold: between
// fields there may be bytes that mean nothing, with whatever was in that memory before.
// A mask leaves them out, so that no result depends on them, not even how much memory
// a search takes. And what is copied by its bytes has no pointers, of which the
// collector would have to know (engine's TestStatesAreTheirBytes).
type memory struct {
	a, b *header
	size uintptr // of an element
	kind kind
	mask []byte // of an element: which bytes mean something; nil: all do
}

// kind says how bytes are to be compared.
type kind uint8

const (
	whole kind = iota // a slice that is compared as one
	each              // one whose elements are
	fixed             // values that do not move
	typed             // not at all: what has no one place, or not all of which counts
)

// header is a slice as the runtime knows it. The race detector, the collector and
// stacks that move see pointers here, as they must.
type header struct {
	at  unsafe.Pointer
	len int
	cap int
}

// In lists one of the slices of a group.
func In[T comparable](p *Parts, a, b *[]T) {
	p.slice(unsafe.Pointer(a), unsafe.Pointer(b), maskOf[T]())
}

// Beside lists a slice that stands beside.
func Beside[T comparable](p *Parts, a, b *[]T) { In(p, a, b) }

// Value lists one of the values of a group, or one that stands beside.
func Value[T comparable](p *Parts, a, b *T) {
	p.value(unsafe.Pointer(a), unsafe.Pointer(b), maskOf[T]())
}

//go:noinline
func (p *Parts) slice(a, b unsafe.Pointer, mask []byte) {
	m := memory{a: (*header)(a), b: (*header)(b)}
	m.means(mask)
	p.beside(&bytes{m}, m)
}

//go:noinline
func (p *Parts) value(a, b unsafe.Pointer, mask []byte) {
	m := atOnePlace(a, b, mask)
	p.beside(&byteValue{m}, m)
}

// atOnePlace is the memory of values, which stay where they are.
func atOnePlace(a, b unsafe.Pointer, mask []byte) memory {
	m := memory{a: &header{a, 1, 1}, b: &header{b, 1, 1}, kind: fixed}
	m.means(mask)
	return m
}

// ofValue is that of values of a type.
func ofValue[T comparable](a, b *T) memory {
	return atOnePlace(unsafe.Pointer(a), unsafe.Pointer(b), maskOf[T]())
}

// ofElements is the memory of slices wherever they are, now and later, whose elements
// differ one by one.
func ofElements[T comparable](a, b *[]T) memory {
	m := memory{a: (*header)(unsafe.Pointer(a)), b: (*header)(unsafe.Pointer(b)), kind: each}
	m.means(maskOf[T]())
	return m
}

// maskOf says which bytes of a type mean something: those with which a value is
// another one.
func maskOf[T comparable]() []byte {
	var x, zero T
	return mask(unsafe.Slice((*byte)(unsafe.Pointer(&x)), unsafe.Sizeof(x)), func() bool { return x == zero })
}

func mask(value []byte, zero func() bool) []byte {
	mask := make([]byte, len(value))
	for i := range value {
		value[i] = 1
		if !zero() {
			mask[i] = 0xff
		}
		value[i] = 0
	}
	return mask
}

// means notes how large an element is, and which of its bytes mean something.
func (m *memory) means(mask []byte) {
	m.size = uintptr(len(mask))
	for _, bits := range mask {
		if bits == 0 {
			m.mask = mask
		}
	}
}

// unknown is the memory of what only its type can compare.
func unknown() memory { return memory{kind: typed} }

// joins adds a value that lies right behind others, in both states.
func (m *memory) joins(o *memory) bool {
	if m.kind != fixed || o.kind != fixed || m.mask != nil || o.mask != nil || unsafe.Add(m.a.at, m.size) != o.a.at || unsafe.Add(m.b.at, m.size) != o.b.at {
		return false
	}
	m.size += o.size
	return true
}

// equal reports whether all bytes are the same that mean something.
func (m *memory) equal() bool {
	n := m.a.len
	if n != m.b.len {
		return false
	}
	if n == 0 {
		return true
	}
	bytes := n * int(m.size)
	if unsafe.String((*byte)(m.a.at), bytes) == unsafe.String((*byte)(m.b.at), bytes) {
		return true
	}
	return m.mask != nil && m.next(0) == none
}

// element is the bytes of one.
func (m *memory) element(h *header, i int) []byte {
	return unsafe.Slice((*byte)(unsafe.Add(h.at, i*int(m.size))), m.size)
}

// copyTo makes one slice as another is.
func (m *memory) copyTo(to, from *header) {
	m.resize(to, from.len)
	if n := from.len * int(m.size); n > 0 {
		copy(unsafe.Slice((*byte)(to.at), n), unsafe.Slice((*byte)(from.at), n))
	}
}

// resize makes a slice longer or shorter; what comes to it is zero.
func (m *memory) resize(h *header, n int) {
	if n > h.cap {
		m.grow(h, n)
	}
	if n > h.len {
		clear(unsafe.Slice((*byte)(unsafe.Add(h.at, h.len*int(m.size))), (n-h.len)*int(m.size)))
	}
	h.len = n
}

// grow finds a slice other memory, aligned for whatever element.
func (m *memory) grow(h *header, n int) {
	words := make([]uint64, (max(n, 2*h.cap)*int(m.size)+7)/8)
	was := *h
	h.at, h.cap = unsafe.Pointer(&words[0]), 8*len(words)/int(m.size)
	if bytes := was.len * int(m.size); bytes > 0 {
		copy(unsafe.Slice((*byte)(h.at), bytes), unsafe.Slice((*byte)(was.at), bytes))
	}
}

// next is the first element from the i-th on whose bytes differ, or none.
func (m *memory) next(i int) int {
	size := int(m.size)
	for ; i < m.a.len; i++ {
		if !m.alike(i, size) {
			return i
		}
	}
	return none
}

// alike reports whether all bytes of an element are the same that mean something.
func (m *memory) alike(i, size int) bool {
	a, b := unsafe.Add(m.a.at, i*size), unsafe.Add(m.b.at, i*size)
	if unsafe.String((*byte)(a), size) == unsafe.String((*byte)(b), size) {
		return true
	}
	return m.mask != nil && m.alikeMasked(unsafe.Slice((*byte)(a), size), unsafe.Slice((*byte)(b), size))
}

func (m *memory) alikeMasked(a, b []byte) bool {
	for i, bits := range m.mask {
		if (a[i]^b[i])&bits != 0 {
			return false
		}
	}
	return true
}

// alike reports whether all bytes of two values are the same.
func alike[T any](a, b *T) bool {
	n := int(unsafe.Sizeof(*a))
	return unsafe.String((*byte)(unsafe.Pointer(a)), n) == unsafe.String((*byte)(unsafe.Pointer(b)), n)
}

// allAlike does so for slices of one length.
func allAlike[T any](a, b []T) bool {
	n := len(a) * int(unsafe.Sizeof(*new(T)))
	return unsafe.String((*byte)(unsafe.Pointer(unsafe.SliceData(a))), n) == unsafe.String((*byte)(unsafe.Pointer(unsafe.SliceData(b))), n)
}
