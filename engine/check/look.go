package check

import (
	"slices"

	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Look looks at worlds one after another and keeps its memory between them.
type Look struct {
	w     world
	known names
}

// World checks everything that can be seen in one state. The slice is good
// until the next call.
func (l *Look) World(k *path.Kernel) []Broken {
	if l.known.code != k.Cfg.Code {
		l.known = nameAll(k.Cfg.Code)
	}
	w := &l.w
	w.k, w.h, w.known, w.broken = k, k.Heap, &l.known, w.broken[:0]
	w.all()
	w.k, w.h = nil, nil
	return w.broken
}

// World checks everything that can be seen in one state.
func World(k *path.Kernel) []Broken {
	var l Look
	return l.World(k)
}

// names are the functions that a look asks about: who is inside one of them
// has begun what the world does not show yet.
type names struct {
	code *path.Code

	sheafCounted []sim.FuncID // a sheaf was made or freed, and counts in another step
	mainGoes     []sim.FuncID // main has been taken away for good
	freesLater   []sim.FuncID // irq_work was asked for, or is about to be
}

func nameAll(c *path.Code) names {
	find := func(fns ...string) (ids []sim.FuncID) {
		for _, fn := range fns {
			if id, ok := c.Func(fn); ok {
				ids = append(ids, id)
			}
		}
		return ids
	}
	return names{
		code:         c,
		sheafCounted: find("alloc_empty_sheaf", "free_empty_sheaf"),
		mainGoes:     find("kmem_cache_destroy", "pcs_destroy", "free_empty_sheaf"),
		freesLater:   find("defer_free", "timer_interrupt"),
	}
}

// between is how many threads are inside one of some functions, and in none
// that it has called.
func (w *world) between(fns []sim.FuncID) int64 {
	n := int64(0)
	for i := range w.k.M.Threads {
		if t := &w.k.M.Threads[i]; t.Depth > 0 && slices.Contains(fns, t.Top().Fn) {
			n++
		}
	}
	return n
}

// cleared is a slice of n zeros in the memory of another.
func cleared[T any](s []T, n int) []T {
	s = resize(s, n)
	clear(s)
	return s
}
