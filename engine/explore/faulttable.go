package explore

import (
	"slices"

	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Faults lists the kinds, at most 64. Those that need others' lines come last.
func Faults() []Fault {
	return slices.Concat(memoryFaults(), interruptFaults(), taskFaults(), machineFaults(), scheduleFaults(), nothingFaults())
}

func memoryFaults() []Fault {
	return []Fault{
		{"page-failure", "the page allocator finds nothing at its n-th request", "edit: memory fail=n", func(f *faults) { f.some(&f.s.Memory.Fail, 12) }},
		{"slab-failure", "no pages for the n-th slab", "edit: memory slabs=n", func(f *faults) { f.some(&f.s.Memory.Slabs, 8) }},
		{"sheaf-failure", "no memory for the n-th sheaf", "edit: memory sheaves=n", func(f *faults) { f.some(&f.s.Memory.Sheaves, 6) }},
		{"order-failure", "only the smallest order for the n-th slab", "edit: memory orders=n", func(f *faults) { f.some(&f.s.Memory.Orders, 6) }},
	}
}

func interruptFaults() []Fault {
	body := func(f *faults, kind string) {
		c, ok := f.cache()
		if !ok {
			f.add("%s %s cpu=%d at=1cy { work %dns }", kind, f.name(kind), f.cpu(), 1+f.n(20000))
			return
		}
		what := []string{"work 20us", "alloc " + c + " n=2; free " + c + " n=all", "alloc " + c + "; free " + c + " n=all", "alloc " + c + " n=3"}[f.n(4)]
		if kind == "nmi" {
			what = []string{"work 20us", "alloc " + c + " gfp=nolock; free " + c + " n=all", "alloc " + c + " n=2 gfp=nolock", "free " + c + " n=all"}[f.n(4)]
		}
		every := ""
		if f.n(3) == 0 {
			every = " every=150us"
		}
		f.add("%s %s cpu=%d at=%dcy%s { %s }", kind, f.name(kind), f.cpu(), 1+f.n(9000), every, what)
	}
	return []Fault{
		{"interrupt", "a device interrupts at any step", "edit: irq; choice: when", func(f *faults) { body(f, "irq") }},
		{"softirq", "a softirq comes at the end of an interrupt", "edit: softirq; choice: when", func(f *faults) { body(f, "softirq") }},
		{"nmi", "an NMI comes in at any step, also with interrupts off", "edit: nmi; choice: when", func(f *faults) { body(f, "nmi") }},
	}
}

// taskFaults are things that somebody else does.
func taskFaults() []Fault {
	withCache := func(edit func(f *faults, c string)) func(f *faults) {
		return func(f *faults) {
			if c, ok := f.cache(); ok {
				edit(f, c)
			}
		}
	}
	return []Fault{
		{"preemption", "a more urgent task takes the CPU at any step", "edit: a FIFO task that sleeps; choice: when it wakes up", func(f *faults) {
			f.task("urgent", "cpu=%d fifo=%d { loop %d { sleep %dns; work %dns } }", f.cpu(), 50+f.n(49), 1+f.n(6), 1+f.n(3000), 1+f.n(900))
		}},
		{"rt-hog", "a FIFO task does not let its CPU go", "edit: a FIFO task that works", func(f *faults) {
			how := []string{"loop { work 20ms }", "loop 20 { work 1ms }", "loop 5 { work 1ms }"}[f.n(3)]
			f.task("hog", "cpu=%d fifo=%d start=%dns { %s }", f.cpu(), 1+f.n(98), 1+f.n(9000), how)
		}},
		{"long-reader", "a reader of RCU is inside for a long time", "edit: a task with preemption off", func(f *faults) {
			how := []string{"preempt_disable", "irq_disable"}[f.n(2)]
			f.task("reader", "cpu=%d { loop %d { %s { work %dus }; sleep 1us } }", f.cpu(), 1+f.n(4), how, 1+f.n(9000))
		}},
		{"callback-flood", "many callbacks wait for one grace period", "edit: a task that calls kfree_rcu", withCache(func(f *faults, c string) {
			f.task("flood", "cpu=%d { loop %d { alloc %s n=%d; kfree_rcu %s n=all } }", f.cpu(), 2+f.n(4), c, 2+f.n(8), c)
		})},
		{"shrink", "somebody shrinks a cache at any time", "edit: a task that shrinks", withCache(func(f *faults, c string) {
			f.task("shrinker", "cpu=%d { loop %d { sleep %dns; shrink %s } }", f.cpu(), 1+f.n(3), 1+f.n(5000), c)
		})},
		{"destroy-busy", "a cache is destroyed of which somebody still holds objects", "edit: a cache and its task", func(f *faults) {
			if f.s.Kernel.Generation != newestGeneration {
				return // see generator.cachesOf
			}
			z := f.name("busy")
			f.add("cache %s size=64 capacity=%d slabobjs=%d", z, 1+f.n(4), 1+f.n(4))
			keeper := f.name("keeper")
			f.add("task %s cpu=%d { sleep %dns }", keeper, f.cpu(), 1+f.n(9000))
			f.task("owner", "cpu=%d { alloc %s n=%d; give %s %s n=all; alloc %s n=%d; kfree_rcu %s n=all; destroy %s }",
				f.cpu(), z, 1+f.n(8), keeper, z, z, 1+f.n(4), z, z)
		}},
	}
}

// machineFaults are what becomes of CPUs, nodes and tasks.
func machineFaults() []Fault {
	return []Fault{
		{"migration", "the load balancer moves a task at any step", "edit: move; choice: when", func(f *faults) {
			if f.s.Machine.CPUs == 1 || len(f.s.Tasks) == 0 {
				return
			}
			at := int64(0)
			for range 1 + f.n(6) {
				at += 1 + f.n(4000)
				f.add("move %s cpu=%d at=%dcy", f.s.Tasks[f.n(int64(len(f.s.Tasks)))].Name, f.cpu(), at)
			}
		}},
		{"cpu-offline", "a CPU goes", "edit: offline", func(f *faults) {
			if f.s.Machine.CPUs > 1 {
				f.task("unplug", "cpu=%d { sleep %dns; rand { 1: offline %d } }", f.cpu(), 1+f.n(9000), f.cpu())
			}
		}},
		{"cpu-online", "a CPU goes and comes back, again and again", "edit: offline, online", func(f *faults) {
			if f.s.Machine.CPUs > 1 {
				c := f.cpu()
				f.task("plug", "cpu=%d { loop %d { offline %d; sleep %dns; online %d; sleep %dns } }", f.cpu(), 1+f.n(3), c, 1+f.n(9000), c, 1+f.n(9000))
			}
		}},
		{"memory-offline", "a node's memory goes", "edit: memory_offline", func(f *faults) {
			if f.s.Machine.Nodes > 1 {
				f.task("offliner", "cpu=%d { sleep %dns; memory_offline %d }", f.cpu(), 1+f.n(9000), f.n(int64(f.s.Machine.Nodes)))
			}
		}},
		{"memoryless-node", "a node has CPUs and no memory", "edit: machine memoryless=", func(f *faults) {
			if f.s.Machine.Nodes > 1 && len(f.s.Machine.Memoryless) == 0 {
				f.s.Machine.Memoryless = []int{int(f.n(int64(f.s.Machine.Nodes)))}
			}
		}},
		{"worker-starvation", "no memory for another kworker: the pool calls the rescuer", "edit: memory workers=", func(f *faults) {
			if len(f.s.Memory.Workers) == 0 {
				f.s.Memory.Workers = []int{int(f.cpu())}
			}
		}},
		{"jitter", "steps take longer or shorter than they should", "edit: machine jitter=", func(f *faults) { f.s.Machine.Jitter = 1 + f.n(scenario.MaxJitter) }},
	}
}

// scheduleFaults hold somebody back for a while.
func scheduleFaults() []Fault {
	late := func(kind sim.ActorKind) func(f *faults) {
		return func(f *faults) {
			from := int(f.n(1500))
			f.holds = append(f.holds, hold{sim.ActorOf(kind, int32(f.cpu()), f.s.Machine.CPUs), from, from + 100 + int(f.n(900))})
		}
	}
	return []Fault{
		{"late-grace-period", "ticks do not come: no grace period ends", "choice: the timers of all CPUs are held back", func(f *faults) {
			from := int(f.n(800))
			for cpu := range f.s.Machine.CPUs {
				f.holds = append(f.holds, hold{sim.ActorOf(sim.ActTimer, int32(cpu), f.s.Machine.CPUs), from, from + 1200})
			}
		}},
		{"late-timer", "the timer of a CPU comes late", "choice: it is held back", late(sim.ActTimer)},
		{"late-ipi", "a CPU takes another's interrupt late", "choice: it is held back", late(sim.ActIPI)},
		{"slow-cpu", "a CPU stands still for a while, wherever it is", "choice: it is held back", late(sim.ActRun)},
	}
}

// nothingFaults happen for no reason. They stand last: whether they can depends
// on who else is there.
func nothingFaults() []Fault {
	return []Fault{
		{"trylock-failure", "a try of a lock fails that is free and could be held", "edit: spurious trylock=n", func(f *faults) {
			if f.s.Machine.RT || f.s.Machine.CPUs > 1 || len(f.s.Irqs) > 0 {
				f.some(&f.s.Spurious.Trylock, 20)
			}
		}},
		{"spurious-wakeup", "a wait for a lock ends for nothing", "edit: spurious wake=n", func(f *faults) {
			if f.s.Machine.RT || len(f.s.Tasks) > 1 {
				f.some(&f.s.Spurious.Wake, 4)
			}
		}},
	}
}
