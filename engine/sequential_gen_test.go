package engine_test

import (
	"fmt"
	"strings"

	"barnyard/engine/sim"
)

// Random programs in which only one thing happens at a time: tasks start one
// after another, nothing interrupts them, and whoever gives objects to RCU
// waits until they are back. What such a program does to the objects may not
// depend on how the sheaf locks work (kernel.md 8.3, E1).

// sequential writes one program. It knows how many objects each task holds, so
// that none frees more than it has.
type sequential struct {
	r     sim.Rand
	text  strings.Builder
	kind  int // which of the kinds below
	cpus  int64
	nodes int64
	tasks int64
	busy  int64   // the CPU of the tasks, unless there are many
	held  []int64 // by task
	depth int     // blocks open
	quiet int     // blocks open in which nothing may sleep
	call  bool    // a syscall is open
	alone bool    // tasks may run at the same time: no gifts, nothing for RCU
}

// The kinds. A flush of several CPUs at once has no order in modes A to D, so
// a program has flushes or several busy CPUs, not both.
const (
	oneCPU   = iota // everything on one CPU, flushes too
	remote          // one busy CPU, flushes from another
	manyCPUs        // tasks on several CPUs and nodes, no flushes
	kinds
)

// sequentialProgram is the program of a seed; its text says nothing of qpw, rt
// and the kernel.
func sequentialProgram(seed int) *sequential {
	g := &sequential{r: sim.NewRand(uint64(seed), 21), kind: seed % kinds}
	g.write(seed)
	return g
}

// aloneProgram is a program on one CPU whose tasks may run at the same time.
func aloneProgram(seed int) *sequential {
	g := &sequential{r: sim.NewRand(uint64(seed), 22), kind: oneCPU, alone: true}
	g.write(seed)
	return g
}

func (g *sequential) write(seed int) {
	g.cpus, g.nodes, g.tasks = 1, 1, 1+g.n(3)
	switch g.kind {
	case remote:
		g.cpus = 2 + g.n(3)
	case manyCPUs:
		g.cpus, g.tasks, g.nodes = 2+g.n(3), 2+g.n(3), 1+g.n(2)
	}
	g.busy, g.held = g.n(g.cpus), make([]int64, g.tasks)
	fmt.Fprintf(&g.text, "machine cpus=%d nodes=%d\n", g.cpus, g.nodes)
	fmt.Fprintf(&g.text, "cache c size=64 capacity=%d slabobjs=%d\n", 1+g.n(6), 1+g.n(8))
	for t := range g.tasks {
		cpu := g.busy
		if g.kind == manyCPUs {
			cpu = g.n(g.cpus)
		}
		fmt.Fprintf(&g.text, "task t%d cpu=%d start=%ds { ", t, cpu, t)
		g.body(t, 4+g.n(10))
		g.text.WriteString("}\n")
	}
	if g.kind != manyCPUs {
		fmt.Fprintf(&g.text, "task admin cpu=%d start=%ds { %s }\n", (g.busy+1)%g.cpus, g.tasks, g.flush("destroy c", "kvfree_rcu_barrier; destroy c"))
	}
	fmt.Fprintf(&g.text, "seed %d\n", seed)
}

// flush is a statement that flushes every CPU, or one of others.
func (g *sequential) flush(others ...string) string {
	if g.alone {
		return "shrink c"
	}
	all := append(others, "shrink c", "validate c", "kvfree_rcu_barrier")
	return all[g.n(int64(len(all)))]
}

func (g *sequential) n(n int64) int64 { return g.r.Intn(n) }

func (g *sequential) say(format string, args ...any) { fmt.Fprintf(&g.text, format+"; ", args...) }

// body writes statements of a task.
func (g *sequential) body(t, statements int64) {
	for range statements {
		switch g.n(5) {
		case 0, 1:
			g.get(t)
		case 2, 3:
			g.put(t)
		default:
			g.other(t)
		}
	}
}

// get writes a statement that brings objects.
func (g *sequential) get(t int64) {
	n := 1 + g.n(9)
	switch g.n(6) {
	case 0:
		n += g.n(40)
		g.say("bulk_alloc c n=%d", n)
	case 1:
		g.say("alloc c n=%d gfp=atomic", n)
	case 2:
		g.say("alloc c n=%d gfp=nolock", n)
	case 3:
		g.say("alloc c n=%d node=%d", n, g.n(g.nodes))
	default:
		g.say("alloc c n=%d", n)
	}
	g.held[t] += n
}

// put writes a statement that gives objects back.
func (g *sequential) put(t int64) {
	if g.held[t] == 0 {
		g.say("work 50ns")
		return
	}
	n := 1 + g.n(g.held[t])
	order := []string{"fifo", "lifo", "random"}[g.n(3)]
	switch k := g.n(6); {
	case k == 0:
		n = g.held[t]
		g.say("free c n=all order=%s", order)
	case k == 1:
		g.say("bulk_free c n=%d", n)
	case k == 2 && !g.alone:
		to := g.n(g.tasks)
		g.say("give t%d c n=%d", to, n)
		g.held[to] += n
	case k == 3 && g.quiet == 0 && !g.alone:
		g.say("kfree_rcu c n=%d; sleep 30ms", n)
	default:
		g.say("free c n=%d order=%s", n, order)
	}
	g.held[t] -= n
}

// other writes a block, a prefilled sheaf, a flush, or something beside.
func (g *sequential) other(t int64) {
	switch k := g.n(10); {
	case k == 0 && g.quiet == 0 && !g.call:
		g.call = true
		g.block(t, "syscall")
		g.call = false
	case k == 1 || k == 2:
		g.quiet++
		g.block(t, []string{"preempt_disable", "irq_disable"}[k-1])
		g.quiet--
	case k == 3:
		n := 1 + g.n(9)
		g.say("loop %d { alloc c n=%d; mark round; free c n=%d }", 1+g.n(5), n, n)
	case k == 4:
		n := 1 + g.n(5)
		g.say("rand { 3: alloc c n=%d ; 1: bulk_alloc c n=%d }", n, n)
		g.held[t] += n
	case k == 5 || g.quiet > 0:
		g.say("work %dns", 1+g.n(500))
	case k == 6 || k == 7:
		g.sheaf(t)
	case g.kind != manyCPUs:
		g.say("%s", g.flush())
	default:
		g.say("sleep %dus", 1+g.n(900))
	}
}

// sheaf writes what a task does with a prefilled sheaf.
func (g *sequential) sheaf(t int64) {
	n := 1 + g.n(8)
	g.say("prefill c n=%d", n)
	g.get(t)
	if g.n(2) == 0 {
		g.say("alloc_from_sheaf c n=%d; refill_sheaf c n=%d; alloc_from_sheaf c", n, 1+g.n(9))
		g.held[t] += n + 1
	}
	g.put(t)
	g.say("return_sheaf c")
}

// block writes a block with a few statements.
func (g *sequential) block(t int64, word string) {
	if g.depth > 2 {
		g.say("mark deep")
		return
	}
	g.depth++
	fmt.Fprintf(&g.text, "%s { ", word)
	g.body(t, 1+g.n(3))
	g.text.WriteString("}; ")
	g.depth--
}
