package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"barnyard/lessons"
)

// list arguments, list talks, list terms: the apparatus of the book. All are
// made from the lessons; a step that moves takes its row along.

// listArguments is who said what, and the steps that show it.
func listArguments() (rows [][]string, err error) {
	all, err := lessons.Arguments()
	for i := range all {
		a := &all[i]
		state := "settled"
		switch {
		case a.Fact():
			state = "fact"
		case a.IsOpen():
			state = "open"
		}
		claim := a.Claim
		if a.Answer != "" {
			claim += " | " + a.Answer
		}
		if a.IsOpen() {
			claim += " | open: " + a.Open
		}
		rows = append(rows, []string{a.ID, stepsOf(a), state, a.Who + ", " + a.When, claim})
	}
	return rows, err
}

// stepsOf names the steps that show an argument, or says why none does.
func stepsOf(a *lessons.Argument) string {
	if len(a.Steps) == 0 {
		return "none: " + a.Reason
	}
	var out []string
	for _, s := range a.Steps {
		if name := fmt.Sprintf("%d#%s", s.Num, s.Step); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, " ")
}

// listTalks is each talk with its steps, and when each begins.
func listTalks() (rows [][]string, err error) {
	all, err := lessons.Talks()
	for _, t := range all {
		rows = append(rows, []string{t.Slug, clock(t.Minutes * 60), t.Title + " (for " + t.Audience + ")"})
		at := 0
		for _, s := range t.Stops {
			where := fmt.Sprintf("%d#%s", s.Num, s.Step)
			rows = append(rows, []string{"  " + clock(at), clock(s.Seconds), s.StepTitle + "  " + where})
			at += s.Seconds
		}
	}
	return rows, err
}

func clock(seconds int) string { return fmt.Sprintf("%d:%02d", seconds/60, seconds%60) }

// listTerms is the glossary, with the lesson that uses each term first.
func listTerms() (rows [][]string, err error) {
	all, err := lessons.Glossary()
	for _, t := range all {
		first := ""
		if len(t.Where) > 0 {
			first = strconv.Itoa(t.Where[0].Num)
		}
		rows = append(rows, []string{t.Title, first, strings.Join(strings.Fields(t.Prose), " ")})
	}
	return rows, err
}
