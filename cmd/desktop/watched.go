package main

import (
	"barnyard/engine"
	"barnyard/engine/check"
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
	w := check.Watch(r, 0)
	if r.Finish(); r.Err != nil {
		return outcome{}, r.Err
	}
	return outcome{r.Result(), w.Looks}, nil
}
