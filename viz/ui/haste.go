package ui

import "math"

// Haste. The speed of a run is chosen when it is opened, and of many runs the end is
// not known then: it is that of their beginning, and where interesting events follow
// each other to the end nothing is quiet enough to hurry through. Once the end is
// known, so is how long play would take; where that is far more than a story, all of
// it goes faster, and still slower near the interesting than between.

// haste is by how much, and of what it was reckoned; the zero value is none.
type haste struct {
	shown, speed, stops int
	end                 int64
	by                  float64
}

const (
	longestStory = 2 * storySeconds // play that takes longer than that is hurried
	hasteSeconds = 2                // but what is in view stays so for as long as that
)

// hurry reckons the haste anew if the run that is shown or its speed has changed. Who
// has chosen a speed gets that speed everywhere.
func (m *Model) hurry() {
	if !m.exhausted() || m.Speed != m.homeSpeed {
		m.haste = haste{}
		return
	}
	is := haste{shown: m.Shown, speed: m.Speed, stops: len(m.Side().Tracks.Stops), end: m.End(), by: m.haste.by}
	if m.haste == is && is.by > 0 {
		return // nothing is new: it is asked for each frame
	}
	inView := float64(m.defaultWindow().To) / float64(m.SpeedNs()*m.GHz())
	is.by = min(max(1, m.playSeconds()/longestStory), max(1, inView/hasteSeconds))
	m.haste = is
}

// playSeconds is how long play of the whole run takes without haste.
func (m *Model) playSeconds() (sum float64) {
	second, last := float64(m.SpeedNs()*m.GHz()), int64(0)
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
