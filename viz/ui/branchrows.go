package ui

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"barnyard/engine"
	"barnyard/engine/replay"
	"barnyard/engine/sim"
	"barnyard/viz/gesture"
)

// What is done with branches: one is shown, named, taken away, told as a replay
// string.

// showRow shows a row at the same step, or at its end where it is shorter.
func (m *Model) showRow(row int) {
	t := m.tree()
	if row < 0 || row >= len(t.rows) {
		return
	}
	m.handsOn()
	step := m.Step
	if row != 0 {
		step = min(step, t.rows[row].End())
	}
	m.toBranch(row, step)
}

// branchBy goes along the rows, round and round.
func (m *Model) branchBy(n int) {
	t := m.tree()
	if len(t.rows) == 0 {
		m.tell("There are no branches yet: one begins where you choose otherwise.", false)
		return
	}
	rows := len(t.rows)
	m.showRow(((t.at+n)%rows + rows) % rows)
}

// drop takes a row away, unless another one parts from it.
func (m *Model) drop(row int) {
	t := m.tree()
	if row <= 0 || row >= len(t.rows) {
		m.tell("The run as it goes by itself is no branch: it stays.", false)
		return
	}
	for i := 1; i < len(t.rows); i++ {
		if t.rows[i].Parent == row {
			m.tell(t.rows[i].Name+" parts from "+t.rows[row].Name+": take that away first.", false)
			return
		}
	}
	b := t.rows[row]
	if t.at == row {
		m.toBranch(b.Parent, min(m.Step, b.From))
		if t.at == row { // its parent is on its way
			m.tell("Its run is being made up to here; take the branch away after that.", false)
			return
		}
	}
	t.rows = slices.Delete(t.rows, row, row+1)
	for i := range t.rows {
		if t.rows[i].Parent > row {
			t.rows[i].Parent--
		}
	}
	if t.at > row {
		t.at--
	}
	t.left, t.next = 0, nil
}

// backTurn goes back to where the one who acted last began to. Who acted in a run
// by time is not noted: there it is to where the function was entered.
func (m *Model) backTurn() {
	t := m.tree()
	all := t.choices(t.at)
	if r, ok := m.Side().Past.Run.Sched.(*sim.Replay); ok {
		all = r.Choices
	}
	to := int(m.Step)
	if to > len(all) {
		m.funcBy(-1)
		return
	}
	for to > 0 && all[to-1] == all[m.Step-1] {
		to--
	}
	m.showStep(uint32(to))
}

// nameField is the small field in which a branch's name is written.
type nameField struct {
	row  int
	text []rune
	old  bool // it is the name as it was: what is typed takes its place
}

// maxName bounds the name of a branch, in characters.
const maxName = 24

// Naming is what has been written of a branch's name; false when none is being
// written.
func (m *Model) Naming() (row int, text string, open bool) {
	if f := m.manual.naming; f != nil {
		return f.row, string(f.text), true
	}
	return 0, "", false
}

// openName opens the field for the name of the branch that is shown.
func (m *Model) openName() {
	t := m.tree()
	if t.at == 0 {
		m.tell("The run as it goes by itself has a name. A branch begins where you choose otherwise.", false)
		return
	}
	m.manual.naming = &nameField{row: t.at, text: []rune(t.rows[t.at].Name), old: true}
}

// typed answers to a key while the field is open.
func (m *Model) typed(e gesture.Event) {
	f := m.manual.naming
	switch {
	case e.Kind == gesture.Char && unicode.IsPrint(e.Rune) && e.Rune != ' ':
		f.write(e.Rune)
	case e.Name == "Space":
		f.write(' ')
	case e.Name == "Backspace" && len(f.text) > 0:
		f.text, f.old = f.text[:len(f.text)-1], false
	case e.Name == "Delete":
		f.text = f.text[:0]
	case e.Name == "Enter":
		m.manual.naming = nil
		Update(m, NameBranch{f.row, string(f.text)})
	case e.Name == "Escape":
		m.manual.naming = nil
	}
}

func (f *nameField) write(r rune) {
	if f.old {
		f.text, f.old = f.text[:0], false
	}
	if len(f.text) < maxName {
		f.text = append(f.text, r)
	}
}

// nameBranch gives a branch a name. Without letters it keeps the one it has.
func (m *Model) nameBranch(row int, name string) {
	t := m.tree()
	name = strings.Join(strings.Fields(name), " ")
	if r := []rune(name); len(r) > maxName {
		name = string(r[:maxName])
	}
	if row > 0 && row < len(t.rows) && name != "" {
		t.rows[row].Name = name
	}
}

// toldString keeps the replay string of what it was made for.
type toldString struct {
	side int
	run  Variant
	of   *schedule
	end  uint32
	text string
	bad  bool
}

// Word is the replay string of the run shown: of a branch with everybody who was
// chosen on its way. ok is false where it says why there is none.
func (m *Model) Word() (text string, ok bool) {
	t := m.tree()
	if t.at == 0 && m.follows(m.Shown) {
		return m.Replay, true
	}
	var of *schedule
	if t.at != 0 {
		of = t.rows[t.at].sched
	}
	c, now := &m.manual.told, toldString{side: m.Shown, run: m.Side().Variant, of: of}
	if of != nil {
		now.end = of.end()
	}
	if c.text == "" || c.of != of || c.end != now.end || c.side != now.side || c.run != now.run {
		*c = now
		word, err := m.wordOf(t)
		if c.text = word; err != nil {
			c.text, c.bad = err.Error(), true
		}
	}
	return c.text, !c.bad
}

func (m *Model) wordOf(t *tree) (string, error) {
	r := &replay.Replay{Scenario: m.Side().Past.Run.Scenario, Choices: t.choices(t.at)}
	if len(r.Choices) > 0 {
		r.Engine = engine.Version
	}
	return replay.Format(r)
}

// handString is what State tells of it.
func (m *Model) handString() string {
	if !m.manual.on {
		return ""
	}
	text, ok := m.Word()
	if !ok {
		return ""
	}
	return text
}

// handWords is the choices and branches as sentences.
func (m *Model) handWords() string {
	if !m.manual.on {
		return ""
	}
	text := " By hand, " + m.RowName(m.tree().at) + ", step " + strconv.Itoa(int(m.Step)) + "."
	offers, _ := m.Offers()
	for i := range offers[:min(len(offers), mostTold)] {
		text += " " + strconv.Itoa(i+1) + ": " + offers[i].Text() + "."
	}
	if len(offers) == 0 {
		text += " " + m.whyFinished()
	}
	return text
}
