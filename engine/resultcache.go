package engine

import "barnyard/engine/slub"

// CacheResult is where a cache's objects are at the end. Live is what is neither
// free nor in a sheaf of a CPU or a barn, so that live + in_sheaves + in_barns +
// in_slabs_free = objects: what tasks hold, and what is on its way: in a path's hand
// at that instant (in_hand of them), in a sheaf that waits for a grace period
// (in_rcu), or in one that a task has prefilled (prefilled), or kept by a debugging
// hook (kept), or nowhere (lost), which only a kernel that is wrong brings about.
// One that has an object in two places makes the sum larger than objects.
type CacheResult struct {
	Capacity    int32        `json:"capacity"`
	SlabObjects int32        `json:"slab_objects"`
	Objects     int64        `json:"objects"` // slabs × slab_objects, less where a slab is of a smaller order
	Live        int64        `json:"live"`
	InHand      int64        `json:"in_hand"`
	Kept        int64        `json:"kept,omitempty"` // by debugging hooks, instead of being freed
	InRCU       int64        `json:"in_rcu"`
	Prefilled   int64        `json:"prefilled"`
	Lost        int64        `json:"lost,omitempty"`
	InSheaves   int64        `json:"in_sheaves"`
	InBarns     int64        `json:"in_barns"`
	InSlabsFree int64        `json:"in_slabs_free"`
	InCPUSlabs  int64        `json:"in_cpu_slabs,omitempty"` // of in_slabs_free: what CPUs reach without a list_lock; before 7.0
	Slabs       int64        `json:"slabs"`
	CPUs        []SheavesOf  `json:"cpus"`
	Nodes       []NodeResult `json:"nodes"`
}

// SheavesOf is the fill of a CPU's sheaves; an absent sheaf is null.
type SheavesOf struct {
	Main    *int32 `json:"main"`
	Spare   *int32 `json:"spare"`
	RcuFree *int32 `json:"rcu_free"`
}

// NodeResult is a node's barn and the length of its partial list.
type NodeResult struct {
	Full    int32 `json:"full"`
	Empty   int32 `json:"empty"`
	Partial int32 `json:"partial"`
}

func (r *Run) caches() map[string]CacheResult {
	h := r.Kernel.Heap
	out := make(map[string]CacheResult, len(h.Caches))
	for i := range h.Caches {
		if h.Gone[i] {
			continue
		}
		out[h.Caches[i].Name] = r.cacheResult(slub.CacheID(i))
	}
	return out
}

func (r *Run) cacheResult(c slub.CacheID) CacheResult {
	h := r.Kernel.Heap
	res := CacheResult{Capacity: h.Caches[c].Capacity, SlabObjects: h.Caches[c].SlabObjs, CPUs: []SheavesOf{}, Nodes: []NodeResult{}}
	// A path between two of its stores leaves a pointer to a sheaf that has
	// gone elsewhere already, as a planted bug may, to another CPU too; such a sheaf
	// is counted there, once.
	fill := func(id slub.SheafID, as slub.Place, cpu int32) *int32 {
		if id == slub.None || h.Sheaves[id].Place != as || h.Sheaves[id].Of != cpu {
			return nil
		}
		n := h.Size(id)
		res.InSheaves += int64(n)
		return &n
	}
	for cpu := range h.CPUs {
		p := &h.PCS[h.PCSOf(c, cpu)]
		res.InCPUSlabs += h.InCPUSlabs(c, cpu)
		res.CPUs = append(res.CPUs, SheavesOf{fill(p.Main, slub.AsMain, cpu), fill(p.Spare, slub.AsSpare, cpu), fill(p.RcuFree, slub.AsRcuFree, cpu)})
	}
	for node := range h.NNodes {
		b, n := &h.Barns[h.BarnOf(c, node)], &h.Nodes[h.BarnOf(c, node)]
		// A planted bug may have broken the list: it is followed as far as it goes.
		for s, most := b.Full, len(h.Sheaves); s >= 0 && int(s) < len(h.Sheaves) && most > 0; s, most = h.Sheaves[s].Next, most-1 {
			res.InBarns += int64(h.Size(s))
		}
		res.Slabs += int64(n.NrSlabs)
		res.Nodes = append(res.Nodes, NodeResult{b.NrFull, b.NrEmpty, n.NrPartial})
	}
	r.countObjects(c, &res)
	return res
}

// countObjects counts free, held and in-hand objects one by one.
func (r *Run) countObjects(c slub.CacheID, res *CacheResult) {
	h := r.Kernel.Heap
	for i := range h.Slabs {
		s := &h.Slabs[i]
		if s.Cache != c || !s.Live {
			continue
		}
		res.Objects += int64(s.Objects)
		for o := s.Base; o < s.Base+slub.ObjectID(s.Objects); o++ {
			switch h.Objects[o].Where {
			case slub.InSlab, slub.InCPUSlab:
				res.InSlabsFree++
			case slub.Held:
				res.Live++
			case slub.InHand:
				res.InHand++
			case slub.Kept:
				res.Kept++
			}
		}
	}
	for i := range h.Sheaves {
		if s := &h.Sheaves[i]; s.Cache == c && s.Place == slub.InPath {
			res.InHand += int64(s.Size)
		} else if s.Cache == c && s.Place == slub.InRCU {
			res.InRCU += int64(s.Size)
		} else if s.Cache == c && s.Place == slub.Prefilled {
			res.Prefilled += int64(s.Size)
		}
	}
	res.Live += res.InHand + res.InRCU + res.Prefilled + res.Kept
	res.Lost = max(0, res.Objects-res.Live-res.InSheaves-res.InBarns-res.InSlabsFree)
	res.Live += res.Lost
}
