package sim

import "encoding/binary"

// Records knows the values of records. A record is what differs between two states,
// as a few bytes. Its slices, and the single values, which count as slices, are
// known by how many come before in the list of parts:
//
//	record    (how far behind the slice before, slice)...
//	slice     how many elements there are, (how far behind the element before,
//	          which value)..., 0
//	value     which value
//
// Values are mostly those of other records too. So each is kept once, on the shelf
// of its slice, and is known by its place there. And a state is mostly a few steps
// from the one whose record was read last: where both are the same, what was read is
// written again, and no value is looked for.
type Records struct {
	record   []byte
	slice    int   // that is written or read
	last     int   // the last that is in the record
	length   int   // how many elements it has
	place    int   // of the first of its elements
	element  int   // the last of its elements that is in the record
	elements []int // all that were read

	old   []byte    // the record that was read last
	cuts  []stretch // by slice: where it is therein
	parts []uint64  // by place: which value that was, plus 1; 0: none. Of slices of parts only
	at    Places    // where the state of which a record is written may differ from that one's

	shelves []shelf // by slice
	bytes   int64   // of them, roughly
	hash    Hash    // of an element
	meant   []byte  // the bytes of one that mean something
}

// shelf has each value of a slice that is in any record, once: by its bytes, or a *T
// by its hash.
type shelf struct {
	bytes  []string
	ids    map[string]uint64
	items  []any
	byHash map[uint64][]uint64
}

// stretch is a part of a record.
type stretch struct{ from, to int }

// Bytes is about the memory that the values in records take.
func (r *Records) Bytes() int64 { return r.bytes }

// begin begins a record at the end of out.
func (r *Records) begin(out []byte, at Places, t *Twins) {
	r.record, r.last, r.element, r.at = out, -1, -1, at
	if r.cuts == nil {
		r.read(nil, t)
	}
}

// read begins to read a record, which must stay as it is until the next is read.
func (r *Records) read(record []byte, t *Twins) {
	r.record, r.slice, r.old = record, -1, record
	if r.cuts == nil {
		r.cuts, r.parts = make([]stretch, len(t.twins)), make([]uint64, len(t.places))
	}
	clear(r.cuts)
	clear(r.parts)
}

// another reads which slice comes next.
func (r *Records) another() bool {
	if len(r.record) == 0 {
		return false
	}
	r.slice += int(r.get())
	r.cuts[r.slice].from = len(r.old) - len(r.record)
	return true
}

// over ends the slice.
func (r *Records) over() { r.cuts[r.slice].to = len(r.old) - len(r.record) }

// again writes a slice as it was read.
func (r *Records) again() {
	if c := r.cuts[r.slice]; c.to > 0 {
		r.mark()
		r.record = append(r.record, r.old[c.from:c.to]...)
	}
}

// same reports whether an element is as it was in the state read last.
func (r *Records) same(i int) bool { return !r.at.Has(r.place + i) }

// elementAgain writes it as it was read, if it was.
//
//go:noinline
func (r *Records) elementAgain(i, n int) {
	if id := r.parts[r.place+i]; id > 0 {
		r.putElement(i, n)
		r.put(id - 1)
	}
}

// part reads which value comes of those that are parts.
//
//go:noinline
func (r *Records) part() any {
	id := r.get()
	r.parts[r.place+r.element] = id + 1
	return r.shelf().items[id]
}

func (r *Records) put(v uint64) { r.record = binary.AppendUvarint(r.record, v) }

func (r *Records) get() uint64 {
	v, n := binary.Uvarint(r.record)
	r.record = r.record[n:]
	return v
}

func (r *Records) putNumber(v int64) { r.record = binary.AppendVarint(r.record, v) }

func (r *Records) getNumber() int64 {
	v, n := binary.Varint(r.record)
	r.record = r.record[n:]
	return v
}

// mark says that the slice is in the record.
func (r *Records) mark() {
	r.put(uint64(r.slice - r.last))
	r.last = r.slice
}

// marked reports whether it is.
func (r *Records) marked() bool { return r.slice == r.last }

// putLength writes the length of a slice that has become longer or shorter.
func (r *Records) putLength(a, b int) {
	if a != b {
		r.mark()
		r.put(uint64(a))
	}
}

// putElement writes which element of so many comes.
//
//go:noinline
func (r *Records) putElement(i, n int) {
	if !r.marked() {
		r.putLength(n, -1)
	}
	r.put(uint64(i - r.element))
	r.element = i
}

// closeSlice ends a slice.
//
//go:noinline
func (r *Records) closeSlice() {
	if r.marked() {
		r.put(0)
	}
	r.element = -1
}

// openSlice reads how many elements a slice has.
//
//go:noinline
func (r *Records) openSlice() int {
	r.length, r.element = int(r.get()), -1
	return r.length
}

// inSlice reads which element comes next; false at the end of the slice.
//
//go:noinline
func (r *Records) inSlice() bool {
	gap := int(r.get())
	if gap == 0 {
		return false
	}
	r.element += gap
	r.elements = append(r.elements, r.element)
	return true
}

// item reads which value comes.
//
//go:noinline
func (r *Records) item() any { return r.shelf().items[r.get()] }

// shelf is that of the slice.
func (r *Records) shelf() *shelf {
	for len(r.shelves) <= r.slice {
		r.shelves = append(r.shelves, shelf{})
	}
	return &r.shelves[r.slice]
}

// bytesRead reads which value comes of those that are their bytes.
func (r *Records) bytesRead() string { return r.shelf().bytes[r.get()] }

// putBytes writes which value of its shelf this is; a mask says which of its bytes
// mean something.
func (r *Records) putBytes(x, mask []byte) {
	if mask != nil {
		r.meant = append(r.meant[:0], x...)
		for i, bits := range mask {
			r.meant[i] &= bits
		}
		x = r.meant
	}
	s := r.shelf()
	id, ok := s.ids[string(x)]
	if !ok {
		if s.ids == nil {
			s.ids = map[string]uint64{}
		}
		id = uint64(len(s.bytes))
		kept := string(x)
		s.bytes, s.ids[kept] = append(s.bytes, kept), id
		r.bytes += int64(len(x)) + toFind
	}
	r.put(id)
}

// toFind is about the bytes that it takes to find a value by.
const toFind = 100

// id finds an element on its shelf by its hash, which is quicker than by all that
// it could hold, or puts it there.
func (of *Of[T]) id(r *Records, x *T) uint64 {
	s := r.shelf()
	r.hash = NewHash()
	of.Hash(x, &r.hash)
	h := r.hash.X
	for _, id := range s.byHash[h] {
		if of.Same(s.items[id].(*T), x) {
			return id
		}
	}
	kept := new(T)
	of.Copy(kept, x)
	return r.keepByHash(s, h, kept, of.Bytes)
}

func (r *Records) keepByHash(s *shelf, h uint64, x any, bytes int64) uint64 {
	if s.byHash == nil {
		s.byHash = map[uint64][]uint64{}
	}
	id := uint64(len(s.items))
	s.items = append(s.items, x)
	r.bytes += bytes + toFind
	s.byHash[h] = append(s.byHash[h], id)
	return id
}
