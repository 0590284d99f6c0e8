package ui

import (
	"barnyard/engine/sim"
)

// showStep shows the state after that many steps.
func (m *Model) showStep(step uint32) {
	k := m.Side().Past.AtStep(step)
	m.Step, m.Now, m.carry = k.M.Step, k.M.Now, 0
	m.follow()
}

// showTime shows the state at an instant, which must be recorded.
func (m *Model) showTime(at int64) {
	m.Step, m.Now = m.Side().Past.At(at).M.Step, at
	m.follow()
}

func (m *Model) stepBy(n int) {
	p := m.Side().Past
	to := int64(m.Step) + int64(n)
	if to > int64(p.Steps()) {
		m.recordSide(m.Shown, min(int(to-int64(p.Steps())), firstBudget))
	}
	if to > int64(p.Steps()) {
		m.tell(m.noFurther(), false)
	}
	m.showStep(uint32(min(max(to, 0), int64(p.Steps()))))
}

func (m *Model) eventBy(n int) {
	if n > 0 {
		m.seek(eventGoal(sim.EvNone, -1, n, "interesting event"))
		return
	}
	p := m.Side().Past
	for step := m.Step; n < 0; n++ {
		i, ok := m.lastStop(step)
		event := uint32(0)
		if ok {
			event = p.Event(i).Step
		}
		finding, found := m.lastFinding(step, event)
		switch {
		case found:
			step = finding
		case ok:
			step = event
		default:
			m.tell("No interesting event before this instant.", false)
			m.showStep(0)
			return
		}
		m.showStep(step)
	}
}

// funcBy goes on until the function that the followed thread is in has
// returned, or back to the step that entered it.
func (m *Model) funcBy(n int) {
	id := m.Followed()
	if id == sim.NoThread {
		m.stepBy(n)
		return
	}
	t := &m.Kernel().M.Threads[id]
	if t.Depth == 0 {
		m.stepBy(n)
		return
	}
	if n > 0 {
		name, _, _ := m.Kernel().Line(id)
		m.seek(goal{kind: goalLeave, thread: id, depth: t.Depth, fn: t.Top().Fn, what: "return from " + name.Name})
		return
	}
	m.showStep(m.entered(id))
}

// entered is the step at which the thread's innermost function began, as the
// states before this one show. It looks back in stretches, each gone through
// forwards, since that is the way in which states are had.
func (m *Model) entered(id sim.ThreadID) uint32 {
	p, end := m.Side().Past, m.Step
	t := m.Kernel().M.Threads[id]
	in := goal{kind: goalLeave, thread: id, depth: t.Depth, fn: t.Top().Fn}
	for end > 0 {
		from := uint32(0)
		if end > lookBack {
			from = end - lookBack
		}
		last, found := uint32(0), false
		for step := from; step < end; step++ {
			if in.reached(p.AtStep(step)) {
				last, found = step, true
			}
		}
		if found && last+1 < m.Step {
			return last + 1
		}
		if found { // it has only just begun: one step further
			return last
		}
		end = from
	}
	return 0
}

// lookBack is how many steps entered goes through at a time.
const lookBack = 2048
