package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// configuration is a column of the table of kernel.md 3.4.
type configuration struct{ name, qpw, rt string }

// configurations are those that the engine runs, A first.
func configurations() []configuration {
	all := []configuration{{"A", "n", "off"}, {"C", "0", "off"}, {"E", "1", "off"}}
	if engine.Capabilities().RT {
		all = append(all, configuration{"B", "n", "on"}, configuration{"D", "0", "on"}, configuration{"F", "1", "on"})
	}
	return all
}

// movements is what a run does to objects, sheaves and slabs, in its order:
// events without their time, CPU and thread.
type movements struct {
	list   []movement
	events [sim.NKinds]int64
}

type movement struct {
	kind sim.Kind
	a, b int32
	c    int64
}

func (m *movements) take(events []sim.Event) {
	for i := range events {
		e := &events[i]
		m.events[e.Kind]++
		switch e.Kind {
		case sim.ObjectAlloc, sim.ObjectFree, sim.AllocFail, sim.SheafSwap, sim.BarnGet, sim.BarnPut, sim.BarnMiss,
			sim.SheafAlloc, sim.SheafFree, sim.SlabNew, sim.SlabDiscard, sim.StatAdd, sim.CacheGone, sim.CacheBusy:
			m.list = append(m.list, movement{e.Kind, e.A, e.B, e.C})
		}
	}
}

// firstDifference tells where two runs part; empty: nowhere.
func (m *movements) firstDifference(o *movements) string {
	for i := range max(len(m.list), len(o.list)) {
		switch {
		case i == len(m.list) || i == len(o.list):
			return fmt.Sprintf("%d movements and %d", len(m.list), len(o.list))
		case m.list[i] != o.list[i]:
			a, b := m.list[i], o.list[i]
			return fmt.Sprintf("movement %d: %s %d %d %d and %s %d %d %d", i, sim.EventSpecs()[a.kind].Name, a.a, a.b, a.c, sim.EventSpecs()[b.kind].Name, b.a, b.b, b.c)
		}
	}
	return ""
}

// under sets a configuration.
func under(t *testing.T, text string, c configuration) *scenario.Scenario {
	t.Helper()
	s, err := engine.Parse("program", []byte(text))
	require.NoError(t, err, text)
	require.NoError(t, s.Set("qpw", c.qpw))
	require.NoError(t, s.Set("rt", c.rt))
	return s
}

// runSequential runs a program and looks after each step whether an object was
// lost or doubled.
func runSequential(t *testing.T, text string, c configuration) (*engine.Result, *movements) {
	t.Helper()
	r, err := engine.New(under(t, text, c))
	require.NoError(t, err, text)
	m := &movements{}
	for r.Step() {
		m.take(r.Kernel.M.Events)
		if lost := conserved(r.Kernel); lost != "" {
			require.Fail(t, lost, "step %d, configuration %s of\n%s", r.Kernel.M.Step, c.name, text)
		}
	}
	require.NoError(t, r.Err, "configuration %s of\n%s", c.name, text)
	return r.Result(), m
}

// conserved recounts the objects of all slabs, by what each says where it is
// against what slabs, sheaves and holders count; engine/check walks the lists.
func conserved(k *path.Kernel) string {
	h := k.Heap
	free, sheaved, held := int32(0), int32(0), int32(0)
	for i := range h.Slabs {
		if s := &h.Slabs[i]; s.Live {
			free += s.Objects - s.Inuse
		}
	}
	for i := range h.Sheaves {
		if h.Sheaves[i].Place != slub.NoSheaf {
			sheaved += h.Sheaves[i].Size
		}
	}
	for i := range h.Holders {
		held += h.Holders[i].N
	}
	var where [8]int32
	for i := range h.Objects {
		if h.Slabs[h.Objects[i].Slab].Live {
			where[h.Objects[i].Where]++
		}
	}
	if where[slub.InSlab] != free || where[slub.InSheaf] != sheaved || where[slub.Held] != held {
		return fmt.Sprintf("objects say %d in slabs, %d in sheaves, %d held, %d in hand; counted %d, %d, %d",
			where[slub.InSlab], where[slub.InSheaf], where[slub.Held], where[slub.InHand], free, sheaved, held)
	}
	return ""
}

// TestSequentialProgramsAreTheSameInAllConfigurations is E1 of kernel.md 8.3:
// the same movements and the same statistics, in the same order. With kfree_rcu
// the kernels with PREEMPT_RT are compared with each other: there it goes past
// the sheaves (2.8 step 0).
func TestSequentialProgramsAreTheSameInAllConfigurations(t *testing.T) {
	programs := 1000
	if testing.Short() {
		programs = 90
	}
	reached, said := map[string]int64{}, map[scenario.Verb]bool{}
	for seed := range programs {
		g := sequentialProgram(seed)
		text := g.text.String()
		var first *engine.Result
		var moved *movements
		for _, c := range configurations() {
			res, m := runSequential(t, text, c)
			where := fmt.Sprintf("A or B and %s of\n%s", c.name, text)
			assert.Zero(t, m.events[sim.TrylockFail]+m.events[sim.LockContended], "somebody was in the way: %s", where)
			if c.name == "B" && strings.Contains(text, "kfree_rcu") {
				first, moved = res, m
				continue
			}
			if first == nil {
				first, moved = res, m
				for name, n := range res.Stats {
					reached[name] += n
				}
				verbsOf(under(t, text, c), said)
				continue
			}
			require.Empty(t, moved.firstDifference(m), where)
			require.Equal(t, first.Stats, res.Stats, where)
			require.Equal(t, first.Caches, res.Caches, where)
			sameByCPU(t, g, c, first, res, where)
			if c.qpw == "1" {
				quietFlushes(t, text, m, where)
			}
		}
	}
	for i, spec := range slub.StatSpecs() {
		ours := i <= int(slub.SheafReturnSlow) // the rest is of the CPU slabs of 6.18
		if ours && !slices.Contains([]string{"ORDER_FALLBACK", "CMPXCHG_DOUBLE_FAIL", "FREE_RCU_SHEAF_FAIL"}, spec.Name) {
			assert.Positive(t, reached[spec.Name], "%s is never reached", spec.Name)
		}
	}
	for _, v := range engine.Capabilities().Verbs {
		assert.True(t, said[v] || notSequential(v), "no program says %s", v)
	}
}

// sameByCPU: where nobody flushes another CPU each CPU counts the same; else
// only what a flush counts may count on another CPU.
func sameByCPU(t *testing.T, g *sequential, c configuration, first, res *engine.Result, where string) {
	t.Helper()
	flushed := []string{"SHEAF_FLUSH", "SHEAF_FREE", "FREE_ADD_PARTIAL", "FREE_REMOVE_PARTIAL", "FREE_SLAB"}
	for cpu := range first.StatsByCPU {
		for name, n := range first.StatsByCPU[cpu] {
			if g.kind == remote && c.qpw == "1" && slices.Contains(flushed, name) {
				continue
			}
			require.Equal(t, n, res.StatsByCPU[cpu][name], "%s of CPU %d, %s", name, cpu, where)
		}
	}
}

// quietFlushes: with the lock nothing is queued, and where nothing goes to RCU
// no CPU interrupts another.
func quietFlushes(t *testing.T, text string, m *movements, where string) {
	t.Helper()
	require.Zero(t, m.events[sim.QueueWork]+m.events[sim.WorkStart], where)
	if !strings.Contains(text, "rcu") && !strings.Contains(text, "destroy") {
		require.Zero(t, m.events[sim.IPISend], where)
	}
}

// verbsOf notes the statements of a scenario.
func verbsOf(s *scenario.Scenario, said map[scenario.Verb]bool) {
	var body func(list []scenario.Stmt)
	body = func(list []scenario.Stmt) {
		for i := range list {
			said[list[i].Verb] = true
			body(list[i].Body)
			for _, arm := range list[i].Arms {
				body(arm.Body)
			}
		}
	}
	for i := range s.Tasks {
		body(s.Tasks[i].Body)
	}
}

// notSequential are the statements of other rooms, which have tests of their
// own: they are not about the sheaves of a cache, or change the machine.
func notSequential(v scenario.Verb) bool {
	return slices.ContainsFunc([]string{"lru", "mlock", "munlock", "bh_", "line", "move", "initcall", "bootstrap"}, func(w string) bool { return strings.Contains(v.String(), w) })
}

// TestOneCPUNeverFindsALockTaken is E4 of kernel.md 8.3: on one CPU, without
// interrupts, no trylock ever fails, however its tasks take turns. On RT a
// holder may be put aside, so there it holds for one task.
func TestOneCPUNeverFindsALockTaken(t *testing.T) {
	programs := 200
	if testing.Short() {
		programs = 60
	}
	together := int64(0)
	for seed := range programs {
		g := aloneProgram(seed)
		text := strings.NewReplacer("start=1s", "fifo=1 start=3us", "start=2s", "fifo=2 start=5us", "start=3s", "fifo=3 start=7us").Replace(g.text.String())
		for _, c := range configurations() {
			if c.rt == "on" && g.tasks > 1 {
				continue
			}
			r, err := engine.New(under(t, text, c))
			require.NoError(t, err)
			m := &movements{}
			for r.Step() {
				m.take(r.Kernel.M.Events)
				if !r.Kernel.M.CPUs[0].Idle() && r.Record.DoneAt[0] < 0 && r.Kernel.M.Threads[1].State == sim.Running {
					together++ // the second task has put the first aside
				}
			}
			require.NoError(t, r.Err, text)
			require.Zero(t, m.events[sim.TrylockFail], "%s of\n%s", c.name, text)
		}
	}
	assert.Greater(t, together, int64(1000), "tasks put each other aside")
}

// TestNamesChangeNothing is E5 of kernel.md 8.3: version 3 and version 4, and
// the names of version 4 alone, lead to the same hash.
func TestNamesChangeNothing(t *testing.T) {
	for seed := range 30 {
		text := sequentialProgram(seed).text.String()
		for _, c := range configurations() {
			var hashes []uint64
			for _, kernel := range []string{"patch=qpw-v3", "patch=pw-v4", "names=pw"} {
				r, err := engine.New(under(t, text+"kernel "+kernel+"\n", c))
				require.NoError(t, err)
				hashes = append(hashes, r.Finish().Kernel.Hash())
			}
			require.Equal(t, []uint64{hashes[0], hashes[0], hashes[0]}, hashes, "%s of\n%s", c.name, text)
		}
	}
}
