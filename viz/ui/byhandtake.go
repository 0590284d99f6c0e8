package ui

import (
	"slices"
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Choosing: one micro-step, or a turn, in which the chosen one goes on to the end
// of its function or until it can go on no more.

// noActor is nobody.
const noActor = sim.Actor(-1)

// maxTurn bounds a turn: a loop that never leaves its function.
const maxTurn = 50_000

// choose lets an actor take the next step, or a whole turn.
func (m *Model) chooseActor(a sim.Actor, whole bool) {
	if !m.manual.on {
		m.takeOver()
	}
	if !m.mayTake(a) {
		return
	}
	m.manual.aim = a
	if whole {
		m.goals = append(m.goals[:0], m.turnOf(a))
	} else {
		m.take(a)
	}
	m.chase(firstBudget)
	m.comeNear()
}

// mayTake says whether an actor can act in the state shown; if not, why.
func (m *Model) mayTake(a sim.Actor) bool {
	k := m.Kernel()
	if a < 0 || int(a) >= k.M.Choices() {
		m.tell("Nobody is chosen yet: choose who acts with the digits, or point at one.", false)
		return false
	}
	if m.finished() {
		m.tell(m.whyFinished(), false)
		return false
	}
	if _, ok := k.M.CanAct(a); !ok {
		m.tell(ActorText(k, a)+" cannot act here: "+whyNot(k, a)+".", false)
		return false
	}
	return true
}

// finished says whether nobody can be chosen after the state shown.
func (m *Model) finished() bool {
	p := m.Side().Past
	return m.Step >= p.Steps() && (p.Ended() || p.Run.Over())
}

// Finished says whether nobody can be chosen after the state shown, and why.
func (m *Model) Finished() (why string, ok bool) {
	if !m.finished() {
		return "", false
	}
	return m.whyFinished(), true
}

func (m *Model) whyFinished() string {
	switch p := m.Side().Past; {
	case p.Run.Err != nil:
		return p.Run.Err.Error()
	case p.Run.Kernel.Crashed():
		return "The kernel has crashed: nobody goes on. u takes the last choice back."
	case p.Truncated:
		return "So many events are not kept: the recording ends here."
	}
	return "The run has ended: nobody can act any more, or its time is over."
}

// take lets an actor take one step: along the path shown if that is what it does
// there anyway, else at its end, else on another branch.
func (m *Model) take(a sim.Actor) {
	t, k := m.tree(), m.Kernel()
	if next, ok := t.nextOf(t.at, m.base(), k); ok && next == a {
		m.along()
		return
	}
	if m.Step >= MaxByHand {
		m.tell("A run by hand has at most "+strconv.Itoa(MaxByHand)+" choices, those before it counted: it cannot go on here.", false)
		m.goals = m.goals[:0]
		return
	}
	if t.at != 0 && m.Step == t.rows[t.at].End() {
		s := t.rows[t.at].sched
		s.own = append(s.own, a)
		m.along()
		return
	}
	row, ok := m.rowFor(t, k, a)
	if !ok {
		m.tell("There are "+strconv.Itoa(MaxBranches)+" branches, and no more are kept: Delete takes the shown one away.", false)
		m.goals = m.goals[:0]
		return
	}
	t.next = nil
	m.goals = slices.Insert(m.goals, 0, goal{kind: goalBranch, row: row, step: m.Step + 1})
}

// rowFor is the row on which an actor acts after the state shown: one that is
// there, or a new one.
func (m *Model) rowFor(t *tree, k *path.Kernel, a sim.Actor) (row int, ok bool) {
	parent := t.owner(t.at, m.Step)
	if next, ok := t.nextOf(parent, m.base(), k); ok && next == a {
		return parent, true
	}
	if row := t.child(parent, m.Step, a); row > 0 {
		return row, true
	}
	return t.add(parent, m.Step, a, m.base())
}

// along goes one step along the path shown.
func (m *Model) along() {
	p := m.Side().Past
	if m.Step+1 > p.Steps() {
		m.recordSide(m.Shown, 1)
	}
	if m.Step+1 > p.Steps() {
		m.tell(m.whyFinished(), false)
		m.goals = m.goals[:0]
		return
	}
	m.showStep(m.Step + 1)
	m.noteBroken()
}

// turnOf is the turn of an actor from the state shown.
func (m *Model) turnOf(a sim.Actor) goal {
	k := m.Kernel()
	g := goal{kind: goalTurn, actor: a, thread: sim.NoThread}
	if kind, cpu := a.Split(len(k.M.CPUs)); kind == sim.ActRun {
		g.within(k, k.M.CPUs[cpu].Current())
	}
	return g
}

// within notes the function that a turn ends with. In a program that is the
// statement that begins here.
func (g *goal) within(k *path.Kernel, id sim.ThreadID) {
	if id == sim.NoThread || k.M.Threads[id].Depth == 0 {
		return
	}
	t := &k.M.Threads[id]
	g.thread, g.depth, g.fn = id, t.Depth, t.Top().Fn
	g.there, _ = k.InProgram(id)
}

// towardsTurn lets the actor go on.
func (m *Model) towardsTurn(g *goal, budget int) (done bool, used int) {
	for ; used < budget; used++ {
		if g.nth == 1 {
			m.enterTurn(g)
		}
		if m.turnEnds(g) {
			return true, used + 1
		}
		goals := len(m.goals)
		g.nth++
		m.take(g.actor)
		if len(m.goals) != goals {
			return false, used + 1 // first to another branch, or no further
		}
	}
	return false, used
}

// enterTurn goes on with the handler that an interrupt has begun.
func (m *Model) enterTurn(g *goal) {
	k := m.Kernel()
	kind, cpu := g.actor.Split(len(k.M.CPUs))
	if c := &k.M.CPUs[cpu]; kind != sim.ActRun && c.Nest > 0 {
		g.actor = sim.ActorOf(sim.ActRun, cpu, len(k.M.CPUs))
		g.thread, g.depth, g.fn = c.Current(), 1, k.M.Threads[c.Current()].Top().Fn
	}
}

// turnEnds says whether a turn that has begun is over.
func (m *Model) turnEnds(g *goal) bool {
	if g.nth == 0 {
		return false
	}
	if all := m.Findings(); len(all) > 0 && all[len(all)-1].Step == uint64(m.Step) || m.finished() {
		return true
	}
	if g.nth >= maxTurn {
		m.tell("It has gone on for "+strconv.Itoa(maxTurn)+" micro-steps and is not out of its function: it may go on from here.", false)
		return true
	}
	k := m.Kernel()
	if _, ok := k.M.CanAct(g.actor); !ok || g.thread == sim.NoThread {
		return true
	}
	_, cpu := g.actor.Split(len(k.M.CPUs))
	t := &k.M.Threads[g.thread]
	if _, fetching := k.InProgram(g.thread); g.there && fetching {
		return true
	}
	return t.State != sim.Running || k.M.CPUs[cpu].Current() != g.thread || t.Depth < g.depth || t.Stack[g.depth-1].Fn != g.fn
}
