package replay

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/sim"
)

// Where steps come in any order a CPU can be taken from a fair thread: a string
// says so, and is read.
func TestAPreemptionCanBeWritten(t *testing.T) {
	s, err := engine.Parse("tiny", []byte("machine cpus=2 steps=any\ncache c size=64\ntask a cpu=1 { alloc c }\ntask b cpu=1 { alloc c }"))
	require.NoError(t, err)
	run, taken := sim.ActorOf(sim.ActRun, 1, 2), sim.ActorOf(sim.ActPreempt, 1, 2)
	choices := []sim.Actor{run, taken, run, run}
	word, err := Format(&Replay{Scenario: s, Choices: choices})
	require.NoError(t, err)
	r, err := Parse(word)
	require.NoError(t, err, word)
	assert.Equal(t, choices, r.Choices)
	_, err = r.Run()
	assert.NoError(t, err)
}
