package ui

// LinkLacks is a sentence about what is shown and the link cannot hold, or
// nothing. A branch by hand is the replay string of its own run: beside it a link
// opens the same machine in the other mode, whatever stands there now.
func (m *Model) LinkLacks() string {
	pair := [2]Variant{m.Sides[0].Variant, m.Sides[1].Variant}
	if !m.Loaded() || m.tree().at == 0 || m.home == pair {
		return ""
	}
	return "It holds the branch made by hand; the run beside it, " + pair[1-m.Shown].Label() + ", is not in it."
}
