package ui

import (
	"barnyard/engine/sim"
)

// By hand: the reader is the scheduler. From the instant shown on it is the reader
// who says, micro-step by micro-step, who acts next; the checkers look at every
// step.
//
//	run as it goes by itself  o---o---o---o---o---o       row 0 of the tree
//	chosen otherwise here             '---o---o---o       a branch
//	and here                              '---o           a branch of that
//
// A choice that the path shown makes anyway goes one step along it; another one
// begins a branch. Nothing is lost: a step back changes only what is shown. Each
// branch is a recording like any other, of a run whose schedule is the list of
// who was chosen, so the farm, the timeline and the texts show it as they show
// every run.

// manual is what the interface knows of runs by hand.
type manual struct {
	on     bool
	aim    sim.Actor  // who was chosen last, or is about to be
	trees  []*tree    // each run has branches of its own
	left   []leftTree // those of runs that are on no side yet, see branchaside.go
	before Reading    // what the pane of text showed before
	offers offerCache
	naming *nameField
	near   bool // the timeline has been brought near enough to show steps
	told   toldString
	hunt   *hunt
}

// ByHand says whether the reader chooses who acts next.
func (m *Model) ByHand() bool { return m.manual.on }

// tree is the branches of the shown run.
func (m *Model) tree() *tree { return m.treeOf(m.Shown) }

// treeOf is the branches of a side's run.
func (m *Model) treeOf(side int) *tree {
	v := m.Sides[side].Variant
	for _, t := range m.manual.trees {
		if t.of == v && t.side == side {
			return t
		}
	}
	t := &tree{of: v, side: side}
	m.revive(t)
	m.manual.trees = append(m.manual.trees, t)
	return t
}

// takeOver puts the reader in the scheduler's place, or ends that.
func (m *Model) takeOver() {
	if m.manual.on {
		m.letGo()
		return
	}
	m.Playing, m.goals = false, m.goals[:0]
	m.handsOn()
	if t := m.tree(); t.left > 0 && m.Step == t.rows[t.left].root(t) {
		m.toBranch(t.left, t.leftStep)
	}
}

// handsOn offers the choices at the instant shown.
func (m *Model) handsOn() {
	if m.manual.on {
		return
	}
	m.manual.on, m.manual.before, m.Reading = true, m.Reading, ReadChoices
	m.manual.aim, m.manual.near = noActor, false
}

// comeNear lets the timeline show single steps, once, where it shows so much time
// that they would be a dot.
func (m *Model) comeNear() {
	const dot = 50
	if m.manual.near || m.Seeking() {
		return
	}
	m.manual.near = true
	if _, width := m.theWay(); m.Window.To-m.Window.From > dot*width {
		m.showTheWay()
	}
}

// handsOff offers them no more.
func (m *Model) handsOff() {
	if m.manual.on && m.Reading == ReadChoices {
		m.Reading = m.manual.before
	}
	m.manual.on, m.manual.naming = false, nil
}

// letGo ends it: the run that goes by itself is shown again, where the branch
// parted from it. The branches are kept.
func (m *Model) letGo() {
	m.handsOff()
	t := m.tree()
	if t.at == 0 {
		t.left = 0
		return
	}
	t.left, t.leftStep = t.at, m.Step
	m.toBranch(0, min(m.Step, t.rows[t.at].root(t)))
	m.tell("This is the run as it goes by itself, where the choices began. M goes on with them.", false)
}

// noHands forgets all branches: another run is there. They have been put aside.
func (m *Model) noHands() {
	m.handsOff()
	m.manual = manual{}
}

// base is the run of the shown mode as it goes by itself.
func (m *Model) base() *Side {
	if t := m.tree(); t.at != 0 {
		return &t.base
	}
	return m.Side()
}

// toBase shows the run as it goes by itself on a side, without going anywhere.
func (m *Model) toBase(side int) {
	if t := m.treeOf(side); t.at != 0 {
		m.Sides[side], t.at, t.base = t.base, 0, Side{}
	}
}

// choicesDone says whether the shown run has come to the end of a replay string's
// choices and this is where it leads: a string without the hash of a run's end is
// not of a whole run but of a branch that somebody made by hand.
func (m *Model) choicesDone() bool {
	r := m.replay
	return r != nil && r.Hash == "" && len(r.Choices) > 0 && m.follows(m.Shown) &&
		int(m.Side().Past.Steps()) >= len(r.Choices) && m.Side().Past.Run.Sched.(*sim.Replay).Err == nil
}

// goOnByHand offers the choices where a replay string has led that has some: its
// own are the way there, and any of them can be taken back.
func (m *Model) goOnByHand() {
	if m.replay != nil && len(m.replay.Choices) > 0 && m.follows(m.Shown) {
		m.handsOn()
	}
}
