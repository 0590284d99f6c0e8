package explore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine/path"
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
				x.forth()
				continue
			}
			x.child.step(turns[r.Intn(int64(len(turns)))])
			x.settle(x.child, nil)
			require.Equal(t, x.child.situation(), x.situation(), "%s: step %d", s.Name, x.child.k.M.Step)
			record := x.fromFirst.Pack(&x.records, nil, x.fromFirst.Places())
			longest = max(longest, len(record))
			other := x.blank() // of another state, or the first
			var made sim.Twins
			other.beside(&made, x.first)
			made.Compare()
			var differs sim.Places
			made.Unpack(&x.records, record, &differs)
			requireSame(t, x.child.k, other.k)
			require.Equal(t, x.child.situation(), other.situation())
			x.spare = append(x.spare, other)
			if r.Intn(3) == 0 {
				x.forth()
				require.Equal(t, x.base.situation(), x.situation())
			}
		}
		require.Less(t, longest, 500, s.Name)
	}
}

// forth makes base the state that child has come to.
func (x *search) forth() {
	x.situation()
	x.fromBase.Forth()
}

// requireSame compares kernels to the last counter. Where lines are is no part of
// a record, and neither is what every step begins anew.
func requireSame(t *testing.T, a, b *path.Kernel) {
	t.Helper()
	require.Equal(t, a.M.CPUs, b.M.CPUs)
	require.Equal(t, []any{a.M.Now, a.M.Step, a.M.Self}, []any{b.M.Now, b.M.Step, b.M.Self})
	for i := range a.M.Threads {
		require.Equal(t, used(a.M.Threads[i]), used(b.M.Threads[i]), "thread %d", i)
	}
	for _, of := range [][2]sim.Hasher{{a.Heap, b.Heap}, {a.Locks, b.Locks}, {a.WQ, b.WQ}, {a.RCU, b.RCU}, {a.Swap, b.Swap}} {
		g, h := sim.NewHash(), sim.NewHash()
		of[0].Hash(&g)
		of[1].Hash(&h)
		require.Equal(t, g.Sum(), h.Sum())
	}
	require.Equal(t, a.Tasks, b.Tasks)
	require.Equal(t, a.Locks.Dep, b.Locks.Dep)
}

// used is a thread without what lies beyond its stack, and without arguments of a
// call that has been made.
func used(x sim.Thread) sim.Thread {
	x.ClearArg()
	clear(x.Stack[x.Depth:])
	clear(x.Batch[x.NBatch:])
	return x
}
