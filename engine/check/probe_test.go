package check_test

import (
	"reflect"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// past is the hash of what a probe remembers.
func past(p *check.Probe) uint64 {
	var t sim.Twins
	p.Parts(&t.Parts, p)
	return t.Whole(0)
}

// notHashed lists the fields that take no part in a probe's hash, and why.
func notHashed() map[string]string {
	return map[string]string{
		"follower.k":         "the kernel of the step that is looked at, nobody's in between",
		"follower.h":         "the same",
		"follower.roles":     "follows from the code",
		"follower.found":     "told",
		"follower.id":        "set by every step",
		"follower.from":      "set by every step",
		"sections.many":      "follows from the machine",
		"progress.relocks":   "follows from the code",
		"progress.looping":   "follows from the threads' stacks",
		"locality.freedOn":   "stands beside each object on the way",
		"sections.tryFailed": "set and cleared within a step",
		"sections.counts1":   "set and cleared within a step",
		"lying.least":        "told: it is more than nothing, or the sheaf would not be in the list",
		"counts.gives":       "grows with the statistics",
		"counts.takes":       "grows with the statistics",
	}
}

// Every field of what a probe remembers takes part in its hash, or is listed: a
// field that is added and forgotten breaks this test.
func TestEveryFieldOfThePastIsHashed(t *testing.T) {
	p := check.Everything()
	changed := map[string]bool{}
	pokeAll(t, p, "follower", reflect.ValueOf(check.Past(p)).Elem(), changed)
	for name, did := range changed {
		_, listed := notHashed()[name]
		assert.Equal(t, !listed, did, "%s changes the hash", name)
	}
	for name := range notHashed() {
		assert.Contains(t, changed, name, "is listed")
	}
}

// pokeAll changes each number in turn and notes by field which changed the hash.
func pokeAll(t *testing.T, p *check.Probe, name string, v reflect.Value, changed map[string]bool) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Field(i)
			inside := v.Type().Name() + "." + v.Type().Field(i).Name
			if _, listed := notHashed()[inside]; listed && f.Kind() != reflect.Int64 && f.Kind() != reflect.Int32 {
				changed[inside] = changed[inside] || false
				continue
			}
			pokeAll(t, p, inside, reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem(), changed)
		}
	case reflect.Slice, reflect.Array:
		require.Positive(t, v.Len(), name)
		for i := range v.Len() {
			pokeAll(t, p, name, v.Index(i), changed)
		}
	default:
		before := past(p)
		changed[name] = poke(t, p, name, v) || changed[name]
		require.Equal(t, before, past(p), "%s was put back", name)
	}
}

// poke tries other values and reports whether one leads to another hash.
func poke(t *testing.T, p *check.Probe, name string, v reflect.Value) bool {
	before, old := past(p), reflect.New(v.Type()).Elem()
	old.Set(v)
	defer v.Set(old)
	changes := false
	for _, other := range []int64{0, 1, 2, 100} {
		switch {
		case v.Kind() == reflect.Bool:
			v.SetBool(other == 0)
		case name == "followed.depth":
			v.SetInt(min(other, 2))
		case v.CanInt():
			v.SetInt(other)
		case v.CanUint():
			v.SetUint(uint64(other))
		default:
			t.Fatalf("%s is a %s: not plain", name, v.Kind())
		}
		changes = changes || past(p) != before
	}
	return changes
}

// busyText keeps much under way at once: shrinkers, barriers, callbacks, frees
// that migrate.
const busyText = `machine cpus=3 nodes=2 qpw=1 jitter=9
cache c size=64 capacity=2 slabobjs=3
cache d size=64 capacity=2 slabobjs=3
task a cpu=0 { loop { alloc c n=9; kfree_rcu c n=3; free c n=all; kvfree_rcu_barrier c } }
task b cpu=1 { loop { alloc c n=9; alloc d n=4; bulk_free c n=5; kfree_rcu d n=2; free d n=all; free c n=all; kvfree_rcu_barrier } }
task s cpu=2 { loop { alloc c n=5; kfree_rcu c n=5; shrink c; shrink d } }
move a cpu=1 at=9000cy
irq i cpu=0 at=1us every=9us { alloc c n=2; free c n=all }
until 3ms
`

// A probe's copy goes on with a copy of the kernel as the probe does, and
// neither reaches the other. The copies are made into used memory.
func TestProbeCopyIsEqualAndIndependent(t *testing.T) {
	r := start(t, busyText)
	p, used := check.NewProbe(r.Kernel), check.Everything()
	for range 40 {
		follow(t, r, p, 500)
		used.CopyFrom(p)
		require.Equal(t, past(p), past(used))
		k, before := r.Kernel.Clone(), past(p)
		for range 300 {
			require.True(t, k.Step(sim.Timed{}))
			require.Empty(t, used.Step(k))
		}
		require.Equal(t, before, past(p), "the copy's steps do not reach the original")
		follow(t, r, p, 300)
		require.Equal(t, past(used), past(p), "both go the same way")
	}
	fresh := &check.Probe{}
	fresh.CopyFrom(p)
	used.CopyFrom(p)
	require.Equal(t, past(p), past(fresh))
	require.Equal(t, past(p), past(used))
}

func start(t testing.TB, text string) *engine.Run {
	t.Helper()
	s, err := engine.Parse("test", []byte(text))
	require.NoError(t, err, text)
	r, err := engine.New(s)
	require.NoError(t, err, text)
	return r
}

func follow(t *testing.T, r *engine.Run, p *check.Probe, steps int) {
	t.Helper()
	for range steps {
		require.True(t, r.Step())
		require.Empty(t, p.Step(r.Kernel))
		require.True(t, check.Agrees(p, r.Kernel), "step %d", r.Kernel.M.Step)
	}
}

// A probe that begins in the middle of a run says nothing that is not so.
func TestProbeBeginsAnywhere(t *testing.T) {
	r := start(t, busyText)
	var probes []*check.Probe
	for range 60 {
		probes = append(probes, check.NewProbe(r.Kernel))
		for range 97 {
			require.True(t, r.Step())
			for _, p := range probes {
				require.Empty(t, p.Step(r.Kernel), "step %d", r.Kernel.M.Step)
			}
		}
	}
}

// Steps of two CPUs that have nothing to do with each other lead to the same
// past in either order.
func TestOrderOfUnrelatedStepsLeavesNoTrace(t *testing.T) {
	r := start(t, "machine cpus=2 nodes=2\ncache c size=64 capacity=4\ncache d size=64 capacity=4\n"+
		"task a cpu=0 { alloc c n=3; work 1us; free c n=2; kfree_rcu c; work 1us }\n"+
		"task b cpu=1 { alloc d n=3; work 2us; free d n=1; kfree_rcu d; free d; work 1us }\n")
	p := check.NewProbe(r.Kernel)
	for cpu := range int32(2) { // who makes a slab first names its objects
		runUntilWork(t, r.Kernel, p, cpu)
	}
	var ends [2]uint64
	for first := range int32(2) {
		k, q := r.Kernel.Clone(), &check.Probe{}
		q.CopyFrom(p)
		for _, cpu := range []int32{first, 1 - first} {
			runUntilWork(t, k, q, cpu)
		}
		require.NotEqual(t, past(p), past(q), "objects wait for RCU")
		ends[first] = past(q)
	}
	assert.Equal(t, ends[0], ends[1])
}

// only lets one CPU act.
type only struct{ cpu int32 }

func (o only) Next(m *sim.Machine) sim.Actor { return sim.ActorOf(sim.ActRun, o.cpu, len(m.CPUs)) }

// runUntilWork steps one CPU until its task works.
func runUntilWork(t *testing.T, k *path.Kernel, p *check.Probe, cpu int32) {
	for range 10_000 {
		require.True(t, k.Step(only{cpu}))
		require.Empty(t, p.Step(k))
		id := k.M.CPUs[cpu].Ctx[0]
		if id != sim.NoThread && k.M.Threads[id].Depth == 1 && k.Cfg.Programs[id].Code[k.Tasks[id].PC].Op == path.OpWork {
			return
		}
	}
	t.Fatal("it never works")
}
