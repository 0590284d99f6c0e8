package main

import (
	"fmt"
	"strings"

	"barnyard/engine"
	"barnyard/engine/replay"
	"barnyard/engine/sim"
	"barnyard/viz/link"
)

// A link says more than which run it shows: at which instant, what the state was
// there, who made it. The run is taken there before anything is made of it. What
// of the link does not fit is told, as the window tells it; where the state is
// another one, it is another run than the one that was sent, which is an error, as
// it is with a replay string.

// atItsPlace tells what of a link is not so in its run.
func (c *call) atItsPlace(l *link.Link, r *replay.Replay) error {
	if len(l.More) > 0 {
		c.tell("the link has parts that are not known here: " + strings.Join(l.Names(), ", "))
	}
	if l.Hash == "" && l.Engine != "" && l.Engine != engine.Version {
		return fmt.Errorf("the link was made by engine %s, and this is engine %s; expected the same one, or the hash of its state, h=", l.Engine, engine.Version)
	}
	if l.At == nil {
		return nil // no step either, and no hash: these stand beside a time
	}
	run, err := r.Start()
	if err != nil {
		return err
	}
	p := &place{l, run}
	for !p.there() && run.Step() {
	}
	if s, ok := run.Sched.(*sim.Replay); run.Err != nil || ok && s.Err != nil {
		return nil // no run at all: whoever takes it to its end tells
	}
	for _, text := range p.missed() {
		c.tell(text)
	}
	return p.otherState()
}

// tell says in a line what is no mistake but should be known.
func (c *call) tell(text string) { fmt.Fprintf(c.errOut, "%s: %s\n", c.name, text) }

// place is where a link leads, in a run that is on its way there.
type place struct {
	*link.Link
	run *engine.Run
}

func (p *place) instant() int64 { return p.At.Cycles(p.run.Kernel.M.GHz) }

// next is when the next step would be; false: there is none.
func (p *place) next() (at int64, ok bool) {
	if p.run.Over() {
		return 0, false
	}
	return p.run.Kernel.M.PeekOf(p.run.Sched)
}

// there says whether no more steps are to be taken: as many have been as the link
// says, or else all up to its instant.
func (p *place) there() bool {
	if p.Step >= 0 {
		return int64(p.run.Kernel.M.Step) >= p.Step
	}
	at, ok := p.next()
	return !ok || at > p.instant()
}

// missed is what of the link's step and instant the run does not come to.
func (p *place) missed() (said []string) {
	m := p.run.Kernel.M
	next, more := p.next()
	if p.Step > int64(m.Step) {
		said = append(said, fmt.Sprintf("the link is to step %d, and the run has %d", p.Step, m.Step))
	} else if p.Step >= 0 && (m.Now > p.instant() || more && next <= p.instant()) && m.Now != p.instant() {
		said = append(said, fmt.Sprintf("step %d of the link is not at %s here", p.Step, link.Word(*p.At)))
	}
	if !more && p.instant() > p.run.End() {
		said = append(said, fmt.Sprintf("the link leads to %s, and the run ends at %s µs", link.Word(*p.At), sim.Micros(p.run.End(), m.GHz)))
	}
	return said
}

// otherState is the error of a run whose state is not the one that the link was
// made at.
func (p *place) otherState() error {
	if p.Hash == "" {
		return nil
	}
	m := p.run.Kernel.M
	if len(p.Until) > 0 && p.Step < 0 {
		return fmt.Errorf("the link has h= behind until= and no step=; expected the step of that state with it")
	}
	got := replay.HashText(p.run.Kernel.Hash())
	if got == p.Hash {
		return nil
	}
	err := fmt.Errorf("the run is not the one that the link was made from: its state after step %d has hash %s; expected %s", m.Step, got, p.Hash)
	if p.Engine != "" && p.Engine != engine.Version {
		err = fmt.Errorf("%w (made by engine %s, run by engine %s)", err, p.Engine, engine.Version)
	}
	return err
}
