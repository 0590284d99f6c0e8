package track

import "sort"

// Piece is a part of a lane as it is drawn: one span, or all the spans I to J,
// without J, that are too short to be seen alone and lie side by side.
type Piece struct {
	I, J     int
	From, To int64
}

// Pieces appends to buf what of the lane is to be drawn between two times when
// grain cycles are as much as can be seen. However many spans there are, it
// looks at few of them for each grain, and the pieces are few.
func (l *Lane) Pieces(buf []Piece, from, to, grain int64) []Piece {
	grain = max(grain, 1)
	n := len(l.Spans)
	for i := l.First(from); i < n && l.Spans[i].From < to; {
		s := &l.Spans[i]
		if s.long(grain) {
			buf = append(buf, Piece{i, i + 1, s.From, s.To})
			i++
			continue
		}
		j := l.startsAfter(i+1, (max(s.From, from)/grain+1)*grain)
		if j-1 > i && l.Spans[j-1].long(grain) {
			j--
		}
		buf = append(buf, Piece{i, j, s.From, l.Spans[j-1].To})
		i = j
	}
	return buf
}

func (s *Span) long(grain int64) bool { return s.To-s.From >= grain }

// startsAfter is the first span from i on that does not start before a time.
// It is close to i more often than not, so the steps towards it grow.
func (l *Lane) startsAfter(i int, t int64) int {
	step, n := 1, len(l.Spans)
	low := i
	for i < n && l.Spans[i].From < t {
		low = i + 1
		i += step
		step *= 2
	}
	high := min(i, n)
	return low + sort.Search(high-low, func(k int) bool { return l.Spans[low+k].From >= t })
}

// Covered is how much time the spans of a piece take up.
func (l *Lane) Covered(p Piece) int64 {
	if p.J-p.I == 1 {
		return l.Spans[p.I].To - l.Spans[p.I].From
	}
	return l.covered(p.J) - l.covered(p.I)
}
