package explore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

// A search knows of two states only what differs. What it makes of that is, for
// every step of it, what comes out of whole states: the fingerprint, the state that
// is left once more, and the one that is left next.
func TestWhatDiffersIsAll(t *testing.T) {
	all := parsedSmall(t)
	for _, text := range []string{
		"machine cpus=3 rt=on\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 fifo=3 { alloc c n=2; kfree_rcu c n=all; work 1us }\ntask b cpu=1 { alloc c n=3; free c n=all }\ntask d cpu=0 { sleep 3us; shrink c }\nirq i cpu=0 at=7us every=20us { work 1us }",
		"machine cpus=2 nodes=2 qpw=1\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { alloc c n=3; kfree_rcu c n=2; free c n=all; kvfree_rcu_barrier c }\ntask b cpu=1 { alloc c n=2; shrink c; lru_add n=2; lru_add_drain_all; free c n=all }",
	} {
		s, err := engine.Parse("more", []byte(text))
		require.NoError(t, err)
		all = append(all, s)
	}
	b, ok := scenario.Lookup("flush-race")
	require.True(t, ok)
	s, err := engine.Parse(b.Name, []byte(b.Text))
	require.NoError(t, err)
	all = append(all, s)
	steps, states := 0, 0
	for i, s := range all {
		x, err := newSearch(s, Limits{States: 1500, Full: i%2 == 0})
		require.NoError(t, err)
		x.watched = func(stepped bool) {
			if stepped {
				steps++
				require.Equal(t, x.child.situation(), x.fromBase.Sum(x.child.k.M.Now), "%s: state %d", s.Name, x.table.len())
				return
			}
			states++
			x.fromBase.Compare()
			requireSame(t, x.base.k, x.child.k)
			require.Equal(t, x.base.situation(), x.child.situation())
			if id := x.chain.states[x.pos]; x.opened {
				require.Equal(t, x.table.prints.at(id&^notOurs), x.situation(), "%s: state %d", s.Name, id)
			}
			whole := x.first.clone()
			whole.copyFrom(x.base)
			requireSame(t, whole.k, x.child.k)
			require.Equal(t, whole.situation(), x.situation())
			x.fromBase.Back()
		}
		for over := x.begin(); !over; {
			over = x.goOnFor(1 << 62)
		}
	}
	t.Logf("%d steps, and back to a state %d times", steps, states)
	require.Greater(t, steps, 10_000)
}
