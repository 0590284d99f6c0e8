package replay

import (
	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Row is a run of consecutive micro-steps that one actor took in one thread.
type Row struct {
	From, To uint32        // the steps, the first of a run being 1
	Kind     sim.ActorKind // a CPU that runs, an interrupt that arrives there, its timer
	CPU      int32
	Thread   string // whose steps they are; idle: of none
	First    Line   // what the first of them did
	Last     Line   // and the last
	At       int64  // when the first one happened, in cycles
}

// Line is one line of a kernel function. A step that belongs to no function,
// such as a context switch, has words and no function.
type Line struct {
	Func   string
	Number int // from 1
	Text   string
}

// Steps is how many micro-steps a row has.
func (r *Row) Steps() int { return int(r.To - r.From + 1) }

// MaxRows bounds a schedule.
const MaxRows = 10_000

// Schedule is who took which steps, up to the first violation or else to the
// end of the run, found out by running it once more. Whole is false if there
// would have been more than MaxRows rows.
func (r *Replay) Schedule() (rows []Row, found *engine.Violation, whole bool, err error) {
	run, err := r.Start()
	if err != nil {
		return nil, nil, false, err
	}
	for len(run.Violations) == 0 {
		row, ok := nextRow(run)
		if !ok {
			break
		}
		if n := len(rows); n > 0 && rows[n-1].goesOn(&row) {
			rows[n-1].To, rows[n-1].Last = row.To, row.Last
			continue
		}
		if len(rows) == MaxRows {
			return rows, nil, false, nil
		}
		rows = append(rows, row)
	}
	if err := followed(run); err != nil {
		return rows, nil, true, r.recordedBy(err)
	}
	if len(run.Violations) == 0 {
		run.Finish() // some show at the end only
	}
	if len(run.Violations) > 0 {
		found = &run.Violations[0]
	}
	return rows, found, true, run.Err
}

func (r *Row) goesOn(next *Row) bool {
	return r.Kind == next.Kind && r.CPU == next.CPU && r.Thread == next.Thread
}

// nextRow takes one step and tells of it; false if the run ended before it.
func nextRow(run *engine.Run) (Row, bool) {
	k := run.Kernel
	if _, ok := k.M.Peek(); !ok || followed(run) != nil {
		return Row{}, false
	}
	row := Row{}
	row.Kind, row.CPU = run.Sched.Next(k.M).Split(len(k.M.CPUs))
	id := k.M.CPUs[row.CPU].Current()
	before := lineOf(k, id)
	was := k.M.Step
	if run.Step(); k.M.Step == was || followed(run) != nil {
		return row, false
	}
	row.From, row.To, row.At = k.M.Step, k.M.Step, k.M.Now
	switch {
	case row.Kind == sim.ActIPI:
		row.Thread, row.First = k.ThreadName(id), Line{Text: "an interrupt from another CPU arrives"}
	case row.Kind == sim.ActTimer:
		row.Thread, row.First = k.ThreadName(id), Line{Text: "the timer of the CPU is due"}
	case k.M.LastOp == sim.NoThread:
		now := k.ThreadName(k.M.CPUs[row.CPU].Ctx[0])
		row.Thread, row.First = now, Line{Text: "the scheduler: " + now + " after " + k.ThreadName(id)}
	default:
		row.Thread, row.First = k.ThreadName(id), before
	}
	row.Last = row.First
	return row, true
}

// lineOf is what a thread does next.
func lineOf(k *path.Kernel, id sim.ThreadID) Line {
	if id == sim.NoThread {
		return Line{}
	}
	l, pc, ok := k.Line(id)
	if !ok {
		return Line{}
	}
	return Line{Func: l.Name, Number: pc + 1, Text: l.Ops[pc].Text}
}
