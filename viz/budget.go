package viz

import (
	"math/bits"
	"time"

	"barnyard/viz/ui"
)

// What takes long, above all recording a run, is done a slice a time: a slice
// ends after some steps, and a frame has no more of them when its time for that
// is over. What is left of the frame is for the picture. Where frames are late
// several ticks come before one of them; they share its time, or they would make
// the next one later still.

// budget is how many steps make a slice: as many as this machine takes in about
// a millisecond.
type budget struct {
	steps int           // a power of two
	draws bool          // somebody looks: pictures are drawn
	spent time.Duration // since the last one was

	first, more messages // ticks: of a frame, and further ones of it
}

// messages are ticks as messages, which take memory: there is one for each number
// of steps.
type messages [sizes]message

const sizes = 16 // of slices: more than powers of two up to mostSteps

// message is a tick as a message; it is made anew when its time is another.
type message struct {
	tick ui.Tick
	msg  ui.Msg
}

func (all *messages) of(t ui.Tick) ui.Msg {
	x := &all[bits.Len(uint(t.Steps))%sizes]
	if x.msg == nil || x.tick != t {
		x.tick, x.msg = t, t
	}
	return x.msg
}

const (
	firstSteps = 512
	leastSteps = 8
	mostSteps  = 1 << 14
	tooLong    = 1500 * time.Microsecond
	veryShort  = 500 * time.Microsecond
)

// frameTime is how long a frame's slices take together; the last one may end a
// slice's time later.
const frameTime = 3 * time.Millisecond

// learn changes the budget after a slice that took so long. How fast a run is
// recorded never changes what is recorded.
func (b *budget) learn(took time.Duration) {
	switch {
	case took > tooLong:
		b.steps = max(b.steps/2, leastSteps)
	case took < veryShort:
		b.steps = min(b.steps*2, mostSteps)
	}
}

// drawn says that a picture is being drawn.
func (b *budget) drawn() { b.draws, b.spent = true, 0 }

// pass lets a frame's worth of time pass in the model: one tick with that time,
// and then ticks without any, as long as they find something to do and the frame
// has time for them.
func (b *budget) pass(m *ui.Model, seconds float64) {
	if !b.draws {
		b.spent = 0
	}
	steps := b.steps
	if b.spent >= frameTime {
		steps = leastSteps
	}
	next := &b.first
	for began := time.Now(); ; seconds, next = 0, &b.more {
		before := m.Revision()
		ui.Update(m, next.of(ui.Tick{Seconds: seconds, Steps: steps}))
		took := time.Since(began)
		began = began.Add(took)
		if steps == b.steps {
			b.learn(took)
		}
		b.spent += took
		steps = b.steps
		if b.spent >= frameTime || m.Revision() == before {
			return
		}
	}
}
