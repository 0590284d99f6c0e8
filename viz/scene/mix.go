package scene

import "barnyard/viz/theme"

// mixWork is the memory that Mix reuses from frame to frame.
type mixWork struct {
	first   map[ID]int32 // the first item of a with this id that has no partner yet
	next    []int32      // for each item of a, the next one with its id
	partner []int32      // for each item of b, its partner in a
	taken   []bool       // for each item of a, whether it has a partner
}

const alone = -1

// Mix fills out with what lies between a and b: a at f = 0, b at f = 1.
// Items with the same id move, grow and change their ink on the way. What is
// only in a fades out, what is only in b fades in. If an id stands for several
// items, the first meets the first and so on; so whatever can come and go
// should have an id of its own. out must be neither a nor b.
func Mix(a, b *Scene, f float32, out *Scene) {
	switch {
	case f <= 0:
		out.CopyFrom(a)
	case f >= 1:
		out.CopyFrom(b)
	default:
		out.Reset(lerp(a.W, b.W, f), lerp(a.H, b.H, f))
		out.mix.pair(a, b)
		out.merge(a, b, f)
	}
}

// pair finds the partner of each item of b.
func (m *mixWork) pair(a, b *Scene) {
	m.start(len(a.Items), len(b.Items))
	for i := len(a.Items) - 1; i >= 0; i-- {
		id := a.Items[i].ID
		m.next[i] = alone
		if later, ok := m.first[id]; ok {
			m.next[i] = later
		}
		m.first[id] = int32(i)
	}
	for j := range b.Items {
		m.partner[j] = alone
		i, ok := m.first[b.Items[j].ID]
		if !ok || i == alone {
			continue
		}
		m.first[b.Items[j].ID] = m.next[i]
		if alike(&a.Items[i], &b.Items[j]) {
			m.partner[j], m.taken[i] = i, true
		}
	}
}

// start makes room for as many items, in memory that is kept.
func (m *mixWork) start(a, b int) {
	if m.first == nil {
		m.first = map[ID]int32{}
	}
	clear(m.first)
	m.next = resized(m.next, a)
	m.taken = resized(m.taken, a)
	m.partner = resized(m.partner, b)
	clear(m.taken)
}

// resized is the slice with length n, its content of no interest.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// alike says whether two items can turn into each other by moving.
func alike(a, b *Item) bool { return a.Shape == b.Shape && a.Pts.N == b.Pts.N }

// merge writes the items in b's order. An item that only a has keeps its
// place just above the item that it lay on in a.
func (s *Scene) merge(a, b *Scene, f float32) {
	s.leaving(a, 0, f)
	for j := range b.Items {
		i := s.mix.partner[j]
		if i == alone {
			s.fading(b, &b.Items[j], f)
			continue
		}
		s.tween(a, b, &a.Items[i], &b.Items[j], f)
		s.leaving(a, int(i)+1, f)
	}
}

// leaving fades out the items of a from i on, up to one that has a partner.
func (s *Scene) leaving(a *Scene, i int, f float32) {
	for ; i < len(a.Items) && !s.mix.taken[i]; i++ {
		s.fading(a, &a.Items[i], 1-f)
	}
}

// fading adds an item of another scene, thinned.
func (s *Scene) fading(from *Scene, it *Item, alpha float32) {
	faded := *it
	faded.Alpha *= alpha
	faded.Pts = s.points(from.Of(it)...)
	s.Items = append(s.Items, faded)
}

// tween adds the item between p of a and q of b. What cannot be between, such
// as the words of a text, is p's up to the middle and q's after it.
func (s *Scene) tween(a, b *Scene, p, q *Item, f float32) {
	it := *q
	if f < 0.5 {
		it = *p
	}
	it.Rect = lerpRect(p.Rect, q.Rect, f)
	it.Radius = lerp(p.Radius, q.Radius, f)
	it.Width = lerp(p.Width, q.Width, f)
	it.Alpha = lerp(p.Alpha, q.Alpha, f)
	it.Type.Size = lerp(p.Type.Size, q.Type.Size, f)
	it.Fill = mixInk(p.Fill, q.Fill, f)
	it.Stroke = mixInk(p.Stroke, q.Stroke, f)
	if !p.Clip.Empty() && !q.Clip.Empty() {
		it.Clip = lerpRect(p.Clip, q.Clip, f)
	}
	it.Pts = Span{int32(len(s.Points)), p.Pts.N}
	for k, pt := range a.Of(p) {
		s.Points = append(s.Points, lerpPoint(pt, b.Of(q)[k], f))
	}
	s.Items = append(s.Items, it)
}

// mixInk is the ink between two. An ink that is itself a blend counts as the
// nearer of its two roles.
func mixInk(a, b Ink, f float32) Ink {
	switch {
	case !a.Visible():
		b.Alpha *= f
		return b
	case !b.Visible():
		a.Alpha *= 1 - f
		return a
	}
	alpha := lerp(a.Alpha, b.Alpha, f)
	if a.nearest() == b.nearest() {
		return Ink{Role: a.nearest(), Alpha: alpha}
	}
	return Ink{Role: a.nearest(), To: b.nearest(), Blend: f, Alpha: alpha}
}

// nearest is the role that a blend is closer to.
func (k Ink) nearest() theme.Role {
	if k.Blend >= 0.5 {
		return k.To
	}
	return k.Role
}
