package main

import (
	"fmt"
	"strconv"

	"barnyard/viz/link"
	"barnyard/viz/ui"
)

// Links, and the message API of an embedded figure: what a page says is read
// here before any of it counts, so that the page hears what is wrong with it.

// open goes where a link leads.
func (f *figure) open(fragment, text, title string) error {
	l, err := link.Parse(fragment)
	if err != nil {
		return err
	}
	if err := ui.CheckLink(l, text); err != nil {
		return err
	}
	l.Play = l.Play && !f.calm
	f.app.Send(ui.Titled{Text: title})
	f.app.Send(ui.OpenLink{Link: l, Text: text})
	f.app.Flush()
	return nil
}

// mostSteps bounds what one message may ask for.
const mostSteps = 100_000

// do answers to a verb of the message API. README, "To embed a figure", has them.
func (f *figure) do(verb, argument string) error {
	m := f.app.Model()
	switch verb {
	case "play":
		f.app.Send(ui.Play{})
	case "pause":
		f.app.Send(ui.Pause{})
	case "step":
		n, err := strconv.Atoi(argument)
		if err != nil || n == 0 || n < -mostSteps || n > mostSteps {
			return fmt.Errorf("step: found %.20q, expected a whole number of micro-steps from -%d to %d, and not 0", argument, mostSteps, mostSteps)
		}
		f.app.Send(ui.StepBy{N: n})
	case "seek":
		at, ok := link.ParseInstant(argument)
		if !ok {
			return fmt.Errorf("seek: found %.20q, expected a time such as 12.4us", argument)
		}
		f.app.Send(ui.SeekTo{At: at.Cycles(m.GHz())})
	case "runUntil":
		if err := m.CheckUntil(argument); err != nil {
			return err
		}
		f.app.Send(ui.RunUntil{Text: argument})
	case "mode":
		if err := m.CheckRun(argument); err != nil {
			return err
		}
		f.app.Send(ui.ShowRun{Variant: ui.Variant(argument)})
	default:
		return fmt.Errorf("found the verb %.20q, expected one of play, pause, step, seek, runUntil, mode", verb)
	}
	f.app.Flush()
	return nil
}

// browserKeys are the keys that the program answers to, as a browser calls them.
func browserKeys() []string {
	names := map[string]string{"Space": " ", "Left": "ArrowLeft", "Right": "ArrowRight", "Up": "ArrowUp", "Down": "ArrowDown"}
	var out []string
	for _, key := range ui.Keys() {
		for _, name := range key.Names {
			if other, ok := names[name]; ok {
				name = other
			}
			out = append(out, name)
		}
	}
	return out
}
