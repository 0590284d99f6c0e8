package engine_test

// unreached is the ways that no script takes, and why. A way of this list that
// a script does take is an error too: it has to go from here. "f: *" is every
// way of a function.
func unreached() []exempt {
	return []exempt{
		{"the language frees at least one object", []string{
			"kmem_cache_free_bulk: if the array is empty → out ⇒ out",
		}},
		{"fetch always chooses a label; the line behind it is where it never goes", []string{
			"program: → fetch ⇒ run",
		}},
		{"flush_lock: a work item is queued again only after it was waited for", []string{
			"queue_work_on: test and set PENDING ⇒ out",
		}},
		{"the line that leads there has looked for an isolated slab already", []string{
			"refill_objects: if no isolated slab is left → drained (2) ⇒ drained",
		}},
		{"a refill may always wait for list_lock; the try is for callers of the slow path", []string{
			"refill_objects: interrupts as before, preempt_enable (5) ⇒ run",
			"refill_objects: take list_lock of the node, only trying where no lock may be waited for ⇒ no_list",
		}},
		{"in version 1 lru_add_drain drains the mlock batch by the number of the CPU; other callers are not modelled", []string{
			"mlock_drain_local: migrate_disable ⇒ run",
			"mlock_drain_local: migrate_enable ⇒ run",
		}},
		{"no CPU goes offline yet", []string{
			"page_alloc_cpu_dead: *",
			"mlock_drain_remote: *",
			"mlock_drain_offline: *",
		}},
		{"memory does not run out yet: no statement makes an allocation of pages or of a sheaf fail", []string{
			"___slab_alloc: pages for a new slab, all its objects free ⇒ nomem",
			"___slab_alloc: return none (2) ⇒ run",
			"__kfree_rcu_sheaf: if no memory for it → fail ⇒ fail",
			"__kmem_cache_alloc_bulk: give back what there was ⇒ run",
			"__kmem_cache_alloc_bulk: if not so many → short ⇒ short",
			"__kmem_cache_alloc_bulk: keep what the array held before ⇒ run",
			"__kmem_cache_alloc_bulk: return: none ⇒ run",
			"__pcs_replace_empty_main: and the sheaf ⇒ run",
			"__pcs_replace_empty_main: if it is full → relock ⇒ next",
			"__pcs_replace_empty_main: if no memory for it → none ⇒ none",
			"__pcs_replace_empty_main: memory ran out: give back what it holds ⇒ run",
			"__pcs_replace_empty_main: → none ⇒ run",
			"__pcs_replace_full_main: count BARN_PUT_FAIL (2) ⇒ run",
			"__pcs_replace_full_main: flush main to the slabs, as far as the lock allows ⇒ run",
			"__pcs_replace_full_main: if it was not free: migrate_enable ⇒ run",
			"__pcs_replace_full_main: if main is full once more → restart ⇒ next",
			"__pcs_replace_full_main: if main is full once more → restart ⇒ restart",
			"__pcs_replace_full_main: if not even once → none ⇒ next",
			"__pcs_replace_full_main: if not even once → none ⇒ none",
			"__pcs_replace_full_main: if not free → none ⇒ next",
			"__pcs_replace_full_main: if not free → none ⇒ none",
			"__pcs_replace_full_main: if the barn was not asked to take main → try_flush ⇒ next",
			"__pcs_replace_full_main: if the barn was not asked to take main → try_flush ⇒ try_flush",
			"__pcs_replace_full_main: if there was memory → got_empty ⇒ next",
			"__pcs_replace_full_main: migrate_disable; cpu = smp_processor_id() ⇒ run",
			"__pcs_replace_full_main: read this CPU's sheaves again ⇒ run",
			"__pcs_replace_full_main: return with the lock held (4) ⇒ run",
			"__pcs_replace_full_main: take this CPU's sheaf lock if it is free ⇒ run",
			"kmem_cache_alloc_bulk: if got them → hooks ⇒ next",
			"kmem_cache_alloc_bulk: no memory: what the sheaves gave goes to the slabs ⇒ run",
			"kmem_cache_alloc_bulk: nothing was allocated ⇒ run",
			"kmem_cache_prefill_sheaf: and the sheaf ⇒ run",
			"kmem_cache_prefill_sheaf: if it is full → out ⇒ next",
			"kmem_cache_prefill_sheaf: if no memory for it → none ⇒ none",
			"kmem_cache_prefill_sheaf: memory ran out: give back what it holds ⇒ run",
			"kmem_cache_prefill_sheaf: return none ⇒ run",
			"kmem_cache_return_sheaf: if that failed → flush ⇒ flush",
			"refill_objects: pages for a new slab, all its objects free ⇒ enough",
			"sheaf_try_flush_main: *",
		}},
	}
}
