package check

import (
	"slices"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Watcher watches a run.
type Watcher struct {
	Looks int // how often the whole world was checked

	r     *engine.Run
	every uint32
	next  uint32
	probe *Probe
	told  []string
}

// Watch lets a run be followed step by step, and its world be checked every so
// many steps (1: after each) and at its end; what is found becomes the run's
// violations, the first of each invariant only. With 0 the distance grows with
// the heap, so that checking the world costs about as much as running.
func Watch(r *engine.Run, every uint32) *Watcher {
	w := &Watcher{r: r, every: every, next: every, probe: NewProbe(r.Kernel)}
	r.Inspect = w.inspect
	return w
}

func (w *Watcher) inspect(last bool) {
	k := w.r.Kernel
	if k.Crashed() {
		return // in the middle of an op; the crash is the finding
	}
	if last {
		w.tell(w.probe.End(k))
	} else {
		w.tell(w.probe.Step(k))
	}
	if !last && k.M.Step < w.next {
		return
	}
	w.next = k.M.Step + w.every
	if w.every == 0 {
		w.next = k.M.Step + w.effort()
	}
	w.Looks++
	w.tell(World(k))
}

// tell adds what is new to the run's violations.
func (w *Watcher) tell(found []Broken) {
	m := w.r.Kernel.M
	for _, b := range found {
		if slices.Contains(w.told, b.Invariant) {
			continue
		}
		w.told = append(w.told, b.Invariant)
		w.r.Violations = append(w.r.Violations, engine.Violation{
			Invariant: b.Invariant, Step: uint64(m.Step), TimeNs: sim.Ns(m.Now, m.GHz), Text: b.Text,
		})
	}
}

// effort is about how many steps one look at the world is worth.
func (w *Watcher) effort() uint32 {
	h := w.r.Kernel.Heap
	return uint32(max(64, (len(h.Objects)+len(h.Slots))/16))
}

// Execute runs a scenario to its end, watched.
func Execute(s *scenario.Scenario) (*engine.Result, error) {
	r, err := engine.New(s)
	if err != nil {
		return nil, err
	}
	Watch(r, 0)
	if r.Finish(); r.Err != nil {
		return nil, r.Err
	}
	return r.Result(), nil
}
