package sim

// Twins is two states of one machine side by side, the first of which goes ahead
// and comes back. Between two states that are a step apart nearly all parts are the
// same, so what is known of one state is nearly all that there is to know of the
// other: both are compared once, and all else is done with what differs.
//
//	Compare  what differs
//	Sum      the same, and the fingerprint of the first state's situation
//	Forth    the second state becomes the first; what is known is known of both
//	Back     the first state becomes the second again
//	Pack     what differs, as a few bytes: see Records
//	Unpack   the first state again, from these bytes and the second
//
// A situation's fingerprint is the sum of those of its parts, each mixed with the
// number of the part.
type Twins struct {
	Parts
	differs []place // as compared last

	known   bool // of the second state, at a time:
	now     int64
	total   uint64    // its fingerprint
	sums    []uint64  // and that of each part
	changed []changed // of the first state, if it is at that time too;
	anew    []uint64  // else that of each part
	sum     uint64
	at      int64
	hash    Hash // of the part that is worked out
}

// place is an element of a twin.
type place struct{ twin, element int32 }

// changed is the fingerprint of a part that has another in the second state.
type changed struct {
	part int
	sum  uint64
}

// Compare finds what differs.
func (t *Twins) Compare() {
	t.differs = t.differs[:0]
	first := 0
	for i := range t.memory {
		m := &t.memory[i]
		if m.kind == typed {
			t.look(first)
		} else if !m.equal() {
			t.note(m, first)
		}
		first = m.ends
	}
}

// look finds what differs in a twin that only its type can compare.
func (t *Twins) look(i int) {
	w := t.twins[i].both.(looked)
	for e := w.next(0); e != none; e = w.next(e + 1) {
		t.differs = append(t.differs, place{int32(i), int32(e)})
	}
}

// note finds it where bytes differ.
func (t *Twins) note(m *memory, first int) {
	if m.kind != each {
		for i := first; i < m.ends; i++ {
			t.differs = append(t.differs, place{int32(i), 0})
		}
		return
	}
	for e := m.next(0); e != none; e = m.next(e + 1) {
		t.differs = append(t.differs, place{int32(first), int32(e)})
	}
}

// Sum compares and comes back with the fingerprint of the first state, whose time
// it is.
func (t *Twins) Sum(now int64) uint64 {
	t.Compare()
	t.at, t.changed = now, t.changed[:0]
	if !t.known || now != t.now {
		t.sum = t.Whole(now)
		return t.sum
	}
	t.sum = t.total
	last := int32(none)
	for _, d := range t.differs {
		s := t.twins[d.twin].section
		if s == none || s == last {
			continue
		}
		if part := &t.sections[s]; part.one == nil {
			t.element(part, int(d.element))
		} else if last = s; !part.always {
			t.part(part)
		}
	}
	for i := range t.sections {
		if t.sections[i].always {
			t.part(&t.sections[i])
		}
	}
	return t.sum
}

// element and part count a part that may have changed.
func (t *Twins) element(s *section, i int) {
	s.of.(parted).hash(i, t.begin(s.first+i))
	t.add(s.first + i)
}

func (t *Twins) part(s *section) {
	s.one.Hash(t.begin(s.first))
	t.add(s.first)
}

// begin is the hash of a part, always in the same place: that takes no memory.
func (t *Twins) begin(part int) *Hash {
	t.hash = NewSituation(t.at)
	t.hash.U64(uint64(part))
	return &t.hash
}

func (t *Twins) add(part int) {
	sum := t.hash.Sum()
	t.sum += sum - t.sums[part]
	t.changed = append(t.changed, changed{part, sum})
}

// Whole is the fingerprint of the first state, whatever is known of the second.
func (t *Twins) Whole(now int64) uint64 {
	t.at, t.anew = now, t.anew[:0]
	total := uint64(0)
	count := func() {
		t.anew = append(t.anew, t.hash.Sum())
		total += t.hash.Sum()
	}
	for i := range t.sections {
		s := &t.sections[i]
		if s.one != nil {
			s.one.Hash(t.begin(s.first))
			count()
			continue
		}
		of := s.of.(parted)
		for e := range of.len() {
			of.hash(e, t.begin(s.first+e))
			count()
		}
	}
	return total
}

// Forth makes the second state as the first is, of which Sum has just been asked.
func (t *Twins) Forth() {
	for _, d := range t.differs {
		t.twins[d.twin].forth(int(d.element))
	}
	t.differs = t.differs[:0]
	if t.known && t.at == t.now {
		for _, c := range t.changed {
			t.sums[c.part] = c.sum
		}
	} else {
		t.sums, t.anew = t.anew, t.sums
	}
	t.known, t.now, t.total = true, t.at, t.sum
}

// Back makes the first state as the second is. It must not have gone on since both
// were compared.
func (t *Twins) Back() {
	for _, d := range t.differs {
		t.twins[d.twin].back(int(d.element))
	}
	t.differs = t.differs[:0]
}

// Pack compares and writes a record of what differs at the end of out.
func (t *Twins) Pack(r *Records, out []byte) []byte {
	t.Compare()
	r.begin(out)
	for i, last := 0, int32(none); i < len(t.differs); i++ {
		if w := t.differs[i].twin; w != last {
			r.slice, last = int(w), w
			t.twins[w].put(r)
		}
	}
	return r.record
}

// Unpack makes the first state again of which a record is, whatever it was.
func (t *Twins) Unpack(r *Records, record []byte) {
	t.Compare()
	t.Back()
	for r.read(record); r.another(); {
		t.twins[r.slice].get(r)
	}
}
