package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/explore"
)

// After the safety phase a run comes to rest, or it is said why it cannot.
func TestRunsComeToRest(t *testing.T) {
	for _, c := range []struct {
		name, text string
		rest       bool
		starved    string
		broken     string
	}{
		{"tasks that end", "machine cpus=2\ncache c size=64\ntask a cpu=0 { alloc c n=9; free c n=9; shrink c }\ntask b cpu=1 { alloc c }\n", true, "", ""},
		{"an interrupt that comes again for ever", "machine cpus=1\ncache c size=64\ntask a cpu=0 { alloc c n=4 }\nirq i cpu=0 at=1us every=100ns { alloc c; free c }\n", true, "", ""},
		{"a poll loop is not waited for", "machine cpus=2\ncache c size=64\ntask poll cpu=1 { loop { work 1us } }\ntask a cpu=0 { alloc c }\nuntil 5us\n", false, "", ""},
		{
			"a FIFO loop keeps the kworker of a flush away for ever", "machine cpus=2 fairserver=off\ncache c size=64\n" +
				"task hog cpu=1 fifo=1 { alloc c; loop { work 20ms } }\ntask admin cpu=0 start=1ms { shrink c }\n",
			false, "admin waits in flush_work for kworker/1:0, which starves: it is a fair thread, and on CPU 1 hog (FIFO 1) has not slept", "",
		},
		{
			"the fair server lets it in", "machine cpus=2\ncache c size=64\n" +
				"task hog cpu=1 fifo=1 { alloc c; loop { work 20ms } }\ntask admin cpu=0 start=1ms { shrink c }\n",
			true, "", "",
		},
		{
			"a flush that waits for an item that was never queued", "machine cpus=1 qpw=1\ncache c size=64 capacity=4 slabobjs=4\n" +
				"task t cpu=0 { alloc c; shrink c }\nmutant flush-waits-for-direct-call\n",
			false, "", "L3",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := engine.Parse("rest", []byte(c.text))
			require.NoError(t, err)
			for seed := range uint64(6) {
				steps := 300
				if c.starved != "" {
					steps = 1 // else the shrink may come before there is anything to flush
				}
				o := explore.Given(s, seed, explore.Options{NoFaults: true, Steps: steps, Rest: 20000})
				require.NoError(t, o.Err)
				if c.broken != "" {
					require.NotEmpty(t, o.Violations, "seed %d", seed)
					assert.Equal(t, c.broken, o.Violations[0].Invariant, "%v", o.Violations)
					continue
				}
				assert.Empty(t, o.Violations, "seed %d", seed)
				assert.Equal(t, c.rest, o.Rest, "seed %d", seed)
				assert.Contains(t, o.Starved, c.starved, "seed %d", seed)
				if c.starved == "" {
					assert.Empty(t, o.Starved, "seed %d", seed)
				}
			}
		})
	}
}

// A program that is only long is not stuck, and is waited for as long as it goes on.
func TestALongProgramIsNotStuck(t *testing.T) {
	for text, rest := range map[string]bool{
		"machine cpus=1\ncache c size=64\ntask a cpu=0 { loop 2000 { alloc c; free c } }\n":                          true,
		"machine cpus=1\ncache c size=64\ntask a cpu=0 { loop 1000000 { alloc c; free c } }\n":                       false, // nor for ever
		"machine cpus=2\ncache c size=64\ntask a cpu=0 { alloc c n=3000 }\ntask b cpu=1 { loop 700 { shrink c } }\n": true,
	} {
		s, err := engine.Parse("long", []byte(text))
		require.NoError(t, err)
		o := explore.Given(s, 1, explore.Options{NoFaults: true, Rest: 20_000})
		require.NoError(t, o.Err)
		assert.Empty(t, o.Violations, text)
		assert.Equal(t, rest, o.Rest, text)
	}
}

// What is said of a scenario is said of somebody else's too, and the text that
// is told has the seed's faults in it.
func TestAGivenScenarioGetsFaults(t *testing.T) {
	s, err := engine.Parse("given", []byte("machine cpus=2\ncache c size=64\ntask a cpu=0 { alloc c n=9 }\ntask b cpu=1 { alloc c }\n"))
	require.NoError(t, err)
	before, other := s.String(), 0
	for seed := range uint64(12) {
		o := explore.Given(s, seed, explore.Options{})
		require.NoError(t, o.Err)
		assert.Empty(t, o.Violations)
		if o.Text != before {
			other++
		}
		again := explore.Given(s, seed, explore.Options{NoFaults: true})
		assert.Equal(t, before, again.Text)
	}
	assert.Greater(t, other, 4)
}
