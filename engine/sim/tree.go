package sim

// Inf is the next time of an actor that waits for somebody else.
const Inf = int64(1) << 49

// actorBits is the room for the actor's number in a key.
const actorBits = 13

// Tree is a winner tree over the next times of all actors, four by four. A leaf
// is a key, time<<actorBits | actor, so keys are never equal and the order is
// total: among actors with the same time the lowest number goes first.
// Rescheduling and cancelling are the same write.
type Tree struct {
	n    int32   // leaves, a power of four
	node []int64 // node[1] is the winner, node[i/4] that of the four around i; leaves at node[n:]
}

// NewTree makes a tree for that many actors, none of which has a next time.
func NewTree(actors int) Tree {
	n := int32(1)
	for int(n) < actors {
		n *= 4
	}
	if actors > 1<<actorBits {
		panic("sim: more actors than a key can name")
	}
	t := Tree{n: n, node: make([]int64, 2*n)}
	for i := range t.node {
		t.node[i] = Inf << actorBits
	}
	for a := range actors {
		t.Set(Actor(a), Inf)
	}
	return t
}

// Set gives the actor a new next time.
func (t *Tree) Set(a Actor, at int64) {
	i, key := t.n+int32(a), at<<actorBits|int64(a)
	for t.node[i] = key; i > 1; {
		key = min(key, min(t.node[i^1], min(t.node[i^2], t.node[i^3]))) // the inner ones wait for nothing
		i >>= 2
		t.node[i] = key
	}
}

// At returns the actor's next time, Inf if it has none.
func (t *Tree) At(a Actor) int64 { return t.node[t.n+int32(a)] >> actorBits }

// Min returns the actor whose next time is the smallest.
func (t *Tree) Min() (a Actor, at int64) {
	k := t.node[1]
	return Actor(k & (1<<actorBits - 1)), k >> actorBits
}

// CopyFrom makes t equal to src, reusing memory.
func (t *Tree) CopyFrom(src *Tree) {
	t.n = src.n
	t.node = append(t.node[:0], src.node...)
}

// Actor is something that can act next: a CPU, an interrupt on its way to a
// CPU, or a CPU's timer.
type Actor int32

// ActorKind says which of these an actor is.
type ActorKind uint8

// The kinds of actors, in the order in which they act at one instant: what
// arrives at a CPU comes before what the CPU would do.
const (
	ActIPI ActorKind = iota
	ActTimer
	ActRun
	actTimed // those before it have a next time, in the tree

	// ActPreempt takes a CPU from a fair thread for the next one, at any step.
	// Only a machine on which steps come in any order has it.
	ActPreempt = actTimed
	actKinds   = actTimed + 1
)

// ActorOf names the actor of a kind that belongs to a CPU, on a machine of
// ncpu CPUs.
func ActorOf(k ActorKind, cpu int32, ncpu int) Actor { return Actor(int32(k)*int32(ncpu) + cpu) }

// Split is the reverse of ActorOf.
func (a Actor) Split(ncpu int) (kind ActorKind, cpu int32) {
	for cpu = int32(a); cpu >= int32(ncpu); cpu -= int32(ncpu) { // a division takes longer than all of it
		kind++
	}
	return kind, cpu
}
