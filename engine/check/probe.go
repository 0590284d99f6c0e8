package check

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Probe goes along with a kernel and reports, after each step, what the step
// has broken. It remembers of the past what it needs for that, and nothing of
// the kernel: a copy of a probe goes on with a copy of the kernel.
//
//	p := NewProbe(k)
//	for k.Step(s) {
//		found := p.Step(k)
//	}
//	found := p.End(k)
//
// A World looks at one state and needs no past: see there.
type Probe struct{ follower }

// NewProbe begins to follow a kernel, in whatever state it is. Of functions
// that are under way it knows nothing, and says nothing when they return.
func NewProbe(k *path.Kernel) *Probe {
	p := &Probe{}
	p.bind(k)
	p.start()
	p.release()
	return p
}

// Step looks at the micro-step that k has just taken, which must be the first
// after those that the probe has seen. The slice is good until the next call.
// After a crash, which comes in the middle of an op, nothing is looked at.
func (p *Probe) Step(k *path.Kernel) []Broken {
	p.found = p.found[:0]
	if k.Crashed() {
		return nil
	}
	p.bind(k)
	p.step()
	p.release()
	return p.found
}

// End looks at a kernel that takes no more steps.
func (p *Probe) End(k *path.Kernel) []Broken {
	p.found = p.found[:0]
	if k.Crashed() {
		return nil
	}
	p.bind(k)
	p.atEnd()
	p.release()
	return p.found
}

// CopyFrom makes p equal to src, reusing p's memory. What src has found last is
// not copied.
func (p *Probe) CopyFrom(src *Probe) {
	p.found = p.found[:0]
	p.roles = src.roles // never changes
	p.threads = resize(p.threads, len(src.threads))
	for i := range src.threads {
		p.threads[i].copyFrom(&src.threads[i])
	}
	p.sections.copyFrom(&src.sections)
	p.flushes.copyFrom(&src.flushes)
	p.items.copyFrom(&src.items)
	p.graces.copyFrom(&src.graces)
	p.locality.copyFrom(&src.locality)
	p.limits.copyFrom(&src.limits)
	p.progress.copyFrom(&src.progress)
	p.counts.copyFrom(&src.counts)
}

// hashRest folds in what of the past a report of the future could depend on,
// beside the threads' stacks, so that two ways to the same state that differ in
// nothing else fold in the same. Of the numbers of steps only those comparisons
// take part that are ever made; what only the text of a report says takes no
// part. Lists whose length varies end with it, so that no two of them run
// together.
func (p *Probe) hashRest(h *sim.Hash) {
	p.sections.hash(h)
	p.flushes.hash(h)
	p.items.hash(h)
	p.graces.hash(h)
	p.locality.hash(h)
	p.limits.hash(h, p.threads)
	p.counts.hash(h)
}

// copyFrom copies the functions that a thread is in, not those it was in once.
func (w *followed) copyFrom(src *followed) {
	copy(w.calls[:src.depth], src.calls[:src.depth])
	w.depth, w.locks = src.depth, src.locks
}

// hash leaves out when a function was entered: see limits.
func (w *followed) hash(h *sim.Hash) {
	h.I32(w.depth, w.locks)
	for i := range w.calls[:w.depth] {
		w.calls[i].hash(h)
	}
}

func (c *call) hash(h *sim.Hash) {
	h.I32(int32(c.fn), int32(c.role)<<1|bit(c.seen))
	h.I32(c.args[0], c.args[1])
	h.I32(c.preempt<<16|c.migrate&0xffff, c.irqOff<<16|c.locks&0xffff)
	if c.role == freeToSlab {
		h.I32(c.kept, bit(c.removed))
	}
	if c.role.loops() {
		h.I32(c.turns.n, c.turns.cpu)
		h.I32(c.turns.size, bit(c.turns.other))
	}
}

func bit(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// resize makes a slice n long; its elements, and those beyond its old end, keep
// their memory.
func resize[T any](s []T, n int) []T {
	if n <= cap(s) {
		return s[:n]
	}
	return append(s[:cap(s)], make([]T, n-cap(s))...)
}

// drop takes an element out of a slice whose order does not matter; its memory
// stays behind the end.
func drop[T any](s []T, i int) []T {
	last := len(s) - 1
	s[i], s[last] = s[last], s[i]
	return s[:last]
}

// Notices reports whether it matters when a function is entered or left: whether
// what is then found depends on more than the thread's own pins and locks.
func (p *Probe) Notices(fn sim.FuncID) bool {
	return p.roles[fn] != noRole && p.roles[fn] != changesPins
}
