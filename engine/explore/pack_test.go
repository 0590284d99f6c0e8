package explore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// A record makes the world again in any other, to the last counter, and the
// fingerprint that is worked out from that of another state is the one that is
// worked out from nothing.
func TestRecordsHoldAWorld(t *testing.T) {
	for i, s := range parsedSmall(t) {
		x, err := newSearch(s, Limits{Full: i%2 == 0})
		require.NoError(t, err)
		r, longest := sim.NewRand(uint64(i), 43), 0
		for range 400 {
			turns := x.child.turns(nil)
			if len(turns) == 0 || x.child.k.Fault.Any || len(x.child.k.Oopses) > 0 {
				x.child.copyFrom(x.first)
				x.rebase()
				continue
			}
			x.child.step(turns[r.Intn(int64(len(turns)))])
			x.settle(x.child, nil)
			require.Equal(t, x.child.situation(), x.situation(), "%s: step %d", s.Name, x.child.k.M.Step)
			x.pack.Pack(nil)
			x.child.parts(&x.pack, x.first)
			record := x.pack.Record()
			longest = max(longest, len(record))
			other := x.blank() // of another state, or the first
			x.pack.Unpack(record)
			other.parts(&x.pack, x.first)
			other.k.M.EventHash = x.child.k.M.EventHash // the only thing that is over and done with
			require.Equal(t, x.child.k.Hash(), other.k.Hash(), "%s: step %d", s.Name, x.child.k.M.Step)
			require.Equal(t, x.child.situation(), other.situation())
			require.Equal(t, x.child.k.Locks.Dep.On(), other.k.Locks.Dep.On())
			x.spare = append(x.spare, other)
			if r.Intn(3) == 0 {
				x.rebase()
				require.Equal(t, x.base.situation(), x.sums.Total)
			}
		}
		require.Less(t, longest, 500, s.Name)
	}
}
