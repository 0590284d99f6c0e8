package explore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// Chains come out of a front as they went in and in that order, also while the
// next turn takes the blocks that were read.
func TestFrontGivesChainsBack(t *testing.T) {
	r := sim.NewRand(1, 44)
	some := func() chain {
		c := chain{by: sim.Actor(r.Intn(9) - 1), record: make([]byte, 1+r.Intn(300))}
		for i := range c.record {
			c.record[i] = byte(r.Intn(256))
		}
		for range 1 + r.Intn(3) {
			c.moves = append(c.moves, r.Uint64())
		}
		for range 1 + r.Intn(5) {
			c.states = append(c.states, uint32(r.Intn(notOurs))|uint32(r.Intn(2))<<31)
		}
		return c
	}
	var level, next front
	var free [][]byte
	var put, wanted []chain
	for range 2000 {
		c := some()
		next.add(&c, &free)
		put = append(put, c)
	}
	most := len(next.blocks)
	require.Greater(t, most, 3)
	for range 3 {
		level, next, wanted, put = next, front{}, put, nil
		for _, want := range wanted {
			var got chain
			level.take(&got, &free)
			require.Equal(t, want, got)
			next.add(&got, &free)
			put = append(put, got)
			require.LessOrEqual(t, len(level.blocks)+len(next.blocks)+len(free), most+2)
		}
		require.Zero(t, level.n)
		require.Empty(t, level.blocks)
	}
	require.Equal(t, int64(most)*(blockSize+blockSize/16), next.bytes())
}
