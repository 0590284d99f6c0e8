package ui

// speeds is simulated ns for each second of the reader's, slow to fast.
var speeds = [...]int64{
	1, 2, 5, 10, 20, 50, 100, 200, 500,
	1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
	1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 100_000_000,
}

// SpeedNs is the speed in simulated ns a second.
func (m *Model) SpeedNs() int64 { return speeds[m.Speed] }

// SpeedShare is the speed as a place on its slider, 0 to 1.
func (m *Model) SpeedShare() float32 { return float32(m.Speed) / float32(len(speeds)-1) }

// nearestSpeed is the notch that is closest to a speed from below.
func nearestSpeed(ns int64) int {
	at := 0
	for i, v := range speeds {
		if v <= ns {
			at = i
		}
	}
	return at
}

func (m *Model) play() {
	if !m.Seeking() && m.Side().Past.Ended() && m.Now >= m.End() {
		m.showStep(0)
	}
	m.lookFromAfar()
	m.Playing, m.carry, m.pair = true, 0, pair{}
}

// tick lets time pass: jumps go on, runs are recorded, play moves the instant. A
// tick without time only goes on with what is under way; it changes the revision
// if it did anything, so that who has time left knows whether another is worth it.
func (m *Model) tick(t Tick) {
	if m.Notice.pass(t.Seconds) || m.presenter.fade(t.Seconds) || m.quiz.advance(t.Steps/4) {
		m.revision++
	}
	if !m.Loaded() {
		return
	}
	if m.Hunting() {
		m.huntOn(t.Steps / huntShare / 2)
		m.revision++
	}
	if m.measureCosts(t.Steps / 2) {
		m.revision++
	}
	if m.Seeking() {
		m.chase(t.Steps)
		m.revision++
		return
	}
	plays := m.Playing && t.Seconds > 0
	if m.record(t.Steps/2) > 0 || plays {
		m.revision++
	}
	m.recount()
	if plays {
		m.advance(min(t.Seconds, 0.25))
	}
	m.growLife(t.Steps / 2)
}

// advance moves the instant on by what a frame of play is worth.
func (m *Model) advance(seconds float64) {
	m.hurry()
	m.widen(seconds)
	m.carry += float64(m.SpeedNs()*m.GHz()) * seconds * m.Pace()
	whole := int64(m.carry)
	m.carry -= float64(whole)
	p := m.Side().Past
	to := min(m.Now+whole, p.Recorded())
	m.showTime(to)
	if m.exhausted() && to >= p.Recorded() {
		m.Playing = false
	}
}

// Slowing down at what is interesting.
const (
	slowest   = 0.12 // share of the speed right at an event
	slowReach = 0.4  // seconds of play before and after it
	slowLook  = 4000 // events; where there are more, time goes too fast to look
)

// Pace is the share of the speed at which play goes on here: less than 1 near
// an interesting event, more where there is none far and wide, and all of it more
// where play would take very long.
func (m *Model) Pace() float64 { return m.nearPace() * m.hasteNow() }

func (m *Model) nearPace() float64 {
	reach := int64(float64(m.SpeedNs()*m.GHz()) * slowReach)
	p := m.Side().Past
	from, to := p.First(m.Now-reach), p.First(m.Now+reach)
	if to-from > slowLook || reach == 0 {
		return m.quiet()
	}
	stops, near := m.Side().Tracks.Stops, reach
	for i := m.Side().Tracks.FirstStop(m.Now - reach); i < len(stops) && stops[i].At < m.Now+reach; i++ {
		near = min(near, max(stops[i].At-m.Now, m.Now-stops[i].At))
	}
	if near == reach {
		return m.quiet()
	}
	return slowest + (1-slowest)*float64(near)/float64(reach)
}
