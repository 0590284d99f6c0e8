package ui

import (
	"barnyard/viz/gesture"
	"barnyard/viz/ledger"
	"barnyard/viz/scene"
	"barnyard/viz/track"
)

// The ledgers that are asked for: of the chosen sample, and of the one that a
// hand is on. Each is reckoned bit by bit in ticks, as runs are recorded.

// account is one ledger, and what it is of.
type account struct {
	of     scene.ID
	tracks *track.Tracks
	series int
	now    int64 // of a gap that is open: up to here
	work   *ledger.Reckoning
}

// Ledger is the ledger of a sample, or of the gap that is open; nil until it
// is complete, or if nobody has asked for it.
func (m *Model) Ledger(id scene.ID) *ledger.Ledger {
	for i := range m.accounts {
		a := &m.accounts[i]
		if a.of == id.Whole() && a.work != nil && a.work.Complete() && m.stillOf(a) {
			return &a.work.Ledger
		}
	}
	return nil
}

// stillOf says whether an account is of what its name means now.
func (m *Model) stillOf(a *account) bool {
	run, ok := m.runOf(a.of)
	return ok && a.tracks == m.Run(run).Tracks && a.series == m.SeriesShown() && (a.of.Kind != scene.LatencyOpen || a.now == m.Now)
}

// runOf is the run that a sample belongs to.
func (m *Model) runOf(id scene.ID) (int, bool) {
	switch id.Kind {
	case scene.LatencyBar, scene.LatencyClass:
		return int(id.N[0]), int(id.N[0]) < m.Runs()
	case scene.LatencyOpen:
		return m.Shown, true
	}
	return 0, false
}

// reckon begins the ledgers that are asked for and goes on with them; it
// reports whether one has become complete.
func (m *Model) reckon(steps int, wanted ...scene.ID) (news bool) {
	if !m.Loaded() {
		return false
	}
	for i, id := range wanted {
		a := &m.accounts[i]
		if id = id.Whole(); id != a.of || a.work != nil && !m.stillOf(a) {
			*a = account{}
			m.open(a, id)
		}
		if a.work != nil && !a.work.Complete() {
			a.work.Advance(steps)
			news = news || a.work.Complete()
		}
	}
	return news
}

// open begins a ledger. While time plays the open gap has none: it would be
// another in each frame.
func (m *Model) open(a *account, id scene.ID) {
	run, ok := m.runOf(id)
	if !ok || id.Kind == scene.LatencyOpen && m.Playing {
		return
	}
	side := m.Run(run)
	*a = account{of: id, tracks: side.Tracks, series: m.SeriesShown(), now: m.Now}
	switch id.Kind {
	case scene.LatencyOpen:
		a.work = ledger.SoFar(side.Past, side.Tracks, a.series, m.Step, m.Now)
	case scene.LatencyBar:
		a.work = ledger.Sample(side.Past, side.Tracks, a.series, int(id.N[1]))
	case scene.LatencyClass: // the longest of them
		width, _ := m.ClassWidth()
		s, n := m.Samples(run)
		if s == nil {
			return
		}
		if at, ok := s.Worst(n, int64(id.N[1]), width, 0); ok {
			a.work = ledger.Sample(side.Past, side.Tracks, a.series, at)
		}
	}
}

// askLedgers lets the ledgers go on after a message. That of what a hand
// moves over waits for the next tick, when the hand may have gone on.
func (m *Model) askLedgers(msg Msg) {
	switch msg := msg.(type) {
	case Tick:
		m.keepClass()
		if m.reckon(max(msg.Steps/4, leastReckoned), m.Sel, m.Hover) {
			m.revision++
		}
	case Hand:
		if msg.Kind != gesture.Hover {
			m.reckon(firstBudget, m.Sel)
		}
	default:
		m.reckon(firstBudget, m.Sel)
	}
}

// leastReckoned is how many steps a tick gives each ledger at least. The states on
// the way are not shown, so a quarter of what a frame may record is for each.
const leastReckoned = 500
