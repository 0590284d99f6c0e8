package scene

// Two runs in one picture show the same things twice. What belongs to the run
// that is beside the shown one has a part from otherPart on, so that a hand on
// it does not mean the thing of the shown run.

const otherPart = 1 << 12

// Other gives the items from one on to the other run.
func (s *Scene) Other(from int) {
	for i := from; i < len(s.Items); i++ {
		if it := &s.Items[i]; it.ID.Kind != Nothing {
			it.ID.Part |= otherPart
		}
	}
}

// IsOther says whether an item is of the run beside the shown one.
func (id ID) IsOther() bool { return id.Part&otherPart != 0 }

// Thing is the name of the whole thing that an item is a part of, in the run
// that the item belongs to.
func (id ID) Thing() ID {
	id.Part &= otherPart
	return id
}

// Own is the name that an item of the other run has in that run.
func (id ID) Own() ID {
	id.Part &^= otherPart
	return id
}
