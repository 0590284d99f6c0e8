package export

import (
	"slices"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// How full sheaves and barns were: no event says it, so the state is looked at
// after every step and what has changed is kept. On a large machine that would take
// far longer than the step. So only those sheaves are looked at which a step can
// reach: its own CPU's, and others' while somebody else works on them. From time to
// time all are, and a test holds that against looking at all of them always.
//
// A gauge is what the CPU's pointer leads to, as the picture shows it. The result of
// a run counts each sheaf once, where it is (engine/resultcache.go). Between two
// stores of a path, and where a planted bug leaves a pointer to a sheaf that is
// somewhere else or freed, these are two numbers, and both are right.

// gauge is one number that is watched.
type gauge struct {
	of    gaugeKind
	cache int32
	at    int32 // the CPU or the node
}

type gaugeKind uint8

const (
	mainFill  gaugeKind = iota // objects in a CPU's main sheaf
	spareFill                  // objects in its spare
	barnFull                   // full sheaves in a node's barn
	barnEmpty                  // empty ones
	nGauges
)

// perCPU says whether there is one a CPU; else one a node.
func (k gaugeKind) perCPU() bool { return k <= spareFill }

// fill is a gauge that has come to a value.
type fill struct {
	at    int64 // cycles
	gauge int32 // its place among the watcher's
	value int32
}

// watcher knows what each gauge showed last.
type watcher struct {
	gauges []gauge
	last   []int32
	ofCPU  [][]int32      // the gauges of each CPU, by their places
	barns  []int32        // the others
	reach  []int32        // by CPU: how many reasons there are for others to be at its sheaves
	others []int32        // the CPUs that have one
	locks  map[int32]bool // of sheaves, held by threads of other CPUs
	wary   bool           // a planted bug: anybody may reach anything
}

// wholeLook is after how many steps everything is looked at.
const wholeLook = 4096

func gaugesOf(k *path.Kernel) (out []gauge) {
	for c := range k.Heap.Caches {
		for kind := range nGauges {
			n := k.Heap.NNodes
			if kind.perCPU() {
				n = k.Heap.CPUs
			}
			for at := range n {
				out = append(out, gauge{kind, int32(c), at})
			}
		}
	}
	return out
}

func newWatcher(k *path.Kernel, wary bool) *watcher {
	cpus := k.Heap.CPUs
	w := &watcher{gauges: gaugesOf(k), ofCPU: make([][]int32, cpus), reach: make([]int32, cpus), locks: map[int32]bool{}, wary: wary}
	w.last = make([]int32, len(w.gauges))
	for i, g := range w.gauges {
		w.last[i] = -1 // so that the first look tells of all
		if g.of.perCPU() {
			w.ofCPU[g.at] = append(w.ofCPU[g.at], int32(i))
		} else {
			w.barns = append(w.barns, int32(i))
		}
	}
	return w
}

// look adds what the step has changed.
func (w *watcher) look(k *path.Kernel, out []fill) []fill {
	whole := w.wary || k.M.Step%wholeLook == 1
	for i := range k.M.Events {
		whole = w.comes(k, &k.M.Events[i]) || whole
	}
	if whole {
		out = w.lookAtAll(k, out)
	} else {
		out = w.lookAt(k, w.barns, out)
		out = w.lookAt(k, w.ofCPU[k.M.Self], out)
		for _, cpu := range w.others {
			out = w.lookAt(k, w.ofCPU[cpu], out)
		}
	}
	for i := range k.M.Events {
		w.goes(k, &k.M.Events[i])
	}
	return out
}

func (w *watcher) lookAtAll(k *path.Kernel, out []fill) []fill {
	out = w.lookAt(k, w.barns, out)
	for cpu := range w.ofCPU {
		out = w.lookAt(k, w.ofCPU[cpu], out)
	}
	return out
}

func (w *watcher) lookAt(k *path.Kernel, these []int32, out []fill) []fill {
	for _, i := range these {
		if v := w.gauges[i].value(k.Heap); v != w.last[i] {
			w.last[i] = v
			out = append(out, fill{k.M.Now, i, v})
		}
	}
	return out
}

// comes notes who is at a CPU's sheaves from now on: a thread of another CPU that
// has their lock, or that does the work for it, or anybody once it is offline. It
// reports whether sheaves of all CPUs may have changed.
func (w *watcher) comes(k *path.Kernel, e *sim.Event) (all bool) {
	switch e.Kind {
	case sim.LockAcquire:
		l := &k.Locks.L[e.A]
		if l.Class == locking.PCS && l.Holder != sim.NoThread && k.M.Threads[l.Holder].CPU != l.Of && !w.locks[e.A] {
			w.locks[e.A] = true
			w.add(l.Of)
		}
	case sim.DirectStart:
		w.add(e.B)
	case sim.CPUOffline:
		w.add(e.A)
	case sim.SheavesOn, sim.CacheGone:
		return true
	}
	return false
}

// goes notes who is there no more.
func (w *watcher) goes(k *path.Kernel, e *sim.Event) {
	switch e.Kind {
	case sim.LockRelease:
		if w.locks[e.A] {
			delete(w.locks, e.A)
			w.drop(k.Locks.L[e.A].Of)
		}
	case sim.DirectEnd:
		w.drop(e.B)
	case sim.CPUOnline:
		w.drop(e.A)
	}
}

func (w *watcher) add(cpu int32) {
	if w.reach[cpu]++; w.reach[cpu] == 1 {
		w.others = append(w.others, cpu)
	}
}

func (w *watcher) drop(cpu int32) {
	if w.reach[cpu]--; w.reach[cpu] == 0 {
		w.others = slices.DeleteFunc(w.others, func(c int32) bool { return c == cpu })
	}
}

func (g gauge) value(h *slub.Heap) int32 {
	if g.of.perCPU() {
		p := &h.PCS[h.PCSOf(slub.CacheID(g.cache), g.at)]
		if g.of == spareFill {
			return h.Size(p.Spare)
		}
		if p.Main == h.Boot {
			return 0
		}
		return h.Size(p.Main)
	}
	b := &h.Barns[h.BarnOf(slub.CacheID(g.cache), g.at)]
	if g.of == barnFull {
		return b.NrFull
	}
	return b.NrEmpty
}

// name is what a viewer shows.
func (g gauge) name(h *slub.Heap) string {
	name := [...]string{"main, objects", "spare, objects", "full sheaves", "empty sheaves"}[g.of]
	if len(h.Caches) > 1 {
		name = h.Caches[g.cache].Name + ": " + name
	}
	return name
}
