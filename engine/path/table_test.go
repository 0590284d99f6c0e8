package path

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
)

// The fact sheet's functions (kernel.md 2, 3.4, 4.2, 4.6) and the listings:
// each is one, or stands here with where its steps are or why it is left out.

// fact is one function of the fact sheet. Exactly one of the three says what
// became of it; a listing without a name is called as the function is.
type fact struct {
	section, name string
	listing       string // the listing that it is
	within        string // the listing and the line that do its work: "listing: line"
	out           string // why it is left out
}

func listed(section string, names ...string) []fact {
	var all []fact
	for _, n := range names {
		all = append(all, fact{section: section, name: n, listing: n})
	}
	return all
}

func facts() []fact {
	return slices.Concat(
		listed("2.1", "alloc_from_pcs"),
		listed("2.2", "alloc_from_pcs_bulk", "kmem_cache_alloc_bulk"),
		listed("2.3", "__pcs_replace_empty_main"),
		listed("2.4", "free_to_pcs"),
		listed("2.5", "__pcs_replace_full_main"),
		listed("2.6", "__pcs_install_empty_sheaf"),
		listed("2.7", "free_to_pcs_bulk"),
		listed("2.8", "__kfree_rcu_sheaf", "kvfree_call_rcu", "call_rcu"),
		listed("2.9", "rcu_free_sheaf"),
		listed("2.10", "rcu_free_sheaf_nobarn"),
		listed("2.11", "kmem_cache_prefill_sheaf", "kmem_cache_return_sheaf", "kmem_cache_refill_sheaf"),
		[]fact{{section: "2.11", name: "alloc_from_sheaf", listing: "kmem_cache_alloc_from_sheaf"}}, // the sheet leaves the first words out
		listed("2.12", "alloc_empty_sheaf", "free_empty_sheaf", "refill_sheaf"),
		listed("2.13", "sheaf_flush_unused", "__sheaf_flush_main_batch", "sheaf_flush_main", "sheaf_try_flush_main"),
		listed("2.14", "pcs_flush_all"),
		listed("2.15", "flush_cpu_sheaves", "flush_all_cpus_locked", "flush_all", "flush_rcu_sheaf", "flush_rcu_sheaves_on_cache", "flush_all_rcu_sheaves"),
		listed("2.16", "kmem_cache_shrink", "__kmem_cache_shutdown", "kmem_cache_destroy", "kvfree_rcu_barrier", "kvfree_rcu_barrier_on_cache",
			"__kvfree_rcu_barrier", "rcu_barrier", "barn_shrink", "free_partial", "pcs_destroy", "__pcs_flush_all_cpu",
			"validate_slab_cache", "defer_free_barrier"),
		listed("2.18", "kmalloc_nolock", "kfree_nolock", "defer_free"),
		listed("2.19", "___slab_alloc"),
		listed("2.20", "refill_objects", "__kmem_cache_alloc_bulk"),
		listed("2.21", "__slab_free", "__kmem_cache_free_bulk"),
		listed("3.1", "local_lock", "local_trylock", "local_unlock"),
		listed("3.4", "qpw_lock", "qpw_trylock", "qpw_unlock",
			"local_qpw_lock", "local_qpw_trylock", "local_qpw_unlock", "queue_percpu_work_on", "flush_percpu_work"),
		listed("4.2", "queue_work_on", "flush_work"),
		listed("4.6", "lru_add_drain_all"),
		[]fact{
			{section: "2.17", name: "barn_get_empty", listing: "barn_get_empty_sheaf"},
			{section: "2.17", name: "barn_put_empty", listing: "barn_put_empty_sheaf"},
			{section: "2.17", name: "barn_put_full", listing: "barn_put_full_sheaf"},
			{section: "2.17", name: "barn_get_full_or_empty", listing: "barn_get_full_or_empty_sheaf"},
			{section: "2.17", name: "barn_replace_empty", listing: "barn_replace_empty_sheaf"},
			{section: "2.17", name: "barn_replace_full", listing: "barn_replace_full_sheaf"},
			{section: "2.6", name: "__pcs_install_empty", listing: "__pcs_install_empty_sheaf"},
		},
		elsewhere(), leftOut(), sameByOtherNames(),
	)
}

// elsewhere are functions whose steps are lines of other listings.
func elsewhere() []fact {
	return []fact{
		{section: "2.1", name: "cache_has_sheaves", within: "__pcs_replace_empty_main: if the cache has no sheaves"},
		{section: "2.3", name: "alloc_full_sheaf", within: "__pcs_replace_empty_main: make an empty sheaf"},
		{section: "2.3", name: "get_barn", within: "__pcs_replace_empty_main: the barn of this node"},
		{section: "2.4", name: "slab_free", within: "kmem_cache_free: to the sheaves of this CPU"},
		{section: "2.9", name: "numa_mem_id", within: "__kfree_rcu_sheaf: it is full: detach it and note this node"},
		{section: "2.9", name: "numa_node_id", within: "__kfree_rcu_sheaf: it is full: detach it and note this node"},
		{section: "2.15", name: "has_pcs_used", within: "flush_all_cpus_locked: peek: does it have a spare, an rcu_free or objects in main?"},
		{section: "2.15", name: "cpus_read_lock", within: "flush_all: cpus_read_lock"},
		{section: "2.15", name: "cpus_read_unlock", within: "flush_all: cpus_read_unlock"},
		{section: "2.15", name: "qpw_get_cpu", within: "flush_cpu_sheaves: the CPU that the item names"},
		{section: "2.18", name: "irq_work", within: "timer_interrupt: irq_work: a free that was put off, to its slab"},
		{section: "2.19", name: "get_from_partial", within: "___slab_alloc: pop an object off the first slab"},
		{section: "2.20", name: "get_partial_node_bulk", within: "refill_objects: take slabs off the partial list until their free objects are enough"},
		{section: "2.8", name: "kfree_rcu", within: "kvfree_call_rcu: into this CPU's rcu_free"},
		{section: "2.8", name: "kvfree_rcu", within: "kvfree_call_rcu: to the batching layer"},
		{section: "3.4", name: "preempt_disable", within: "local_trylock: ll: preempt_disable"},
		{section: "3.4", name: "spin_lock", within: "qpw_lock: sl: one locked compare-and-exchange, or queue and spin"},
		{section: "3.4", name: "spin_trylock", within: "local_qpw_trylock: sl: spin_trylock"},
		{section: "3.4", name: "spin_unlock", within: "local_qpw_unlock: sl: spin_unlock"},
		{section: "4.2", name: "try_to_wake_up", within: "queue_work_on: try_to_wake_up its kworker"},
	}
}

// leftOut are functions that the model has no steps for.
func leftOut() []fact {
	return []fact{
		{section: "2.7", name: "__free_to_pcs_batch", out: "newer than 7.1, the newest generation here"},
		{section: "2.15", name: "deferred_work_barrier", out: "newer than 7.1, the newest generation here"},
		{section: "2.22", name: "can_free_to_pcs", out: "with CONFIG_HAVE_MEMORYLESS_NODES the test that stands in its callers; without it, 7.1 lets a CPU whose node has no memory take objects of any node [KN]"},
	}
}

// sameByOtherNames are the names of version 4, which Rename gives.
func sameByOtherNames() []fact {
	return []fact{
		{section: "3.4", name: "pw_lock", listing: "qpw_lock"},
		{section: "3.4", name: "pw_flush", listing: "flush_percpu_work"},
		{section: "3.4", name: "pw_queue_on", listing: "queue_percpu_work_on"},
		{section: "3.4", name: "pw_lock_local", listing: "local_qpw_lock"},
		{section: "3.4", name: "pw_trylock_local", listing: "local_qpw_trylock"},
		{section: "3.4", name: "pw_unlock_local", listing: "local_qpw_unlock"},
	}
}

// noFunctions are the words of section 2 with an underscore that are data.
func noFunctions() []string {
	return []string{"allow_spin", "can_alloc", "flush_lock", "list_lock", "min_partial", "next_batch", "nr_empty", "nr_full", "nr_partial",
		"nr_slabs", "object_size", "put_fail", "rcu_free", "sheaf_capacity", "slab_mutex", "slub_flush", "to_flush", "was_full", "barn_put"}
}

// TestFactsAreListings: what the table says is so.
func TestFactsAreListings(t *testing.T) {
	funcs, err := Functions(Build{Mode: qpw.On, Generation: "7.1"})
	require.NoError(t, err)
	plain, err := Functions(Build{Series: Unpatched, Generation: "7.1"})
	require.NoError(t, err)
	funcs = append(funcs, plain...)
	seen := map[string]bool{}
	for _, f := range facts() {
		assert.False(t, seen[f.name], "%s stands in the table twice", f.name)
		seen[f.name] = true
		switch {
		case f.listing != "":
			l := find(funcs, f.listing)
			if assert.NotNil(t, l, f.name) && f.listing == f.name {
				assert.Contains(t, l.Section, f.section, f.name)
			}
		case f.within != "":
			name, line, _ := strings.Cut(f.within, ": ")
			l := find(funcs, name)
			if assert.NotNil(t, l, f.within) {
				assert.True(t, slices.ContainsFunc(l.Ops, func(op Op) bool { return strings.HasPrefix(op.Text, line) }), f.within)
			}
		default:
			assert.NotEmpty(t, f.out, f.name)
			assert.Nil(t, find(funcs, f.name), "%s is left out and is there", f.name)
		}
	}
}

// TestFactSheetIsInTheTable reads the fact sheet where it lies beside the
// checkout, or where KERNEL_MD says: every name of section 2 that could be a
// function stands in the table.
func TestFactSheetIsInTheTable(t *testing.T) {
	file := os.Getenv("KERNEL_MD")
	if file == "" {
		file = "../../../shared/design/kernel.md"
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Skip("no fact sheet here: the table is not compared with it")
	}
	_, rest, ok := strings.Cut(string(text), "\n## 2. ")
	require.True(t, ok)
	section, _, ok := strings.Cut(rest, "\n## 3. ")
	require.True(t, ok)
	names := regexp.MustCompile(`_*[a-z][a-z0-9]*(?:_[a-z0-9]+)+`).FindAllString(section, -1)
	require.Greater(t, len(names), 200)
	table := noFunctions()
	for _, f := range facts() {
		table = append(table, f.name)
	}
	for _, n := range names {
		assert.True(t, slices.Contains(table, n), "section 2 names %s, and the table does not", n)
	}
}
