package ui

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// A goal is a place that a jump is on its way to. What lies ahead may not be
// recorded yet, and looking for a line may take longer than a frame; so goals
// wait in a line and every tick goes on with the first.
type goal struct {
	kind   goalKind
	at     int64        // goalTime
	event  sim.Kind     // goalEvent; EvNone: any interesting one
	cpu    int          // goalEvent: where; -1: anywhere
	nth    int          // goalEvent: how many are to be found
	left   int          // goalEvent: how many of them still are
	from   int          // goalEvent: the first event to look at, -1: not looked yet
	thread sim.ThreadID // goalStatement, goalLeave
	fn     sim.FuncID   // goalLine, goalLeave
	pc     int32        // goalLine, goalStatement
	there  bool         // goalLine, goalStatement: it is so at the step looked at
	depth  int32        // goalLeave
	step   uint32       // goalLine, goalLeave: looked at up to here; 0: not yet
	cond   *condition   // goalUntil; nil: text is to be read for the run shown
	text   string       // goalUntil
	what   string       // for the notice when it is not found
	window Window       // goalTime: what the timeline shows there; zero: what follows
	row    int          // goalBranch
	actor  sim.Actor    // goalTurn: nth counts its steps, there: it is a statement of a program
}

type goalKind uint8

const (
	goalTime      goalKind = iota // an instant
	goalEnd                       // the end of the run
	goalEvent                     // an event
	goalLine                      // a thread comes to a line of a function
	goalStatement                 // a thread comes to a statement of its program
	goalLeave                     // a thread has left the function that it is in
	goalFinding                   // a violation
	goalUntil                     // a condition becomes so
	goalBranch                    // a step of a branch
	goalTurn                      // somebody goes on, see turnOf
	goalPair                      // both sides take a line, see pair
	goalArrive                    // what is to be done where a link leads
)

// eventGoal looks for the nth event of a kind after the instant shown.
func eventGoal(kind sim.Kind, cpu, nth int, what string) goal {
	return goal{kind: goalEvent, event: kind, cpu: cpu, nth: nth, left: nth, from: -1, what: what}
}

// Seeking says whether a jump is under way: what is shown is not yet what was
// asked for.
func (m *Model) Seeking() bool { return len(m.goals) > 0 }

// seek replaces what was under way by one goal.
func (m *Model) seek(g goal) {
	m.goals, m.centres = append(m.goals[:0], g), false
	m.chase(firstBudget)
}

// onward is the way of the other run to where this one is going. Instants and
// events are the same places there. A line or a return belongs to a thread of
// this run: such a jump ends here, and so does what was to follow it.
func (m *Model) onward() []goal {
	var way []goal
	if !m.Seeking() || m.goals[0].kind != goalTime {
		way = append(way, goal{kind: goalTime, at: m.Now})
	}
	for _, g := range m.goals {
		switch g.kind {
		case goalTime, goalEnd:
		case goalEvent:
			g = eventGoal(g.event, g.cpu, g.nth, g.what)
		case goalUntil:
			g = goal{kind: goalUntil, nth: g.nth, left: g.nth, text: g.text, what: g.what}
		default:
			return way
		}
		way = append(way, g)
	}
	return way
}

// chase goes on towards the goals with a budget of steps.
func (m *Model) chase(budget int) {
	for len(m.goals) > 0 && budget > 0 {
		done, used := m.towards(&m.goals[0], budget)
		budget -= used
		if !done {
			if budget > 0 && len(m.goals) > 0 && m.goals[0].kind == goalBranch {
				continue // a turn leads to another branch
			}
			return
		}
		m.goals = m.goals[:copy(m.goals, m.goals[1:])]
	}
	if m.centres && len(m.goals) == 0 {
		m.centres = false
		m.centre()
		m.lookClosely()
	}
}

// towards goes on with one goal; done is false when the budget ended first.
func (m *Model) towards(g *goal, budget int) (done bool, used int) {
	switch g.kind {
	case goalEvent:
		return m.towardsEvent(g, budget)
	case goalLine, goalStatement, goalLeave, goalUntil:
		return m.towardsState(g, budget)
	case goalFinding:
		return m.towardsFinding(budget)
	case goalPair:
		return m.towardsPair(budget)
	case goalArrive:
		return m.arrive(budget)
	case goalBranch:
		return m.towardsBranch(g, budget)
	case goalTurn:
		return m.towardsTurn(g, budget)
	}
	at, side := g.at, m.Side()
	if g.kind == goalEnd || at > m.End() && m.exhausted() {
		at = m.End()
	}
	used = 0
	// Without until, the end is not known before the run is recorded to it.
	if (g.kind == goalEnd || side.Past.Recorded() < at) && !m.exhausted() {
		used = m.recordSide(m.Shown, budget) + 1
	}
	done = m.exhausted() || side.Past.Recorded() >= at && g.kind != goalEnd
	if g.kind == goalEnd {
		at = m.End()
	}
	m.showTime(min(at, side.Past.Recorded()))
	if done && g.window != (Window{}) {
		m.Window = g.window
		m.follow() // the run may end before
	}
	return done, used
}

// towardsEvent looks through the events recorded so far, then records more.
func (m *Model) towardsEvent(g *goal, budget int) (done bool, used int) {
	p := m.Side().Past
	if g.from < 0 {
		g.from = p.FirstOfStep(m.Step + 1)
	}
	for {
		for {
			at, found := m.nextMatch(g)
			if g.from = at; !found {
				break
			}
			g.from++
			if g.left--; g.left <= 0 {
				m.showStep(m.orFinding(g, p.Event(at).Step))
				return true, used + 1
			}
		}
		if m.exhausted() {
			if step, ok := m.nextFinding(m.Step, p.Steps()); ok && g.event == sim.EvNone {
				m.showStep(step)
			} else {
				m.notFound(g)
			}
			return true, used + 1
		}
		if used >= budget {
			return false, used
		}
		used += m.recordSide(m.Shown, budget-used) + 1
	}
}

// orFinding is the step of an event, or of a violation that comes before it:
// that is worth stopping at too.
func (m *Model) orFinding(g *goal, event uint32) uint32 {
	if step, ok := m.nextFinding(m.Step, event); ok && g.event == sim.EvNone {
		return step
	}
	return event
}

// nextMatch is the first recorded event that a goal is about and that it has not
// looked at; if there is none, the one to go on with when more is recorded.
func (m *Model) nextMatch(g *goal) (event int, found bool) {
	p := m.Side().Past
	if g.event == sim.EvNone {
		return m.nextStop(g.from)
	}
	for i := g.from; i < p.Len(); i++ {
		if e := p.Event(i); e.Kind == g.event && (g.cpu < 0 || int(e.CPU) == g.cpu) {
			return i, true
		}
	}
	return p.Len(), false
}

// nextStop is the first event worth stopping at that is not before another. One
// of which it is open whether it belongs to a wave waits until that is known.
func (m *Model) nextStop(from int) (event int, found bool) {
	t := m.Side().Tracks
	for i := t.StopAt(from); i < len(t.Stops); i++ {
		switch {
		case t.PassedOver(i):
		case t.MayBePassedOver(i) && !m.exhausted():
			return int(t.Stops[i].Event), false
		default:
			return int(t.Stops[i].Event), true
		}
	}
	return m.Side().Past.Len(), false
}

// lastStop is the last event worth stopping at before a step.
func (m *Model) lastStop(step uint32) (event int, found bool) {
	t := m.Side().Tracks
	for i := t.StopAt(m.Side().Past.FirstOfStep(step)) - 1; i >= 0; i-- {
		if !t.PassedOver(i) {
			return int(t.Stops[i].Event), true
		}
	}
	return 0, false
}

// notFound says that there is no such thing after this instant.
func (m *Model) notFound(g *goal) {
	m.tell("No "+g.what+" after this instant.", false)
	m.goals = m.goals[:1]
}

// towardsState takes the recorded steps one by one until the state is the one
// that is looked for.
func (m *Model) towardsState(g *goal, budget int) (done bool, used int) {
	p := m.Side().Past
	if g.kind == goalUntil && g.cond == nil && !m.rereads(g) {
		return true, 1
	}
	if g.step == 0 {
		g.step = m.Step
		g.there = g.reached(p.AtStep(m.Step))
	}
	for ; used < budget; used++ {
		if g.step >= p.Steps() && !m.exhausted() {
			m.recordSide(m.Shown, min(256, budget))
		}
		if g.step >= p.Steps() {
			m.notFound(g)
			return true, used + 1
		}
		g.step++
		was := g.there
		if g.there = g.reached(p.AtStep(g.step)); g.there && !was {
			if g.left--; g.left > 0 {
				continue
			}
			m.showStep(g.step)
			return true, used + 1
		}
	}
	return false, used
}

// reached says whether the machine is in the state that is looked for.
func (g *goal) reached(k *path.Kernel) bool {
	switch g.kind {
	case goalLine:
		for id := range k.M.Threads {
			if t := &k.M.Threads[id]; t.Depth > 0 && t.Top().Fn == g.fn && int32(t.Top().PC) == g.pc && t.State != sim.Done {
				return true
			}
		}
		return false
	case goalUntil:
		return g.cond.holds(k)
	case goalStatement:
		return k.Tasks[g.thread].PC == g.pc && k.M.Threads[g.thread].State != sim.Done
	}
	t := &k.M.Threads[g.thread]
	return t.Depth < g.depth || t.Stack[g.depth-1].Fn != g.fn
}
