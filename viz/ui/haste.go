package ui

import "math"

// Haste. The speed of a run is chosen when it is opened, and of many runs the end is
// not known then: it is that of their beginning, and where interesting events follow
// each other to the end nothing is quiet enough to hurry through. Once the end is
// known, so is how long play would take; where that is far more than a story, all of
// it goes faster, and still slower near the interesting than between. So that what is
// in view does not fly past, the window widens as play goes on, unless a hand has
// chosen another one; and no faster than the window allows does play go.

// haste is by how much, and of what it was reckoned; the zero value is none.
type haste struct {
	shown, speed, stops int
	end                 int64
	by                  float64
	wide                int64 // the window's width, where haste has widened it
}

const (
	longestStory = 2 * storySeconds // play that takes longer than that is hurried
	hasteSeconds = 2                // but what is in view stays so for as long as that
	widenSeconds = 1                // so long it takes until the window is twice as wide
)

// hurry reckons the haste anew if the run that is shown or its speed has changed. Who
// has chosen a speed gets that speed everywhere.
func (m *Model) hurry() {
	if !m.exhausted() || m.Speed != m.homeSpeed {
		m.haste = haste{}
		return
	}
	is := haste{shown: m.Shown, speed: m.Speed, stops: len(m.Side().Tracks.Stops), end: m.End(), by: m.haste.by, wide: m.haste.wide}
	if m.haste == is && is.by > 0 {
		return // nothing is new: it is asked for each frame
	}
	is.by = max(1, m.playSeconds()/longestStory)
	m.haste = is
}

// hasteNow is by how much play is hurried in the window that there is.
func (m *Model) hasteNow() float64 {
	if m.haste.by <= 1 {
		return 1
	}
	width := m.defaultWindow().To
	if m.Window.To-m.Window.From == m.haste.wide {
		width = m.haste.wide
	}
	return min(m.haste.by, max(1, float64(width)/m.cyclesFor(hasteSeconds)))
}

// cyclesFor is what so many seconds of play come to without haste.
func (m *Model) cyclesFor(seconds float64) float64 { return float64(m.SpeedNs()*m.GHz()) * seconds }

// widen goes on widening the window of hurried play, around the instant shown.
func (m *Model) widen(seconds float64) {
	width := m.Window.To - m.Window.From
	if width != m.defaultWindow().To && width != m.haste.wide || m.hasteNow() >= m.haste.by {
		return
	}
	want := min(float64(width)*math.Exp2(seconds/widenSeconds), m.haste.by*m.cyclesFor(hasteSeconds))
	m.zoom(m.Now, math.Ceil(want)/float64(width))
	m.haste.wide = m.Window.To - m.Window.From
}

// playSeconds is how long play of the whole run takes without haste.
func (m *Model) playSeconds() (sum float64) {
	second, last := m.cyclesFor(1), int64(0)
	stops := m.Side().Tracks.Stops
	for i := range stops {
		sum += gapSeconds(float64(stops[i].At-last) / second)
		last = stops[i].At
	}
	return sum + gapSeconds(float64(m.End()-last)/second)
}

// gapSeconds is how long play takes from one interesting event to the next, which is
// so many seconds away at an even speed: away from the one as towards the other.
func gapSeconds(gap float64) float64 {
	half := gap / 2
	slow, even := min(half, slowReach), min(half, quietReach)
	seconds := slowReach / (1 - slowest) * math.Log(1+(1-slowest)/slowest*slow/slowReach)
	seconds += even - slow
	return 2 * (seconds + math.Log(1+quietGain*(half-even))/quietGain)
}
