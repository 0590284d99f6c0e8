package explore

import (
	"fmt"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/qpw"
)

// Random scenarios: a small machine, sheaves of one to four objects, so that
// every branch is near, and short programs, so that a couple of thousand steps
// see their end. Programs use n=all where they cannot know what they hold: no
// scenario is ever an author's mistake.

// newestGeneration is the one without the known bugs of those before it.
const newestGeneration = "7.1"

// generator writes the scenario of a seed.
type generator struct {
	d     *draws
	swarm Swarm
	kinds []kind
	text  strings.Builder

	cpus, nodes int64
	tasks       int64
	handlers    []string
	caches      int64 // those that everybody uses: c, and e if there are two
	doomed      bool  // there is a cache d, which one task uses and destroys
	old         bool  // generation 6.18
	newest      bool  // generation 7.1
	quiet       bool  // no CPU is kept free of kernel noise
	rt          bool
	booted      bool

	owner   bool // the task that is being written uses d
	handler bool
	held    bool // it holds a prefilled sheaf of c
}

// p draws for programs, m for the machine.
func (g *generator) p(n int64) int64 { return g.d.program.Intn(n) }
func (g *generator) m(n int64) int64 { return g.d.machine.Intn(n) }

func (g *generator) say(format string, args ...any) { fmt.Fprintf(&g.text, format, args...) }

// generate writes the scenario; mutant may be empty.
func generate(d *draws, swarm Swarm, mutant string) string {
	g := &generator{d: d, swarm: swarm, kinds: kinds()}
	g.machine(mutant)
	g.cachesOf()
	g.tasks = 1 + g.m(4)
	for i := range g.m(3) {
		g.handlers = append(g.handlers, fmt.Sprintf("h%d", i))
	}
	for t := range g.tasks {
		g.task(t)
	}
	for _, name := range g.handlers {
		g.interrupt(name)
	}
	if mutant != "" {
		g.say("mutant %s\n", mutant)
	}
	g.say("seed %d\n", g.d.machine.Uint64())
	return g.text.String()
}

// machine draws the hardware and a kernel in which the mutant has a place.
func (g *generator) machine(mutant string) {
	g.cpus, g.nodes = []int64{1, 2, 2, 2, 2, 3, 4}[g.m(7)], 1
	if g.cpus > 1 && g.m(2) == 0 {
		g.nodes = 2
	}
	b := g.build(mutant)
	g.old, g.newest, g.rt = b.Generation == "6.18", b.Generation == newestGeneration, b.RT
	g.say("machine cpus=%d nodes=%d qpw=%s", g.cpus, g.nodes, b.Mode)
	if b.RT {
		g.say(" rt=on")
	}
	g.quiet = true
	if g.cpus > 1 && g.m(4) == 0 {
		g.quiet = false
		g.say(" %s=%d", []string{"isolated", "nohz_full", "isolated=1 nohz_full"}[g.m(3)], g.cpus-1)
	}
	if g.m(3) == 0 {
		g.say(" fairserver=off")
	}
	if g.m(8) == 0 {
		g.say(" rtthrottle=on")
	}
	if g.m(3) == 0 {
		g.say(" lockdep=off")
	}
	if g.m(4) == 0 {
		g.say(" jitter=%d", 1+g.m(60))
	}
	g.say("\nkernel generation=%s\n", b.Generation)
}

// build draws the kernel: mostly the newest. A mutant that does not fit is
// given another.
func (g *generator) build(mutant string) path.Build {
	bug, planted := path.MutantByName(mutant)
	for {
		b := path.Build{Mode: qpw.Mode(g.m(3)), RT: g.m(3) == 0, Generation: "7.1"}
		switch g.m(16) {
		case 0, 1, 2:
			b.Generation = "7.0-rc3"
		case 3:
			b.Generation, b.Mode, b.RT = "6.18", qpw.NotBuilt, false
		}
		if !planted || bug.Unfit(b) == nil {
			return b
		}
	}
}

// cachesOf draws one or two caches, and one that will be destroyed.
func (g *generator) cachesOf() {
	g.caches = 1 + g.m(4)/3
	g.cache("c")
	if g.caches > 1 {
		g.cache("e")
	}
	// Before 7.1 destroying a cache may fail though nobody holds an object, and
	// meets CPUs that go: what 7.0 does is in findings_test.go. In 6.18 emptying a
	// barn may also leave a slab among the CPU's partial slabs, which were flushed
	// before.
	if g.doomed = g.m(3) == 0 && g.newest; g.doomed {
		g.cache("d")
	}
}

func (g *generator) cache(name string) {
	capacity, objects := []int64{1, 1, 1, 2, 2, 3, 4, 40}[g.m(8)], 1+g.m(6)
	if capacity == 40 { // more than a batch of a flush
		objects = 16 + g.m(5)
	}
	g.say("cache %s size=64 capacity=%d slabobjs=%d", name, capacity, objects)
	if g.old {
		g.say(" sheaves=on")
	}
	switch g.m(10) {
	case 0:
		g.say(" typesafe_rcu")
	case 1:
		g.say(" ctor")
	case 2:
		g.say(" refuse=%d", 1+g.m(3))
	case 3:
		if !g.old && name == "c" {
			g.say(" boot=late")
		}
	}
	g.say("\n")
}

// task writes a task of two to ten statements.
func (g *generator) task(t int64) {
	g.say("task t%d cpu=%d", t, g.m(g.cpus))
	if g.rt && g.m(2) == 0 || g.m(10) == 0 {
		g.say(" fifo=%d", 1+g.m(98))
	}
	if g.m(2) == 0 {
		g.say(" start=%dns", 1+g.m(6000))
	}
	g.say(" {\n")
	g.owner, g.handler, g.held = g.doomed && t == 0, false, false
	for range 2 + g.p(9) {
		g.statement()
	}
	if g.held {
		g.say("return_sheaf c\n")
	}
	if g.owner {
		g.ending()
	}
	g.say("}\n")
}

// ending gives back what is left of d and destroys it; sometimes somebody else
// still holds an object.
func (g *generator) ending() {
	switch g.p(4) {
	case 0:
		g.say("alloc d n=2; give t%d d n=all\n", g.p(g.tasks))
	case 1:
		g.say("alloc d n=%d; kfree_rcu d n=all\n", 1+g.p(5))
	case 2:
		g.say("alloc d n=%d; bulk_free d n=all\n", 1+g.p(5))
	}
	g.say("free d n=all; destroy d\n")
}

// statement writes one statement of a kind that the seed has switched on; if
// none fits it allocates.
func (g *generator) statement() {
	total := int64(0)
	for i := range g.kinds {
		total += g.weight(i)
	}
	if total == 0 {
		g.say("alloc %s n=%d\n", g.cacheName(), 1+g.p(6))
		return
	}
	n := g.p(total)
	for i := range g.kinds {
		if n -= g.weight(i); n < 0 {
			g.kinds[i].write(g)
			return
		}
	}
}

// weight is how likely a kind is where the program stands, 0 if it cannot be.
func (g *generator) weight(i int) int64 {
	k := &g.kinds[i]
	if g.swarm.Kinds>>i&1 == 0 || g.handler && !k.handler || k.may != nil && !k.may(g) {
		return 0
	}
	return k.weight
}

// cacheName is a cache that the program may use.
func (g *generator) cacheName() string {
	if g.owner && g.p(2) == 0 {
		return "d"
	}
	return []string{"c", "e"}[g.p(g.caches)]
}

// interrupt writes a handler: a device's interrupt, a softirq or an NMI, at any
// time, once or again and again.
func (g *generator) interrupt(name string) {
	kind := []string{"irq", "softirq", "nmi", "nmi"}[g.m(4)]
	g.say("%s %s cpu=%d at=%dcy", kind, name, g.m(g.cpus), g.m(30000))
	if g.m(2) == 0 {
		g.say(" every=%dns", 2000+g.m(200000))
	}
	g.say(" {\n")
	g.owner, g.handler, g.held = false, true, false
	for range 1 + g.p(3) {
		if kind == "nmi" {
			g.nmiStatement()
		} else {
			g.statement()
		}
	}
	g.say("}\n")
}

func (g *generator) nmiStatement() {
	switch g.p(4) {
	case 0:
		g.say("work %dns\n", 1+g.p(20000))
	case 1:
		g.say("free %s n=all\n", g.cacheName())
	default:
		g.say("alloc %s n=%d gfp=nolock\n", g.cacheName(), 1+g.p(3))
	}
}
