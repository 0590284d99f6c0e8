package export

import (
	"barnyard/engine/path"
	"barnyard/engine/slub"
)

// How full sheaves and barns were: no event says it, so the state is looked at
// after every step and what has changed is kept.

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
}

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

func newWatcher(k *path.Kernel) *watcher {
	w := &watcher{gauges: gaugesOf(k)}
	w.last = make([]int32, len(w.gauges))
	for i := range w.last {
		w.last[i] = -1 // so that the first look tells of all
	}
	return w
}

// look adds what has changed.
func (w *watcher) look(k *path.Kernel, out []fill) []fill {
	for i, g := range w.gauges {
		if v := g.value(k.Heap); v != w.last[i] {
			w.last[i] = v
			out = append(out, fill{k.M.Now, int32(i), v})
		}
	}
	return out
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
