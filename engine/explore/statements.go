package explore

import "fmt"

// kind is a kind of statement that random programs are made of. Swarm switches
// each on or off.
type kind struct {
	name    string
	weight  int64
	handler bool // an interrupt's handler may have it too
	may     func(g *generator) bool
	write   func(g *generator)
}

// kinds lists the kinds of statements. At most 64.
func kinds() []kind {
	all := objectKinds()
	all = append(all, cacheKinds()...)
	all = append(all, sheafKinds()...)
	return append(all, otherKinds()...)
}

// objectKinds are what programs do with objects.
func objectKinds() []kind {
	return []kind{
		{"alloc", 6, true, nil, func(g *generator) { g.say("alloc %s n=%d\n", g.cacheName(), 1+g.p(7)) }},
		{"alloc one", 4, true, nil, func(g *generator) { g.say("alloc %s\n", g.cacheName()) }},
		{"alloc many", 1, false, nil, func(g *generator) {
			c := g.cacheName()
			g.say("alloc %s n=%d; free %s n=all\n", c, 12+g.p(20), c)
		}},
		{"hoard", 4, false, nil, func(g *generator) { // past what a barn takes, if sheaves are small
			c := g.cacheName()
			g.say("bulk_alloc %s n=%d; free %s n=all%s\n", c, 8+g.p(12), c, []string{"", " order=lifo"}[g.p(2)])
		}},
		{"local among foreign", 1, false, func(g *generator) bool { return g.nodes > 1 }, func(g *generator) {
			c := []string{"c", "e"}[g.p(g.caches)]
			g.say("%s\n", []string{
				fmt.Sprintf("bulk_alloc %s n=%d; give t%d %s n=all", c, 32+g.p(3), g.p(g.tasks), c),
				fmt.Sprintf("alloc %s; sleep %dns; bulk_free %s n=all", c, 1+g.p(9000), c)}[g.p(2)])
		}},
		{"atomic", 2, false, nil, func(g *generator) { g.say("alloc %s n=%d gfp=atomic\n", g.cacheName(), 1+g.p(4)) }},
		{"nolock", 2, true, nil, func(g *generator) { g.say("alloc %s n=%d gfp=nolock\n", g.cacheName(), 1+g.p(4)) }},
		{"node", 2, false, nil, func(g *generator) { g.say("alloc %s node=%d\n", g.cacheName(), g.p(g.nodes)) }},
		{"free", 6, true, nil, func(g *generator) {
			g.say("free %s n=all%s\n", g.cacheName(), []string{"", " order=lifo", " order=random"}[g.p(3)])
		}},
		{"give", 4, false, nil, (*generator).give},
		{"kfree_rcu", 4, true, nil, func(g *generator) {
			c, n := g.cacheName(), 1+g.p(5)
			if !g.handler && g.p(6) == 0 {
				n += 10 // more callbacks than a barn takes sheaves
			}
			g.say("alloc %s n=%d; kfree_rcu %s n=all\n", c, n, c)
		}},
		{"bulk_alloc", 2, true, nil, func(g *generator) { g.say("bulk_alloc %s n=%d\n", g.cacheName(), 1+g.p(12)) }},
		{"bulk_free", 3, true, nil, func(g *generator) { g.say("bulk_free %s n=all\n", g.cacheName()) }},
		{"churn", 3, false, nil, func(g *generator) {
			c := g.cacheName()
			g.say("loop %d { alloc %s n=%d; free %s n=all }\n", 1+g.p(4), c, 1+g.p(4), c)
		}},
		{"atomic churn", 2, false, nil, func(g *generator) {
			c, how := g.cacheName(), []string{"preempt_disable", "irq_disable"}[g.p(2)]
			if g.rt {
				how = "syscall" // sleeping locks are no place for either
			}
			g.say("%s { alloc %s n=%d; free %s n=all }\n", how, c, 1+g.p(4), c)
		}},
	}
}

// give hands objects to a task or to a handler; those of d stay with their task
// until its end.
func (g *generator) give() {
	c := []string{"c", "e"}[g.p(g.caches)]
	if n := int64(len(g.handlers)); n > 0 && g.p(2) == 0 {
		g.say("alloc %s n=%d; give %s %s n=all\n", c, 1+g.p(3), g.handlers[g.p(n)], c)
		return
	}
	g.say("alloc %s n=%d; give t%d %s n=all\n", c, 1+g.p(6), g.p(g.tasks), c)
}

// cacheKinds are what is done to all of a cache.
func cacheKinds() []kind {
	return []kind{
		{"shrink", 4, false, nil, func(g *generator) { g.say("shrink %s\n", g.cacheName()) }},
		{"barrier", 3, false, nil, func(g *generator) { g.say("kvfree_rcu_barrier\n") }},
		{"cache barrier", 3, false, func(g *generator) bool { return g.newest }, func(g *generator) { g.say("kvfree_rcu_barrier %s\n", g.cacheName()) }},
		{"validate", 1, false, nil, func(g *generator) { g.say("validate %s\n", g.cacheName()) }},
		{"boot", 3, false, func(g *generator) bool { return !g.booted && !g.old && g.quiet }, func(g *generator) {
			g.say("%s\n", []string{"bootstrap_kmalloc_sheaves", "late_initcall"}[g.p(2)])
			g.booted = true // who boots, boots once
		}},
		{"memory", 1, false, func(g *generator) bool { return g.nodes > 1 }, func(g *generator) { g.say("memory_offline 1\n") }},
	}
}

// sheafKinds are what is done with a prefilled sheaf of c, from the prefill to
// the return.
func sheafKinds() []kind {
	holds := func(g *generator) bool { return g.held }
	return []kind{
		{"prefill", 5, false, func(g *generator) bool { return !g.held }, func(g *generator) {
			g.say("prefill c n=%d%s\n", 1+g.p(6), []string{"", " reserves"}[g.p(2)])
			g.held = true
		}},
		{"from sheaf", 4, false, holds, func(g *generator) { g.say("alloc_from_sheaf c n=%d\n", 1+g.p(4)) }},
		{"refill", 2, false, holds, func(g *generator) { g.say("refill_sheaf c n=%d\n", 1+g.p(8)) }},
		{"return", 4, false, holds, func(g *generator) {
			g.say("return_sheaf c\n")
			g.held = false
		}},
	}
}

// otherKinds are time, folios, and the way in and out of the kernel.
func otherKinds() []kind {
	return []kind{
		{"work", 2, true, nil, func(g *generator) { g.say("work %dns\n", 1+g.p(3000)) }},
		{"sleep", 3, false, nil, func(g *generator) { g.say("sleep %dns\n", 1+g.p(9000)) }},
		{"syscall", 1, false, nil, func(g *generator) { g.say("syscall { alloc c n=%d; free c n=all }\n", 1+g.p(4)) }},
		{"lru", 1, false, nil, func(g *generator) {
			verb := []string{"lru_add", "lru_activate", "lru_deactivate", "lru_deactivate_file", "lru_lazyfree", "mlock", "mlock_lru", "munlock", "bh_read"}[g.p(9)]
			g.say("lru_add n=%d; %s n=%d\n", 1+g.p(4), verb, 1+g.p(4))
		}},
		{"rotate", 1, true, nil, func(g *generator) { g.say("lru_move_tail n=1\n") }},
		{"drain", 2, false, nil, func(g *generator) { g.say("%s\n", []string{"lru_add_drain", "lru_add_drain_all"}[g.p(2)]) }},
	}
}
