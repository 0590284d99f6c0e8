//go:build !js

package main

import (
	"fmt"

	"barnyard/cmd/web/page"
	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/lessons/lesson"
)

// answer measures what a step's question asks for: it runs the step's scenario
// in the mode that the question names. No right answer is ever typed in.
func answer(s *lesson.Step) (*page.Answer, error) {
	text := lesson.Under(s.ScenarioText+s.Ask.Claim(), s.Ask.When)
	parsed, err := engine.Parse(s.ScenarioName, []byte(text))
	if err != nil {
		return nil, err
	}
	run, err := engine.New(parsed)
	if err != nil {
		return nil, err
	}
	check.Watch(run, 0) // a question may ask how many invariants break
	if run.Finish(); run.Err != nil {
		return nil, run.Err
	}
	result := run.Result()
	value := result.Claims[len(result.Claims)-1].Value
	if value == nil {
		return nil, fmt.Errorf("the question %q: %s never happened in the run", s.Ask.Question, s.Ask.Expr)
	}
	return &page.Answer{Right: s.Ask.Right(*value), Measured: measured(s.Ask, *value, parsed)}, nil
}

// measured is a sentence with the value, as a person would say it.
func measured(a *lesson.Ask, value int64, ran *scenario.Scenario) string {
	return fmt.Sprintf("The engine measured %s = %s in a run with qpw=%s and seed %d.", a.Expr, written(value, isTime(a)), ran.Machine.QPW, ran.Seed)
}

// isTime goes by the choices: they have units exactly when the value is a time.
func isTime(a *lesson.Ask) bool {
	for _, c := range a.Choices {
		for _, t := range c.Tests {
			if t.IsDur {
				return true
			}
		}
	}
	return false
}
