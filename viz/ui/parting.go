package ui

import "barnyard/viz/track"

// parting is where the two runs part, once both are recorded to their ends.
type parting struct {
	at         track.Parting
	looked, ok bool
}

// Parting is where the two runs part. It is not known before both are recorded
// to their ends; and two runs may be alike.
func (m *Model) Parting() (track.Parting, bool) { return m.parting.at, m.parting.ok }

// part looks for it when the time has come.
func (m *Model) part() {
	if m.parting.looked || !m.Sides[0].Past.Ended() || !m.Sides[1].Past.Ended() {
		return
	}
	p := parting{looked: true}
	p.at, p.ok = track.Part(m.Sides[0].Tracks, m.Sides[1].Tracks)
	m.parting = p
}
