package page

// What the listings were made from, besides mails: kernel files and commits. The
// notes that README names as kernel.md are not part of this repository, so what
// they lean on stands here for everybody to look up.

// Primary is a file or a commit of the kernel: what it is taken for, and where it
// is.
type Primary struct{ What, Where string }

// Files are the versions of kernel files that were read.
func Files() []Primary {
	return []Primary{
		{"the code of the sheaves in 7.0-rc1 and 7.0-rc2, with which the listings began; which repository and commit the copy is of is not known, its age is read from what it contains", "mm/slub.c"},
		{"the same file in a newer tree, from after 7.1, to tell what has changed since", "mm/slub.c, linux-mm/linux-mm 0349fd012b68"},
		{"the same file as of 7.1, one side of a merge that was committed with its conflicts", "mm/slub.c, Aarav90-cpu/linux-kotlin a663adb68e0e"},
		{"what comes before and after a cache's own shutdown, the batching layer behind kfree_rcu(), how a barrier asks CPUs, how a wakeup reaches another CPU, what a drain of all batches does first; in copies whose commits are not known", "mm/slab_common.c, kernel/rcu/tree.c, kernel/sched/core.c and topology.c, mm/swap.c"},
		{"the order in which a refill takes slabs", "mm/slub.c, kernel-patches/bpf 1197f8b6c73b"},
		{"local locks", "include/linux/local_lock_internal.h"},
		{"the first posting of the series, 2024", "include/linux/qpw.h, intel-lab-lkp/linux 9991590ac291"},
		{"version 2", "include/linux/qpw.h, kernel/qpw.c and Documentation/locking/qpwlocks.rst, linux-mm/linux-mm 70bffd35ca45"},
		{"version 4", "include/linux/pwlocks.h and kernel/pwlocks.c, linux-mm/linux-mm 2bf1656af105"},
	}
}

// Commits are those that the notes and the lessons name.
func Commits() []Primary {
	return []Primary{
		{"per-CPU sheaves come in, for caches that ask for them", "2d517aa09bbc"},
		{"sheaves for most caches", "e47c897a2949"},
		{"the bootstrap sheaf", "f3421f8d154c"},
		{"kmalloc_nolock() and kfree_nolock() use sheaves", "f1427a1d6415"},
		{"the flush of a main sheaf is split in two, in the copy for the stable tree of 6.19", "48647d3f9a64"},
		{"a refill where blocking is not allowed, 7.0-rc3", "fb1091febd66"},
		{"what a refill has got goes back before its sheaf does, 7.0-rc4", "464b1c115852"},
		{"an empty main stays as the spare, 7.0", "4b038a967015"},
		{"the wait that the barrier of one cache lacked", "b55b423e8518"},
		{"the lock against CPU hotplug that the same barrier lacked", "67ea9d353d0b"},
		{"lockdep can be asked about a local lock that can be tried", "212b0f07cf02"},
		{"the page allocator drains the lists of other CPUs by their lock", "443c2accd1b6"},
		{"the page allocator on kernels without SMP; the second begins to put it in order", "038a102535eb, a373f371166d"},
		{"lru_cache_disable() waits for RCU, and no more for work on each CPU", "ff042f4a9b05"},
		{"the fair server in place of throttling by default, 6.12", "5f6bd380c7bd"},
	}
}
