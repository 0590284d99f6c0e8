package sim

// LineID names a cache line that the model follows.
type LineID int32

// Line is one cache line: the CPU that wrote it last, and whether others have
// copies. Sharers are kept as a bit set beside it (Machine.sharers).
type Line struct {
	Owner int32 // CPU that holds it; -1: in memory only, nobody pays to fetch it
	Dirty bool  // owned alone and written
}

func (l *Line) hash(h *Hash) {
	h.I32(l.Owner, 0)
	h.Bool(l.Dirty)
}

// NewLines adds n lines that nobody has touched and returns the first.
func (m *Machine) NewLines(n int) LineID {
	first := LineID(len(m.Lines))
	for range n {
		m.Lines = append(m.Lines, Line{Owner: -1})
		for range m.words {
			m.sharers = append(m.sharers, 0)
		}
	}
	return first
}

// Touch lets the CPU that is stepping read or write a line and charges what
// the move costs: nothing when the CPU has it already, else a fetch from the
// owner's node. Nearly always it is this CPU's alone, and stays so.
func (m *Machine) Touch(id LineID, write bool) {
	if l := &m.Lines[id]; !l.Dirty || l.Owner != m.Self {
		m.touch(id, write)
	}
}

func (m *Machine) touch(id LineID, write bool) {
	l := &m.Lines[id]
	set := m.sharers[int32(id)*m.words : (int32(id)+1)*m.words]
	bit := uint64(1) << (uint32(m.Self) % 64)
	word := &set[m.Self/64]
	has := *word&bit != 0
	if !has && l.Owner >= 0 {
		m.fetch(id, l.Owner)
	} else if has && write && !l.Dirty && l.Owner != m.Self {
		m.fetch(id, l.Owner) // others have copies: they must drop them
	}
	if write {
		if len(set) > 1 {
			clear(set)
		}
		*word = bit
		l.Owner, l.Dirty = m.Self, true
		return
	}
	*word |= bit
	if !has {
		l.Dirty = false
		if l.Owner < 0 {
			l.Owner = m.Self
		}
	}
}

func (m *Machine) fetch(id LineID, from int32) { m.ChargeMove(from, int32(id)) }

// ChargeMove charges for a line that comes to the stepping CPU from another
// and tells of it. Lines that are not in Lines have negative names.
func (m *Machine) ChargeMove(from, name int32) {
	cost := m.Cost[CostLineNear]
	if m.CPUs[from].Node != m.CPUs[m.Self].Node {
		cost = m.Cost[CostLineFar]
	}
	m.Charge(cost)
	m.CPUs[m.Self].LinesIn++
	m.Emit(LineMove, name, from, cost)
}
