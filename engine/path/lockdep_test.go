package path_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// The self-tests: a kernel that is right but for one thing, and exactly what
// is told of it, warnings and lockdep's reports in their order.
type selftest struct {
	name, text string
	edits      []path.Edit
	want       []string
}

func (c *selftest) run(t *testing.T) {
	t.Run(c.name, func(t *testing.T) {
		r := run(t, c.text, c.edits...)
		got := []string{}
		for i := range r.Kernel.Oopses {
			o := &r.Kernel.Oopses[i]
			got = append(got, bug.Of(o.Code).Invariant+": "+r.Kernel.OopsText(o))
		}
		assert.Equal(t, c.want, got)
		assert.EqualValues(t, len(got), r.Record.Events(sim.Warn, -1)+r.Record.Events(sim.Oops, -1))
		assert.GreaterOrEqual(t, len(r.Violations), len(got))
	})
}

// both takes a lock and releases it at once.
func both(lock func(*path.Kernel) locking.ID, as locking.Member) []path.Op {
	return []path.Op{path.Wait(lock, as), path.Release(lock, as)}
}

// under takes one lock under another.
func under(outer, inner func(*path.Kernel) locking.ID, o, i locking.Member) []path.Op {
	return []path.Op{path.Wait(outer, o), path.Wait(inner, i), path.Release(inner, i), path.Release(outer, o)}
}

func at(fn, line string, ops ...path.Op) path.Edit { return path.Before(fn, line, ops...) }

const small = "\ncache c size=64 capacity=2\n"

func TestLockdepOrders(t *testing.T) {
	barn, list := path.BarnLock(0), path.ListLock(0)
	save, restore := path.Flag()
	irqsafe := append(append([]path.Op{save}, under(list, path.OwnSheafLock, locking.Spin, locking.Local)...), restore)
	for _, c := range []selftest{
		{"AB-BA, by one task, which never hangs", "machine cpus=1" + small + "task t cpu=0 { shrink c; shrink c }",
			[]path.Edit{at("flush_all", "cpus_read_lock", append(under(barn, list, locking.Spin, locking.Spin), under(list, barn, locking.Spin, locking.Spin)...)...)},
			[]string{"L2: lockdep: t on CPU 0 takes barn->lock under list_lock: possible circular locking dependency, for list_lock was taken under barn->lock in flush_all at “take a lock”, called by kmem_cache_shrink; in flush_all at “take a lock”"}},
		{"two locks of one class", "machine cpus=2 nodes=2" + small + "task t cpu=0 { shrink c }",
			[]path.Edit{at("flush_all", "cpus_read_lock", under(barn, path.BarnLock(1), locking.Spin, locking.Spin)...)},
			[]string{"L2: lockdep: t on CPU 0 takes barn->lock of node 1 and holds barn->lock of node 0, of the same class: possible recursive locking; in flush_all at “take a lock”"}},
		{"a trylock makes no order", "machine cpus=1" + small + "task t cpu=0 { shrink c; alloc c n=9 }",
			[]path.Edit{at("flush_all", "cpus_read_lock",
				path.Wait(list, locking.Spin), path.Step("try", func(k *path.Kernel, _ *sim.Thread, _ *sim.Frame) { k.Locks.Try(k.M, barn(k), locking.Spin) }),
				path.Release(barn, locking.Spin), path.Release(list, locking.Spin), path.Wait(barn, locking.Spin), path.Wait(list, locking.Spin), path.Release(list, locking.Spin), path.Release(barn, locking.Spin))},
			[]string{}},
		{"the work that is waited for under flush_lock takes it", "machine cpus=2 qpw=0" + small + "task t cpu=0 { kvfree_rcu_barrier }",
			[]path.Edit{at("flush_rcu_sheaf", "take the sheaf lock", both(path.FlushLockLock, locking.Mutex)...)},
			[]string{"L2: lockdep: t on CPU 0 takes (work)flush under flush_lock: possible circular locking dependency, for flush_lock was taken under (work)flush in flush_rcu_sheaf at “take a lock”, called by worker_thread; in flush_work at “if it is neither queued nor running → out”",
				"L2: t on CPU 0 can never go on: t waits in flush_work for kworker/0:0; kworker/0:0 waits for flush_lock, held by t; in flush_work at “a barrier behind it; sleep, uninterruptibly, until the barrier is reached”"}},
		{"a lock that interrupts take, before one that they can break into", "machine cpus=1" + small + "task t cpu=0 { alloc c n=4; free c n=all; shrink c }\nirq i cpu=0 at=100us { alloc c n=9; free c n=all }",
			[]path.Edit{at("flush_all", "cpus_read_lock", irqsafe...)},
			[]string{"L2: lockdep: i on CPU 0 makes an order that can hang: hardirqs take list_lock and can come in where cpu_sheaves->lock is held, and cpu_sheaves->lock was taken under list_lock in flush_all at “take a lock”, called by kmem_cache_shrink: possible interrupt lock inversion; in refill_objects at “take list_lock of the node: a refill may wait for it”"}},
		{"a sheaf lock that an interrupt waits for", "machine cpus=2" + small + "task t cpu=0 { alloc c n=4; free c n=all }\nirq i cpu=1 at=100us { alloc c }",
			[]path.Edit{at("kmem_cache_alloc", "hooks before", path.In(sim.Hardirq, path.Wait(path.OwnSheafLock, locking.Local)), path.In(sim.Hardirq, path.Release(path.OwnSheafLock, locking.Local)))},
			[]string{"L2: lockdep: i on CPU 1 takes cpu_sheaves->lock, which is taken in hardirqs and also where they can come in: inconsistent lock state; in kmem_cache_alloc at “take a lock”"}},
		{"readers inside readers", "machine cpus=2" + small + "task t cpu=0 { shrink c }",
			[]path.Edit{at("flush_all", "all CPUs", path.CPUsRead(), path.CPUsUnread())},
			[]string{"L2: lockdep: t on CPU 0 takes cpu_hotplug_lock and holds cpu_hotplug_lock, of the same class: possible recursive locking; in flush_all at “cpus_read_lock, again”"}},
		{"flushing without cpus_read_lock", "machine cpus=2" + small + "task t cpu=0 { shrink c }",
			[]path.Edit{path.Instead("flush_all", "cpus_read_lock"), path.Instead("flush_all", "cpus_read_unlock")},
			[]string{"S2: lockdep: t on CPU 0 asserts that it holds cpu_hotplug_lock, and nobody holds it; in flush_all_cpus_locked at “take flush_lock: there is one set of work items”"}},
		{"M33: an NMI that waits", "machine cpus=1" + small + "nmi n cpu=0 at=1us { alloc c gfp=nolock }",
			[]path.Edit{at("kmalloc_nolock", "from the sheaves", both(barn, locking.Spin)...)},
			[]string{"L4: lockdep: n on CPU 0 waits for barn->lock of node 0 in an NMI, which may have interrupted its holder: inconsistent lock state; in kmalloc_nolock at “take a lock”"}},
	} {
		c.run(t)
	}
}

func TestLockdepContexts(t *testing.T) {
	for _, c := range []selftest{
		{"a mutex under a spinlock", "machine cpus=1" + small + "task t cpu=0 { shrink c }",
			[]path.Edit{at("flush_all", "cpus_read_lock", under(path.BarnLock(0), path.SlabMutexLock, locking.Spin, locking.Mutex)...)},
			[]string{"S20: lockdep: t on CPU 0 takes slab_mutex, which can sleep, under barn->lock of node 0, which spins: invalid wait context; in flush_all at “take a lock”"}},
		{"a mutex with preemption off", "machine cpus=1" + small + "task t cpu=0 { shrink c }",
			[]path.Edit{at("flush_all", "cpus_read_lock", path.Pin(), path.Wait(path.SlabMutexLock, locking.Mutex), path.Release(path.SlabMutexLock, locking.Mutex), path.Unpin())},
			[]string{"S20: lockdep: t on CPU 0 calls what can sleep from an invalid context: preemption is disabled once, interrupts 0 times; in flush_all at “take a lock”"}},
		{"a mutex in a hardirq", "machine cpus=1" + small + "irq i cpu=0 at=1us { alloc c }",
			[]path.Edit{at("kmem_cache_alloc", "hooks before", both(path.SlabMutexLock, locking.Mutex)...)},
			[]string{"S20: lockdep: i on CPU 0 calls what can sleep from an invalid context: a hardirq; in kmem_cache_alloc at “take a lock”"}},
		{"M43: waiting for another CPU's work under a sheaf lock", "machine cpus=2 qpw=0" + small + "task t cpu=0 { alloc c; free c; shrink c }",
			[]path.Edit{at("flush_percpu_work", "flush_work of", path.Pin(), path.Wait(path.SheafLock(1), locking.Local)), at("flush_percpu_work", "return", path.Release(path.SheafLock(1), locking.Local), path.Unpin())},
			[]string{"S20: lockdep: t on CPU 0 calls what can sleep from an invalid context: preemption is disabled once, interrupts 0 times; in flush_work at “if it is neither queued nor running → out”",
				"L2: lockdep: t on CPU 0 takes (work)flush under cpu_sheaves->lock: possible circular locking dependency, for cpu_sheaves->lock was taken under (work)flush in qpw_lock at “ll: acquired must be clear; set it”, called by pcs_flush_all; in flush_work at “if it is neither queued nor running → out”"}},
		{"M8: the assertion asks about the template", "machine cpus=1 qpw=n" + small + "task t cpu=0 { alloc c n=5 }",
			[]path.Edit{path.Instead("__pcs_replace_empty_main", "lockdep", path.HeldTemplate())},
			[]string{"A1: lockdep: t on CPU 0 asserts that cpu_sheaves->lock is held and names no CPU's instance: it asks about the address from which they are counted, which nobody ever holds; in __pcs_replace_empty_main at “lockdep: the sheaf lock is held, asked without this_cpu_ptr”"}},
		{"M8, where main is flushed for want of a sheaf", "machine cpus=1 qpw=n" + small + "memory sheaves=4-99\ntask t cpu=0 { alloc c n=9; free c n=9 }",
			[]path.Edit{path.Instead("sheaf_try_flush_main", "lockdep", path.HeldTemplate())},
			[]string{"A1: lockdep: t on CPU 0 asserts that cpu_sheaves->lock is held and names no CPU's instance: it asks about the address from which they are counted, which nobody ever holds; in sheaf_try_flush_main at “lockdep: the sheaf lock is held, asked without this_cpu_ptr”"}},
		{"an assertion where the lock is not held", "machine cpus=1" + small + "task t cpu=0 { alloc c n=5 }",
			[]path.Edit{at("alloc_from_pcs", "take this CPU's", path.Held())},
			[]string{"S2: lockdep: t on CPU 0 asserts that it holds cpu_sheaves->lock of CPU 0, and nobody holds it; in alloc_from_pcs at “lockdep: the sheaf lock is held”"}},
		{"lockdep=off: an assertion is not there", "machine cpus=1 lockdep=off" + small + "task t cpu=0 { alloc c n=5 }",
			[]path.Edit{at("alloc_from_pcs", "take this CPU's", path.Held())}, []string{}},
	} {
		c.run(t)
	}
}

func TestBalance(t *testing.T) {
	for _, c := range []selftest{
		{"back in user space with a mutex", "machine cpus=1" + small + "task t cpu=0 { shrink c; work 1us; work 1us }",
			[]path.Edit{path.Instead("flush_all_cpus_locked", "release flush_lock")},
			[]string{"S10: lockdep: t on CPU 0 returns to user space with a lock held: flush_lock; in program at “the next statement of the program”"}},
		{"a pin that is left behind", "machine cpus=1" + small + "task t cpu=0 { preempt_disable { alloc c }; work 1us }",
			[]path.Edit{path.Before("kmem_cache_alloc", "hooks before", path.Pin())},
			[]string{"S10: lockdep: t on CPU 0 returns to user space with preemption disabled once, interrupts 0 times and migration 0 times too often; in program at “the next statement of the program”"}},
		{"an interrupt that leaves its pin", "machine cpus=1" + small + "task t cpu=0 { sleep 5us }",
			[]path.Edit{path.Before("timer_interrupt", "wake who", path.Pin())},
			[]string{"S10: lockdep: interrupt of CPU 0 on CPU 0 ends its interrupt with preemption disabled once, interrupts 0 times and migration 0 times too often; in timer_interrupt at “return”"}},
		{"a work function that leaves its pin", "machine cpus=1 qpw=0" + small + "task t cpu=0 { alloc c; shrink c }",
			[]path.Edit{path.Before("flush_cpu_sheaves", "all its", path.Pin())},
			[]string{"S10: lockdep: kworker/0:0 on CPU 0 ends its work with preemption disabled once, interrupts 0 times and migration 0 times too often; in worker_thread at “done: wake who waits for it”"}},
		{"a pin undone twice", "machine cpus=1" + small + "task t cpu=0 { alloc c n=3 }",
			[]path.Edit{path.Before("kmem_cache_alloc", "hooks before", path.Unpin())},
			[]string{"S10: lockdep: t on CPU 0 enables what was not disabled: the depth of preempt_disable is -1, that of interrupts off 0, that of migrate_disable 0; in kmem_cache_alloc at “preempt_enable”"}},
		{"a release through the other member", "machine cpus=1 qpw=1" + small + "task t cpu=0 { alloc c n=1 }",
			[]path.Edit{path.Instead("local_qpw_unlock", "sl: spin_unlock", path.Release(path.OwnSheafLock, locking.Local), path.Unpin())},
			[]string{"S10: t on CPU 0 releases cpu_sheaves->lock of CPU 0 through its local lock and took it through its spinlock; in local_qpw_unlock at “release a lock”",
				"S10: lockdep: t on CPU 0 enables what was not disabled: the depth of preempt_disable is -1, that of interrupts off 0, that of migrate_disable 0; in local_qpw_unlock at “sl: preempt_enable: the pin of the local form”"}},
		{"M21: the lock of another CPU is released", "machine cpus=2 qpw=1" + small + "task t cpu=0 { alloc c n=1 }",
			[]path.Edit{path.Instead("local_qpw_unlock", "sl: spin_unlock", path.Release(path.SheafLock(1), locking.Spin))},
			[]string{"S10: t on CPU 0 releases cpu_sheaves->lock of CPU 1, which nobody holds; in local_qpw_unlock at “release a lock”",
				"S10: lockdep: t on CPU 0 returns to user space with a lock held: cpu_sheaves->lock of CPU 0; in program at “the next statement of the program”"}},
		{"local_lock inside its own section", "machine cpus=1 qpw=0" + small + "task t cpu=0 { loop { alloc c n=2; free c n=all } }\nirq i cpu=0 at=1us every=7us { alloc c n=1; free c n=all }\nuntil 500us",
			[]path.Edit{at("alloc_from_pcs", "take this CPU's", path.In(sim.Hardirq, path.Step("local_lock", func(k *path.Kernel, _ *sim.Thread, _ *sim.Frame) { k.Locks.Enter(k.M, path.OwnSheafLock(k)) })),
				path.In(sim.Hardirq, path.Release(path.OwnSheafLock, locking.Local)))},
			[]string{"L2: lockdep: i on CPU 0 takes cpu_sheaves->lock, which is taken in hardirqs and also where they can come in: inconsistent lock state; in alloc_from_pcs at “local_lock”",
				"S2: i on CPU 0 takes cpu_sheaves->lock of CPU 0 by local_lock where t is inside its section; in alloc_from_pcs at “local_lock”",
				"S10: t on CPU 0 releases cpu_sheaves->lock of CPU 0, which nobody holds; in local_qpw_unlock at “ll: clear acquired”"}},
		{"S16: an item that stores another CPU", "machine cpus=2 qpw=1" + small + "task t cpu=1 { alloc c n=1; shrink c }",
			[]path.Edit{at("flush_all_cpus_locked", "queue it", path.Step("forget the CPU", func(k *path.Kernel, _ *sim.Thread, _ *sim.Frame) { k.Flush[1].Item.CPU = 0 }))},
			[]string{"S16: t on CPU 1 queues the work item of CPU 0 on CPU 1; in queue_percpu_work_on at “the item must be for the CPU that was named”",
				"S16: t on CPU 1 runs the work item of CPU 0, which names no cache: it follows a NULL pointer; in flush_cpu_sheaves at “the CPU that the item names”"}},
	} {
		c.run(t)
	}
}
