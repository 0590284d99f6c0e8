package ui

import "barnyard/engine/qpw"

// Which runs stand on the sides and in the overlay. A recording is never made
// twice while it is at hand: one that leaves a side is kept for a while.

// keptRuns is how many recordings are kept that stand nowhere.
const keptRuns = 2

// setVariant puts a variant on a side. What is wrong with it is told, and the
// run that was there stays.
func (m *Model) setVariant(side int, v Variant) {
	_, own, err := v.of(m.Scenario)
	if err != nil {
		m.tell(v.oneLine(err), true)
		return
	}
	if own == m.Sides[1-side].Variant && own != m.Sides[side].Variant {
		m.tell(own.Label()+" is on the other side already.", false)
		return
	}
	pair := [2]Variant{m.Sides[0].Variant, m.Sides[1].Variant}
	pair[side] = own
	m.setSides(pair)
}

// setSides puts two variants on the sides, and goes to the same instant of the
// one that is shown then.
func (m *Model) setSides(pair [2]Variant) bool {
	before := m.Sides
	m.toBase(0) // what is made by hand is no recording of a variant
	m.toBase(1)
	pool := m.pool()
	var sides [2]Side
	for i, v := range pair {
		var err error
		if sides[i], err = m.run(pool, v); err != nil {
			m.tell(v.oneLine(err), true)
			return false
		}
	}
	if sides[0].Past == before[0].Past && sides[1].Past == before[1].Past {
		return true
	}
	m.Sides = sides
	m.layOver(pool)
	m.keep(pool)
	if m.Side().Past != before[m.Shown].Past {
		m.turn(m.Shown)
	}
	return true
}

// setMode shows the run of a mode that differs in nothing else, on its own
// side. The left side takes either of the two modes in which work is queued.
func (m *Model) setMode(mode qpw.Mode) {
	for i := range m.Sides {
		if m.Sides[i].Variant == ofMode(mode) {
			m.show(i)
			return
		}
	}
	side := sideOf(mode)
	pair := [2]Variant{m.Sides[0].Variant, m.Sides[1].Variant}
	pair[side] = ofMode(mode)
	if m.setSides(pair) {
		m.show(side)
	}
}

// setOverlay has variants recorded beside the two sides. One that cannot run is
// left out, and told of.
func (m *Model) setOverlay(list []Variant) {
	m.overlay = m.overlay[:0:0]
	for _, v := range list {
		if _, own, err := v.of(m.Scenario); err != nil {
			m.tell(v.oneLine(err), true)
		} else {
			m.overlay = append(m.overlay, own)
		}
	}
	pool := m.pool()
	if err := m.layOver(pool); err != nil {
		m.tell(err.Error(), true)
	}
	m.keep(pool)
}

// layOver makes the overlay: those of the wanted variants that stand on no
// side. The error is about the first that cannot run.
func (m *Model) layOver(pool []Side) (failed error) {
	m.Overlay = nil
	for _, v := range m.overlay {
		if v == m.Sides[0].Variant || v == m.Sides[1].Variant {
			continue
		}
		s, err := m.run(pool, v)
		switch {
		case err == nil:
			m.Overlay = append(m.Overlay, s)
		case failed == nil:
			failed = variantError(v.oneLine(err))
		}
	}
	return failed
}

// variantError is an error in the words that are shown.
type variantError string

// Error is those words.
func (e variantError) Error() string { return string(e) }

// Overlaid says whether more runs than those of the sides are wanted.
func (m *Model) Overlaid() bool { return len(m.overlay) > 0 }

// Runs is how many runs there are: the two sides and the overlay.
func (m *Model) Runs() int { return len(m.Sides) + len(m.Overlay) }

// Run is the nth of them: the left side, the right side, then the overlay.
func (m *Model) Run(n int) *Side {
	if n < len(m.Sides) {
		return &m.Sides[n]
	}
	return &m.Overlay[n-len(m.Sides)]
}

// pool is every recording that is at hand.
func (m *Model) pool() []Side {
	pool := append([]Side{}, m.Sides[:]...)
	pool = append(pool, m.Overlay...)
	return append(pool, m.kept...)
}

// run is the recording of a variant from the pool, or a new one.
func (m *Model) run(pool []Side, v Variant) (Side, error) {
	for i := range pool {
		if pool[i].Variant == v {
			return pool[i], nil
		}
	}
	return m.newSide(v)
}

// keep holds on to some of what the pool has and stands nowhere any more.
func (m *Model) keep(pool []Side) {
	m.kept = nil
	for i := range pool {
		if len(m.kept) < keptRuns && !m.stands(pool[i].Variant) {
			m.kept = append(m.kept, pool[i])
		}
	}
}

// stands says whether a variant is on a side or in the overlay.
func (m *Model) stands(v Variant) bool {
	for n := range m.Runs() {
		if m.Run(n).Variant == v {
			return true
		}
	}
	return false
}
