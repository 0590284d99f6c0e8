package ui

import (
	"barnyard/engine/history"
	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// Where the runs of the two sides part: see viz/track/parting.go for what that
// means. They are compared while they are recorded, and it is known when both
// are at their ends.

// parting is the comparison that is under way.
type parting struct {
	pasts  [2]*history.History // what is compared
	parter *track.Parter
	at     track.Parting
	known  bool
	ok     bool
	told   [2]string // what each side does there
	byCPU  []int64   // when something first is different on each CPU
}

// Parting is where the two runs part; false while it is not known, and if they
// are alike.
func (m *Model) Parting() (track.Parting, bool) {
	return m.parting.at, m.parting.ok && m.parting.pasts == m.pasts()
}

func (m *Model) pasts() [2]*history.History {
	return [2]*history.History{m.Sides[0].Past, m.Sides[1].Past}
}

// Parted says whether it is known if and where the two runs part.
func (m *Model) Parted() bool { return m.parting.known && m.parting.pasts == m.pasts() }

// PartingText is what a side does where the runs part, as a sentence.
func (m *Model) PartingText(side int) string { return m.parting.told[side] }

// Differs is when something first is different on a CPU; track.Open: nothing is.
func (m *Model) Differs(cpu int) int64 {
	if cpu >= len(m.parting.byCPU) {
		return track.Open
	}
	return m.parting.byCPU[cpu]
}

// part goes on with the comparison by at most so many events.
func (m *Model) part(events int) {
	p := &m.parting
	if now := m.pasts(); p.pasts != now {
		*p = parting{pasts: now, known: now[0] == now[1]}
		if !p.known {
			p.parter = track.NewParter(now[0], now[1])
		}
	}
	if p.known {
		return
	}
	if p.parter.Advance(events); !p.parter.Done() {
		return
	}
	p.known, p.byCPU = true, p.parter.ByCPU()
	p.at, p.ok = p.parter.First()
	p.parter = nil
	m.revision++
	for i := range m.Sides {
		switch {
		case !p.ok:
		case p.at.Event[i] < 0:
			p.told[i] = "nothing more comes"
		default:
			p.told[i] = track.EventText(m.Sides[i].Past, p.at.Event[i])
		}
	}
}

// toParting goes to where the runs part, in the run that is shown.
func (m *Model) toParting() {
	at, ok := m.Parting()
	switch {
	case !ok && !m.Parted():
		m.tell("Where the runs part is known when both are recorded to their ends.", false)
	case !ok:
		m.tell(m.Label(0)+" and "+m.Label(1)+" do the same on every CPU to the end.", false)
	case at.Event[m.Shown] >= 0:
		m.showStep(m.Side().Past.Event(int(at.Event[m.Shown])).Step)
		m.centre()
	default:
		m.seek(goal{kind: goalTime, at: at.In(m.Shown)})
		m.centre()
	}
	if ok {
		m.tell(m.PartingSentence(), false)
	}
}

// PartingSentence says where the runs part and what each does there.
func (m *Model) PartingSentence() string {
	at, _ := m.Parting()
	text := "The runs part here:"
	for i := range m.Sides {
		text += " with " + m.Label(i) + ", "
		if at.At[i] != track.Open {
			text += "at " + sim.Micros(at.At[i], m.GHz()) + " µs, "
		}
		text += m.parting.told[i] + [2]string{";", "."}[i]
	}
	return text
}
