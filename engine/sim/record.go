package sim

import "encoding/binary"

// A record is what differs between two states, as a few bytes. Its slices, and the
// single values, which count as slices, are known by how many came before:
//
//	record    (how far behind the slice before, slice)...
//	slice     how many elements there are, (how far behind the element before,
//	          which value)..., 0
//	value     which value
//
// Values are mostly those of other records too. So each is kept once, on the shelf
// of its slice, and is known by its place there.
type records struct {
	slices  int // so far
	last    int // the last that is in the record
	element int // the last of its elements that is
	record  []byte
	shelves []shelf // by slice
	bytes   int64   // of them, roughly
}

// shelf has each value of a slice that is in any record, once: a T by itself, or a
// *T by its hash.
type shelf struct {
	items  []any
	ids    map[any]uint64
	byHash map[uint64][]uint64
}

// Pack begins a record of what differs, at the end of out; Record is it.
func (p *Parts) Pack(out []byte) {
	p.job, p.record, p.slices, p.last, p.element = packing, out, 0, -1, -1
}

// Record ends what Pack has begun.
func (p *Parts) Record() []byte { return p.record }

// Unpack begins to make a state from a record.
func (p *Parts) Unpack(record []byte) {
	p.job, p.record, p.slices, p.last = unpacking, record, 0, -1
	p.advance()
}

// Bytes is about the memory that the values in records take.
func (p *Parts) Bytes() int64 { return p.bytes }

func (r *records) put(v uint64) { r.record = binary.AppendUvarint(r.record, v) }

func (r *records) get() uint64 {
	v, n := binary.Uvarint(r.record)
	r.record = r.record[n:]
	return v
}

// mark says that the slice that comes is in the record.
//
//go:noinline
func (r *records) mark() {
	r.put(uint64(r.slices - r.last))
	r.last = r.slices
}

// marked reports whether the slice that comes is in the record.
func (r *records) marked() bool { return r.slices == r.last }

// advance reads which slice comes next in the record.
//
//go:noinline
func (r *records) advance() {
	if len(r.record) == 0 {
		r.last = -1
		return
	}
	r.last += int(r.get())
}

// putLength writes the length of a slice that has become longer or shorter.
//
//go:noinline
func (r *records) putLength(a, b int) {
	if a != b {
		r.mark()
		r.put(uint64(a))
	}
}

// putElement writes which element of so many comes.
//
//go:noinline
func (r *records) putElement(i, n int) {
	if !r.marked() {
		r.putLength(n, -1)
	}
	r.put(uint64(i - r.element))
	r.element = i
}

// closeSlice ends a slice.
//
//go:noinline
func (r *records) closeSlice() {
	if r.marked() {
		r.put(0)
	}
	r.element = -1
	r.slices++
}

// openSlice reads how many elements a slice has, n if that is not in the record.
//
//go:noinline
func (r *records) openSlice(n int) int {
	r.element = -1
	if r.marked() {
		n = int(r.get())
	}
	return n
}

// inSlice reads which element comes next; false at the end of the slice.
//
//go:noinline
func (r *records) inSlice() bool {
	if r.marked() {
		if gap := int(r.get()); gap > 0 {
			r.element += gap
			return true
		}
		r.advance()
	}
	r.slices++
	return false
}

// item reads which value comes.
//
//go:noinline
func (r *records) item() any { return r.shelf().items[r.get()] }

// shelf is that of the slice that comes.
func (r *records) shelf() *shelf {
	for len(r.shelves) <= r.slices {
		r.shelves = append(r.shelves, shelf{})
	}
	return &r.shelves[r.slices]
}

// shelve puts a value on a shelf.
func (r *records) shelve(s *shelf, x any, bytes int64) uint64 {
	s.items = append(s.items, x)
	r.bytes += bytes + 100 // to find it by
	return uint64(len(s.items) - 1)
}

// putValue writes which value of its shelf this is.
func putValue[T comparable](p *Parts, x *T) {
	if !p.putKnown(*x) {
		p.putNew(*x)
	}
}

// putKnown does that for a value that is on the shelf. It is apart from putNew
// because what it is shown need not be kept, and so takes no memory.
//
//go:noinline
func (r *records) putKnown(x any) bool {
	id, ok := r.shelf().ids[x]
	if ok {
		r.put(id)
	}
	return ok
}

//go:noinline
func (r *records) putNew(x any) {
	s := r.shelf()
	if s.ids == nil {
		s.ids = map[any]uint64{}
	}
	id := r.shelve(s, x, 64)
	s.ids[x] = id
	r.put(id)
}

// id finds a part on its shelf by its hash, which is quicker than by all that it
// could hold, or puts it there.
func (of *Of[T]) id(p *Parts, x *T) uint64 {
	s := p.shelf()
	p.hash = NewHash()
	of.Hash(x, &p.hash)
	h := p.hash.X
	for _, id := range s.byHash[h] {
		if of.same(s.items[id].(*T), x) {
			return id
		}
	}
	kept := new(T)
	of.copy(kept, x)
	return p.keepByHash(s, h, kept, of.Bytes)
}

func (r *records) keepByHash(s *shelf, h uint64, x any, bytes int64) uint64 {
	if s.byHash == nil {
		s.byHash = map[uint64][]uint64{}
	}
	id := r.shelve(s, x, bytes)
	s.byHash[h] = append(s.byHash[h], id)
	return id
}

// number writes a value itself, or reads it.
func (p *Parts) number(a *int64, b int64) {
	switch p.job {
	case packing:
		if *a != b {
			p.mark()
			p.record = binary.AppendVarint(p.record, *a)
		}
		p.slices++
	case unpacking:
		if *a = b; p.marked() {
			v, n := binary.Varint(p.record)
			*a, p.record = v, p.record[n:]
			p.advance()
		}
		p.slices++
	}
}
