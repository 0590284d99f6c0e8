package ui

import (
	"slices"
	"strconv"

	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// ByHandKeys is what keys do while the reader chooses who acts next. The other
// keys do what they do.
func ByHandKeys() []Key {
	return []Key{
		{[]string{"M"}, "M", "leave it to the run again", always(TakeOver{})},
		{[]string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, "1…9", "choose who takes the next micro-step", nil},
		{[]string{"."}, ".", "the same one again", again(false)},
		{[]string{">"}, ">", "the same one, to the end of its function", again(true)},
		{[]string{"u", ","}, "u ,", "take the last choice back", always(StepBy{-1})},
		{[]string{"<"}, "<", "take the whole turn back", always(BackTurn{})},
		{[]string{"U"}, "U", "make a choice again that was taken back", always(StepBy{1})},
		{[]string{"j"}, "j", "aim at the next choice", aim(1)},
		{[]string{"k"}, "k", "aim at the choice before", aim(-1)},
		{[]string{"Enter"}, "Enter", "choose what is aimed at", again(false)},
		{[]string{"b"}, "b", "the next branch, at the same step", always(BranchBy{1})},
		{[]string{"B"}, "B", "the branch before", always(BranchBy{-1})},
		{[]string{"r"}, "r", "name the branch", always(OpenName{})},
		{[]string{"Delete"}, "Del", "take the branch away", dropShown},
	}
}

// Keys is every key that does something now, in the order of the help.
func (m *Model) Keys() []Key {
	all := pictureKeys()
	if m.Files {
		all = append(all, keepKeys()...)
	}
	if m.Desktop {
		all = append(all, wordKeys()...)
	}
	if !m.manual.on {
		return all
	}
	keys := ByHandKeys()
	var taken []string
	for _, k := range keys {
		taken = append(taken, k.Names...)
	}
	for _, k := range all {
		if !slices.ContainsFunc(k.Names, func(name string) bool { return slices.Contains(taken, name) }) {
			keys = append(keys, k)
		}
	}
	return keys
}

// nth is what a digit means: an answer, or who acts next.
func (m *Model) nth(n int, mods gesture.Mods) Msg {
	if !m.manual.on || !m.Loaded() {
		return Choose{n}
	}
	offers, _ := m.Offers()
	if n >= len(offers) {
		return Tell{Text: "There are " + strconv.Itoa(len(offers)) + " choices here."}
	}
	return Take{offers[n].Actor, mods&gesture.Shift != 0}
}

// again lets the one who is aimed at act. A chosen line of the listing comes
// first where the listing is what is read.
func again(whole bool) func(*Model) Msg {
	return func(m *Model) Msg {
		if !whole && isLine(m.Sel) && m.Reading == ReadListing {
			return RunTo{m.Sel}
		}
		return Take{m.Aimed(), whole}
	}
}

// aim moves along the choices, or the lines of the listing where that is read.
func aim(n int) func(*Model) Msg {
	return func(m *Model) Msg {
		if m.Reading == ReadListing {
			return ChooseLine{n}
		}
		return Aim{n}
	}
}

func dropShown(m *Model) Msg { return DropBranch{m.tree().at} }

// Aimed is who acts next if the reader says no more: the one chosen last, else
// the first who can.
func (m *Model) Aimed() sim.Actor {
	offers, _ := m.Offers()
	if m.manual.aim == noActor && len(offers) > 0 {
		return offers[0].Actor
	}
	return m.manual.aim
}

// aimBy moves the aim along those who can act.
func (m *Model) aimBy(n int) {
	offers, _ := m.Offers()
	if len(offers) == 0 {
		return
	}
	at := slices.IndexFunc(offers, func(o Offer) bool { return o.Actor == m.Aimed() })
	if at < 0 && n > 0 {
		n--
	}
	at = min(max(max(at, 0)+n, 0), len(offers)-1)
	m.manual.aim = offers[at].Actor
}

// byHand answers to what a run by hand is told.
func (m *Model) byHand(msg Msg) {
	switch msg := msg.(type) {
	case TakeOver:
		m.takeOver()
	case Take:
		m.chooseActor(msg.Actor, msg.Whole)
	case Aim:
		m.aimBy(msg.By)
	case BackTurn:
		m.backTurn()
	case ToBranch:
		m.showRow(msg.Row)
	case BranchBy:
		m.branchBy(msg.N)
	case OpenName:
		m.openName()
	case NameBranch:
		m.nameBranch(msg.Row, msg.Name)
	case DropBranch:
		m.drop(msg.Row)
	case FindNearest:
		m.findNearest()
	}
}

// handButton is what a button of the pane of choices says.
func (m *Model) handButton(n int) Msg {
	switch n {
	case ButtonTakeBack:
		return StepBy{-1}
	case ButtonAgain:
		return StepBy{1}
	case ButtonName:
		return OpenName{}
	case ButtonDrop:
		return dropShown(m)
	case ButtonHunt:
		return FindNearest{}
	}
	return TakeOver{}
}

// tapChoice answers to a tap in the pane of choices: with shift the chosen one
// goes on to the end of its function.
func (m *Model) tapChoice(id scene.ID, mods gesture.Mods) {
	if !m.Loaded() {
		return
	}
	if id.Kind != scene.Choice {
		Update(m, ToBranch{int(id.N[0])})
		return
	}
	Update(m, Take{sim.ActorOf(sim.ActorKind(id.N[1]), id.N[0], m.Scenario.Machine.CPUs), mods&gesture.Shift != 0})
}

// noFurther says why the path that is shown goes no further.
func (m *Model) noFurther() string {
	if s := m.Side(); s.chosen != nil && !s.Past.Ended() {
		return "Nobody is chosen here yet: choose who acts next."
	}
	return "The run has ended."
}
