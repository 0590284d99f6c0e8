package export

import (
	"cmp"
	"slices"
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// layout makes the lanes: the CPUs with the locks that their threads held and
// the fill of their sheaves, the threads, the barns, the samples.
type layout struct {
	r     *Run
	lanes []lane
	cpus  []int     // the lane of each CPU
	fills [][]value // of each gauge
}

func (r *Run) lanes() []lane {
	l := &layout{r: r, fills: make([][]value, len(gaugesOf(r.kernel())))}
	for _, f := range r.fills {
		l.fills[f.gauge] = append(l.fills[f.gauge], value{f.at, int64(f.value)})
	}
	for cpu := range r.t.CPUs {
		l.cpu(cpu)
	}
	threads := l.add(lane{name: "tasks", parent: -1})
	for id := range r.t.Threads {
		l.thread(threads, sim.ThreadID(id))
	}
	barns := l.add(lane{name: "barns", parent: -1})
	l.gauges(barns, func(g gauge) bool { return !g.of.perCPU() })
	samples := l.add(lane{name: "samples", parent: -1})
	for i := range r.t.Series {
		l.samples(samples, &r.t.Series[i])
	}
	l.events()
	all := l.nested()
	joined(all)
	return all
}

func (l *layout) add(n lane) int {
	l.lanes = append(l.lanes, n)
	return len(l.lanes) - 1
}

// cpu adds what had a CPU, with interrupts on top of it, and what belongs to it.
func (l *layout) cpu(cpu int) {
	r, c := l.r, &l.r.t.CPUs[cpu]
	n := lane{name: "CPU " + strconv.Itoa(cpu), parent: -1}
	if r.kernel().M.CPUs[cpu].Isolated {
		n.name += " (isolated)"
	}
	for i := range c.Base.Spans {
		if s := &c.Base.Spans[i]; s.What != track.Idle {
			n.slices = append(n.slices, l.slice(s, l.baseName(s)))
		}
	}
	for d := range c.Nest {
		for i := range c.Nest[d].Spans {
			s := &c.Nest[d].Spans[i]
			n.slices = append(n.slices, l.slice(s, r.name(s.Thread)))
		}
	}
	l.cpus = append(l.cpus, l.add(n))
	l.locks(l.cpus[cpu], cpu)
	l.gauges(l.cpus[cpu], func(g gauge) bool { return g.of.perCPU() && int(g.at) == cpu })
}

func (l *layout) baseName(s *track.Span) string {
	name := l.r.name(s.Thread)
	if s.What == track.Switch {
		name = "switch to " + name
	}
	return name
}

// words says what spans are, for those who filter.
var words = map[track.What]string{
	track.Task: "task", track.RTTask: "fifo", track.Kworker: "kworker", track.Switch: "switch",
	track.Interrupt: "interrupt", track.Hold: "lock", track.Direct: "direct",
	track.FlushWait: "wait", track.SpinWait: "wait", track.MutexWait: "wait", track.RTWait: "wait",
}

// slice is a span as far as the run is known.
func (l *layout) slice(s *track.Span, name string) slice {
	return slice{from: s.From, to: s.End(l.r.end()), name: name, kind: words[s.What]}
}

// locks adds a lane for each lock that was held on a CPU: first those of its
// sheaves.
func (l *layout) locks(parent, cpu int) {
	t := l.r.t
	for i := range t.Locks {
		if len(t.Locks[i].Held.Spans) > 0 && int(t.Locks[i].Of) == cpu {
			l.held(parent, &t.Locks[i].Held, t.Locks[i].Name)
		}
	}
	for i := range t.CPUs[cpu].Held {
		h := &t.CPUs[cpu].Held[i]
		l.held(parent, &h.Lane, t.Locks[h.Lock].Name)
	}
}

func (l *layout) held(parent int, held *track.Lane, name string) {
	n := lane{name: name, parent: parent}
	for i := range held.Spans {
		s := &held.Spans[i]
		what := "held by " + l.r.name(s.Thread)
		if s.Fought > 0 {
			what += ", wanted by others"
		}
		n.slices = append(n.slices, l.slice(s, what))
	}
	l.add(n)
}

// thread adds when a thread had a CPU, and below what it waited for.
func (l *layout) thread(parent int, id sim.ThreadID) {
	t := &l.r.t.Threads[id]
	if len(t.Runs.Spans)+len(t.Waits.Spans) == 0 {
		return
	}
	n := lane{name: l.r.name(id), parent: parent}
	for i := range t.Runs.Spans {
		s := &t.Runs.Spans[i]
		n.slices = append(n.slices, l.slice(s, "on CPU "+strconv.Itoa(int(s.Other))))
	}
	for i := range l.r.t.Wakes {
		if w := &l.r.t.Wakes[i]; w.Woken == id && w.Ran != track.Open {
			if k, ok := slices.BinarySearchFunc(n.slices, w.Ran, func(s slice, at int64) int { return cmp.Compare(s.from, at) }); ok {
				n.slices[k].in = wakeFlow(i)
			}
		}
	}
	at := l.add(n)
	if len(t.Waits.Spans) == 0 {
		return
	}
	waits := lane{name: n.name + " waits", parent: at}
	for i := range t.Waits.Spans {
		s := &t.Waits.Spans[i]
		waits.slices = append(waits.slices, l.slice(s, l.waitName(s)))
	}
	l.add(waits)
}

func (l *layout) waitName(s *track.Span) string {
	if s.What == track.FlushWait {
		return "for work on CPU " + strconv.Itoa(int(s.Other))
	}
	return "for " + l.r.t.Locks[s.Other].Name
}

// gauges adds the numbers that are wanted, and that ever changed.
func (l *layout) gauges(parent int, wanted func(gauge) bool) {
	k := l.r.kernel()
	for i, g := range gaugesOf(k) {
		if !wanted(g) {
			continue
		}
		n := lane{name: g.name(k.Heap), parent: parent, unit: "objects"}
		if !g.of.perCPU() {
			n.name, n.unit = "node "+strconv.Itoa(int(g.at))+": "+n.name, "sheaves"
		}
		n.values = l.fills[i]
		if len(n.values) > 1 {
			l.add(n)
		}
	}
}

// samples adds a series, each sample at the instant that ended it.
func (l *layout) samples(parent int, s *track.Series) {
	n := lane{name: s.Name, parent: parent, unit: "ns"}
	for _, m := range s.Marks {
		n.values = append(n.values, value{m.At, l.r.ns(m.Took)})
	}
	l.add(n)
}

// events adds what is worth stopping at, and the wake-ups, to the CPUs' lanes,
// and joins what asks with what is asked.
func (l *layout) events() {
	r, k := l.r, l.r.kernel()
	specs := sim.EventSpecs()
	f := flows{work: map[int32]uint64{}, interrupt: map[int32]uint64{}}
	_ = r.each(func(_ int, e *sim.Event) error { // it never fails
		if !specs[e.Kind].Attention && e.Kind != sim.SchedWakeup {
			return nil
		}
		p := point{at: e.Time, name: specs[e.Kind].Name, text: textOf(k, e)}
		p.in, p.out = f.of(e)
		n := &l.lanes[l.cpus[e.CPU]]
		n.points = append(n.points, p)
		return nil
	})
}

func textOf(k *path.Kernel, e *sim.Event) string { return k.EventText(e) }

// nested puts slices that reach out of others on lanes of their own, below.
func (l *layout) nested() []lane {
	for i := 0; i < len(l.lanes); i++ {
		l.lanes[i].slices = slices.DeleteFunc(l.lanes[i].slices, func(s slice) bool { return s.to < s.from })
		if over := l.lanes[i].sortNested(); len(over) > 0 {
			l.add(lane{name: l.lanes[i].name + ", meanwhile", parent: i, slices: over})
		}
	}
	return l.lanes
}
