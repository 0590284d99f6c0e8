// Package replay writes one run down as one word, and runs it again. What the
// explorer finds, what a person sends in a bug report and what stands in a link
// is the same string:
//
//	b1:shrink-under-poll:qpw=1/mutant=pin-leak:r0x12.r1x3.t1:e=2:h=0123456789abcdef
//	|  |                 |                     |             |   +- the hash at the end of the run
//	|  |                 |                     |             +- the engine that recorded it
//	|  |                 |                     +- who took each micro-step; then goes on by time
//	|  |                 +- what differs from the scenario's text
//	|  +- a built-in, or a whole text, packed
//	+- the version of the form
//
//	*Replay --Format--> string --Parse--> *Replay --Start, Step...--> *engine.Run
//
// It is made of letters, digits and . _ - = : / alone, so that it is one word in
// every shell and one value in the fragment of a URL, without quotes.
package replay

import (
	"fmt"
	"strconv"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Replay is one run: what runs, and who took its first steps.
type Replay struct {
	Scenario *scenario.Scenario // with every setting in place
	Choices  []sim.Actor        // who took step 1, 2, ...; after the last the run goes on by time
	Engine   string             // the version of the engine that recorded it; empty: not told
	Hash     string             // of the run's end, 16 hex digits; empty: not told
}

// Seal notes what a run that has ended came to, so that Run can tell another
// one from it.
func (r *Replay) Seal(ended *engine.Run) {
	r.Engine, r.Hash = engine.Version, HashText(ended.Kernel.Hash())
}

// HashText writes a hash as results do.
func HashText(h uint64) string {
	text := strconv.FormatUint(h, 16)
	for len(text) < hashDigits {
		text = "0" + text
	}
	return text
}

const hashDigits = 16

// Start makes the run at time 0, with its schedule and watched at every step.
// It is an error if another engine recorded it and nothing could tell whether
// this is the same run.
func (r *Replay) Start() (*engine.Run, error) {
	if r.Hash == "" && r.otherEngine() {
		return nil, fmt.Errorf("the run was recorded by engine %s, and this is engine %s; expected the same one, or the hash of its end", r.Engine, engine.Version)
	}
	run, err := engine.New(r.Scenario)
	if err != nil {
		return nil, err
	}
	run.Sched = &sim.Replay{Choices: r.Choices}
	check.Watch(run, 1)
	return run, nil
}

// Run runs it to the end. It is an error if a choice could not be followed, if
// some are left, or if the end is not the one that was recorded.
func (r *Replay) Run() (*engine.Run, error) {
	run, err := r.Start()
	if err != nil {
		return nil, err
	}
	for followed(run) == nil && run.Step() {
	}
	if followed(run) == nil {
		run.Finish()
	}
	if err := r.Verify(run); err != nil {
		return nil, err
	}
	return run, nil
}

// Verify says why a run of this replay that has come to its end, or to a choice
// that it could not follow, is not the one that was recorded.
func (r *Replay) Verify(run *engine.Run) error {
	if err := followed(run); err != nil {
		return r.recordedBy(err)
	}
	if run.Err != nil {
		return run.Err
	}
	if steps := run.Kernel.M.Step; int64(steps) < int64(len(r.Choices)) {
		return r.recordedBy(fmt.Errorf("the run ends after step %d and the string has %d choices; expected at most one for each step", steps, len(r.Choices)))
	}
	if got := HashText(run.Kernel.Hash()); r.Hash != "" && got != r.Hash {
		return r.recordedBy(fmt.Errorf("the run is not the one that was recorded: it ends with hash %s; expected %s", got, r.Hash))
	}
	return nil
}

// followed is the error of a run's schedule: a choice that could not be
// followed. Runs without choices have none.
func followed(run *engine.Run) error {
	if s, ok := run.Sched.(*sim.Replay); ok {
		return s.Err
	}
	return nil
}

func (r *Replay) otherEngine() bool { return r.Engine != "" && r.Engine != engine.Version }

// recordedBy adds to an error what is probably behind it.
func (r *Replay) recordedBy(err error) error {
	if !r.otherEngine() {
		return err
	}
	return fmt.Errorf("%w (recorded by engine %s, run by engine %s)", err, r.Engine, engine.Version)
}
