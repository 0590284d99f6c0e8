package track

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/sim"
)

// stops takes in events of these kinds on these CPUs and says at which n stops.
func stopsOf(all ...Stop) (at []int) {
	t := &Tracks{inWave: []int32{-1, -1, -1, -1, -1, -1}}
	for _, s := range all {
		t.stop(s)
	}
	for i := range t.Stops {
		if !t.PassedOver(i) {
			at = append(at, i)
		}
	}
	return at
}

func miss(cpu int16) Stop { return Stop{Kind: sim.BarnMiss, CPU: cpu} }

func TestAWaveOverManyCPUsIsOneStop(t *testing.T) {
	assert.Equal(t, []int{0}, stopsOf(miss(0), miss(1), miss(2), miss(3), miss(4)))
	assert.Equal(t, []int{0, 5}, stopsOf(miss(0), miss(1), miss(2), miss(3), miss(4), miss(0), miss(1), miss(2), miss(3)), "the next wave")
	assert.Equal(t, []int{0}, stopsOf(miss(0), miss(0), miss(1), miss(1), miss(2), miss(3), miss(3)), "each CPU twice in its turn")
}

func TestWhatIsNoWaveIsAStopEach(t *testing.T) {
	assert.Equal(t, []int{0, 1, 2}, stopsOf(miss(0), miss(1), miss(2)), "few CPUs")
	assert.Equal(t, []int{0, 1, 2, 3, 4}, stopsOf(miss(0), miss(0), miss(0), miss(0), miss(0)), "one CPU again and again")
	ipi := Stop{Kind: sim.IPISend, CPU: 1}
	assert.Equal(t, []int{0, 1, 2, 3, 4}, stopsOf(miss(0), miss(1), ipi, miss(2), miss(3)), "something else in between")
}
