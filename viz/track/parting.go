package track

import "barnyard/engine/sim"

// Parting is where two runs of one scenario part: the first event worth
// stopping at, on some CPU, that the other run does not have there. Times of
// events may differ before it, since the modes do not cost the same; what
// happens on each CPU, and in which order, does not.
type Parting struct {
	CPU  int
	At   [2]int64    // when it happens in each run; Open: that run has nothing more there
	Kind [2]sim.Kind // what happens; EvNone: nothing more
}

// Part compares two runs that are recorded to their ends. Where they part on
// several CPUs, the earliest counts.
func Part(a, b *Tracks) (found Parting, ok bool) {
	left, right := a.stopsByCPU(), b.stopsByCPU()
	for cpu := range min(len(left), len(right)) {
		p, parts := part(left[cpu], right[cpu])
		if p.CPU = cpu; parts && (!ok || p.first() < found.first()) {
			found, ok = p, true
		}
	}
	return found, ok
}

// part is where two CPUs' stops differ.
func part(a, b []Stop) (p Parting, ok bool) {
	i := 0
	for i < len(a) && i < len(b) && a[i].Kind == b[i].Kind {
		i++
	}
	for n, run := range [2][]Stop{a, b} {
		p.At[n] = Open
		if i < len(run) {
			p.At[n], p.Kind[n], ok = run[i].At, run[i].Kind, true
		}
	}
	return p, ok
}

func (p *Parting) first() int64 { return min(p.At[0], p.At[1]) }

// In is the instant to mark in one of the two runs: where its own event is,
// else where the other's is.
func (p *Parting) In(run int) int64 {
	if p.At[run] != Open {
		return p.At[run]
	}
	return p.At[1-run]
}

func (t *Tracks) stopsByCPU() [][]Stop {
	all := make([][]Stop, len(t.CPUs))
	for _, s := range t.Stops {
		all[s.CPU] = append(all[s.CPU], s)
	}
	return all
}
