package ui

// The table of all keys: those that do something now, and those of a run by
// hand, of which some mean something else there. Where a window is too small for
// all of them the table has pages; the view knows how many, so a page is counted
// here without an end and comes round again.

// HelpBy turns the pages of the table of keys.
type HelpBy struct{ N int }

func (HelpBy) msg() {}

// KeyGroup is a part of the table with what it is about; empty: no more than the
// keys.
type KeyGroup struct {
	Title string
	Keys  []Key
}

// KeyGroups is every key that does something in this window.
func (m *Model) KeyGroups() []KeyGroup {
	all, hand := m.Keys(), ByHandKeys()
	if m.manual.on {
		return []KeyGroup{{"While you choose who acts next", hand}, {"As always", all[len(hand):]}}
	}
	return []KeyGroup{{"", all}, {"While you choose who acts next (M)", hand}}
}

// turnsHelp is what a key means while the table of keys is open.
func (m *Model) turnsHelp(name string) (by int) {
	if !m.Help {
		return 0
	}
	switch name {
	case "Down", "Right", "PageDown":
		return 1
	case "Up", "Left", "PageUp":
		return -1
	}
	return 0
}
