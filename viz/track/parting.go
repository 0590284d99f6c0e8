package track

import (
	"barnyard/engine/history"
	"barnyard/engine/sim"
)

// Where two runs part. What they are compared by:
//
//   - Every thread has a list of what it did: its events in order. Threads of
//     both runs belong together if they have the same name.
//   - Every CPU has a list of its comings and goings: switches, interrupts that
//     come in, what the scheduler does there. They fall where time lets them
//     fall, so they are no deeds of the thread that was there just then.
//   - Two events are alike if they are of one kind and all that they name is the
//     same: threads, locks, CPUs, caches, barns, statistics, work items, counts.
//     Times and costs do not count, nor the numbers of objects, sheaves and
//     slabs, which follow from who came first. That a cache line moved is a cost.
//   - The first place in a list where the runs are not alike is where that list
//     parts. If one run has nothing more in the list, it parts if that run had
//     twice the time for it that the other took; else it has only been cut off.
//
// Lists part one after the other, since each difference leads to others. The
// runs part where a list did so first: when both runs have come to it.

// Parting is where two runs part.
type Parting struct {
	CPU   int         // where it happens
	At    [2]int64    // when, in each run; Open: that run has nothing more there
	Kind  [2]sim.Kind // what happens; EvNone: nothing more
	Event [2]int32    // its place in the history; -1: none
}

// In is the instant to mark in one of the two runs: where its own event is,
// else where the other's is.
func (p *Parting) In(run int) int64 {
	if p.At[run] != Open {
		return p.At[run]
	}
	return p.At[1-run]
}

// seen is when both runs have come to it.
func (p *Parting) seen() int64 {
	switch {
	case p.At[0] == Open:
		return p.At[1]
	case p.At[1] == Open:
		return p.At[0]
	}
	return max(p.At[0], p.At[1])
}

// before orders partings by when they are seen, then by the CPU.
func (p *Parting) before(o *Parting) bool {
	if a, b := p.seen(), o.seen(); a != b {
		return a < b
	}
	return p.CPU < o.CPU
}

// Parter compares two runs while they are recorded.
type Parter struct {
	runs  [2]parted
	lists []partList
	done  bool
}

// parted is one of the two runs.
type parted struct {
	h      *history.History
	specs  []sim.EventSpec
	next   int     // the event to look at next
	thread []int32 // by thread: the same number for the same name in both runs, that of its list
	lock   []int32 // by lock: the same
	cpus   int32   // the list of CPU 0; the others follow
}

// partList is one list of both runs: what is ahead in one of them.
type partList struct {
	ahead   int          // the run that has more
	pending []pendingOne // what it has more, from first on
	first   int
	last    [2]int64 // when each run last did something that was alike
	out     bool     // it has parted
	at      Parting
}

type pendingOne struct {
	e     sim.Event // as it is compared
	index int32
}

// NewParter starts to compare two runs from their beginnings.
func NewParter(a, b *history.History) *Parter {
	p := &Parter{}
	p.name(a, b)
	return p
}

// Done says whether both runs are compared to their ends.
func (p *Parter) Done() bool { return p.done }

// Advance looks at that many more events, as far as they are recorded.
func (p *Parter) Advance(events int) {
	for ; events > 0 && !p.done; events-- {
		run, ok := p.earlier()
		if !ok {
			return
		}
		r := &p.runs[run]
		p.take(run, r.h.Event(r.next), int32(r.next))
		r.next++
	}
}

// earlier is the run whose next event comes first. With both at their ends the
// comparison is over.
func (p *Parter) earlier() (run int, ok bool) {
	var at [2]int64
	over := 0
	for i := range p.runs {
		r := &p.runs[i]
		switch {
		case r.next < r.h.Len():
			at[i] = r.h.Event(r.next).Time
		case r.h.Ended():
			at[i] = Open
			over++
		default:
			return 0, false
		}
	}
	if over == len(p.runs) {
		p.settle()
		return 0, false
	}
	if at[1] < at[0] {
		return 1, true
	}
	return 0, true
}

// take adds an event to its list.
func (p *Parter) take(run int, e sim.Event, index int32) {
	if e.Kind == sim.LineMove {
		return
	}
	l := p.listOf(run, &e)
	if l.out {
		return
	}
	p.runs[run].canonical(&e)
	if l.first == len(l.pending) || l.ahead == run {
		l.ahead = run
		l.pending = append(l.pending, pendingOne{e, index})
		return
	}
	other := l.pending[l.first]
	if l.first++; l.first == len(l.pending) {
		l.first, l.pending = 0, l.pending[:0]
	}
	if alike(&e, &other.e) {
		l.last[run], l.last[1-run] = e.Time, other.e.Time
		return
	}
	l.part(run, pendingOne{e, index})
	l.at.At[1-run], l.at.Kind[1-run], l.at.Event[1-run] = other.e.Time, other.e.Kind, other.index
}

// part notes where a list parts, as one run has it.
func (l *partList) part(run int, one pendingOne) {
	l.out, l.pending, l.first = true, nil, 0
	l.at = Parting{CPU: int(one.e.CPU), At: [2]int64{Open, Open}, Event: [2]int32{-1, -1}}
	l.at.At[run], l.at.Kind[run], l.at.Event[run] = one.e.Time, one.e.Kind, one.index
}

// settle looks at what only one of the runs has, now that both are over.
func (p *Parter) settle() {
	p.done = true
	for i := range p.lists {
		l := &p.lists[i]
		if l.out || l.first == len(l.pending) {
			continue
		}
		one, other := l.pending[l.first], 1-l.ahead
		took := one.e.Time - l.last[l.ahead]
		if had := p.runs[other].h.Recorded() - l.last[other]; had > 2*took {
			l.part(l.ahead, one)
		}
	}
}

// First is where the runs part: where a list did so first.
func (p *Parter) First() (first Parting, ok bool) {
	for i := range p.lists {
		if l := &p.lists[i]; l.out && (!ok || l.at.before(&first)) {
			first, ok = l.at, true
		}
	}
	return first, ok
}

// ByCPU is when something first is different on each CPU; Open: nothing is.
func (p *Parter) ByCPU() []int64 {
	at := make([]int64, len(p.lists)-int(p.runs[0].cpus))
	for cpu := range at {
		at[cpu] = Open
	}
	for i := range p.lists {
		if l := &p.lists[i]; l.out {
			at[l.at.CPU] = min(at[l.at.CPU], l.at.seen())
		}
	}
	return at
}
