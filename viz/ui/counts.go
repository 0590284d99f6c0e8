package ui

import "barnyard/viz/track"

// counted is the histogram of one run, kept until something of it changes.
type counted struct {
	tracks    *track.Tracks
	series, n int
	width     int64
	counts    []int32
}

// Counts is how many samples of a run each class of the histogram has, up to
// the last class that has one. It is good until the next message.
func (m *Model) Counts(run int) []int32 {
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
		*c = counted{t, series, n, width, s.Counts(c.counts[:0], n, width)}
	}
	return c.counts
}
