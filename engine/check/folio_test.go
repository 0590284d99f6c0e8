package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/swap"
)

func TestFolioDamageIsFound(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(k *path.Kernel)
		want   []string
	}{
		{"a folio is lost", func(k *path.Kernel) { k.Swap.CPUs[3].N[swap.Add]-- }, []string{"F1"}},
		{"a folio is on a list that nobody put there", func(k *path.Kernel) { k.Swap.Nodes[0].Active++ }, []string{"F1"}},
		{"a full batch is left", func(k *path.Kernel) { k.Swap.CPUs[3].N[swap.Activate] = 31 }, []string{"F2"}},
		{"a list is shorter than nothing", func(k *path.Kernel) { k.Swap.Nodes[0].Inactive--; k.Swap.Nodes[0].Active++ }, []string{"F2"}},
		{"a block is kept twice", func(k *path.Kernel) { k.Swap.CPUs[3].BH[1] = k.Swap.CPUs[3].BH[0] }, []string{"F3"}},
		{"more buffer heads than there is room for", func(k *path.Kernel) { k.Swap.CPUs[2].NBH = 17 }, []string{"F3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := load(t, "lru-drain-bh", "1", "off")
			for r.Kernel.Swap.CPUs[3].NBH < 2 {
				require.True(t, r.Step())
			}
			require.Empty(t, check.World(r.Kernel))
			c.damage(r.Kernel)
			assert.Equal(t, c.want, names(check.World(r.Kernel)))
		})
	}
}

// folioScenario is a random program of batches, mlock and buffer heads; the
// last thing is a drain of all CPUs, long after everything else.
func folioScenario(seed int, machine, kernel string) string {
	r := sim.NewRand(uint64(seed), 21)
	verbs := []string{"lru_add", "lru_add", "lru_activate", "lru_deactivate", "lru_deactivate_file", "lru_lazyfree", "lru_move_tail", "mlock", "mlock_lru", "munlock", "bh_read"}
	cpus := 1 + r.Intn(4)
	var b strings.Builder
	fmt.Fprintf(&b, "machine cpus=%d nodes=%d %s\n%s\n", cpus, 1+r.Intn(min(cpus, 2)), machine, kernel)
	for t := range 1 + r.Intn(4) {
		fmt.Fprintf(&b, "task t%d cpu=%d start=%dus {\n", t, r.Intn(cpus), r.Intn(3))
		for range 2 + r.Intn(8) {
			switch r.Intn(8) {
			case 0:
				b.WriteString("lru_add_drain_all\n")
			case 1:
				b.WriteString("lru_add_drain\n")
			default:
				fmt.Fprintf(&b, "%s n=%d\n", verbs[r.Intn(int64(len(verbs)))], 1+r.Intn(40))
			}
		}
		b.WriteString("}\n")
	}
	fmt.Fprintf(&b, "irq i cpu=0 at=%dns every=3us { lru_move_tail n=%d }\n", 100+r.Intn(2000), 1+r.Intn(3))
	fmt.Fprintf(&b, "task last cpu=0 start=900us { lru_add_drain_all }\nuntil 1ms\n")
	return b.String()
}

// Random programs lose no folio after any step, in any mode and any version of
// the series; after the last drain no batch but that of the interrupt holds one.
func TestRandomFolioProgramsAreSound(t *testing.T) {
	builds := []struct{ machine, kernel string }{
		{"qpw=n", "kernel patch=none"}, {"qpw=n", ""}, {"qpw=0", ""}, {"qpw=1", ""},
		{"qpw=1", "kernel patch=qpw-v1"}, {"qpw=0", "kernel patch=qpw-v1"}, {"qpw=1", "kernel patch=qpw-v2"}, {"qpw=1", "kernel patch=pw-v4"},
	}
	drains, skips, drops := int64(0), int64(0), int64(0)
	for seed := range 24 {
		for _, b := range builds {
			text := folioScenario(seed, b.machine, b.kernel)
			s, err := engine.Parse("folio", []byte(text))
			require.NoError(t, err, text)
			r, err := engine.New(s)
			require.NoError(t, err, text)
			check.Watch(r, every(t, r))
			require.NoError(t, r.Finish().Err, text)
			require.Empty(t, r.Violations, text)
			drains += r.Record.Events(sim.FolioDrain, -1)
			skips += r.Record.Events(sim.DrainSkip, -1)
			drops += r.Record.Events(sim.BHDrop, -1)
			for cpu := range r.Kernel.Swap.CPUs {
				c := &r.Kernel.Swap.CPUs[cpu]
				c.N[swap.MoveTail] = 0
				require.Equal(t, [swap.NBatches]int32{}, c.N, "CPU %d of\n%s", cpu, text)
				require.Zero(t, c.MlockN()+c.NBH, "CPU %d of\n%s", cpu, text)
			}
		}
	}
	assert.Positive(t, drains)
	assert.Positive(t, skips)
	assert.Positive(t, drops)
}

// One program on one CPU, and a drain from another: where the folios are at the
// end does not depend on who moved them.
func TestFoliosEndWhereTheyEndInEveryMode(t *testing.T) {
	const text = `machine cpus=2
task a cpu=1 { lru_add n=70; lru_activate n=20; mlock n=33; lru_add_drain; lru_deactivate n=5; munlock n=3; mlock_lru n=2; lru_lazyfree n=4; bh_read n=20 }
task b cpu=0 start=200us { lru_add_drain_all }
`
	for _, qpw := range []string{"n", "0", "1"} {
		for _, patch := range []string{"none", "qpw-v1", "qpw-v2", "pw-v4"} {
			if patch == "none" && qpw != "n" {
				continue
			}
			s, err := engine.Parse("same", []byte(text+"kernel patch="+patch+"\n"))
			require.NoError(t, err)
			require.NoError(t, s.Set("qpw", qpw))
			r, err := engine.New(s)
			require.NoError(t, err)
			check.Watch(r, 1)
			r.Finish()
			require.Empty(t, r.Violations)
			n := r.Kernel.Swap.Nodes[0]
			// 70 added, 20 of them activated; 33 locked; then 5+4 of the active
			// go back, 3 are unlocked and 2 locked.
			assert.Equal(t, [3]int64{50 + 5 + 4 + 3 - 2, 20 - 5 - 4, 33 - 3 + 2}, [3]int64{n.Inactive, n.Active, n.Unevictable}, "%s %s", qpw, patch)
			assert.Zero(t, r.Kernel.Swap.CPUs[1].NBH)
		}
	}
}

// Any order of steps is sound.
func TestAnyScheduleOfFoliosIsSound(t *testing.T) {
	for seed := range 24 {
		text := folioScenario(seed, "qpw="+[]string{"n", "0", "1"}[seed%3], "")
		r := sim.NewRand(uint64(seed), 22)
		limited(t, text, anyOrder{&r})
	}
}

// What a CPU leaves behind that has gone is drained from elsewhere, without its
// locks, whatever the series calls it. The functions have no statement: one is
// put in the place of another.
func TestBatchesOfADeadCPUAreDrained(t *testing.T) {
	for _, patch := range []string{"none", "qpw-v1", "pw-v4"} {
		s, err := engine.Parse("dead", []byte(`machine cpus=2
kernel patch=`+patch+`
task a cpu=0 { lru_add n=3; mlock n=2; bh_read n=4 }
task b cpu=1 start=9us { lru_add_drain; lru_add_drain }
`))
		require.NoError(t, err)
		r, err := engine.New(s)
		require.NoError(t, err)
		code := r.Kernel.Cfg.Programs[1].Code
		code[0].Func, code[1].Func = "page_alloc_cpu_dead", "buffer_exit_cpu_dead"
		check.Watch(r, 1)
		require.NoError(t, r.Finish().Err)
		require.Empty(t, r.Violations)
		n := r.Kernel.Swap.Nodes[0]
		assert.Equal(t, [2]int64{3, 2}, [2]int64{n.Inactive, n.Unevictable}, patch)
		assert.Zero(t, r.Kernel.Swap.CPUs[0].NBH)
		assert.EqualValues(t, 2, r.Record.Events(sim.FolioDrain, 1))
		assert.Zero(t, r.Record.Events(sim.QueueWork, -1))
	}
}
