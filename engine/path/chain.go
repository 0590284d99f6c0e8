package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Chain is a program's array of objects during a bulk operation: what the
// kernel's callers pass as p. It is linked through the objects, which are in
// the path's hand. The order is the array's.
type Chain struct {
	Head, Tail slub.ObjectID
	N          int32
}

// chain is the array of the stepping program.
func (k *Kernel) chain() *Chain { return &k.Tasks[k.M.CurID()].Chain }

// append adds an object at the end.
func (k *Kernel) append(c *Chain, o slub.ObjectID) { k.link(c, o, c.Tail, slub.None) }

// push adds an object at the head.
func (k *Kernel) push(c *Chain, o slub.ObjectID) { k.link(c, o, slub.None, c.Head) }

// link puts an object between two neighbours; None is an end of the chain.
func (k *Kernel) link(c *Chain, o, prev, next slub.ObjectID) {
	x := &k.Heap.Objects[o]
	x.Where, x.Prev, x.Next = slub.InHand, prev, next
	if prev == slub.None {
		c.Head = o
	} else {
		k.Heap.Objects[prev].Next = o
	}
	if next == slub.None {
		c.Tail = o
	} else {
		k.Heap.Objects[next].Prev = o
	}
	c.N++
}

// unlink takes an object out.
func (k *Kernel) unlink(c *Chain, o slub.ObjectID) {
	x := &k.Heap.Objects[o]
	if x.Prev == slub.None {
		c.Head = x.Next
	} else {
		k.Heap.Objects[x.Prev].Next = x.Next
	}
	if x.Next == slub.None {
		c.Tail = x.Prev
	} else {
		k.Heap.Objects[x.Next].Prev = x.Prev
	}
	x.Next, x.Prev = slub.None, slub.None
	c.N--
}

// replaceByLast takes an object out and puts the last of the array, up to
// which all is still wanted, into its place; it returns that one, or None if
// the object was the last itself.
func (k *Kernel) replaceByLast(c *Chain, o slub.ObjectID) slub.ObjectID {
	last := c.Tail
	if last == o {
		k.unlink(c, o)
		return slub.None
	}
	k.unlink(c, last)
	h := k.Heap
	l, x := &h.Objects[last], &h.Objects[o]
	l.Prev, l.Next = x.Prev, x.Next
	if x.Prev == slub.None {
		c.Head = last
	} else {
		h.Objects[x.Prev].Next = last
	}
	if x.Next == slub.None {
		c.Tail = last
	} else {
		h.Objects[x.Next].Prev = last
	}
	x.Next, x.Prev = slub.None, slub.None
	return last
}

// detachChain is detach on a chain, such as the program's array: the last object
// and, looking back past a few others, those of the same slab; the chain keeps at
// least stop objects.
func (k *Kernel) detachChain(f *sim.Frame, c *Chain, stop int32) {
	slab := k.Heap.Objects[c.Tail].Slab
	head, cnt, look := slub.ObjectID(slub.None), int32(0), int32(slub.LookAhead)
	left := c.N - stop // objects not looked at yet
	for o := c.Tail; left > 0 && look > 0; left-- {
		k.M.ChargeN(sim.CostCopy, 1)
		prev := k.Heap.Objects[o].Prev
		if k.Heap.Objects[o].Slab != slab {
			look--
		} else {
			k.replaceByLast(c, o)
			k.Heap.Objects[o].Next = head
			head = o
			cnt++
		}
		o = prev
	}
	f.R[rBSlab], f.R[rBHead], f.R[rBCnt] = int32(slab), int32(head), cnt
}
