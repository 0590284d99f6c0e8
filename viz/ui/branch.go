package ui

import (
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// The branches of a run by hand: a small tree. Row 0 is the run as it goes by
// itself; each other row is somebody chosen otherwise at one step of its parent,
// and all that was chosen after that.

// Bounds of a tree. The choices before a branch's own count too, since a replay
// string holds them all.
const (
	MaxBranches = 16 // beside the run as it goes by itself
	MaxByHand   = sim.MaxChoices
)

// tree is the branches of one run.
type tree struct {
	of    Variant     // of which run
	side  int         // where that stands: a kernel without another mode stands on both
	rows  []Branch    // empty before the first choice
	made  int         // branches so far, for their names
	at    int         // the row that is shown
	base  Side        // row 0's recording, while another row is shown
	trunk []sim.Actor // who took the first steps of row 0, as far as a branch had to know

	next    *Side // the recording of a row that is made anew, up to where it will be shown
	nextRow int

	left     int // the row that was shown when the reader let go; 0: none
	leftStep uint32
}

// Branch is one row of the tree.
type Branch struct {
	Name   string
	Parent int    // the row that it parts from
	From   uint32 // the step at which it does
	Broken string // the invariant that does not hold on its way, as far as it was shown; empty: none
	sched  *schedule
}

// End is the step that a branch leads to.
func (b *Branch) End() uint32 { return b.sched.end() }

// root is the step at which the way to a branch leaves row 0.
func (b *Branch) root(t *tree) uint32 {
	for b.Parent != 0 {
		b = &t.rows[b.Parent]
	}
	return b.From
}

// schedule is who acts next in a branch: what its parent's schedule says up to a
// step, and from there who was chosen. It answers the same whenever it is asked
// about a step that has been chosen.
type schedule struct {
	below sim.Scheduler
	from  uint32
	own   []sim.Actor
}

// Next implements sim.Scheduler.
func (s *schedule) Next(m *sim.Machine) sim.Actor {
	if m.Step < s.from {
		return s.below.Next(m)
	}
	if at := int(m.Step - s.from); at < len(s.own) {
		return s.own[at]
	}
	return sim.Timed{}.Next(m)
}

func (s *schedule) end() uint32 { return s.from + uint32(len(s.own)) }

// Branches are the rows of the shown run's tree, the run as it goes by itself
// first, and which of them is shown. There are none before the first choice.
func (m *Model) Branches() (rows []Branch, shown int) {
	t := m.tree()
	return t.rows, t.at
}

// RowName is what people call a row.
func (m *Model) RowName(row int) string {
	switch {
	case row != 0:
		return m.tree().rows[row].Name
	case m.ofReplay(m.Shown):
		return "as recorded"
	}
	return "by time"
}

// RowEnd is the step that a row leads to; of the run as it goes by itself, as
// far as it is recorded.
func (m *Model) RowEnd(row int) uint32 {
	if row == 0 {
		return m.base().Past.Steps()
	}
	return m.tree().rows[row].End()
}

// RowBroken is the invariant that does not hold on the way of a row, as far as it
// was shown; empty if there is none.
func (m *Model) RowBroken(row int) string {
	if row != 0 {
		return m.tree().rows[row].Broken
	}
	if found := m.base().Past.Run.Violations; len(found) > 0 {
		return found[0].Invariant
	}
	return ""
}

// owner is the row from which another choice at a step would part, seen from a
// row that has this step on its way.
func (t *tree) owner(row int, step uint32) int {
	for row != 0 && step <= t.rows[row].From {
		row = t.rows[row].Parent
	}
	return row
}

// nextOf is who acts after the state k on the way of a row, which must have it;
// false where the way ends.
func (t *tree) nextOf(row int, base *Side, k *path.Kernel) (sim.Actor, bool) {
	for row != 0 && k.M.Step < t.rows[row].From {
		row = t.rows[row].Parent
	}
	if row == 0 {
		p := base.Past
		if p.Steps() <= k.M.Step && (p.Ended() || p.Run.Over()) {
			return noActor, false
		}
		return p.Run.Sched.Next(k.M), true
	}
	s := t.rows[row].sched
	if k.M.Step >= s.end() {
		return noActor, false
	}
	return s.Next(k.M), true
}

// child is the row that parts from another at a step with a choice; 0 if none.
func (t *tree) child(parent int, step uint32, a sim.Actor) int {
	for i := 1; i < len(t.rows); i++ {
		if b := &t.rows[i]; b.Parent == parent && b.From == step && b.sched.own[0] == a {
			return i
		}
	}
	return 0
}

// add makes a row whose first choice is a; false if there is no room for one.
func (t *tree) add(parent int, step uint32, a sim.Actor, base *Side) (row int, ok bool) {
	if len(t.rows) == 0 {
		t.rows = append(t.rows, Branch{Parent: -1})
	}
	if len(t.rows) > MaxBranches {
		return 0, false
	}
	below := base.Past.Run.Sched
	if parent != 0 {
		below = t.rows[parent].sched
	}
	t.made++
	t.rows = append(t.rows, Branch{Name: "branch " + strconv.Itoa(t.made), Parent: parent, From: step,
		sched: &schedule{below: below, from: step, own: []sim.Actor{a}}})
	return len(t.rows) - 1, true
}

// choices are who took the first steps on the way of a row, up to its end.
func (t *tree) choices(row int) []sim.Actor {
	if row == 0 {
		return nil
	}
	b := &t.rows[row]
	up := t.trunk[:min(int(b.From), len(t.trunk))]
	if b.Parent != 0 {
		up = t.choices(b.Parent)[:b.From]
	}
	return append(append(make([]sim.Actor, 0, b.End()), up...), b.sched.own...)
}
