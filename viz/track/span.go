package track

import (
	"math"
	"sort"

	"barnyard/engine/sim"
)

// Open is the end of a span that has not ended in what is recorded.
const Open = math.MaxInt64

// What says what a span is.
type What uint8

// What spans can be. The first five are what has a CPU; together they are all
// of its time.
const (
	Idle    What = iota
	Task         // a fair task runs
	RTTask       // a FIFO task runs
	Kworker      // a kworker runs
	Switch       // the CPU goes from one thread to another
	NBase        // how many of these there are

	Interrupt // a handler, on top of what has the CPU
	Hold      // a lock is held
	Direct    // a thread does the work of another CPU itself

	FlushWait // sleeps until a work item is done
	SpinWait  // keeps its CPU and waits for a lock
	MutexWait // sleeps until it gets a lock
	RTWait    // PREEMPT_RT: sleeps until it gets a lock, or looks again while its holder runs elsewhere

	Off   // is not on its CPU, and it is not known yet why
	Aside // was put aside though it could go on
	Ready // has been woken and waits for its CPU
	Sleep // sleeps
)

// Span is a stretch of time of one thread. To is Open while it lasts.
type Span struct {
	From, To int64
	Thread   sim.ThreadID // who runs, waits or holds; NoThread: the idle loop
	Other    int32        // Switch: the thread that left; FlushWait, Direct: the CPU; SpinWait, MutexWait, RTWait, Hold: the lock; Aside: Told or 0; Interrupt: the CPU that sent it, -1: none
	By       sim.ThreadID // waits for a lock: who held it then; Aside: who has the CPU instead
	What     What
	Fought   int64 // Hold: since when somebody else waited; 0: nobody did
}

// End is where a span ends in what is known up to a time.
func (s *Span) End(now int64) int64 { return min(s.To, now) }

// Lane is spans in order of time that do not overlap.
type Lane struct {
	Spans []Span
	sums  []int64 // sums[i]: the time that the spans before i cover
}

// push adds a span behind the last, which has ended.
func (l *Lane) push(s Span) {
	sum := int64(0)
	if n := len(l.Spans); n > 0 {
		last := &l.Spans[n-1]
		last.To = min(last.To, s.From)
		sum = l.sums[n-1] + last.To - last.From
	}
	l.Spans = append(l.Spans, s)
	l.sums = append(l.sums, sum)
}

// pop takes the newest span back.
func (l *Lane) pop() {
	n := len(l.Spans) - 1
	l.Spans, l.sums = l.Spans[:n], l.sums[:n]
}

// last is the newest span; nil if there is none.
func (l *Lane) last() *Span {
	if len(l.Spans) == 0 {
		return nil
	}
	return &l.Spans[len(l.Spans)-1]
}

// open is the newest span if it has not ended.
func (l *Lane) open() *Span {
	if s := l.last(); s != nil && s.To == Open {
		return s
	}
	return nil
}

// shut ends the newest span if it has not ended.
func (l *Lane) shut(t int64) {
	if s := l.open(); s != nil {
		s.To = t
	}
}

// First is the index of the first span that ends after a time.
func (l *Lane) First(t int64) int {
	return sort.Search(len(l.Spans), func(i int) bool { return l.Spans[i].To > t })
}

// At is the span that a time lies in; nil if there is none.
func (l *Lane) At(t int64) *Span {
	i := l.First(t)
	if i == len(l.Spans) || l.Spans[i].From > t {
		return nil
	}
	return &l.Spans[i]
}

// covered is how much of the time up to the start of span i the lane covers.
func (l *Lane) covered(i int) int64 {
	if i < len(l.Spans) {
		return l.sums[i]
	}
	last := l.last()
	return l.sums[i-1] + last.To - last.From
}
