package slub

// Caches without sheaves (kernel.md 1.5): their main is everywhere the one
// static bootstrap sheaf, which holds nothing and has room for nothing. An
// allocation finds it empty and a free finds it full, so that both leave the
// fast path, and only there somebody asks whether the cache has sheaves at all.

// bootstrap finds the bootstrap sheaf.
func (h *Heap) bootstrap() SheafID {
	if h.Boot == None {
		h.Sheaves = append(h.Sheaves, Sheaf{Cache: None, Base: int32(len(h.Slots)), Next: None, Of: None, Place: Bootstrap})
		h.Boot = SheafID(len(h.Sheaves) - 1)
	}
	return h.Boot
}

// HasSheaves is cache_has_sheaves.
func (h *Heap) HasSheaves(c CacheID) bool { return h.Limit[c] > 0 }

// bare reports whether a CPU has the bootstrap sheaf for a cache from the
// start.
func (h *Heap) bare(c CacheID, cpu int32) bool {
	return h.Limit[c] == 0 || h.Bare != nil && h.Bare[cpu]
}
