package explore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
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
	for _, mutant := range []string{"", "call-rcu-after-unlock"} {
		s, err := engine.Parse(b.Name, []byte(b.Text))
		require.NoError(t, err)
		if mutant != "" {
			require.NoError(t, s.Set("mutant", mutant))
		}
		all = append(all, s)
	}
	steps, states := 0, 0
	for i, s := range all {
		x, err := newSearch(s, Limits{States: 6000, Full: i%2 == 0})
		require.NoError(t, err)
		x.watched = func(stepped bool) {
			if stepped {
				steps++
				require.Equal(t, x.child.situation(), x.fromBase.Sum(x.child.k.M.Now), "%s: state %d", s.Name, x.table.len())
				return
			}
			states++
			if states%8 == 1 {
				requireSame(t, x.base.k, x.child.k)
			}
			require.Equal(t, x.base.situation(), x.child.situation())
			id := x.chain.states[x.pos]
			require.Equal(t, x.table.prints.at(id&^notOurs), x.child.situation(), "%s: state %d", s.Name, id)
			if states%8 == 0 {
				requireWay(t, x)
			}
		}
		for over := x.begin(); !over; {
			over = x.goOnFor(1 << 62)
		}
		t.Logf("%s: %d steps so far", s.Name, steps)
	}
	t.Logf("%d steps, and back to a state %d times", steps, states)
	require.Greater(t, steps, 10_000)
}

// requireWay compares the state that is left with what comes out of the chain's
// record, whole, and its steps, to the last counter but those of cache lines, which
// no record has.
func requireWay(t *testing.T, x *search) {
	t.Helper()
	w, base := x.blank(), x.first.clone()
	base.copyFrom(x.base)
	var twins sim.Twins
	w.beside(&twins, x.first)
	twins.Compare()
	twins.Unpack(&x.records, x.chain.record, &sim.Places{})
	for range x.pos {
		w.step(x.chain.by)
		x.settle(w, nil)
	}
	for _, of := range []*world{w, base} {
		for i := range of.k.M.CPUs {
			of.k.M.CPUs[i].LinesIn = 0
		}
	}
	requireSame(t, w.k, base.k)
	require.Equal(t, w.situation(), base.situation())
	remembered := func(o *world) *check.Probe { // and nothing that a step has left
		p := &check.Probe{}
		p.CopyFrom(o.probe)
		return p
	}
	require.Equal(t, remembered(w), remembered(base))
	x.spare = append(x.spare, w)
}
