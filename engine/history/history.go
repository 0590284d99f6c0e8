// Package history lets people go back and forth in a run. It keeps the events
// and, every so many steps, a copy of the whole state; any other state is
// replayed from the copy before it. Stepping back, scrubbing and comparing are
// all the same: At.
//
//	Run --Advance--> events, keyframes --At(t), AtStep(n)--> *path.Kernel
//
// Memory is bounded. Keyframes share what has not changed between them; when
// they take too much all the same, every second one goes and the distance
// doubles. Events are packed. Nothing else is dropped of a run, but it may be too
// long: with MaxEvents recording stops, and Truncated says so.
package history

import (
	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// MaxEvents is how many events a History keeps.
const MaxEvents = 4_000_000

// History is a run that is being recorded, and everything it has been through.
// The states that it hands out belong to it: read them before the next call.
type History struct {
	Run       *engine.Run
	Truncated bool // recording stopped at MaxEvents

	events events
	most   int // events
	frames frames
	ended  bool
	list   *sim.Replay  // the run's schedule, if it is a list of choices
	cur    *path.Kernel // the state handed out last
}

// New starts to record a run of the scenario. Errors are *scenario.Error.
func New(s *scenario.Scenario) (*History, error) {
	run, err := engine.New(s)
	if err != nil {
		return nil, err
	}
	return Of(run), nil
}

// Of starts to record a run that is at its start: with its schedule, and
// watched by whoever watches it. What it needs to be taken again is its
// schedule alone, so Next must give the same answer whenever it is asked.
func Of(run *engine.Run) *History {
	h := &History{Run: run, frames: frames{spacing: firstSpacing}, most: MaxEvents}
	h.list, _ = run.Sched.(*sim.Replay)
	h.frames.keep(run.Kernel)
	h.cur = run.Kernel.Clone()
	return h
}

// Record is New, recorded to the end.
func Record(s *scenario.Scenario) (*History, error) {
	h, err := New(s)
	if err != nil {
		return nil, err
	}
	for h.Advance(1 << 20) {
	}
	return h, nil
}

// Advance records at most that many more steps; false when the run has ended
// or recording has, which it also does where a list of choices cannot be
// followed. Call it with a few thousand steps at a time to keep a
// picture alive.
func (h *History) Advance(steps int) bool {
	for steps > 0 && !h.ended {
		crashed, more := h.Run.Catch(func() {
			for steps > 0 && !h.ended {
				steps--
				if more := h.Run.Step(); !more || h.somethingNew() {
					h.stepped(more)
				}
			}
		})
		if crashed {
			h.stepped(more)
		}
	}
	return !h.ended
}

// somethingNew reports whether there is anything to record of a step. Of most there
// is not.
func (h *History) somethingNew() bool {
	m := h.Run.Kernel.M
	return len(m.Events) > 0 || uint64(m.Step) >= h.frames.next || h.list != nil
}

// stepped records a step that the run has taken, or that it takes no more.
func (h *History) stepped(more bool) {
	if !more {
		h.Run.Finish() // a last look at the world
		h.ended = true
		return
	}
	if h.list != nil && h.list.Err != nil {
		h.ended = true
	}
	if events := h.Run.Kernel.M.Events; len(events) > 0 {
		h.events.add(events)
		if h.Len() >= h.most {
			h.Truncated, h.ended = true, true
		}
	}
	h.frames.grow(h.Run.Kernel)
}

// Ended reports whether all of the run that will be recorded is.
func (h *History) Ended() bool { return h.ended }

// Recorded is the time up to which every state can be had.
func (h *History) Recorded() int64 {
	if h.ended && !h.Truncated {
		return h.Run.End()
	}
	return h.Run.Kernel.M.Now
}

// Steps is how many steps are recorded.
func (h *History) Steps() uint32 { return h.Run.Kernel.M.Step }

// At is the state after every step up to and including a time, in cycles.
func (h *History) At(t int64) *path.Kernel {
	f := h.frames.before(func(f *frame) bool { return f.time <= t })
	if h.cur.M.Now > t || h.cur.M.Step > h.Steps() || h.far(f) {
		f.k.Into(h.cur)
	}
	h.cur.Catch(func() { // behind a crash there is no step
		for h.cur.M.Step < h.Steps() {
			if at, ok := h.cur.M.PeekOf(h.Run.Sched); !ok || at > t {
				break
			}
			h.cur.Step(h.Run.Sched)
		}
	})
	return h.cur
}

// far says that a keyframe lies so far ahead that a copy of it costs less than the
// steps up to it. A run that is played comes by one keyframe after the other, and
// needs none of them.
func (h *History) far(f *frame) bool {
	return f.step > h.cur.M.Step && f.step-h.cur.M.Step > h.frames.spacing/2
}

// AtStep is the state after that many steps; 0 is the start.
func (h *History) AtStep(step uint32) *path.Kernel {
	step = min(step, h.Steps())
	f := h.frames.before(func(f *frame) bool { return f.step <= step })
	if h.cur.M.Step > step || h.far(f) {
		f.k.Into(h.cur)
	}
	h.cur.Catch(func() {
		for h.cur.M.Step < step {
			h.cur.Step(h.Run.Sched)
		}
	})
	return h.cur
}
