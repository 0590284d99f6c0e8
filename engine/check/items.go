package check

import (
	"slices"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/engine/workqueue"
)

// S15, a flush waits for exactly those CPUs for which it has queued work; S16,
// a work item stays as it was queued until it is done, and runs the function
// of who queued it; S19, a handler works for the CPU that it was queued for;
// L3, nobody waits for work that was never queued.

type items struct {
	queued []queuedItem // by CPU: slub_flush
	calls  []driverCall
}

// queuedItem is a work item as it was when it was queued.
type queuedItem struct {
	on    bool
	fn    sim.FuncID
	cache slub.CacheID
	cpu   int32
}

// driverCall is one call of a driver: the CPUs that it has asked and waited
// for.
type driverCall struct {
	id   sim.ThreadID
	cpus []askedCPU
}

type askedCPU struct{ asked, waited bool }

func (f *follower) startItems() { f.queued = make([]queuedItem, len(f.k.Flush)) }

func (f *follower) enterDriver(c *call) {
	n := len(f.items.calls)
	f.items.calls = resize(f.items.calls, n+1)
	d := &f.items.calls[n]
	d.id, d.cpus = f.id, cleared(d.cpus, len(f.k.Flush))
	if c.role == flushDriver {
		f.beginFlush(c)
	}
}

func (f *follower) driver() *driverCall {
	for i := range f.items.calls {
		if f.items.calls[i].id == f.id {
			return &f.items.calls[i]
		}
	}
	return nil
}

func (f *follower) enterItem(c *call) {
	d := f.driver()
	if d == nil || c.args[0] < 0 || int(c.args[0]) >= len(d.cpus) {
		return
	}
	if c.role == queueing {
		d.cpus[c.args[0]].asked = true
	} else {
		d.cpus[c.args[0]].waited = true
	}
}

func (f *follower) leaveDriver(c *call) {
	if c.role == flushDriver {
		f.endFlush()
	}
	for i := range f.items.calls {
		d := &f.items.calls[i]
		if d.id != f.id {
			continue
		}
		for cpu, of := range d.cpus {
			switch {
			case of.asked && !of.waited:
				f.say("S15", "%s has work queued for CPU %d in %s and has not waited for it", f.k.ThreadName(f.id), cpu, f.name(c))
			case of.waited && !of.asked:
				f.say("S15", "%s waits in %s for work of CPU %d that it has not queued", f.k.ThreadName(f.id), f.name(c), cpu)
			}
		}
		f.items.calls = drop(f.items.calls, i)
		return
	}
}

// work follows the items of the flushes.
func (f *follower) work(e *sim.Event) {
	if e.Kind == sim.FlushWait {
		f.mayNotWait(e, "a work item")
	}
	cpu := f.itemOf(workqueue.ID(e.A))
	if cpu < 0 {
		return
	}
	switch e.Kind {
	case sim.QueueWork, sim.DirectStart:
		f.queue(cpu)
	case sim.FlushWait:
		f.waits(e, cpu)
	default:
		f.unchanged(cpu, e.Kind == sim.WorkEnd || e.Kind == sim.DirectEnd)
	}
}

// itemOf is the CPU whose slub_flush an item is, -1 for other items.
func (f *follower) itemOf(id workqueue.ID) int32 {
	for cpu := range f.k.Flush {
		if f.k.Flush[cpu].Item.Work == id {
			return int32(cpu)
		}
	}
	return -1
}

// handler is what the driver that the stepping thread is in has queued.
func (f *follower) handler() string {
	switch {
	case f.inside(flushDriver) != nil:
		return "flush_cpu_sheaves"
	case f.inside(rcuDriver) != nil:
		return "flush_rcu_sheaf"
	}
	return ""
}

func (f *follower) queue(cpu int32) {
	w := &f.k.Flush[cpu]
	q := queuedItem{true, f.k.WQ.Works[w.Item.Work].Fn, w.Cache, w.Item.CPU}
	f.queued[cpu] = q
	if f.id == sim.NoThread {
		return
	}
	name := f.k.Cfg.Code.Funcs[q.fn].Name
	if want := f.handler(); want != "" && want != name {
		f.say("S16", "%s queues the work item of CPU %d for %s, and it would run %s", f.k.ThreadName(f.id), cpu, want, name)
	}
	if c := f.driverCache(); c >= 0 && int32(q.cache) != c {
		f.say("S16", "%s queues the work item of CPU %d for %s, and it names %s", f.k.ThreadName(f.id), cpu, f.h.Caches[c].Name, f.cacheName(q.cache))
	}
}

func (f *follower) cacheName(c slub.CacheID) string {
	if c < 0 || int(c) >= len(f.h.Caches) {
		return "no cache"
	}
	return f.h.Caches[c].Name
}

// driverCache is the cache that the driver on the stack is called for, -1 if
// there is none.
func (f *follower) driverCache() int32 {
	if c := f.inside(flushDriver); c != nil {
		return c.args[0]
	}
	if c := f.inside(rcuDriver); c != nil {
		return c.args[0]
	}
	return -1
}

func (f *follower) unchanged(cpu int32, done bool) {
	q := &f.queued[cpu]
	w := &f.k.Flush[cpu]
	now := queuedItem{true, f.k.WQ.Works[w.Item.Work].Fn, w.Cache, w.Item.CPU}
	if q.on && *q != now {
		f.say("S16", "the work item of CPU %d was queued for %s of %s, and names %s of %s by now", cpu,
			f.k.Cfg.Code.Funcs[q.fn].Name, f.cacheName(q.cache), f.k.Cfg.Code.Funcs[now.fn].Name, f.cacheName(now.cache))
		*q = queuedItem{}
	}
	if done && !f.k.WQ.Works[w.Item.Work].Pending {
		*q = queuedItem{}
	}
}

func (f *follower) waits(e *sim.Event, cpu int32) {
	if !f.k.WQ.Busy(workqueue.ID(e.A)) {
		f.say("L3", "%s waits for the work item of CPU %d, which is neither queued nor running", f.k.ThreadName(e.Thread), cpu)
	}
}

// lockedFor is S19: the sheaf lock that a handler takes is that of its item.
func (f *follower) lockedFor(id sim.ThreadID, l *locking.Lock) {
	if l.Class != locking.PCS || id != f.id {
		return
	}
	c := f.inside(flushWorker)
	if c == nil {
		c = f.inside(rcuWorker)
	}
	if c != nil && c.seen && l.Of != c.args[0] && l.Cache == int32(f.k.Flush[c.args[0]].Cache) {
		f.say("S19", "%s runs %s for CPU %d and takes the sheaf lock of CPU %d", f.k.ThreadName(id), f.name(c), c.args[0], l.Of)
	}
}

func (s *items) copyFrom(src *items) {
	s.queued = append(s.queued[:0], src.queued...)
	s.calls = resize(s.calls, len(src.calls))
	for i := range src.calls {
		s.calls[i].copyFrom(&src.calls[i])
	}
}

func (d *driverCall) copyFrom(src *driverCall) {
	d.id, d.cpus = src.id, append(d.cpus[:0], src.cpus...)
}

func (d *driverCall) same(o *driverCall) bool {
	return d.id == o.id && slices.Equal(d.cpus, o.cpus)
}

func (d *driverCall) hash(h *sim.Hash) {
	h.I32(int32(d.id), 0)
	for _, of := range d.cpus {
		h.Bool(of.asked)
		h.Bool(of.waited)
	}
}

// hash does not tell which of two drivers began first.
func (s *items) hash(h *sim.Hash) {
	on := int32(0)
	for cpu := range s.queued {
		if q := &s.queued[cpu]; q.on {
			h.I32(int32(cpu), int32(q.fn))
			h.I32(int32(q.cache), q.cpu)
			on++
		}
	}
	h.I32(on, 0)
	var all uint64
	for i := range s.calls {
		one := sim.NewHash()
		s.calls[i].hash(&one)
		all += one.Sum()
	}
	h.U64(all)
}
