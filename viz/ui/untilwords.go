package ui

import (
	"strconv"
	"strings"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The words that a condition is made of: places of objects, statistics, tasks
// and locks, each read from the state alone.

// look is what a name with arguments reads from a state, and whether it is a
// number, to be compared.
func (r *untilReader) look(name string, args []string) (f func(*path.Kernel) int64, isNumber bool) {
	switch name {
	case "main", "spare", "rcu_free":
		return r.sheaf(name, args), true
	case "full", "empty", "partial", "slabs":
		return r.node(name, args), true
	case "stat":
		return r.stat(args), true
	case "holds":
		return r.holding(args), true
	case "waits", "runs", "ready", "sleeps", "done":
		return r.task(name, args), false
	}
	r.fail("found %s, expected one of main, spare, rcu_free, full, empty, partial, slabs, stat, holds, waits, runs, ready, sleeps, done", name)
	return nil, false
}

// place reads CACHE,N, or N where there is one cache.
func (r *untilReader) place(args []string, what string, n int) (slub.CacheID, int32) {
	cache := slub.CacheID(0)
	switch {
	case len(args) == 2:
		cache = r.cache(args[0])
		args = args[1:]
	case len(args) == 1 && len(r.k.Heap.Caches) == 1:
	default:
		r.fail("found (%s), expected a cache and %s", strings.Join(args, ","), what)
		return 0, 0
	}
	at, err := strconv.Atoi(args[0])
	if err != nil || at < 0 || at >= n {
		r.fail("found %s, expected %s from 0 to %d", args[0], what, n-1)
		return 0, 0
	}
	return cache, int32(at)
}

func (r *untilReader) cache(name string) slub.CacheID {
	var names []string
	for i := range r.k.Heap.Caches {
		if r.k.Heap.Caches[i].Name == name {
			return slub.CacheID(i)
		}
		names = append(names, r.k.Heap.Caches[i].Name)
	}
	r.fail("there is no cache called %s, expected %s", name, oneOf(names))
	return 0
}

// oneOf lists names, not more than a line can take.
func oneOf(names []string) string {
	switch {
	case len(names) == 0:
		return "none: there is none"
	case len(names) > 12:
		return "one of " + strings.Join(names[:12], ", ") + " and " + strconv.Itoa(len(names)-12) + " more"
	}
	return "one of " + strings.Join(names, ", ")
}

func (r *untilReader) sheaf(name string, args []string) func(*path.Kernel) int64 {
	cache, cpu := r.place(args, "a CPU", len(r.k.M.CPUs))
	return func(k *path.Kernel) int64 {
		pcs := &k.Heap.PCS[k.Heap.PCSOf(cache, cpu)]
		id := pcs.Main
		switch name {
		case "spare":
			id = pcs.Spare
		case "rcu_free":
			id = pcs.RcuFree
		}
		return int64(k.Heap.Size(id))
	}
}

func (r *untilReader) node(name string, args []string) func(*path.Kernel) int64 {
	cache, node := r.place(args, "a node", int(r.k.Heap.NNodes))
	return func(k *path.Kernel) int64 {
		at := k.Heap.BarnOf(cache, node)
		barn, lists := &k.Heap.Barns[at], &k.Heap.Nodes[at]
		switch name {
		case "full":
			return int64(barn.NrFull)
		case "empty":
			return int64(barn.NrEmpty)
		case "partial":
			return int64(lists.NrPartial)
		}
		return int64(lists.NrSlabs)
	}
}

func (r *untilReader) stat(args []string) func(*path.Kernel) int64 {
	stat, ok := slub.StatByName(args[0])
	if !ok || len(args) > 2 {
		r.fail("found (%s), expected one of list stats such as SHEAF_FLUSH, and a cache where only one counts", strings.Join(args, ","))
		return nil
	}
	only := slub.CacheID(slub.None)
	if len(args) == 2 {
		only = r.cache(args[1])
	}
	return func(k *path.Kernel) (sum int64) {
		for c := range k.Heap.Caches {
			if only != slub.None && only != slub.CacheID(c) {
				continue
			}
			for cpu := range k.M.CPUs {
				sum += *k.Heap.StatOf(slub.CacheID(c), int32(cpu), stat)
			}
		}
		return sum
	}
}

// thread finds a task, or a kworker, by its name.
func (r *untilReader) thread(name string) sim.ThreadID {
	var names []string
	for id := range r.k.M.Threads {
		if r.k.M.Threads[id].Kind > sim.Kworker {
			continue
		}
		own := r.k.ThreadName(sim.ThreadID(id))
		if own == name {
			return sim.ThreadID(id)
		}
		names = append(names, own)
	}
	r.fail("there is no task called %s, expected %s", name, oneOf(names))
	return sim.NoThread
}

func (r *untilReader) holding(args []string) func(*path.Kernel) int64 {
	if len(args) > 2 {
		r.fail("found (%s), expected a task, and a cache where only one counts", strings.Join(args, ","))
		return nil
	}
	id, only := r.thread(args[0]), slub.CacheID(slub.None)
	if len(args) == 2 {
		only = r.cache(args[1])
	}
	if r.err == nil && int32(id) >= r.k.Heap.NTasks {
		r.fail("found %s, expected a task of the scenario", args[0])
	}
	return func(k *path.Kernel) (sum int64) {
		for c := range k.Heap.Caches {
			if only == slub.None || only == slub.CacheID(c) {
				sum += int64(k.Heap.Holders[k.Heap.HolderOf(slub.CacheID(c), int32(id))].N)
			}
		}
		return sum
	}
}

func (r *untilReader) task(name string, args []string) func(*path.Kernel) int64 {
	if len(args) != 1 {
		r.fail("found (%s), expected the name of one task", strings.Join(args, ","))
		return nil
	}
	id := r.thread(args[0])
	return func(k *path.Kernel) int64 {
		t := &k.M.Threads[id]
		is := false
		switch name {
		case "waits":
			is = t.Why != sim.WaitNone && t.Why != sim.WaitTime && t.Why != sim.WaitWork && t.Why != sim.WaitStart
		case "runs":
			is = k.M.CPUs[t.CPU].Ctx[0] == id && t.State != sim.Runnable
		case "ready":
			is = t.State == sim.Runnable
		case "sleeps":
			is = t.Why == sim.WaitTime || t.Why == sim.WaitWork
		case "done":
			is = t.State == sim.Done
		}
		return truth(is)
	}
}

func truth(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

// lock reads what follows lock=NAME: held, free, contended or by=TASK.
func (r *untilReader) lock(u *until, name string, words []string) {
	id := r.lockCalled(name)
	if r.err != nil {
		return
	}
	if len(words) == 0 {
		r.fail("found nothing after the lock, expected held, free, contended or by=TASK")
		return
	}
	c := &condition{op: "=", n: 1}
	by, isBy := strings.CutPrefix(words[0], "by=")
	switch {
	case isBy:
		who := r.thread(by)
		c.look = func(k *path.Kernel) int64 { return truth(k.Locks.L[id].Holder == who) }
	case words[0] == "held", words[0] == "free":
		held := truth(words[0] == "held")
		c.n = held
		c.look = func(k *path.Kernel) int64 {
			l := &k.Locks.L[id]
			return truth(l.Holder != sim.NoThread || l.Readers > 0)
		}
	case words[0] == "contended":
		c.look = func(k *path.Kernel) int64 { return truth(k.Locks.L[id].Head != sim.NoThread) }
	default:
		r.fail("found %s after the lock, expected held, free, contended or by=TASK", words[0])
	}
	u.cond = c
	r.times(u, words[1:])
}

// lockForms are the names of locks.
const lockForms = "cpuN, barnN or listN, with (CACHE) behind it where there are several caches, or flush_lock, slab_mutex or cpu_hotplug_lock"

// lockCalled finds a lock by its name here: cpu3 is the lock of CPU 3's
// sheaves, barn0 and list0 those of node 0.
func (r *untilReader) lockCalled(name string) locking.ID {
	base, cache, named := strings.Cut(strings.TrimSuffix(name, ")"), "(")
	base = strings.TrimSuffix(base, ".lock")
	want := slub.CacheID(0)
	if named {
		want = r.cache(cache)
	} else if len(r.k.Heap.Caches) > 1 && strings.ContainsAny(base, "0123456789") {
		r.fail("found lock=%s, expected a cache behind it: %s(%s)", name, base, r.k.Heap.Caches[0].Name)
	}
	for i := range r.k.Locks.L {
		l := &r.k.Locks.L[i]
		form := l.Class.String()
		switch l.Class {
		case locking.PCS:
			form = "cpu" + strconv.Itoa(int(l.Of))
		case locking.Barn:
			form = "barn" + strconv.Itoa(int(l.Of))
		case locking.List:
			form = "list" + strconv.Itoa(int(l.Of))
		}
		if form == base && (l.Cache < 0 || slub.CacheID(l.Cache) == want) {
			return locking.ID(i)
		}
	}
	r.fail("there is no lock called %s, expected %s", name, lockForms)
	return 0
}
