package lesson

import (
	"strings"

	"barnyard/engine/scenario"
)

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

// askedLines is what stands between the lines of a question that is one line.
const askedLines = "\t"

// OneLine is the question for a program that is to measure it: what is measured
// and the ranges, without what is only to be read.
func (a *Ask) OneLine() string {
	value := "value " + a.Expr
	for i, s := range a.When {
		if i == 0 {
			value += " when"
		}
		value += " " + s.Key + "=" + s.Value
	}
	lines := []string{"?", value}
	for _, c := range a.Choices {
		lines = append(lines, "- "+c.Range, "  .")
	}
	return strings.Join(lines, askedLines)
}

// AskOfLine reads what OneLine has written.
func AskOfLine(line string) (*Ask, error) {
	return ParseAsk(Place{File: "question", Line: 1}, strings.ReplaceAll(line, askedLines, "\n"))
}

// Claim is the line to add to a scenario text so that a run reports the
// measured value. It says nothing of its own: whatever can be measured is at
// least 0.
func (a *Ask) Claim() string { return "claim " + a.Expr + " >= 0\n" }
