package ui

import (
	"fmt"
	"strconv"

	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// What the text of a reader claims is judged as the commands judge it, and told
// once the runs of both sides are whole. Claims of built-ins are true; to tell of
// them would only be in the way.

// judgeOwn judges the claims of the reader's text, once; or tells of the mistake that
// its run has shown.
func (m *Model) judgeOwn() {
	if !m.own || m.Notice.Alarm {
		return
	}
	for i := range m.Sides {
		if p := m.Sides[i].Past; !p.Ended() || p.Truncated {
			return
		}
	}
	m.own = false
	if err := m.Mistake(); err != nil { // of no use to anybody, what is claimed of half a run
		m.tell(err.Error()+".", true)
		m.Notice.after = true
		m.revision++
		return
	}
	held, wrong, first := 0, 0, ""
	for i := range m.Scenario.Claims {
		switch applies, problem := m.judge(&m.Scenario.Claims[i]); {
		case problem != "":
			if wrong++; wrong == 1 {
				first = problem
			}
		case applies:
			held++
		}
	}
	switch {
	case wrong > 1:
		m.tell(first+" Claims that are false here: "+strconv.Itoa(wrong)+".", true)
	case wrong == 1:
		m.tell(first, true)
	case held == 1:
		m.tell("The claim about these runs holds.", false)
	case held > 1:
		m.tell(fmt.Sprintf("The %d claims about these runs hold.", held), false)
	default:
		return
	}
	m.Notice.after = true
	m.revision++
}

// judge says whether a claim is about one of the runs, and what is wrong with it
// there.
func (m *Model) judge(c *scenario.Claim) (applies bool, problem string) {
	for i := range m.Sides {
		run := m.Sides[i].Past.Run
		if !c.Applies(run.Scenario) {
			continue
		}
		applies = true
		value, has, holds := run.Judge(c)
		if holds {
			continue
		}
		was := "and there is no such value"
		if has && c.IsDur {
			was = "and it is " + sim.Micros(value, 1) + " µs"
		} else if has {
			was = "and it is " + strconv.FormatInt(value, 10)
		}
		return true, fmt.Sprintf("Line %d is false with %s: claim %s, %s.", c.Pos.Line, m.Sides[i].Variant.Label(), c.Text, was)
	}
	return applies, ""
}
