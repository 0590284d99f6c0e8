// Package export writes a recorded run for the tools that people have.
//
//	History --Record--> Run --lanes--> Perfetto | Chrome JSON   (lane.go, layout.go)
//	                     |---events--> ftrace text | trace.dat  (kinds.go, ftrace.go, dat.go)
//	                     +-----------> CSV
//
// The lanes are those of the picture's timeline, made of the same spans
// (viz/track), in the same order: what a viewer of traces shows is what the
// window shows. Times are whole nanoseconds, rounded down, which keeps every order,
// but those of the samples' table, which have three decimals; the tables, and the
// spans and instants of the lanes, have the exact cycle beside them.
package export

import (
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// Run is a run that has ended, with what the formats are made of.
type Run struct {
	Title string // the scenario's
	Mode  string // its settings, in words

	h     *history.History
	t     *track.Tracks
	fills []fill
	nanos int64 // cycles a nanosecond
}

// Record takes a history to its end, or to the most that it keeps, and looks at
// the fill of sheaves and barns after every step, which Perfetto and Chrome show.
// Where there are many CPUs that takes by far the most time.
func Record(h *history.History, title, mode string) *Run {
	r, k := begin(h, title, mode), h.Run.Kernel
	w := newWatcher(k, len(h.Run.Scenario.Mutants) > 0)
	for more := true; more; {
		more = h.Advance(1)
		r.fills = w.look(k, r.fills)
	}
	r.t.Follow(h)
	return r
}

// RecordEvents is Record for the formats that have nothing but events.
func RecordEvents(h *history.History, title, mode string) *Run {
	r := begin(h, title, mode)
	for h.Advance(1 << 16) {
	}
	r.t.Follow(h)
	return r
}

func begin(h *history.History, title, mode string) *Run {
	return &Run{Title: title, Mode: mode, h: h, t: track.New(h.Run.Kernel), nanos: h.Run.Kernel.M.GHz}
}

// Truncated says that the run went on after what was recorded.
func (r *Run) Truncated() bool { return r.h.Truncated }

// Events is how many events the run has told.
func (r *Run) Events() int { return r.h.Len() }

func (r *Run) kernel() *path.Kernel { return r.h.Run.Kernel }

// name is what a thread is called where nothing but names tells threads apart. A
// scenario's may have the name of one of the kernel's, or be called idle: then it
// says whose it is.
func (r *Run) name(id sim.ThreadID) string {
	k := r.kernel()
	idle := k.ThreadName(sim.NoThread)
	if id == sim.NoThread {
		return idle
	}
	name := r.t.Threads[id].Name
	if int(id) < len(k.Cfg.Programs) && (name == idle || name == k.ThreadName(k.RCU.Kthread)) {
		return name + " of the scenario"
	}
	return name
}

// end is where what is known of the run ends, in cycles.
func (r *Run) end() int64 { return r.h.Recorded() }

// ns is a time in whole nanoseconds.
func (r *Run) ns(cycles int64) int64 { return cycles / r.nanos }

// each calls f for every event in order.
func (r *Run) each(f func(i int, e *sim.Event) error) error {
	for i := 0; i < r.h.Len(); {
		events := r.h.From(i)
		for k := range events {
			if err := f(i+k, &events[k]); err != nil {
				return err
			}
		}
		i += len(events)
	}
	return nil
}
