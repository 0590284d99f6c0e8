package ledger

import (
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// Reckoning takes the steps of an interval once more, some at a time, and
// charges what passes between them. Its state is its own: nobody else's
// reading of the history is disturbed for longer than New takes.
type Reckoning struct {
	Ledger Ledger
	Mended int // how often what was left of a step that was put aside was not what the machine took for it

	h      *history.History
	t      *track.Tracks
	k      *path.Kernel
	series int
	sample int    // its number; -1: what has passed so far
	last   uint32 // the step with which the interval ends
	begun  bool
	done   bool

	bills  []bill         // by thread
	asides []bill         // by CPU: the way back from a handler to nobody's step
	roots  []Cause        // by thread: why a handler runs
	asker  []sim.ThreadID // by thread: on whose behalf it runs
	pre    before
	sit    situation
	newest Cause // what was charged last

	scratch []part
}

// before is what must be known of a CPU before its step.
type before struct {
	kind sim.ActorKind
	cpu  int32
	cur  sim.ThreadID
	fn   sim.FuncID
	op   path.Opcode // of its program's statement
}

// warm is how many steps before the interval are taken so that what is under
// way on each CPU is known.
const warm = 2048

// unknown is an asker that nobody has looked for.
const unknown sim.ThreadID = -2

// Sample begins to take apart a sample of a series, by its number; nil if it
// is not recorded.
func Sample(h *history.History, t *track.Tracks, series, n int) *Reckoning {
	if series < 0 || series >= len(t.Series) || n < 0 || n >= len(t.Series[series].Marks) {
		return nil
	}
	m := t.Series[series].Marks[n]
	end, ok := markStep(h, series, m.At)
	if !ok {
		return nil
	}
	r := begin(h, t, series, m.At-m.Took, m.At, end)
	r.sample = n
	return r
}

// Next goes on with the sample after this one, which must be complete; false
// if none is recorded. To go through all samples costs one run.
func (r *Reckoning) Next() bool {
	marks := r.t.Series[r.series].Marks
	if !r.done || r.sample < 0 || r.sample+1 >= len(marks) {
		return false
	}
	m := marks[r.sample+1]
	end, ok := markStep(r.h, r.series, m.At)
	if !ok {
		return false
	}
	r.sample, r.last, r.done = r.sample+1, max(end, r.last), false
	r.Ledger = Ledger{Victim: r.Ledger.Victim, From: m.At - m.Took, To: m.At}
	return true
}

// SoFar begins to take apart what has passed since the last mark of a series
// at an instant, after that many steps; nil if there was none.
func SoFar(h *history.History, t *track.Tracks, series int, step uint32, now int64) *Reckoning {
	if series < 0 || series >= len(t.Series) {
		return nil
	}
	from := h.AtStep(step).Marks[series]
	if from < 0 || from > now {
		return nil
	}
	return begin(h, t, series, from, now, step)
}

// markStep is the step at which a series was marked.
func markStep(h *history.History, series int, at int64) (uint32, bool) {
	for _, e := range h.Between(at, at+1) {
		if e.Kind == sim.Mark && int(e.A) == series {
			return e.Step, true
		}
	}
	return 0, false
}

// begin starts some steps before an instant.
func begin(h *history.History, t *track.Tracks, series int, from, to int64, last uint32) *Reckoning {
	first := min(h.At(from-1).M.Step, last)
	k := h.AtStep(first - min(first, warm)).Clone()
	r := &Reckoning{h: h, t: t, k: k, series: series, sample: -1, last: last}
	r.Ledger = Ledger{Victim: t.Series[series].Owner, From: from, To: to}
	r.bills = make([]bill, len(k.M.Threads))
	r.roots = make([]Cause, len(k.M.Threads))
	r.asker = make([]sim.ThreadID, len(k.M.Threads))
	for i := range r.bills {
		r.bills[i].at, r.asker[i] = waits, unknown
	}
	r.asides = make([]bill, len(k.M.CPUs))
	for i := range r.asides {
		r.asides[i].at = waits
	}
	r.begun = k.Marks[series] == from
	return r
}

// Advance takes at most that many steps and says how many it took; none when
// the ledger is complete.
func (r *Reckoning) Advance(steps int) int {
	took := 0
	for ; took < steps && !r.done; took++ {
		if r.k.M.Step >= r.last {
			r.finish()
			break
		}
		r.step()
	}
	return took
}

// Complete says whether the ledger is.
func (r *Reckoning) Complete() bool { return r.done }

// Reckon goes on to the end and returns the ledger.
func (r *Reckoning) Reckon() *Ledger {
	for !r.done {
		r.Advance(1 << 20)
	}
	return &r.Ledger
}

// finish charges what lies behind the last step.
func (r *Reckoning) finish() {
	if r.begun {
		r.sit = r.situate()
		r.charge(r.k.M.Now, r.Ledger.To)
	}
	sortRows(r.Ledger.Rows)
	r.done = true
}

// step takes one step.
func (r *Reckoning) step() {
	m, sched := r.k.M, r.h.Run.Sched
	from := m.Now
	kind, cpu := sched.Next(m).Split(len(m.CPUs))
	r.pre = before{kind: kind, cpu: cpu, cur: m.CPUs[cpu].Current(), fn: -1}
	if r.pre.cur != sim.NoThread {
		r.pre.fn = topFunc(m, r.pre.cur)
		if id := r.pre.cur; int(id) < len(r.k.Cfg.Programs) {
			r.pre.op = r.k.Cfg.Programs[id].Code[r.k.Tasks[id].PC].Op
		}
	}
	if r.begun {
		r.sit = r.situate()
	}
	if !r.k.Step(sched) {
		r.done = true // it is recorded, so this does not happen
		return
	}
	if r.begun {
		r.charge(from, m.Now)
	}
	r.billStep()
	r.begun = r.begun || r.k.Marks[r.series] == r.Ledger.From && m.Now == r.Ledger.From
}

func topFunc(m *sim.Machine, id sim.ThreadID) sim.FuncID {
	if t := &m.Threads[id]; t.Depth > 0 {
		return t.Top().Fn
	}
	return -1
}

// charge pays what passes between two instants.
func (r *Reckoning) charge(from, to int64) {
	if to <= from {
		return
	}
	s := &r.sit
	if s.sleeps {
		if until := min(max(s.until, from), to); until > from {
			r.add(s.fixed, until-from)
			from = until
		}
		if from == to {
			return
		}
	}
	if s.cpu >= 0 {
		left := r.asides[s.cpu].between(from, to, r.add)
		from = to - left
	}
	if s.top != sim.NoThread && from < to {
		left := r.bills[s.top].between(from, to, r.add)
		from = to - left
		if known := min(max(s.busy, from), to); known > from { // under way since before the interval
			r.add(r.stepCause(s.top, topFunc(r.k.M, s.top)), known-from)
			from = known
		}
	}
	if from < to {
		r.add(s.idle, to-from)
	}
}

func (r *Reckoning) add(c Cause, cycles int64) {
	row := Row{Cause: c, Cycles: cycles}
	if len(r.Ledger.Rows) == 0 || c != r.newest {
		row.Times = 1
	}
	r.newest = c
	r.Ledger.Rows = addRow(r.Ledger.Rows, row)
}
