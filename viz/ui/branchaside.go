package ui

import (
	"slices"
	"strconv"

	"barnyard/engine/replay"
	"barnyard/engine/sim"
)

// Branches put aside: what somebody chose by hand belongs to a text, and is no
// choice of another one. When another text runs they are put aside, and they are
// there again when that text, or one that says the same, runs again. Only the
// choices are kept; the recordings are made anew when a branch is shown.
//
//	trees of the old text --putAside--> shelf --takeUp--> left --treeOf--> trees

// mostAside is of how many texts branches are kept.
const mostAside = 32

// aside is the branches of a text that does not run.
type aside struct {
	text  string      // what it says, in the one form that all texts have that say the same
	way   []sim.Actor // of a replay string: who it has take the first steps
	title string
	trees []leftTree
}

// leftTree is a tree without its recordings.
type leftTree struct {
	of       Variant
	side     int
	rows     []leftRow   // without row 0, the run as it goes by itself
	trunk    []sim.Actor // its first steps
	made     int
	left     int
	leftStep uint32
}

// leftRow is a branch, with those who were chosen.
type leftRow struct {
	Branch
	own []sim.Actor
}

// belongs says whether these are the branches of a run.
func (a *aside) belongs(text string, r *replay.Replay) bool {
	return a.text == text && slices.Equal(a.way, wayOf(r))
}

func wayOf(r *replay.Replay) []sim.Actor {
	if r == nil {
		return nil
	}
	return r.Choices
}

// count is how many branches there are.
func (a *aside) count() (n int) {
	for i := range a.trees {
		n += len(a.trees[i].rows)
	}
	return n
}

// putAside keeps the branches of the run that goes.
func (m *Model) putAside() *aside {
	if !m.Loaded() {
		return nil
	}
	a := aside{way: wayOf(m.replay), title: m.Title, trees: m.manual.left}
	for _, t := range m.manual.trees {
		if len(t.rows) > 1 {
			a.trees = append(a.trees, m.leave(t))
		}
	}
	if a.count() == 0 {
		return nil
	}
	a.text = m.Scenario.String()
	m.shelf = append(m.shelf, a)
	return &a
}

// giveUp takes from the shelf what there is no more room for: the branches of the
// text that was left longest ago.
func (m *Model) giveUp() *aside {
	if len(m.shelf) <= mostAside {
		return nil
	}
	oldest := m.shelf[0]
	m.shelf = slices.Delete(m.shelf, 0, 1)
	return &oldest
}

// leave is a tree without its recordings.
func (m *Model) leave(t *tree) leftTree {
	l := leftTree{of: t.of, side: t.side, trunk: t.trunk, made: t.made, left: t.left, leftStep: t.leftStep}
	if t.at != 0 {
		l.left, l.leftStep = t.at, t.rows[t.at].End()
		if t.side == m.Shown {
			l.leftStep = m.Step
		}
	}
	for _, b := range t.rows[1:] {
		row := leftRow{Branch: b, own: b.sched.own}
		row.sched = nil // it leads to a recording
		l.rows = append(l.rows, row)
	}
	return l
}

// takeUp takes the branches of the run that has come from the shelf. The trees
// are made when their run is on its side.
func (m *Model) takeUp() *aside {
	if len(m.shelf) == 0 {
		return nil
	}
	text := m.Scenario.String()
	for i := range m.shelf {
		if a := m.shelf[i]; a.belongs(text, m.replay) {
			m.shelf = slices.Delete(m.shelf, i, i+1)
			m.manual.left = slices.Clone(a.trees)
			return &a
		}
	}
	return nil
}

// revive makes a tree what it was, should it have been put aside.
func (m *Model) revive(t *tree) {
	for i := range m.manual.left {
		l := &m.manual.left[i]
		if l.of != t.of || l.side != t.side {
			continue
		}
		t.trunk, t.made, t.left, t.leftStep = l.trunk, l.made, l.left, l.leftStep
		t.rows = []Branch{{Parent: -1}}
		for _, row := range l.rows {
			below := m.Sides[t.side].Past.Run.Sched
			if row.Parent != 0 {
				below = t.rows[row.Parent].sched
			}
			row.sched = &schedule{below: below, from: row.From, own: row.own}
			t.rows = append(t.rows, row.Branch)
		}
		m.manual.left = slices.Delete(m.manual.left, i, i+1)
		return
	}
}

// tellAside says what became of branches, where another text has come.
func (m *Model) tellAside(put, gone, back *aside) {
	if put != nil && back != nil && put.text == back.text && slices.Equal(put.way, back.way) {
		return // it is the same run
	}
	text := ""
	if put != nil {
		text = oneOrMore(put.count(), "1 branch is put aside: it is back when its text runs again.",
			" branches are put aside: they are back when their text runs again.")
	}
	if gone != nil {
		text += " Branches are kept for " + strconv.Itoa(mostAside) + " texts: " + strconv.Itoa(gone.count()) + " of " + gone.title + " had to go."
	}
	if back != nil {
		if text != "" {
			text += " "
		}
		text += oneOrMore(back.count(), "1 branch of this text is back: M shows it.", " branches of this text are back: M shows them.")
	}
	if text != "" {
		m.tell(text, gone != nil)
	}
}

// oneOrMore is a sentence about one thing, or about so many.
func oneOrMore(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return strconv.Itoa(n) + many
}
