package check

import "barnyard/engine/path"

// Guard looks at a kernel after each of its steps, as a probe does, and every
// so many steps at its whole world.
type Guard struct {
	Probe
	Looks int // how often the whole world was looked at

	look  Look
	every uint32
	next  uint32 // the step of the next look
	all   []Broken
}

// NewGuard begins to follow a kernel. The world is looked at every so many
// steps (1: after each) and at the end. With 0 the distance grows with the
// heap, so that looking at the world costs less than the steps in between: a
// damage is found that much later at the latest, if it is still there.
func NewGuard(k *path.Kernel, every uint32) *Guard {
	g := &Guard{Probe: *NewProbe(k), every: every}
	g.later(k)
	return g
}

// Step looks at the micro-step that k has just taken. The slice is good until
// the next call.
func (g *Guard) Step(k *path.Kernel) []Broken {
	found := g.Probe.Step(k)
	if k.M.Step < g.next || k.Crashed() {
		return found
	}
	return g.world(k, found)
}

// End looks at a kernel that takes no more steps.
func (g *Guard) End(k *path.Kernel) []Broken {
	found := g.Probe.End(k)
	if k.Crashed() {
		return found
	}
	return g.world(k, found)
}

func (g *Guard) world(k *path.Kernel, found []Broken) []Broken {
	g.Looks++
	g.later(k)
	g.all = append(append(g.all[:0], found...), g.look.World(k)...)
	return g.all
}

func (g *Guard) later(k *path.Kernel) {
	distance := g.every
	if distance == 0 {
		distance = uint32(max(leastDistance, (len(k.Heap.Objects)+len(k.Heap.Slots))/16))
	}
	g.next = k.M.Step + distance
}

// leastDistance is how many steps one look at a small world is worth.
const leastDistance = 64

// CopyFrom makes g equal to src, reusing g's memory.
func (g *Guard) CopyFrom(src *Guard) {
	g.Probe.CopyFrom(&src.Probe)
	g.Looks, g.every, g.next = src.Looks, src.every, src.next
}
