package main

import (
	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
)

// outcome is a run that came to its end, watched by the checkers.
type outcome struct {
	*engine.Result
	looks int // how often the whole state was checked
}

// execute runs a scenario to its end.
func execute(s *scenario.Scenario) (outcome, error) {
	r, err := engine.New(s)
	if err != nil {
		return outcome{}, err
	}
	looks := watch(r)
	if r.Finish(); r.Err != nil {
		return outcome{}, r.Err
	}
	return outcome{r.Result(), *looks}, nil
}

// watch has the state checked at the end and now and then before: as often as
// it costs no more than the steps between. A look goes over every object, so
// it is rarer where there are many.
func watch(r *engine.Run) (looks *int) {
	check.Watch(r, 1)
	look := r.Inspect
	next := uint32(0)
	looks = new(int)
	r.Inspect = func(last bool) {
		if step := r.Kernel.M.Step; last || step >= next {
			look(last)
			*looks++
			next = step + stride(r.Kernel)
		}
	}
	return looks
}

// stride is the number of steps until the next look.
func stride(k *path.Kernel) uint32 {
	return uint32(max(64, (len(k.Heap.Objects)+len(k.Heap.Slots))/16))
}
