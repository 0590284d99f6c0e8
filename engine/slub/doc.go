// Package slub holds the nouns of mm/slub.c: sheaves, the per-CPU sheaves, the
// barns, slabs and caches, with the small operations on them that take one
// step: push, pop, link, unlink. What kernel functions do with them, in which
// order and under which lock, is the business of engine/path.
//
//	task -- alloc --> main, spare (per CPU) <--> barn (per node) <--> slabs (per node)
//
// Everything lives in one Heap of flat slices; references are integers, None
// where there is nothing. An object is always in exactly one place, which its
// Where names; engine/check recounts that from outside.
//
// Terms. A sheaf is an array of pointers to free objects, used as a stack. A
// CPU has a main sheaf, perhaps a spare one, and perhaps rcu_free, which
// collects objects that wait for a grace period. A barn keeps full and empty
// sheaves of one node. A slab is a run of pages cut into objects.
package slub
