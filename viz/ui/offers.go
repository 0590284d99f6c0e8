package ui

import (
	"strconv"

	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// What is offered: who can act in the state shown, as the machine says, and what
// each of them would do. What comes of it is found out by letting each take its
// step in a copy of the state, so nothing here has to know the kernel's mind.

// Offer is somebody who can act next.
type Offer struct {
	Actor sim.Actor
	Kind  sim.ActorKind
	CPU   int
	Who   string // the thread that acts, or is interrupted
	Does  string // its line: function and step
	Then  string // what it comes to where it does not simply go on; empty: it does
	Stops bool   // it goes no further after that
	Delay int64  // cycles by which the clock goes on before the step
}

// Text is an offer in one sentence.
func (o *Offer) Text() string {
	text := "CPU " + strconv.Itoa(o.CPU) + " · " + o.Who + " · " + o.Does
	if o.Then != "" {
		text += " (" + o.Then + ")"
	}
	return text
}

// NoOffer is a CPU that cannot be chosen to run, and why.
type NoOffer struct {
	CPU int
	Why string
}

// offerCache keeps the answer for the state that it was asked about.
type offerCache struct {
	past   *history.History
	step   uint32
	ended  bool
	all    []Offer
	none   []NoOffer
	state  *path.Kernel // the state
	trial  *path.Kernel // and what a step makes of it
	filled bool
}

// mostTried is how many offers of a small machine are tried in a copy of the
// state, and triedCPUs how many CPUs all those copies may have. Of the others the
// line alone is told.
const (
	mostTried = 24
	triedCPUs = 768
)

// Offers are those who can act in the state shown, by CPU, and the CPUs that
// cannot run.
func (m *Model) Offers() ([]Offer, []NoOffer) {
	c, p := &m.manual.offers, m.Side().Past
	done := m.finished()
	if c.filled && c.past == p && c.step == m.Step && c.ended == done {
		return c.all, c.none
	}
	c.past, c.step, c.ended, c.filled = p, m.Step, done, true
	c.all, c.none = c.all[:0], c.none[:0]
	k := m.Kernel()
	if c.state == nil || len(c.state.M.CPUs) != len(k.M.CPUs) {
		c.state, c.trial = k.Clone(), k.Clone()
	}
	c.state.CopyFrom(k)
	n := len(k.M.CPUs)
	for cpu := range n {
		for _, kind := range [...]sim.ActorKind{sim.ActRun, sim.ActIPI, sim.ActTimer, sim.ActPreempt} {
			a := sim.ActorOf(kind, int32(cpu), n)
			if _, ok := canAct(c.state, a); ok && !done {
				c.all = append(c.all, c.offer(a, kind, cpu))
			} else if kind == sim.ActRun && len(c.none) < mostTold {
				c.none = append(c.none, NoOffer{cpu, whyNot(c.state, a)})
			}
		}
	}
	return c.all, c.none
}

// canAct asks the machine.
func canAct(k *path.Kernel, a sim.Actor) (at int64, ok bool) {
	if a < 0 || int(a) >= k.M.Choices() {
		return 0, false
	}
	return k.M.CanAct(a)
}

// only is the scheduler that chooses a given actor.
type only struct{ a sim.Actor }

// Next implements sim.Scheduler.
func (o only) Next(*sim.Machine) sim.Actor { return o.a }

// offer says what an actor that can act would do.
func (c *offerCache) offer(a sim.Actor, kind sim.ActorKind, cpu int) Offer {
	k := c.state
	id := k.M.CPUs[cpu].Current()
	at, _ := k.M.CanAct(a)
	o := Offer{Actor: a, Kind: kind, CPU: cpu, Who: k.ThreadName(id), Does: nextLine(k, id), Delay: max(at-k.M.Now, 0)}
	switch kind {
	case sim.ActIPI:
		o.Does = "an interrupt from CPU " + strconv.Itoa(int(k.M.CPUs[cpu].KickFrom)) + " arrives"
	case sim.ActTimer:
		o.Does = "the timer of the CPU is due"
	case sim.ActPreempt:
		o.Does = "preempted, for the next fair thread"
	}
	if len(c.all) < min(mostTried, max(triedCPUs/len(k.M.CPUs), 1)) {
		c.trial.CopyFrom(k)
		c.trial.Step(only{a})
		o.outcome(k, c.trial, id)
	}
	return o
}

// nextLine is what a thread does next: the function and its step, of a program
// its statement.
func nextLine(k *path.Kernel, id sim.ThreadID) string {
	if id == sim.NoThread {
		return "nothing to run"
	}
	l, pc, ok := k.Line(id)
	if !ok {
		return k.StateText(id)
	}
	if in, _ := k.InProgram(id); in && int(id) < len(k.Cfg.Programs) {
		code := k.Cfg.Programs[id].Code
		if at := int(k.Tasks[id].PC); at < len(code) && code[at].Text != "" {
			return "program: " + code[at].Text
		}
	}
	return l.Name + ": " + l.Ops[pc].Text
}

// outcome tells what a step has come to, from the state before and after it.
func (o *Offer) outcome(before, after *path.Kernel, id sim.ThreadID) {
	c := &after.M.CPUs[o.CPU]
	switch {
	case after.Crashed():
		o.Then, o.Stops = "the kernel crashes", true
	case o.Kind == sim.ActRun && after.M.LastOp == sim.NoThread:
		now := c.Ctx[0]
		o.Does = "the scheduler: " + after.ThreadName(now) + " goes on"
		if now == sim.NoThread {
			o.Does = "the scheduler: nobody can run, idle"
		} else if now != id {
			o.Does = "the scheduler: " + after.ThreadName(now) + " after " + before.ThreadName(id)
		}
	case o.Kind == sim.ActRun:
		o.Then = waitText(after, id)
		o.Stops = o.Then != ""
	case o.Kind == sim.ActPreempt:
	case c.Nest > before.M.CPUs[o.CPU].Nest:
		o.Then = after.ThreadName(c.Current()) + " begins"
	default:
		o.Then = "held back for now"
	}
}

// waitText says what a thread has begun to wait for, and who has it.
func waitText(k *path.Kernel, id sim.ThreadID) string {
	t := &k.M.Threads[id]
	if t.State != sim.Spinning && t.State != sim.Waiting && t.State != sim.Sleeping {
		return ""
	}
	text := "then " + k.StateText(id)
	if t.Why == sim.WaitLock || t.Why == sim.WaitRTLock || t.Why == sim.WaitMutex {
		if holder := k.Locks.L[t.On].Holder; holder != sim.NoThread {
			text += ", held by " + k.ThreadName(holder) + " on CPU " + strconv.Itoa(int(k.M.Threads[holder].CPU))
		}
	}
	return text
}

// whyNot says why an actor cannot act.
func whyNot(k *path.Kernel, a sim.Actor) string {
	kind, cpu := a.Split(len(k.M.CPUs))
	c := &k.M.CPUs[cpu]
	switch {
	case kind == sim.ActIPI:
		return "no interrupt from another CPU is on its way"
	case kind == sim.ActTimer:
		return "nothing is due there"
	case kind == sim.ActPreempt && !k.M.Sched.AnyOrder:
		return "whose turn it is there follows from time"
	case kind == sim.ActPreempt:
		return "no other fair thread waits for it, or it may not be preempted"
	case c.Offline:
		return "offline"
	case c.Current() == sim.NoThread:
		return "idle, " + idleText(k, cpu)
	}
	id := c.Current()
	if text := waitText(k, id); text != "" {
		return k.ThreadName(id) + " is " + text[len("then "):]
	}
	return k.ThreadName(id) + " is " + k.StateText(id)
}

// idleText says who could run on an idle CPU if something came.
func idleText(k *path.Kernel, cpu int32) string {
	for _, id := range k.M.OfCPU(cpu) {
		t := &k.M.Threads[id]
		if t.Kind == sim.Task && (t.State == sim.Waiting || t.State == sim.Sleeping) {
			return k.ThreadName(id) + " is " + k.StateText(id)
		}
	}
	return "nothing to run"
}

// ActorText is an actor as people call it.
func ActorText(k *path.Kernel, a sim.Actor) string {
	kind, cpu := a.Split(len(k.M.CPUs))
	on := "CPU " + strconv.Itoa(int(cpu))
	switch kind {
	case sim.ActIPI:
		return "An interrupt from another CPU to " + on
	case sim.ActTimer:
		return "The timer of " + on
	case sim.ActPreempt:
		return "A preemption on " + on
	}
	return on
}
