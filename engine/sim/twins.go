package sim

// Twins is two states of one machine side by side, the first of which goes ahead
// and comes back. Between two states that are a step apart nearly all parts are the
// same, so what is known of one state is nearly all that there is to know of the
// other: both are compared once, and all else is done with what differs.
//
//	Compare  what differs; or CompareAt, if it is known where that can be
//	Sum      the fingerprint of the first state's situation
//	Forth    the second state becomes the first; what is known is known of both
//	Back     the first state becomes the second again
//	Pack     what differs, as a few bytes: see Records
//	Unpack   the first state again, from these bytes and the second
//
// A situation's fingerprint is the sum of those of its parts, each mixed with the
// number of the part.
type Twins struct {
	Parts
	differs []int32 // the places, as compared last, in order

	known   bool // of the second state, at a time:
	now     int64
	total   uint64    // its fingerprint
	sums    []uint64  // and that of each part
	changed []changed // of the first state, if it is at that time too;
	anew    []uint64  // else that of each part
	sum     uint64
	at      int64
	round   uint32
	hash    Hash // of the part that is worked out
}

// changed is the fingerprint of a part that has another in the second state.
type changed struct {
	part int
	sum  uint64
}

// Compare finds what differs.
func (t *Twins) Compare() {
	t.differs = t.differs[:0]
	for i := range t.spans {
		s := &t.spans[i]
		if s.kind == typed {
			t.look(&t.twins[s.first])
		} else if !s.equal() {
			t.note(s)
		}
	}
}

// look finds what differs in a twin that only its type can compare.
func (t *Twins) look(w *twin) {
	of := w.both.(looked)
	for e := of.next(0); e != none; e = of.next(e + 1) {
		t.differs = append(t.differs, w.place+int32(e))
	}
}

// note finds it where bytes differ.
func (t *Twins) note(s *span) {
	first := t.twins[s.first].place
	if s.kind != each {
		for i := range s.end - s.first {
			t.differs = append(t.differs, first+int32(i))
		}
		return
	}
	for e := s.next(0); e != none; e = s.next(e + 1) {
		t.differs = append(t.differs, first+int32(e))
	}
}

// CompareAt finds what differs where nothing does but at some places.
func (t *Twins) CompareAt(at Places) {
	t.differs = at.list(t.differs[:0])
	n := 0
	for _, p := range t.differs {
		if !t.same(p) {
			t.differs[n] = p
			n++
		}
	}
	t.differs = t.differs[:n]
}

func (t *Twins) same(p int32) bool {
	at := t.places[p]
	switch w := &t.twins[at.twin]; w.kind {
	case each:
		return w.alike(int(at.element), int(w.size))
	case typed:
		return w.both.(looked).same(int(at.element))
	default:
		return w.equal()
	}
}

// Differs adds the places where the states differ, as compared last, to a set.
func (t *Twins) Differs(s *Places) {
	for _, p := range t.differs {
		s.Add(int(p))
	}
}

// Sum is the fingerprint of the first state, whose time it is, after both were
// compared.
func (t *Twins) Sum(now int64) uint64 {
	t.at, t.changed = now, t.changed[:0]
	if !t.known || now != t.now {
		t.sum = t.Whole(now)
		return t.sum
	}
	t.sum = t.total
	t.round++
	for _, p := range t.differs {
		at := t.places[p]
		s := t.twins[at.twin].section
		if s == none {
			continue
		}
		if part := &t.sections[s]; part.one == nil {
			t.element(part, int(at.element))
		} else if part.round != t.round {
			t.part(part)
		}
	}
	for i := range t.sections {
		if s := &t.sections[i]; s.may != nil && s.round != t.round && s.may() {
			t.part(s)
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
	s.round = t.round
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
	for _, p := range t.differs {
		at := t.places[p]
		t.twins[at.twin].forth(int(at.element))
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
	for _, p := range t.differs {
		at := t.places[p]
		t.twins[at.twin].back(int(at.element))
	}
	t.differs = t.differs[:0]
}

// Pack writes a record of the first state at the end of out. It differs at some
// places only from the state that was unpacked last, or if none was from the second:
// elsewhere the record is as that one is.
func (t *Twins) Pack(r *Records, out []byte, at Places) []byte {
	r.begin(out, at, t)
	t.differs = at.list(t.differs[:0])
	i := 0
	for n := range t.twins {
		w, from := &t.twins[n], i
		for i < len(t.differs) && t.places[t.differs[i]].twin == int32(n) {
			i++
		}
		if r.slice, r.place = n, int(w.place); i > from {
			w.put(r)
		} else {
			r.again()
		}
	}
	return r.record
}

// Unpack makes the first state again of which a record is, whatever it was when
// both were compared last, and adds the places where it differs now to a set.
func (t *Twins) Unpack(r *Records, record []byte, differs *Places) {
	t.Back()
	for r.read(record, t); r.another(); {
		w := &t.twins[r.slice]
		r.place, r.elements = int(w.place), r.elements[:0]
		w.get(r)
		r.over()
		if w.section == none || t.sections[w.section].one != nil {
			differs.Add(int(w.place))
			continue
		}
		for _, e := range r.elements {
			differs.Add(int(w.place) + e)
		}
	}
}
