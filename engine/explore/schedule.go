package explore

import (
	"fmt"

	"barnyard/engine/sim"
)

// Schedules that look for trouble. The machine asks an oracle who acts next
// (sim.Scheduler); these answer by chance, whatever the actors' times, so that
// what is armed may come in at any step: an interrupt, the end of a slice, a
// move of the load balancer. Each draws from a stream of its own.

// ready appends the actors that can act to a list.
func ready(m *sim.Machine, list []sim.Actor) []sim.Actor {
	for a := range m.Actors() {
		if _, ok := m.CanAct(sim.Actor(a)); ok {
			list = append(list, sim.Actor(a))
		}
	}
	return list
}

// Random picks any actor that can act. Stay is the percentage of steps at which
// it stays with the one that acted last; Weights says how likely each kind of
// actor is, by sim.ActorKind.
type Random struct {
	R       *sim.Rand
	Stay    int64
	Weights [3]int64

	last  sim.Actor
	began bool
	list  []sim.Actor
}

// Next implements sim.Scheduler.
func (s *Random) Next(m *sim.Machine) sim.Actor {
	if s.began && s.R.Intn(100) < s.Stay {
		if _, ok := m.CanAct(s.last); ok {
			return s.last
		}
	}
	s.list = ready(m, s.list[:0])
	s.last, s.began = s.weighted(len(m.CPUs)), true
	return s.last
}

func (s *Random) weighted(ncpu int) sim.Actor {
	total := int64(0)
	for _, a := range s.list {
		total += s.weight(a, ncpu)
	}
	n := s.R.Intn(total)
	for _, a := range s.list {
		if n -= s.weight(a, ncpu); n < 0 {
			return a
		}
	}
	panic("explore: the weights do not add up")
}

func (s *Random) weight(a sim.Actor, ncpu int) int64 {
	kind, _ := a.Split(ncpu)
	return max(1, s.Weights[kind])
}

// String says what the schedule is.
func (s *Random) String() string {
	return fmt.Sprintf("random, stays with %d%%, weights i %d t %d r %d", s.Stay, s.Weights[sim.ActIPI], s.Weights[sim.ActTimer], s.Weights[sim.ActRun])
}

// Edges picks anew only where somebody has just taken or released a lock, has
// been refused one, was interrupted, or moved: most races need no other change
// of who runs. Elsewhere it goes on, but for one step in a while.
type Edges struct {
	R    *sim.Rand
	Turn int64 // percent of such edges at which it turns to another

	last  sim.Actor
	began bool
	list  []sim.Actor
}

// Next implements sim.Scheduler.
func (s *Edges) Next(m *sim.Machine) sim.Actor {
	turn := int64(2)
	if atEdge(m.Events) {
		turn = s.Turn
	}
	if s.began && s.R.Intn(100) >= turn {
		if _, ok := m.CanAct(s.last); ok {
			return s.last
		}
	}
	s.list = ready(m, s.list[:0])
	s.last, s.began = s.list[s.R.Intn(int64(len(s.list)))], true
	return s.last
}

// atEdge reports whether the step that told these events ended where others
// could notice.
func atEdge(events []sim.Event) bool {
	for i := range events {
		switch events[i].Kind {
		case sim.LockAcquire, sim.LockRelease, sim.LockContended, sim.TrylockFail, sim.IrqEnter, sim.IrqExit, sim.SchedSwitch,
			sim.QueueWork, sim.RCUQueue, sim.RCUEnd, sim.TaskMigrate, sim.CPUOffline:
			return true
		}
	}
	return false
}

// String says what the schedule is.
func (s *Edges) String() string { return fmt.Sprintf("edges, turns at %d%%", s.Turn) }

// Near picks among the actors that are due within a time of the first: the
// orders that other costs would lead to.
type Near struct {
	R      *sim.Rand
	Within int64 // cycles

	list []sim.Actor
}

// Next implements sim.Scheduler.
func (s *Near) Next(m *sim.Machine) sim.Actor {
	first, _ := m.Peek()
	s.list = s.list[:0]
	for a := range m.Actors() {
		if at, ok := m.CanAct(sim.Actor(a)); ok && at <= first+s.Within {
			s.list = append(s.list, sim.Actor(a))
		}
	}
	return s.list[s.R.Intn(int64(len(s.list)))]
}

// String says what the schedule is.
func (s *Near) String() string { return fmt.Sprintf("near, within %d cycles", s.Within) }
