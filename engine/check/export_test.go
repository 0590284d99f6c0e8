package check

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Past is what a probe remembers, for tests that change it.
func Past(p *Probe) any { return &p.follower }

// Agrees compares what a probe has kept up step by step with what a full count
// of the kernel says: who may be in a reader, and every CPU's sheaves.
func Agrees(p *Probe, k *path.Kernel) bool {
	p.bind(k)
	defer p.release()
	for cpu := range p.readers {
		if p.readers[cpu].inside == p.outside(int32(cpu)) {
			return false
		}
	}
	for i := range p.pcs {
		if p.pcs[i] != p.shadow(i) && !p.many {
			return false
		}
	}
	return true
}

// Everything is a probe that remembers something of each kind.
func Everything() *Probe {
	p := &Probe{}
	w := followed{depth: 3, locks: 1}
	w.calls[0] = call{fn: 1, role: sheafCallback, seen: true, args: [2]int32{2, 3}, preempt: 1, migrate: 1, irqOff: 1, locks: 1, step: 3}
	w.calls[2] = call{fn: 3, role: flushMain, seen: true, turns: turns{n: 1, cpu: 1, size: 40, other: true}}
	w.calls[1] = call{fn: 2, role: freeToSlab, seen: true, discard: discard{kept: 4, removed: true}}
	p.threads = []followed{w}
	p.pcs, p.many, p.at = []pcsShadow{{}}, true, 3
	p.holder = []sim.ThreadID{0}
	p.open = []openFlush{{id: 0, cache: 1, lie: []lying{{sheaf: 3, place: slub.AsMain, cpu: 1, least: 2}}}}
	p.shut = []openShutdown{{id: 0, cache: 1, used: true}}
	p.queued = []queuedItem{{on: true, fn: 3, cache: 1, cpu: 2}}
	p.items.calls = []driverCall{{id: 0, cpus: []askedCPU{{asked: true}}}}
	p.given = []gift{{}, {since: 4, done: 5}}
	p.readers = []reader{{true, 3}}
	p.barriers = []openBarrier{{0, 7}}
	p.running = []runningCallback{{id: 0, objects: []slub.ObjectID{4}}}
	p.looping = []byte{1}
	p.onTheWay = []way{{objects: []freedObject{{o: 5, cpu: 1}}}}
	p.stages, p.freedOn = []stage{strayed}, []int32{1}
	p.full = []fullBarn{{barn: 1, step: 9}}
	p.gives, p.takes, p.owed = []int64{5}, []int64{4}, []int64{1}
	return p
}

// NewRollingProbe is a probe that looks at sheaves as it does where there are
// too many to look at all after every step.
func NewRollingProbe(k *path.Kernel) *Probe {
	p := NewProbe(k)
	p.many = true
	return p
}

// Distance is how many steps lie between two looks of a guard.
func Distance(k *path.Kernel) uint32 {
	return NewGuard(k, 0).next - k.M.Step
}
