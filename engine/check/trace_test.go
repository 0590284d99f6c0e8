package check_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// fixed lets one actor act.
type fixed struct{ a sim.Actor }

func (f fixed) Next(*sim.Machine) sim.Actor { return f.a }

// Steps of two CPUs that lead to the same state in either order leave the same
// past, at thousands of places of random runs.
func TestEitherOrderLeavesTheSamePast(t *testing.T) {
	same := 0
	for seed := range 9 {
		g := generator{r: sim.NewRand(uint64(seed), 11)}
		text := g.scenario([]string{"n", "0", "1"}[seed%3], "off")
		r := start(t, text)
		rand := sim.NewRand(uint64(seed), 5)
		r.Sched = anyOrder{&rand}
		p := check.NewProbe(r.Kernel)
		for n := 0; n < 700 && r.Step(); n++ {
			require.Empty(t, p.Step(r.Kernel))
			a, b := running(r.Kernel)
			if a == b {
				continue
			}
			k1, p1 := both(r.Kernel, p, a, b)
			k2, p2 := both(r.Kernel, p, b, a)
			if k1 == nil || k2 == nil || shape(k1) != shape(k2) {
				continue // one has kept the other from acting, or who came first matters
			}
			require.Equal(t, past(p1), past(p2), "after step %d of\n%s", r.Kernel.M.Step, text)
			same++
		}
	}
	assert.Greater(t, same, 2000)
}

// running is the first and the last CPU that could execute an op.
func running(k *path.Kernel) (first, last sim.Actor) {
	first, last = -1, -1
	for a := range k.M.Actors() {
		if _, ok := k.M.CanAct(sim.Actor(a)); !ok {
			continue
		}
		if kind, _ := sim.Actor(a).Split(len(k.M.CPUs)); kind == sim.ActRun {
			if last = sim.Actor(a); first < 0 {
				first = last
			}
		}
	}
	return first, last
}

// both lets two actors act in copies, nil if the second cannot.
func both(k *path.Kernel, p *check.Probe, a, b sim.Actor) (*path.Kernel, *check.Probe) {
	k2, p2 := k.Clone(), &check.Probe{}
	p2.CopyFrom(p)
	for _, next := range []sim.Actor{a, b} {
		if _, ok := k2.M.CanAct(next); !ok || !k2.Step(fixed{next}) {
			return nil, nil
		}
		p2.Step(k2)
	}
	return k2, p2
}

// shape is the state without times and counts.
func shape(k *path.Kernel) uint64 {
	h := sim.NewHash()
	k.Heap.Hash(&h)
	k.RCU.Hash(&h)
	k.WQ.Hash(&h)
	for i := range k.M.Threads {
		th := &k.M.Threads[i]
		h.I32(th.Depth, int32(th.State))
		h.I32(th.Preempt, th.IRQOff)
		h.I32(th.Migrate, th.CPU)
		h.I32(th.On, th.Link)
		h.Bool(th.Granted)
		for _, f := range th.Stack[:th.Depth] {
			h.I32(int32(f.Fn), int32(f.PC))
			for _, v := range f.R {
				h.I32(v, 0)
			}
		}
	}
	for i := range k.Locks.L {
		l := &k.Locks.L[i]
		h.I32(int32(l.Holder), int32(l.Held))
		h.I32(int32(l.Head), int32(l.Tail))
	}
	for i := range k.M.CPUs {
		h.I32(int32(k.M.CPUs[i].Ctx[0]), k.M.CPUs[i].Nest)
	}
	return h.Sum()
}

// A program that comes back to where it was, with everything else as it was,
// leaves no trace of how often it has been there.
func TestLoopsLeaveNoTrace(t *testing.T) {
	for _, body := range []string{
		"alloc c n=3; free c n=all", "alloc c n=30; free c n=all", "alloc c; kfree_rcu c; kvfree_rcu_barrier", "bulk_alloc c n=9; bulk_free c n=9; shrink c",
		"prefill c n=3; alloc_from_sheaf c n=2; return_sheaf c; free c n=all", "alloc c n=70; free c n=all; kvfree_rcu_barrier c; shrink c", "work 1us; sleep 5us",
	} {
		r := start(t, "machine cpus=2 qpw=1\ncache c size=64 capacity=4 slabobjs=8\ntask t cpu=0 { loop { "+body+"; mark here } }\nuntil 1s\n")
		p := check.NewProbe(r.Kernel)
		seen := map[uint64]bool{}
		for rounds := 0; rounds < 40; {
			require.True(t, r.Step())
			require.Empty(t, p.Step(r.Kernel))
			for _, e := range r.Kernel.M.Events {
				if e.Kind == sim.Mark {
					rounds++
					seen[past(p)] = rounds > 20
				}
			}
		}
		late := 0
		for _, is := range seen {
			if is {
				late++
			}
		}
		assert.LessOrEqual(t, late, 1, "%s: %d pasts where there is one state", body, late)
	}
}
