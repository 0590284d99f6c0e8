package explore

import (
	"barnyard/engine/sim"
)

// Swarm testing: a seed does not use everything. It switches each kind of
// statement, each fault and the schedule's parameters on or off by chance, so
// that programs come up which do one thing again and again, and such in which
// the thing that would hide a bug is missing (Groce and others, ISSTA 2012).

// draws is the random numbers of a seed: one stream for each purpose, so that a
// draw for one never shifts another.
type draws struct {
	swarm   sim.Rand // what is switched on
	machine sim.Rand // the machine and the caches
	program sim.Rand // statements
	faults  sim.Rand // where faults strike
	sched   sim.Rand // the schedule's parameters
	turns   sim.Rand // the schedule itself
}

// newDraws mixes the seed first: streams of neighbouring seeds would else be
// parts of each other.
func newDraws(seed uint64) *draws {
	mix := sim.NewRand(seed, 0x5eed)
	s := mix.Uint64()
	return &draws{sim.NewRand(s, 0), sim.NewRand(s, 1), sim.NewRand(s, 2), sim.NewRand(s, 3), sim.NewRand(s, 4), sim.NewRand(s, 5)}
}

// Swarm is what a seed has switched on.
type Swarm struct {
	Kinds  uint64 // of statements, by index in kinds()
	Faults uint64 // by index in Faults()
	Sched  string // the schedule, in words
}

// newSwarm draws a seed's choice: half of the kinds of statements, and of the
// faults none in one seed of four, else some.
func newSwarm(d *draws, nkinds, nfaults int) Swarm {
	var s Swarm
	for i := range nkinds {
		if d.swarm.Intn(2) == 0 {
			s.Kinds |= 1 << i
		}
	}
	often := []int64{0, 8, 4, 2}[d.swarm.Intn(4)]
	for i := range nfaults {
		if often > 0 && d.swarm.Intn(often) == 0 {
			s.Faults |= 1 << i
		}
	}
	return s
}

// scheduler draws a schedule for a run of about so many steps.
func (d *draws) scheduler(steps int) (sim.Scheduler, string) {
	r, p := &d.turns, &d.sched
	switch p.Intn(8) {
	case 0, 1:
		s := &Random{R: r, Stay: []int64{0, 50, 90, 97}[p.Intn(4)]}
		s.Weights = [3]int64{1 + p.Intn(4), 1 + p.Intn(2), 2 + p.Intn(12)}
		return s, s.String()
	case 2, 3:
		s := &Edges{R: r, Turn: []int64{20, 50, 90}[p.Intn(3)]}
		return s, s.String()
	case 4:
		s := &Near{R: r, Within: []int64{300, 3000, 30000}[p.Intn(3)]}
		return s, s.String()
	}
	s := NewPCT(r, int(1+p.Intn(10)), steps)
	return s, s.String()
}
