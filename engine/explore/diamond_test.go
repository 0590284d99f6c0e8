package explore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/sim"
)

// Each step that the reduction takes at once is taken in both orders with every
// step of another CPU: the situations that come out are the same, and nothing is
// found. What takes the CPU away from a thread, as an interrupt or the end of the
// CPU does, cannot change places with its step: that is only put off then, until
// the thread goes on.
func TestStepsThatAreTakenAtOnceCommute(t *testing.T) {
	total := 0
	for seed, text := range []string{
		"machine cpus=2 qpw=1\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { alloc c n=3; free c n=3; kfree_rcu c n=all }\ntask b cpu=1 { shrink c; alloc c; free c }\nirq i cpu=1 at=1us { alloc c; free c }",
		"machine cpus=2 qpw=0\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { alloc c n=2; kfree_rcu c n=2; kvfree_rcu_barrier }\ntask b cpu=1 { alloc c n=2; shrink c; free c n=2 }\nnmi n cpu=0 at=1us { alloc c gfp=nolock; free c }",
		"machine cpus=2 rt=on qpw=1\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { alloc c n=2; free c n=2 }\ntask b cpu=0 fifo=3 start=1us { alloc c; free c }\ntask d cpu=1 { shrink c; destroy c }",
		"machine cpus=3 qpw=1\ncache c size=64 capacity=2 slabobjs=4\ntask a cpu=2 { alloc c n=4; free c n=4 }\ntask b cpu=0 { offline 2; online 2 }\ntask d cpu=1 { bulk_alloc c n=3; bulk_free c n=3 }",
	} {
		s, err := engine.Parse("diamond", []byte(text))
		require.NoError(t, err)
		x, err := newSearch(s, Limits{})
		require.NoError(t, err)
		total += diamonds(t, x, uint64(seed))
	}
	require.Greater(t, total, 2000)
	t.Logf("%d pairs of steps in both orders", total)
}

// diamonds walks at random and looks at every step that could be taken at once.
func diamonds(t *testing.T, x *search, seed uint64) int {
	r, n := sim.NewRand(seed, 41), 0
	for range 12 {
		w := x.first.clone()
		for range 400 {
			turns := w.turns(nil)
			if len(turns) == 0 || w.k.Fault.Any || len(w.k.Oopses) > 0 {
				break
			}
			if a, ok := x.nextAlone(w); ok {
				for _, b := range turns {
					if _, cpu := b.Split(len(w.k.M.CPUs)); cpu != cpuOf(w, a) {
						if other, ok := x.after2(w, b, a); ok {
							n++
							one, _ := x.after2(w, a, b)
							require.Equal(t, one, other, "step %d: %d and %d", w.k.M.Step, a, b)
						}
					}
				}
			}
			w.step(turns[r.Intn(int64(len(turns)))])
		}
	}
	return n
}

func cpuOf(w *world, a sim.Actor) int32 {
	_, cpu := a.Split(len(w.k.M.CPUs))
	return cpu
}

// after2 is the situation after two steps, from a copy; false if the second is
// another one than it would have been.
func (x *search) after2(w *world, a, b sim.Actor) (uint64, bool) {
	c := x.blank()
	c.copyFrom(w)
	defer func() { x.spare = append(x.spare, c) }()
	if len(c.step(a)) > 0 {
		return 0, true
	}
	was, is := &w.k.M.CPUs[cpuOf(w, b)], &c.k.M.CPUs[cpuOf(w, b)]
	if !c.canAct(b) || is.Current() != was.Current() || is.NeedResched != was.NeedResched {
		return 0, false
	}
	if len(c.step(b)) > 0 {
		return 0, true
	}
	return c.situation(), true
}
