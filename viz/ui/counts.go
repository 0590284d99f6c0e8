package ui

import "barnyard/viz/track"

// Numbers is what a series comes to, in cycles.
type Numbers struct{ P50, P99, P999, Max int64 }

// counted is the histogram of one run and its numbers, kept until something of
// it changes.
type counted struct {
	tracks    *track.Tracks
	series, n int
	width     int64
	counts    []int32
	numbers   Numbers
}

// Counts is how many samples of a run each class of the histogram has, up to
// the last class that has one. It is good until the next message.
func (m *Model) Counts(run int) []int32 {
	if c := m.count(run); c != nil {
		return c.counts
	}
	return nil
}

// Numbers is what the samples of a run come to; ok is false if there are none.
func (m *Model) Numbers(run int) (n Numbers, ok bool) {
	if c := m.count(run); c != nil {
		return c.numbers, true
	}
	return n, false
}

// count looks at the samples of a run if they are not those that it knows.
func (m *Model) count(run int) *counted {
	s, n := m.Samples(run)
	if s == nil || n == 0 {
		return nil
	}
	for len(m.counted) < m.Runs() {
		m.counted = append(m.counted, counted{})
	}
	width, _ := m.ClassWidth()
	c, t, series := &m.counted[run], m.Run(run).Tracks, m.SeriesShown()
	if c.tracks != t || c.series != series || c.n != n || c.width != width {
		_, most := s.Max(0, n)
		*c = counted{t, series, n, width, s.Counts(c.counts[:0], n, width),
			Numbers{s.Percentile(n, 500), s.Percentile(n, 990), s.Percentile(n, 999), most}}
	}
	return c
}
