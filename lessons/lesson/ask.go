package lesson

import "barnyard/engine/scenario"

// Ask is a question to answer before the reveal. The right answer is not
// written down: Expr is measured in a run of the step's scenario, and exactly
// one choice must hold for what was measured.
//
//	How long is the longest pause of the loop?
//	value max(poll.gap) when qpw=0
//	- < 1us
//	  A sentence that is shown to whoever chose this.
//	- 1us..20us
//	  …
//	- "More than that": > 20us
//	  …
type Ask struct {
	Line     int
	Question string
	Expr     string    // an expression of the claim language: max(poll.gap)
	When     []Setting // the run to measure in; empty: as the scenario says
	Choices  []Choice
}

// Choice is one answer: the words and the range of Expr for which it is right.
type Choice struct {
	Line  int
	Text  string // what the reader sees: the words, or the range in words
	Range string // the range as the lesson's file has it
	Tests []Test // all must hold
	Why   string // shown to whoever chose it, right or wrong
}

// Test is one comparison of the measured value.
type Test struct {
	Op    scenario.Op
	Value int64
	IsDur bool // Value counts Unit
	Unit  scenario.Unit
}

// Claim is the line to add to a scenario text so that a run reports the
// measured value. It says nothing of its own: whatever can be measured is at
// least 0.
func (a *Ask) Claim() string { return "claim " + a.Expr + " >= 0\n" }
