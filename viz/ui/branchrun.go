package ui

import (
	"strconv"
	"strings"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/history"
	"barnyard/viz/track"
)

// Showing a branch: its run is made from the start, up to where it is to be
// shown, with the checkers looking at every step. That takes a moment where the
// branch parts late in a long run, so it is done in ticks like every recording;
// what was shown stays until it is there.

// branchSide starts the run of a branch.
func (m *Model) branchSide(row int) (*Side, error) {
	t, side := m.tree(), m.Side()
	run, err := engine.New(side.Past.Run.Scenario)
	if err != nil {
		return nil, err
	}
	run.Sched = t.rows[row].sched
	check.Watch(run, 1)
	h := history.Of(run)
	return &Side{Variant: side.Variant, Mode: side.Mode, Past: h, Tracks: track.New(h.AtStep(0)), chosen: t.rows[row].sched}, nil
}

// toBranch goes to a step of a row.
func (m *Model) toBranch(row int, step uint32) {
	m.tree().next = nil
	m.seek(goal{kind: goalBranch, row: row, step: step})
}

// onTheWay begins what is told while a long way is recorded.
const onTheWay = "The way to this branch is run again, with the checkers watching: "

// towardsBranch records a row up to the step that is wanted, then shows it.
func (m *Model) towardsBranch(g *goal, budget int) (done bool, used int) {
	t := m.tree()
	if g.row != t.at && g.row != 0 && (t.next == nil || t.nextRow != g.row) {
		s, err := m.branchSide(g.row)
		if err != nil {
			m.tell(err.Error(), true)
			m.goals = m.goals[:1]
			return true, 1
		}
		t.next, t.nextRow = s, g.row
	}
	s := m.Side()
	switch {
	case g.row == t.at:
	case g.row == 0:
		s = &t.base
	default:
		s = t.next
	}
	used = t.record(s, int(g.step), budget)
	if s.Past.Steps() < g.step && !s.over() {
		m.tell(onTheWay+strconv.Itoa(int(s.Past.Steps())*100/int(g.step))+" %.", false)
		return false, max(used, budget)
	}
	m.swapIn(g.row, s)
	m.showStep(min(g.step, m.Side().Past.Steps()))
	m.noteBroken()
	if strings.HasPrefix(m.Notice.Text, onTheWay) {
		m.Notice = Notice{}
	}
	return true, used + 1
}

// record goes on with a row's recording up to a step, and notes who took those of
// row 0 that the way of a branch needs.
func (t *tree) record(s *Side, upTo, budget int) (used int) {
	upTo = min(upTo, int(s.Past.Steps())+budget)
	for s.chosen != nil && len(t.trunk) < int(s.chosen.root()) && int(s.Past.Steps()) < upTo {
		if k := s.Past.Run.Kernel; len(t.trunk) == int(k.M.Step) {
			t.trunk = append(t.trunk, s.Past.Run.Sched.Next(k.M))
		}
		if s.record(1) == 0 {
			return used
		}
		used++
	}
	return used + s.record(upTo-int(s.Past.Steps()))
}

// root is the step at which the way of a schedule leaves row 0.
func (s *schedule) root() uint32 {
	for {
		below, ok := s.below.(*schedule)
		if !ok {
			return s.from
		}
		s = below
	}
}

// swapIn puts a row's recording into the picture.
func (m *Model) swapIn(row int, s *Side) {
	t := m.tree()
	if row == t.at {
		return
	}
	if t.at == 0 {
		t.base = m.Sides[m.Shown]
	}
	m.Sides[m.Shown] = *s
	if t.at = row; row == 0 {
		t.base = Side{}
	}
	t.next = nil
	m.parting = parting{}
}

// over says whether nothing more of a recording will come.
func (s *Side) over() bool {
	return s.Past.Ended() || s.chosen != nil && s.Past.Steps() >= s.chosen.end()
}

// noteBroken notes on the shown branch which invariant does not hold on its way.
func (m *Model) noteBroken() {
	t := m.tree()
	if found := m.Side().Past.Run.Violations; t.at != 0 && len(found) > 0 {
		t.rows[t.at].Broken = found[0].Invariant
	}
}
