package view

import (
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Words of pictures that are drawn sixty times a second. They are made of
// pieces with scene.Join, and numbers are written here; both give out the same
// string again when they say the same again. What is only a tooltip is not made
// at all unless somebody points at it (told.go).

// work is memory that lasts from one frame to the next. It belongs to a scene,
// and says nothing about the next picture.
type work struct {
	plot    plot
	times   TimelineInput
	texts   []string // lines of a listing
	at      []int    // and which they are
	page    page
	code    ListingInput
	strip   strip
	groups  groups
	samples LatencyInput
	queue   []sim.ThreadID // who waits for a lock
	ways    []wayName
	slabs   []slub.SlabID
	sorted  []slub.SlabID
	names   []threadName
	sides   [2]sideWords
	others  [4]sideWords // of further runs: the first of them, and the first after those again
	parting track.Parting
	frame   Frame
	of      *path.Config // the run whose threads these are
	owned   []ui.Owned
	lines   map[int32]string // what cache lines are called
	linesOf *path.Config     // in this run
	locks   int              // with so many locks
	life    LifeInput
	stays   stayTexts
	told    eventLinesKept
}

// threadName is what a thread is called as long as it is on a CPU.
type threadName struct {
	cpu  int32
	text string
}

func workOf(s *scene.Scene) *work {
	w, ok := s.Work.(*work)
	if !ok {
		w = &work{}
		s.Work = w
	}
	return w
}

// sideWords is what a variant is called.
type sideWords struct {
	of                  [2]ui.Variant // this one and the one beside it
	text                *scenario.Scenario
	label, short, about string
}

// wordsOf is what the variant on a side is called.
func (w *work) wordsOf(m *ui.Model, side int) sideWords {
	of, known := [2]ui.Variant{m.Sides[side].Variant, m.Sides[1-side].Variant}, &w.sides[side]
	if known.of != of || known.text != m.Scenario || known.label == "" {
		does := m.Does(side)
		*known = sideWords{of, m.Scenario, m.Label(side), does.Beside(m.Does(1 - side)).Short(), does.About()}
	}
	return *known
}

// wordsOfRun is what a run is called, a side or one of the overlay: those by what they
// differ in.
func (w *work) wordsOfRun(m *ui.Model, run int) sideWords {
	if run < len(m.Sides) {
		return w.wordsOf(m, run)
	}
	v, known := m.Run(run).Variant, &w.others[run%len(w.others)]
	if of := [2]ui.Variant{v}; known.of != of || known.label == "" {
		*known = sideWords{of: of, label: v.Label(), short: v.Short(), about: v.About()}
	}
	return *known
}

// nameOf is Kernel.ThreadName, remembered.
func nameOf(s *scene.Scene, k *path.Kernel, id sim.ThreadID) string {
	if id == sim.NoThread || int(id) < len(k.Cfg.Programs) {
		return k.ThreadName(id)
	}
	w := workOf(s)
	if w.of != k.Cfg || len(w.names) != len(k.M.Threads) {
		w.of, w.names = k.Cfg, make([]threadName, len(k.M.Threads))
	}
	n := &w.names[id]
	if cpu := k.M.Threads[id].CPU; n.text == "" || n.cpu != cpu {
		*n = threadName{cpu, k.ThreadName(id)}
	}
	return n.text
}

// micros3 writes a time in microseconds with three decimals.
func micros3(s *scene.Scene, cycles, ghz int64) string {
	var memory [32]byte
	return s.Keep(sim.AppendMicros(memory[:0], cycles, ghz))
}

// longOf is long in the words of a scene.
func longOf(s *scene.Scene, cycles, ghz int64) string {
	var memory [40]byte
	return s.Keep(appendLong(memory[:0], cycles, ghz))
}

// shortOf is short in the words of a scene.
func shortOf(s *scene.Scene, cycles, ghz int64) string {
	var memory [40]byte
	return s.Keep(appendShort(memory[:0], cycles, ghz))
}

// appendLong writes a duration with every digit that the model has.
func appendLong(b []byte, cycles, ghz int64) []byte {
	ns := sim.Ns(cycles, ghz)
	switch {
	case ns < 1000:
		return append(strconv.AppendInt(b, ns, 10), " ns"...)
	case ns < 1_000_000:
		return append(sim.AppendMicros(b, cycles, ghz), " µs"...)
	}
	return append(sim.AppendMicros(b, ns, 1000), " ms"...)
}

// appendShort writes a duration in about three digits.
func appendShort(b []byte, cycles, ghz int64) []byte {
	ns := sim.Ns(cycles, ghz)
	name, per := " µs", int64(1000)
	switch {
	case ns < 1000:
		return append(strconv.AppendInt(b, ns, 10), " ns"...)
	case ns >= 1_000_000:
		name, per = " ms", 1_000_000
	}
	dec := 2
	for v := ns / per; v >= 10 && dec > 0; v /= 10 {
		dec--
	}
	return append(strconv.AppendFloat(b, float64(ns)/float64(per), 'f', dec, 64), name...)
}

// cpuName is cpuText in the words of a scene.
func cpuName[T int | int32](s *scene.Scene, cpu T) string { return s.Join("CPU ", s.Int(int64(cpu))) }

// fit is typeset.Fit in the words of a scene.
func fit(s *scene.Scene, text string, t theme.Type, width float32) string {
	head, tail := typeset.Cut(text, t, width)
	if tail == "" {
		return head
	}
	return s.Join(head, tail)
}

func seedText(s *scene.Scene, seed uint64) string {
	var memory [20]byte
	return s.Keep(strconv.AppendUint(memory[:0], seed, 10))
}

// shortTimeOf is shortTime in the words of a scene.
func shortTimeOf(s *scene.Scene, ns int64) string {
	var memory [32]byte
	return s.Keep(appendShortTime(memory[:0], ns))
}
