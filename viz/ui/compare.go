package ui

import (
	"slices"
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/track"
)

// Comparing: both runs on one axis of time, and what they differ in as numbers.
// The numbers are of the instant that is shown, in both runs.

// compare turns the comparison on or off, and the pane of text to its numbers.
func (m *Model) compare() {
	m.setCompare(!m.Compare)
}

func (m *Model) setCompare(on bool) {
	m.Compare, m.Choosing = on, false
	switch {
	case on && m.Reading != ReadDiff:
		m.Reading = ReadCompare
	case m.Reading == ReadCompare:
		m.Reading = ReadListing
	}
}

// OtherKernel is the state of the other side at the instant shown, or as far as
// it is recorded; where steps of both have led, if they have. It is good until
// the next call.
func (m *Model) OtherKernel() *path.Kernel {
	p := m.Sides[1-m.Shown].Past
	if m.paired() {
		return p.AtStep(m.pair.at[1-m.Shown])
	}
	return p.At(min(m.Now, p.Recorded()))
}

// Reached says whether a side is recorded up to the instant shown, or has
// ended before.
func (m *Model) Reached(side int) bool {
	p := m.Sides[side].Past
	return p.Ended() || p.Recorded() >= m.Now
}

// StatDiff is a statistic that the runs differ in: what it has come to, left
// and right.
type StatDiff struct {
	Stat slub.Stat
	Of   [2]int64
}

// StatDiffs appends the statistics, summed over CPUs and caches, that differ at
// the instant shown.
func (m *Model) StatDiffs(out []StatDiff) []StatDiff {
	var sums [2][slub.NStats]int64
	sum(&sums[m.Shown], m.Kernel().Heap.Stats)
	sum(&sums[1-m.Shown], m.OtherKernel().Heap.Stats)
	for s := range slub.NStats {
		if of := [2]int64{sums[0][s], sums[1][s]}; of[0] != of[1] {
			out = append(out, StatDiff{s, of})
		}
	}
	return out
}

// sum adds up the counters of all CPUs and caches, which lie one after the other.
func sum(into *[slub.NStats]int64, counters []int64) {
	for i, n := range counters {
		into[i%int(slub.NStats)] += n
	}
}

// Tail is what a series comes to up to the instant shown. Times are cycles.
type Tail struct {
	N                   int
	P50, P99, P999, Max int64 // of the samples that have ended
	Open                int64 // so long lasts the one under way, where it is longer than all of them; else 0
}

// Longest is what the longest sample comes to at least.
func (l *Tail) Longest() int64 { return max(l.Max, l.Open) }

// TailOf is the tail of a side's series, the one that the latency pane shows;
// nil if it marks none of that name.
func (m *Model) TailOf(side int) (l Tail, s *track.Series) {
	at := m.SeriesShown()
	if at < 0 {
		return l, nil
	}
	name, all := m.Side().Tracks.Series[at].Name, m.Sides[side].Tracks.Series
	at = slices.IndexFunc(all, func(t track.Series) bool { return t.Name == name })
	if at < 0 {
		return l, nil
	}
	s = &all[at]
	l.N = s.Until(m.Now)
	_, l.Max = s.Max(0, l.N)
	l.P50, l.P99, l.P999 = s.Percentile(l.N, 500), s.Percentile(l.N, 990), s.Percentile(l.N, 999)
	k, now := m.Kernel(), m.Now
	if side != m.Shown {
		k, now = m.OtherKernel(), min(m.OtherTime(), m.Sides[side].Past.Recorded())
	}
	if since, ok := openSince(k, s, at); ok && l.N > 0 && now-since > l.Max {
		l.Open = now - since
	}
	return l, s
}

// compareText is the comparison in sentences.
func (m *Model) compareText() string {
	text := " Compared with " + m.Label(1-m.Shown) + "."
	if at, ok := m.Parting(); ok {
		text += " They part on CPU " + strconv.Itoa(at.CPU) + "."
		for i := range m.Sides {
			text += " " + m.Label(i) + ", at " + sim.Micros(at.In(i), m.GHz()) + " µs: " + m.PartingText(i) + "."
		}
	} else if m.Parted() {
		text += " They do not part."
	}
	for i := range m.Sides {
		l, s := m.TailOf(i)
		if s == nil {
			continue
		}
		text += " " + s.Name + " with " + m.Label(i) + ": p50 " + sim.Micros(l.P50, m.GHz()) + ", p99 " + sim.Micros(l.P99, m.GHz()) +
			", p99.9 " + sim.Micros(l.P999, m.GHz()) + ", max " + sim.Micros(l.Max, m.GHz()) + " µs, n " + strconv.Itoa(l.N) + "."
	}
	return text
}

// The things to do in the reading of the comparison; those from ActSide on show
// a side.
const (
	ActChoose = iota
	ActParting
	ActSide
)

func compareAct(n int) Msg {
	switch n {
	case ActChoose:
		return ShowChoices{}
	case ActParting:
		return ToParting{}
	}
	return ShowSide{n - ActSide}
}
