package engine

import (
	"slices"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Record is what a run has told so far, gathered from its events.
type Record struct {
	Samples [][]int64               // by series: the samples in order, in cycles
	Kinds   [sim.NKinds][]int64     // events of a kind, by CPU
	DoneAt  []int64                 // by task: when it ended, -1 if it has not
	Locks   [locking.NClasses]int64 // by class: how often such a lock was taken
	done    int
	samples int          // of all series
	locks   *locking.Set // the run's: for the classes, which never change
}

func newRecord(k *path.Kernel) *Record {
	r := &Record{locks: k.Locks, Samples: make([][]int64, len(k.Cfg.Series)), DoneAt: make([]int64, len(k.Cfg.Programs))}
	for i := range r.Kinds {
		r.Kinds[i] = make([]int64, len(k.M.CPUs))
	}
	for i := range r.DoneAt {
		r.DoneAt[i] = -1
	}
	return r
}

func (r *Record) take(events []sim.Event) {
	for i := range events {
		e := &events[i]
		r.Kinds[e.Kind][e.CPU]++
		switch e.Kind {
		case sim.LockAcquire:
			r.Locks[r.locks.L[e.A].Class]++
		case sim.Mark:
			r.sample(e.A, e.C)
		case sim.TaskDone:
			r.DoneAt[e.Thread] = e.Time
			r.done++
		}
	}
}

// sample adds a sample to a series. There may be millions: room for them doubles, so
// that each is moved about once, where append would move it four times.
func (r *Record) sample(series int32, cycles int64) {
	s := r.Samples[series]
	if len(s) == cap(s) {
		s = slices.Grow(s, max(len(s), 64))
	}
	r.Samples[series] = append(s, cycles)
	r.samples++
}

// Events counts the events of a kind on a CPU, or on all with cpu < 0.
func (r *Record) Events(k sim.Kind, cpu int) int64 {
	if cpu >= 0 {
		return r.Kinds[k][cpu]
	}
	n := int64(0)
	for _, v := range r.Kinds[k] {
		n += v
	}
	return n
}

// Series is what a series of samples comes to, in cycles. The percentiles are
// samples: the smallest that at least that share of all do not exceed.
type Series struct {
	Count               int64
	Min, P50, P99, P999 int64
	Max, Sum            int64
}

// Mean is the average, to the nearest cycle.
func (s Series) Mean() int64 { return s.meanNs(1) }

// meanNs is it in whole nanoseconds: rounded once, as by way of whole cycles half a
// nanosecond could become a whole one.
func (s Series) meanNs(ghz int64) int64 {
	if s.Count == 0 {
		return 0
	}
	return sim.Ns(s.Sum, s.Count*ghz)
}

// Summary sorts a copy of the samples and summarises it.
func Summary(samples []int64) Series {
	n := int64(len(samples))
	if n == 0 {
		return Series{}
	}
	v := slices.Clone(samples)
	slices.Sort(v)
	s := Series{Count: n, Min: v[0], Max: v[n-1]}
	s.P50, s.P99, s.P999 = v[rank(n, 500)], v[rank(n, 990)], v[rank(n, 999)]
	for _, x := range v {
		s.Sum += x
	}
	return s
}

// rank is the index of the smallest of n sorted samples that at least
// perMille of them do not exceed.
func rank(n, perMille int64) int64 { return (n*perMille+999)/1000 - 1 }
