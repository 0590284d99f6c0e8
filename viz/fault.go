package viz

import (
	"fmt"

	"barnyard/viz/gesture"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// fault is a bug of ours that was caught. The picture says what happened and
// how to make it happen again; any key goes on, without the step that failed.
type fault struct {
	text string
	step uint32 // the last one that went well
}

// guard runs what may fail.
func (a *App) guard(do func()) {
	defer func() {
		if bug := recover(); bug != nil {
			a.broken(bug)
		}
	}()
	do()
}

// broken shows what is needed to repeat the failure.
func (a *App) broken(bug any) {
	a.fault.text = fmt.Sprintf("A bug of Barnyard: %v", bug)
	if a.m.Loaded() {
		p := a.m.Side().Past
		if steps := p.Steps(); steps > 0 {
			a.fault.step = steps - 1
		}
		a.fault.text += fmt.Sprintf("\n\nIt happened after step %d with %s, seed %d, of this scenario:\n\n%s",
			p.Steps(), a.m.Side().Variant.Label(), a.m.Scenario.Seed, a.m.Text)
		if a.m.Replay != "" {
			a.fault.text += "\n\nwith the schedule of the replay string " + a.m.Replay
		}
	}
	a.picture.share, a.picture.ready, a.picture.due = 1, true, false
	view.Fault(&a.picture.built, a.m.W, a.m.H, a.fault.text)
	a.stale = true
}

// same is the message that loads once more what is shown.
func (a *App) same() ui.Msg {
	if a.m.Replay != "" {
		return ui.LoadReplay{Text: a.m.Replay}
	}
	return ui.Load{Name: a.m.Scenario.Name, Text: a.m.Text}
}

// recover goes on after a key or a tap, with the run up to the failure.
func (a *App) recover() {
	for _, e := range a.events {
		if e.Kind != gesture.Char && e.Kind != gesture.Key && e.Kind != gesture.Tap {
			continue
		}
		last := a.fault.step
		a.fault = fault{}
		a.picture.ready = false
		a.guard(func() {
			if a.m.Loaded() {
				ui.Update(a.m, ui.Bound{Steps: last})
				ui.Update(a.m, a.same())
			}
		})
		return
	}
}
