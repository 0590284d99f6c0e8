package ui

// What a run begins with: how fast it plays, and how much time is in view. Both
// come from what is recorded of it when it is opened, which is always the same
// part; so they are the same wherever it is opened.

// storySeconds is how long a story plays at an even speed; slowing down at
// what is interesting makes a minute of it.
const storySeconds = 45

// defaultSpeed lets the story play in about a minute. But many runs do
// something for some nanoseconds and are then quiet for milliseconds: of what
// they are about a minute for the whole would show nothing. There the speed is
// that of the beginning, and play hurries through the quiet, see quiet.
func (m *Model) defaultSpeed() int {
	all, busy := m.wholeSpeed(), m.busyNs()
	if busy == 0 || speeds[all]*windowSeconds < busy*tooWide {
		return all
	}
	return min(all, speedOf(busy*2/windowSeconds))
}

// tooWide is how many times as long as what happens in it a view may not be:
// that is then a few pixels.
const tooWide = 24

// wholeSpeed is the speed at which the whole run takes storySeconds.
func (m *Model) wholeSpeed() int { return speedOf(m.End() / m.GHz() / storySeconds) }

// speedOf is the slowest notch that is as fast as that.
func speedOf(ns int64) int {
	for i, v := range speeds {
		if v >= ns {
			return i
		}
	}
	return len(speeds) - 1
}

// busyNs is how long it takes, in ns, until most of the steps that are recorded
// first are taken and a third of the interesting events have happened; 0 if none
// has yet, so that nothing is known of how close they follow each other.
func (m *Model) busyNs() int64 {
	p, stops := m.Side().Past, m.Side().Tracks.Stops
	if len(stops) == 0 {
		return 0
	}
	at := max(p.AtStep(p.Steps()*3/4).M.Now, stops[len(stops)/3].At)
	return at / m.GHz()
}

// Hurrying through the quiet: how many seconds of play an interesting event is
// away when it begins, and how much faster play is for each second more. So it
// slows down again long before the next event, and no frame passes one by.
const (
	quietReach = 2.0
	quietGain  = 2.0
)

// quiet is how many times faster play goes on at an instant that has no
// interesting event near it, 1 or more: as much as brings the whole run into
// storySeconds. Who has chosen a speed gets that speed everywhere.
func (m *Model) quiet() float64 {
	most := float64(m.End()/m.GHz()) / float64(m.SpeedNs()) / storySeconds
	if most <= 1 || m.Speed != m.homeSpeed {
		return 1
	}
	second := float64(m.SpeedNs() * m.GHz())
	return min(max(1, 1+quietGain*(float64(m.stopDistance())/second-quietReach)), most)
}

// stopDistance is how far the nearest interesting event is, in cycles. What is
// not recorded yet may hold one anywhere; behind the last of a run is none.
func (m *Model) stopDistance() int64 {
	stops, p := m.Side().Tracks.Stops, m.Side().Past
	i := m.Side().Tracks.FirstStop(m.Now)
	near := m.Now
	if i > 0 {
		near = m.Now - stops[i-1].At
	}
	switch {
	case i < len(stops):
		near = min(near, stops[i].At-m.Now)
	case !m.exhausted():
		near = min(near, p.Recorded()-m.Now)
	}
	return near
}
