package slub

import "math/bits"

// The kernel's constants and formulas (kernel.md 1.4 to 1.6), for 64-bit
// machines with pages of 4 KiB.
const (
	PageSize         = 4096
	MaxFullSheaves   = 10 // per barn, where the limit is looked at
	MaxEmptySheaves  = 10
	PCSBatchMax      = 32 // objects copied to the stack for one locked batch
	ShrinkPromoteMax = 32 // slabs with at most this many free objects are sorted
	LookAhead        = 3  // objects of other slabs that a bulk free looks past
	DefragRatio      = 1000
	DefragRange      = 1024
	maxOrder         = 3
	sheafHeader      = 32
	maxKmalloc       = 8192
)

// AlignSize is the room that an object of the given size takes in a slab.
func AlignSize(size int64) int64 { return (size + 7) &^ 7 }

// SheafCapacity is how many objects a sheaf of a cache holds: a base by size
// class, then whatever fits into the kmalloc bucket that the sheaf itself
// needs (calculate_sheaf_capacity).
func SheafCapacity(size int64) int32 {
	base := int64(60)
	switch {
	case size >= PageSize:
		base = 4
	case size >= 1024:
		base = 12
	case size >= 256:
		base = 26
	}
	return int32((kmallocBucket(sheafHeader+8*base) - sheafHeader) / 8)
}

// kmallocBucket rounds a request up to the size of the cache that serves it.
func kmallocBucket(n int64) int64 {
	switch {
	case n > 64 && n <= 96:
		return 96
	case n > 128 && n <= 192:
		return 192
	}
	b := int64(8)
	for b < n {
		b *= 2
	}
	return b
}

// SlabOrder is the order of a cache's slabs: the smallest that holds enough
// objects and wastes little, up to order 3 (calculate_order).
func SlabOrder(size int64, cpus int) int {
	minObjects := min(int64(4*(bits.Len(uint(cpus))+1)), max(int64(PageSize<<maxOrder)/size, 1))
	low := orderFor(minObjects * size)
	for fraction := int64(16); fraction > 1; fraction /= 2 {
		for order := low; order <= maxOrder; order++ {
			room := int64(PageSize) << order
			if room%size <= room/fraction {
				return order
			}
		}
	}
	return orderFor(size)
}

// orderFor is the smallest order with room for n bytes.
func orderFor(n int64) int {
	order := 0
	for int64(PageSize)<<order < n {
		order++
	}
	return order
}

// SlabObjects is how many objects a slab of a cache holds.
func SlabObjects(size int64, cpus int) int32 {
	return int32((int64(PageSize) << SlabOrder(size, cpus)) / size)
}

// MinObjects is how many objects a slab of the smallest order holds: what a
// new slab falls back to.
func MinObjects(size int64) int32 {
	return int32((int64(PageSize) << orderFor(size)) / size)
}

// MinPartial is how many partial slabs a node keeps before empty ones are
// given back: half of the size's binary logarithm, from 5 to 10.
func MinPartial(size int64) int32 {
	return int32(min(max((bits.Len64(uint64(size))-1)/2, 5), 10))
}
