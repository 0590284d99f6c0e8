package viz

import "time"

// budget is how many steps of a run are recorded in one tick: as many as leave
// a frame its time on this machine.
type budget struct{ steps int }

const (
	firstSteps = 2000
	leastSteps = 8
	mostSteps  = 40_000
	tooLong    = 6 * time.Millisecond
	veryShort  = 2 * time.Millisecond
)

// learn changes the budget after a tick that took so long. How fast a run is
// recorded never changes what is recorded.
func (b *budget) learn(took time.Duration) {
	switch {
	case took > tooLong:
		b.steps = max(b.steps/2, leastSteps)
	case took < veryShort:
		b.steps = min(b.steps+b.steps/4, mostSteps)
	}
}
