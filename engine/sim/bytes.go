package sim

// bytes is a slice of elements that are their bytes: nothing in them is a pointer.
type bytes struct{ memory }

func (s *bytes) forth(int) { s.copyTo(s.b, s.a) }
func (s *bytes) back(int)  { s.copyTo(s.a, s.b) }

func (s *bytes) put(r *Records) {
	n, size := s.a.len, int(s.size)
	r.putLength(n, s.b.len)
	for i := range n {
		if i >= s.b.len || !s.alike(i, size) {
			r.putElement(i, n)
			r.putBytes(s.element(s.a, i), s.mask)
		}
	}
	r.closeSlice()
}

func (s *bytes) get(r *Records) {
	for s.resize(s.a, r.openSlice()); r.inSlice(); {
		copy(s.element(s.a, r.element), r.bytesRead())
	}
}

// byteValue is a value of that kind by itself.
type byteValue struct{ memory }

func (v *byteValue) forth(int) { v.copyTo(v.b, v.a) }
func (v *byteValue) back(int)  { v.copyTo(v.a, v.b) }

func (v *byteValue) put(r *Records) {
	if !v.equal() {
		r.mark()
		r.putBytes(v.element(v.a, 0), v.mask)
	}
}

func (v *byteValue) get(r *Records) { copy(v.element(v.a, 0), r.bytesRead()) }
