package engine_test

// unreached is the ways that no script takes, and why. A way of this list that
// a script does take is an error too: it has to go from here. "f: *" is every
// way of a function.
func unreached() []exempt {
	return []exempt{
		{"the peek finds nothing in the bootstrap sheaf, so that no work is queued for a cache without sheaves", []string{
			"flush_cpu_sheaves: if the cache has no sheaves → none ⇒ none",
		}},
		{"nobody in what is modelled asks; list configurations does", []string{
			"qpw_is_cpu_remote: return: no ⇒ run",
			"qpw_is_cpu_remote: return: is it another than this one? ⇒ run",
		}},
		{"the language frees at least one object", []string{
			"kmem_cache_free_bulk: if the array is empty → out ⇒ out",
		}},
		{"fetch always chooses a label; the line behind it is where it never goes", []string{
			"program: → fetch ⇒ run",
		}},
		{"a pool without memory for another kworker has none for the whole run", []string{
			"maybe_create_worker: if create_worker finds memory for another one → made ⇒ made",
		}},
		{"the rescuer would have to come in between two lines of the kworker, on the same CPU; no script finds the moment", []string{
			"maybe_create_worker: if none is needed any more: the work is done → made ⇒ made",
		}},
		{"the line that leads there has looked for an isolated slab already", []string{
			"refill_objects: if no isolated slab is left → drained (2) ⇒ drained",
		}},
		{"a refill may always wait for list_lock; the try is for the slow path, which puts a new slab there the same way", []string{
			"refill_objects: interrupts as before, preempt_enable (5) ⇒ run",
			"refill_objects: take list_lock of the node: a refill may wait for it ⇒ no_list",
		}},
		{"in version 1 lru_add_drain drains the mlock batch by the number of the CPU; other callers are not modelled", []string{
			"mlock_drain_local: migrate_disable ⇒ run",
			"mlock_drain_local: migrate_enable ⇒ run",
		}},
		{"6.18 [KN]: no script finds the moment yet, an interrupt or an NMI between two lines of the CPU slab's sections", []string{
			"___slab_alloc: if an interrupt has changed the CPU slab meanwhile → reread_unlock (2) ⇒ reread_unlock",
			"___slab_alloc: if an interrupt has used up the partial slabs → objects_unlock ⇒ objects_unlock",
			"___slab_alloc: unlock cpu_slab: interrupts as before (6) ⇒ run",
			"___slab_alloc: if no lock may be waited for → later ⇒ later",
			"___slab_alloc: irq_work gives it up ⇒ run",
			"___slab_alloc: → flushed ⇒ run",
			"timer_interrupt: if no slab was put off on this CPU → out ⇒ next",
			"timer_interrupt: irq_work: a CPU slab that was put off is given up ⇒ run",
			"timer_interrupt: next → slabs ⇒ run",
			"__slab_alloc: if no lock may be waited for, and cpu_slab->lock is held → busy ⇒ busy",
			"__slab_alloc: preempt_enable (2) ⇒ run",
			"__slab_alloc: return EBUSY ⇒ run",
			"flush_this_cpu_slab: if an interrupt has used it up → partial ⇒ partial",
		}},
		{"whoever takes a CPU down holds cpu_hotplug_lock, and everybody who takes slab_mutex for long holds it too", []string{
			"slub_cpu_dead: take slab_mutex ⇒ wait",
		}},
	}
}
