// Package history lets people go back and forth in a run. It keeps the events
// and, every so many steps, a copy of the whole state; any other state is
// replayed from the copy before it. Stepping back, scrubbing and comparing are
// all the same: At.
//
//	Run --Advance--> events, keyframes --At(t), AtStep(n)--> *path.Kernel
//
// Memory is bounded. Keyframes share what has not changed between them; when
// they take too much all the same, every second one goes and the distance
// doubles. Events are packed when there are many. Nothing else is dropped of a
// run, but it may be too long: with MaxEvents recording stops, and Truncated
// says so.
package history

import (
	"slices"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Limits of what a History keeps.
const (
	MaxEvents    = 4_000_000
	PlainEvents  = 500_000 // with more they are packed, see events.go
	maxFrames    = 512
	minFrames    = 8
	frameBytes   = 64 << 20 // for all keyframes together
	firstSpacing = 256      // steps between keyframes at first
)

// History is a run that is being recorded, and everything it has been through.
// The states that it hands out belong to it: read them before the next call.
type History struct {
	Run       *engine.Run
	Events    []sim.Event // in order of time; empty if there are PlainEvents or more, see Event
	Truncated bool        // recording stopped at MaxEvents

	count  int           // events
	packed *packedEvents // instead of Events; nil: few
	plain  int           // how many are few, and how many are too many
	most   int

	frames  []frame
	spacing uint32
	ended   bool
	cur     *path.Kernel // the state handed out last
}

type frame struct {
	step uint32
	time int64
	k    *path.Kernel
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
	h := &History{Run: run, spacing: firstSpacing, plain: PlainEvents, most: MaxEvents}
	h.keep()
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
	for range steps {
		if h.ended {
			return false
		}
		if !h.Run.Step() {
			h.Run.Finish() // a last look at the world
			h.ended = true
			return false
		}
		if list, ok := h.Run.Sched.(*sim.Replay); ok && list.Err != nil {
			h.ended = true
		}
		m := h.Run.Kernel.M
		h.take(m.Events)
		if h.count >= h.most {
			h.Truncated, h.ended = true, true
		}
		if m.Step-h.frames[len(h.frames)-1].step >= h.spacing {
			h.keep()
		}
	}
	return !h.ended
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

// keep adds a keyframe of the present state.
func (h *History) keep() {
	k := h.Run.Kernel
	h.frames = append(h.frames, frame{k.M.Step, k.M.Now, k.Clone()})
	if len(h.frames) <= h.frameLimit() {
		return
	}
	half := h.frames[:0]
	for i, f := range h.frames {
		if i%2 == 0 {
			half = append(half, f)
		}
	}
	clear(h.frames[len(half):])
	h.frames = half
	h.spacing *= 2
}

// frameLimit is how many keyframes of the present size fit.
func (h *History) frameLimit() int {
	return min(max(frameBytes/stateBytes(h.Run.Kernel), minFrames), maxFrames)
}

// stateBytes is about what a copy of the state takes.
func stateBytes(k *path.Kernel) int {
	h := k.Heap
	const thread, cpu, object, slab, sheaf, lock, line = 1024, 160, 20, 48, 24, 48, 24
	return thread*len(k.M.Threads) + cpu*len(k.M.CPUs) + object*len(h.Objects) + slab*len(h.Slabs) +
		sheaf*len(h.Sheaves) + 4*len(h.Slots) + 8*len(h.Stats) + lock*len(k.Locks.L) + line*len(k.M.Lines)
}

// At is the state after every step up to and including a time, in cycles.
func (h *History) At(t int64) *path.Kernel {
	if h.cur.M.Now > t || h.cur.M.Step > h.Steps() {
		h.restore(h.frameBefore(func(f frame) bool { return f.time <= t }))
	} else if f := h.frameBefore(func(f frame) bool { return f.time <= t }); f.step > h.cur.M.Step {
		h.restore(f)
	}
	for h.cur.M.Step < h.Steps() {
		if at, ok := h.cur.M.PeekOf(h.Run.Sched); !ok || at > t {
			break
		}
		h.cur.Step(h.Run.Sched)
	}
	return h.cur
}

// AtStep is the state after that many steps; 0 is the start.
func (h *History) AtStep(step uint32) *path.Kernel {
	step = min(step, h.Steps())
	if f := h.frameBefore(func(f frame) bool { return f.step <= step }); h.cur.M.Step > step || f.step > h.cur.M.Step {
		h.restore(f)
	}
	for h.cur.M.Step < step {
		h.cur.Step(h.Run.Sched)
	}
	return h.cur
}

// frameBefore is the last keyframe for which early holds.
func (h *History) frameBefore(early func(frame) bool) frame {
	n, _ := slices.BinarySearchFunc(h.frames, true, func(f frame, _ bool) int {
		if early(f) {
			return -1
		}
		return 1
	})
	return h.frames[max(n-1, 0)]
}

func (h *History) restore(f frame) { h.cur.CopyFrom(f.k) }
