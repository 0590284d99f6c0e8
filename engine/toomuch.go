package engine

import (
	"cmp"
	"fmt"
	"slices"

	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Bounds of a run. What goes beyond is told as the author's mistake: the text
// asks for more than a run can hold. It is told at the statement that was the
// last to do so, where the step was a program's.
const (
	maxSamples = 1 << 24   // of all series together
	maxStill   = 1 << 20   // steps at one instant
	maxSteps   = 1<<32 - 2 // of a run
)

// tooMuch is the author's mistake that the last step has shown.
func (r *Run) tooMuch() error {
	at := func(pos scenario.Pos, format string, args ...any) error {
		return &scenario.Error{File: r.Scenario.Name, Pos: pos, Msg: fmt.Sprintf(format, args...)}
	}
	now := sim.Micros(r.Kernel.M.Now, r.Kernel.M.GHz)
	switch {
	case r.Kernel.Fault.Any:
		return faultError(r.Scenario, r.Kernel)
	case r.still >= maxStill:
		return at(r.loopAt(), "the clock stands still at %s µs for %d steps; expected costs and work that take time", now, maxStill)
	case r.Record.samples >= maxSamples:
		return at(r.markAt(), "the marks have taken %d samples by %s µs; expected fewer marks or a shorter until", maxSamples, now)
	}
	return at(nowhere(), "the run has taken %d steps by %s µs; expected a shorter until", uint32(maxSteps), now)
}

// nowhere is the place of what the whole text is to blame for.
func nowhere() scenario.Pos { return scenario.Pos{Line: 1, Col: 1} }

// loopAt is the innermost loop around what the program that takes the step is at,
// or that statement itself. A step of the kernel's own threads stands nowhere.
func (r *Run) loopAt() scenario.Pos {
	id := r.Kernel.M.CurID()
	if id == sim.NoThread || int(id) >= len(r.Kernel.Cfg.Programs) {
		return nowhere()
	}
	code, pc := r.Kernel.Cfg.Programs[id].Code, r.Kernel.Tasks[id].PC
	for end := pc; int(end) < len(code); end++ { // inner loops end first
		if code[end].Op == path.OpEnd && code[end].To <= pc+1 {
			return placeOf(&code[end])
		}
	}
	return placeOf(&code[pc])
}

// markAt is the mark that the last step was; its program is behind it by now.
func (r *Run) markAt() scenario.Pos {
	events := r.Kernel.M.Events
	id := events[slices.IndexFunc(events, func(e sim.Event) bool { return e.Kind == sim.Mark })].Thread
	return placeOf(&r.Kernel.Cfg.Programs[id].Code[r.Kernel.Tasks[id].PC-1])
}

// placeOf is where an instruction stands in the text. The one that ends a program
// stands nowhere.
func placeOf(in *path.Instr) scenario.Pos {
	return cmp.Or(scenario.Pos{Line: in.Line, Col: in.Col}, nowhere())
}
