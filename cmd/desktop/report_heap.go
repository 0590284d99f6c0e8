package main

import (
	"fmt"
	"strconv"

	"barnyard/engine"
)

// Where the objects of a cache are at the end. The lines add up to what the
// slabs hold, unless a kernel that is wrong has an object in two places.

func (r *reporter) cache(name string) {
	c, exists := r.res.Caches[name]
	if !exists {
		r.section("objects of " + name)
		r.b.WriteString("  none: the cache was destroyed\n")
		return
	}
	r.section(fmt.Sprintf("objects of %s, %d to a sheaf, %d to a slab", name, c.Capacity, c.SlabObjects))
	n := func(v int64) string { return strconv.FormatInt(v, 10) }
	rows := [][]string{{"held by tasks", n(c.Live - c.InHand - c.InRCU - c.Prefilled - c.Kept - c.Lost)}}
	for _, on := range []struct {
		where string
		count int64
	}{{"in a path's hands", c.InHand}, {"waiting for a grace period", c.InRCU}, {"in prefilled sheaves", c.Prefilled}, {"kept by a debugging hook", c.Kept}, {"lost", c.Lost}} {
		if on.count > 0 {
			rows = append(rows, []string{on.where, n(on.count)})
		}
	}
	sum := c.Live + c.InSheaves + c.InBarns + c.InSlabsFree
	rows = append(rows,
		[]string{"in sheaves of CPUs", n(c.InSheaves)},
		[]string{"in barns", n(c.InBarns)},
		[]string{"free in slabs", n(c.InSlabsFree)},
		[]string{"sum", n(sum), slabsOf(c, sum)},
	)
	align(&r.b, "  ", "lrl", rows)
	r.sheaves(c)
	r.nodes(c)
}

// slabsOf is what the sum of a cache's objects is held to.
func slabsOf(c engine.CacheResult, sum int64) string {
	slabs, each := counted(c.Slabs, "slab"), "of"
	if c.Objects != c.Slabs*int64(c.SlabObjects) {
		each = "of up to"
	}
	if sum != c.Objects {
		return fmt.Sprintf("≠ %d in %s %s %d: some are in two places", c.Objects, slabs, each, c.SlabObjects)
	}
	return fmt.Sprintf("= %s %s %d", slabs, each, c.SlabObjects)
}

// sheaves tells the fill of the sheaves of every CPU that has objects or a
// second sheaf.
func (r *reporter) sheaves(c engine.CacheResult) {
	rows := [][]string{{"", "main", "spare", "rcu_free"}}
	for i, p := range c.CPUs {
		if p.Main != nil && *p.Main == 0 && p.Spare == nil && p.RcuFree == nil {
			continue
		}
		rows = append(rows, []string{r.cpuName(i), fill(p.Main), fill(p.Spare), fill(p.RcuFree)})
	}
	if len(rows) > 1 {
		r.b.WriteString("\n")
		align(&r.b, "  ", "lrrr", rows)
	}
}

func fill(n *int32) string {
	if n == nil {
		return "-"
	}
	return strconv.Itoa(int(*n))
}

func (r *reporter) nodes(c engine.CacheResult) {
	rows := [][]string{{"", "full sheaves", "empty sheaves", "partial slabs"}}
	n := func(v int32) string { return strconv.Itoa(int(v)) }
	for i, v := range c.Nodes {
		rows = append(rows, []string{"barn of node" + strconv.Itoa(i), n(v.Full), n(v.Empty), n(v.Partial)})
	}
	r.b.WriteString("\n")
	align(&r.b, "  ", "lrrr", rows)
}
