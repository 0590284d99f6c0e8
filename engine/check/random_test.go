package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/sim"
)

// generator writes random scenarios: several CPUs and nodes, small sheaves so
// that every branch is near, tasks that hand objects to each other, shrinkers
// and interrupts.
type generator struct {
	r    sim.Rand
	text strings.Builder
	nmis int64 // that tasks give objects to, and then they sleep too; 0: to each other only
}

func (g *generator) n(n int64) int64 { return g.r.Intn(n) }

func (g *generator) scenario(qpw, rt string) string {
	prio := sim.NewRand(uint64(g.r.S), 13) // on RT some tasks are FIFO: they preempt each other's sections
	cpus, nodes := 1+g.n(4), int64(1)
	if cpus > 1 {
		nodes += g.n(2)
	}
	fmt.Fprintf(&g.text, "machine cpus=%d nodes=%d qpw=%s rt=%s jitter=%d\n", cpus, nodes, qpw, rt, g.n(30))
	fmt.Fprintf(&g.text, "cache c size=64 capacity=%d slabobjs=%d%s\n", 1+g.n(4), 1+g.n(6), cacheKind(g.r))
	tasks := 1 + g.n(5)
	for t := range tasks {
		fmt.Fprintf(&g.text, "task t%d cpu=%d start=%dus", t, g.n(cpus), g.n(6))
		if fifo := prio.Intn(6); rt == "on" && fifo > 0 {
			fmt.Fprintf(&g.text, " fifo=%d", fifo*20-15)
		}
		g.text.WriteString(" {\n")
		g.program(cpus, nodes, tasks)
		g.text.WriteString("}\n")
	}
	for i := range g.n(3) {
		fmt.Fprintf(&g.text, "irq i%d cpu=%d at=%dcy every=%dns { alloc c n=%d; free c n=all }\n", i, g.n(cpus), g.n(9000), 150000+g.n(200000), 1+g.n(3))
	}
	for i := range max(g.n(3), g.nmis) {
		fmt.Fprintf(&g.text, "nmi n%d cpu=%d at=%dcy every=%dns { alloc c n=%d gfp=nolock; free c n=all }\n", i, g.n(cpus), g.n(9000), 3000+g.n(40000), 1+g.n(3))
	}
	fmt.Fprintf(&g.text, "seed %d\nuntil 12ms\n", g.n(1000))
	return g.text.String()
}

// cacheKind is a flag that some caches have. It draws from a copy of r.
func cacheKind(r sim.Rand) string {
	return []string{"", "", " typesafe_rcu", " ctor", " refuse=2"}[r.Intn(5)]
}

func (g *generator) program(cpus, nodes, tasks int64) {
	held := int64(0)
	for range 3 + g.n(12) {
		if g.nmis > 0 && g.n(2) == 0 { // wake-ups preempt
			fmt.Fprintf(&g.text, "sleep %dns\n", 1+g.n(3000))
		}
		switch g.n(17) {
		case 0, 1, 2:
			n := 1 + g.n(9)
			held += n
			fmt.Fprintf(&g.text, "alloc c n=%d\n", n)
		case 3, 4:
			fmt.Fprintf(&g.text, "free c n=all order=%s\n", []string{"fifo", "lifo", "random"}[g.n(3)])
			held = 0
		case 5:
			fmt.Fprintf(&g.text, "alloc c node=%d\n", g.n(nodes))
			held++
		case 6:
			if held > 0 {
				n := 1 + g.n(held)
				held -= n
				to := g.n(tasks)
				if g.nmis > 0 && g.n(2) == 0 { // from there it is freed in an NMI
					fmt.Fprintf(&g.text, "give n%d c n=%d\n", g.n(g.nmis), n)
				} else {
					fmt.Fprintf(&g.text, "give t%d c n=%d\n", to, n)
				}
			}
		case 9:
			n := 1 + g.n(40)
			held += n
			fmt.Fprintf(&g.text, "bulk_alloc c n=%d\n", n)
		case 10:
			if held > 0 {
				n := 1 + g.n(held)
				held -= n
				fmt.Fprintf(&g.text, "bulk_free c n=%d\n", n)
			}
		case 11:
			if held > 0 {
				n := 1 + g.n(held)
				held -= n
				fmt.Fprintf(&g.text, "kfree_rcu c n=%d\n", n)
			}
		case 14:
			fmt.Fprintf(&g.text, "prefill c n=%d%s; alloc_from_sheaf c n=%d; refill_sheaf c n=%d; alloc_from_sheaf c n=%d; return_sheaf c\n",
				1+g.n(6), []string{"", " reserves"}[g.n(2)], 1+g.n(6), 1+g.n(9), 1+g.n(4))
		case 16:
			g.text.WriteString("validate c\n")
		case 15:
			g.text.WriteString("kvfree_rcu_barrier c\n")
		case 13:
			fmt.Fprintf(&g.text, "prefill c n=%d; alloc c n=%d; free c n=all; return_sheaf c\n", 1+g.n(6), 1+g.n(6))
			held = 0
		case 12:
			g.text.WriteString("kvfree_rcu_barrier\n")
		case 7:
			g.text.WriteString("shrink c\n")
		case 8:
			fmt.Fprintf(&g.text, "loop %d { alloc c n=%d; work %dns; free c n=all }\n", 1+g.n(4), 1+g.n(5), 1+g.n(400))
			held = 0
		}
	}
}

// Random programs break nothing, after any step, in any mode, and are the same
// when they are run again.
func TestRandomProgramsAreSound(t *testing.T) {
	programs := 60
	if short() {
		programs = 20
	}
	reached := map[string]int64{}
	for seed := range programs {
		for _, config := range []string{"n off", "0 off", "1 off", "n on", "0 on", "1 on"} {
			qpw, rt, _ := strings.Cut(config, " ")
			g := generator{r: sim.NewRand(uint64(seed), 9)}
			text := g.scenario(qpw, rt)
			res := soundRun(t, seed, text)
			again := soundRun(t, seed, text)
			require.Equal(t, res.Hash, again.Hash, text)
			for name, n := range res.Stats {
				reached[name] += n
			}
			for name, c := range res.Caches {
				require.Equal(t, c.Slabs*int64(c.SlabObjects), c.Live+c.InSheaves+c.InBarns+c.InSlabsFree, "%s of\n%s", name, text)
				require.Zero(t, c.Lost, "%s of\n%s", name, text)
			}
		}
	}
	for _, name := range []string{"ALLOC_SLOWPATH", "FREE_SLOWPATH", "FREE_REMOVE_PARTIAL", "FREE_SLAB", "ALLOC_NODE_MISMATCH", "BARN_GET", "BARN_PUT", "BARN_PUT_FAIL", "SHEAF_FREE", "FREE_RCU_SHEAF", "SHEAF_PREFILL_FAST", "SHEAF_PREFILL_SLOW", "SHEAF_PREFILL_OVERSIZE", "SHEAF_RETURN_FAST", "SHEAF_RETURN_SLOW"} {
		assert.Positive(t, reached[name], "%s is never reached", name)
	}
	t.Log(reached)
}

func soundRun(t *testing.T, seed int, text string) *engine.Result {
	t.Helper()
	return sound(t, seed, text).Result()
}

func sound(t *testing.T, seed int, text string) *engine.Run {
	t.Helper()
	s, err := engine.Parse(fmt.Sprintf("seed%d", seed), []byte(text))
	require.NoError(t, err, text)
	r, err := engine.New(s)
	require.NoError(t, err, text)
	check.Watch(r, 7)
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("panic %v at step %d of\n%s", p, r.Kernel.M.Step, text)
		}
	}()
	require.NoError(t, r.Finish().Err, text)
	require.Empty(t, r.Violations, "%s", text)
	return r
}
