package explore

import (
	"fmt"

	"barnyard/engine/sim"
)

// PCT gives everybody who can run a priority by chance and always lets the
// highest act; at a few steps that were drawn before the run the one that acts
// falls below all others. A bug that needs d changes of who runs, at the right
// steps, is found with a probability that only d, the number of actors and the
// number of steps decide (Burckhardt and others, ASPLOS 2010).
//
// Who runs is the thread that has a CPU, not the CPU. What arrives at a CPU, a
// timer's interrupt or another CPU's, is an actor of its own; it may come again
// at once, so it draws a new priority whenever it has come. Nobody acts alone
// for ever: after Patience steps in a row one falls as at a change point, since
// programs poll.
type PCT struct {
	R        *sim.Rand
	Changes  []int // steps, in order
	Patience int

	step    int
	row     int
	last    int32
	low     int64   // below all priorities handed out so far
	prio    []int64 // by key; 0: none yet
	list    []sim.Actor
	started bool
}

// NewPCT draws the change points of a run of about so many steps.
func NewPCT(r *sim.Rand, changes, steps int) *PCT {
	s := &PCT{R: r, Patience: 300}
	at := make([]bool, steps)
	for range changes {
		at[r.Intn(int64(steps))] = true
	}
	for step, change := range at {
		if change {
			s.Changes = append(s.Changes, step)
		}
	}
	return s
}

// key names who would act: a thread, or what arrives at a CPU.
func key(m *sim.Machine, a sim.Actor) int32 {
	kind, cpu := a.Split(len(m.CPUs))
	if kind == sim.ActRun {
		if id := m.CPUs[cpu].Current(); id != sim.NoThread {
			return int32(m.Actors()) + int32(id)
		}
	}
	return int32(a)
}

// priority is that of a key, drawn when it is first asked for.
func (s *PCT) priority(k int32) int64 {
	for int(k) >= len(s.prio) {
		s.prio = append(s.prio, 0)
	}
	if s.prio[k] == 0 {
		s.prio[k] = 1 + s.R.Intn(1<<40)
	}
	return s.prio[k]
}

// Next implements sim.Scheduler.
func (s *PCT) Next(m *sim.Machine) sim.Actor {
	s.list = ready(m, s.list[:0])
	best, top := s.list[0], key(m, s.list[0])
	s.priority(top)
	for _, a := range s.list[1:] {
		if k := key(m, a); s.priority(k) > s.priority(top) {
			best, top = a, k
		}
	}
	if s.row++; top != s.last || !s.started {
		s.row, s.last, s.started = 0, top, true
	}
	falls := s.row >= s.Patience
	if len(s.Changes) > 0 && s.Changes[0] <= s.step {
		s.Changes, falls = s.Changes[1:], true
	}
	s.step++
	switch kind, _ := best.Split(len(m.CPUs)); {
	case falls:
		s.low--
		s.prio[top], s.row = s.low, 0
	case kind != sim.ActRun:
		s.prio[top] = 1 + s.R.Intn(1<<40)
	}
	return best
}

// String says what the schedule is.
func (s *PCT) String() string { return fmt.Sprintf("pct, %d changes", len(s.Changes)) }
