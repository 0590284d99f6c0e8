package track

import (
	"slices"
	"sort"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Mark is one sample of a series: when its program passed the mark, and how
// long after the time before. Both are cycles.
type Mark struct {
	At, Took int64
}

// How many samples are sorted together, and how many share one maximum.
const (
	blockLen = 1024
	peakLen  = 64
)

// Series is the samples that one program's mark gave. It answers for any
// stretch of time what the largest was, and for any beginning what the
// percentiles are, without looking at each.
type Series struct {
	Name     string       // task.mark
	Owner    sim.ThreadID // whose program marks it
	CPU      int32        // where that runs
	Isolated bool
	Marks    []Mark

	sorted [][]int64 // each full block of samples, by size
	peaks  []int64   // the maximum of each peakLen samples
	most   int64
}

func startSeries(k *path.Kernel, i int) Series {
	s := Series{Name: k.Cfg.Series[i], Owner: sim.NoThread, CPU: -1}
	task, _, _ := strings.Cut(s.Name, ".")
	for id := range k.Cfg.Programs {
		if k.Cfg.Programs[id].Name == task {
			s.Owner, s.CPU = sim.ThreadID(id), k.M.Threads[id].CPU
			s.Isolated = k.M.CPUs[s.CPU].Isolated
		}
	}
	return s
}

// Choose is the series that people care about: the first that is measured on
// an isolated CPU, else the first; -1 if there is none.
func (t *Tracks) Choose() int {
	for i := range t.Series {
		if t.Series[i].Isolated {
			return i
		}
	}
	return min(0, len(t.Series)-1)
}

func (s *Series) add(m Mark) {
	s.Marks = append(s.Marks, m)
	s.most = max(s.most, m.Took)
	n := len(s.Marks)
	if n%peakLen == 0 {
		peak := int64(0)
		for _, m := range s.Marks[n-peakLen:] {
			peak = max(peak, m.Took)
		}
		s.peaks = append(s.peaks, peak)
	}
	if n%blockLen != 0 {
		return
	}
	block := make([]int64, blockLen)
	for i, m := range s.Marks[n-blockLen:] {
		block[i] = m.Took
	}
	slices.Sort(block)
	s.sorted = append(s.sorted, block)
}

// Until is how many samples there are up to and including a time.
func (s *Series) Until(t int64) int {
	return sort.Search(len(s.Marks), func(i int) bool { return s.Marks[i].At > t })
}

// Longest is the largest of all samples; 0 if there is none.
func (s *Series) Longest() int64 { return s.most }

// Max is the largest of the samples i to j, without j, and its index; -1 if
// there is none.
func (s *Series) Max(i, j int) (at int, took int64) {
	at = -1
	for i < j {
		if i%peakLen == 0 && i+peakLen <= j && at >= 0 && s.peaks[i/peakLen] <= took {
			i += peakLen
			continue
		}
		if at < 0 || s.Marks[i].Took > took {
			at, took = i, s.Marks[i].Took
		}
		i++
	}
	return at, took
}

// Percentile is the smallest of the first n samples that at least perMille of
// them do not exceed; 0 if there is none.
func (s *Series) Percentile(n int, perMille int) int64 {
	if n == 0 {
		return 0
	}
	want := (n*perMille + 999) / 1000
	_, high := s.Max(0, n)
	low := int64(0)
	for low < high {
		if v := low + (high-low)/2; s.notAbove(n, v) >= want {
			high = v
		} else {
			low = v + 1
		}
	}
	return low
}

// notAbove counts those of the first n samples that do not exceed v.
func (s *Series) notAbove(n int, v int64) int {
	count, full := 0, n/blockLen
	for b := range full {
		count += sort.Search(blockLen, func(i int) bool { return s.sorted[b][i] > v })
	}
	for _, m := range s.Marks[full*blockLen : n] {
		if m.Took <= v {
			count++
		}
	}
	return count
}
