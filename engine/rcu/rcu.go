// Package rcu holds the nouns of RCU: callbacks that wait on the CPU on which
// they were registered, and grace periods, which end when every CPU has been
// seen outside of any reader.
//
//	call_rcu on a CPU --> its list --grace period--> its softirq, or its offload thread
//
// What the grace-period thread and the softirq do, step by step, are listings
// in engine/path. A callback that is registered while a grace period runs
// waits for the one after it: readers may have started before.
package rcu

import "barnyard/engine/sim"

// ID names a callback.
type ID int32

// None is no callback.
const None ID = -1

// Callback is a function that is to run after a grace period.
type Callback struct {
	Fn   sim.FuncID
	Arg  int32
	Next ID
	Seq  int64 // it may run when this many grace periods have ended
}

// PerCPU is the callbacks of one CPU, oldest first, and what the present grace
// period still needs from it.
type PerCPU struct {
	Head, Tail ID
	N          int32
	Running    bool         // a callback that was taken off the list has not returned
	Need       bool         // the CPU has not been seen in a quiescent state
	Unasked    bool         // an rcu_barrier that is under way has not come to this CPU yet
	Switches   int64        // its context switches when the grace period began
	Offload    sim.ThreadID // runs the callbacks of a nohz_full CPU; NoThread: its own softirq
}

// State is all of RCU.
type State struct {
	Callbacks []Callback
	Free      ID
	CPUs      []PerCPU
	Ended     int64 // grace periods that have ended
	Active    bool  // one is under way
	Wanted    bool  // a callback waits for one that has not begun
	Kthread   sim.ThreadID
	Barrier   int32        // callbacks that an rcu_barrier still waits for
	Waiter    sim.ThreadID // the thread in rcu_barrier
	Callers   sim.Since    // of rcu_barrier, since one began last (barrier_sequence)
}

// New makes RCU for that many CPUs.
func New(cpus int) *State {
	s := &State{Free: None, Kthread: sim.NoThread, Waiter: sim.NoThread}
	for range cpus {
		s.CPUs = append(s.CPUs, PerCPU{Head: None, Tail: None, Offload: sim.NoThread})
	}
	return s
}

// Call registers a callback on a CPU; true if the grace-period thread has to
// be woken.
func (s *State) Call(cpu int32, fn sim.FuncID, arg int32) (wake bool) {
	seq := s.Ended + 1
	if s.Active {
		seq++
	}
	s.add(cpu, Callback{Fn: fn, Arg: arg, Next: None, Seq: seq})
	wake = !s.Active && !s.Wanted
	s.Wanted = true
	return wake
}

// Busy reports whether a CPU has callbacks that have not returned: waiting, or
// running just now.
func (s *State) Busy(cpu int32) bool { return s.CPUs[cpu].Running || s.CPUs[cpu].Tail != None }

// Entrain adds a callback behind those that a CPU has, to run right after
// them: what rcu_barrier does. Where only the one that runs is left, it may run
// as soon as that has returned.
func (s *State) Entrain(cpu int32, fn sim.FuncID, arg int32) {
	seq := s.Ended
	if t := s.CPUs[cpu].Tail; t != None {
		seq = s.Callbacks[t].Seq
	}
	s.add(cpu, Callback{Fn: fn, Arg: arg, Next: None, Seq: seq})
}

func (s *State) add(cpu int32, cb Callback) {
	id := s.Free
	if id == None {
		id = ID(len(s.Callbacks))
		s.Callbacks = append(s.Callbacks, cb)
	} else {
		s.Free = s.Callbacks[id].Next
		s.Callbacks[id] = cb
	}
	p := &s.CPUs[cpu]
	if p.Head == None {
		p.Head = id
	} else {
		s.Callbacks[p.Tail].Next = id
	}
	p.Tail = id
	p.N++
}

// Adopt moves all callbacks of a CPU that is gone behind those of another; they
// keep their order, and none runs before those that were there [KN].
func (s *State) Adopt(from, to int32) {
	f, t := &s.CPUs[from], &s.CPUs[to]
	if f.Head == None {
		return
	}
	least := s.Ended
	if t.Tail != None {
		least = s.Callbacks[t.Tail].Seq
		s.Callbacks[t.Tail].Next = f.Head
	} else {
		t.Head = f.Head
	}
	for id := f.Head; id != None; id = s.Callbacks[id].Next {
		s.Callbacks[id].Seq = max(s.Callbacks[id].Seq, least)
	}
	t.Tail, t.N = f.Tail, t.N+f.N
	f.Head, f.Tail, f.N = None, None, 0
}

// Ready reports whether a CPU's first callback may run.
func (s *State) Ready(cpu int32) bool {
	p := &s.CPUs[cpu]
	return p.Head != None && s.Callbacks[p.Head].Seq <= s.Ended
}

// Take removes a CPU's first callback, which runs until Ran.
func (s *State) Take(cpu int32) Callback {
	p := &s.CPUs[cpu]
	id := p.Head
	cb := s.Callbacks[id]
	p.Head = cb.Next
	if p.Head == None {
		p.Tail = None
	}
	p.N--
	p.Running = true
	s.Callbacks[id] = Callback{Next: s.Free}
	s.Free = id
	return cb
}

// Ran notes that the callback of a CPU that was taken has returned.
func (s *State) Ran(cpu int32) { s.CPUs[cpu].Running = false }

// Begin starts a grace period: every CPU has to be seen.
func (s *State) Begin(m *sim.Machine) {
	s.Active, s.Wanted = true, false
	for c := range s.CPUs {
		s.CPUs[c].Need, s.CPUs[c].Switches = true, m.CPUs[c].Switches
	}
}

// End ends it. Another is wanted if some callback needs more.
func (s *State) End() {
	s.Active = false
	s.Ended++
	for c := range s.CPUs {
		if t := s.CPUs[c].Tail; t != None && s.Callbacks[t].Seq > s.Ended {
			s.Wanted = true
		}
	}
}

// Needed is how many CPUs the grace period has not seen yet.
func (s *State) Needed() int {
	n := 0
	for c := range s.CPUs {
		if s.CPUs[c].Need {
			n++
		}
	}
	return n
}

// ServedBy is the CPU whose callbacks an offload thread runs, -1 if it is none.
func (s *State) ServedBy(id sim.ThreadID) int32 {
	for c := range s.CPUs {
		if s.CPUs[c].Offload == id {
			return int32(c)
		}
	}
	return -1
}

// CopyFrom makes s equal to src, reusing memory.
func (s *State) CopyFrom(src *State) {
	old := *s
	*s = *src
	s.Callbacks = append(old.Callbacks[:0], src.Callbacks...)
	s.CPUs = append(old.CPUs[:0], src.CPUs...)
	s.Callers = old.Callers
	s.Callers.CopyFrom(&src.Callers)
}

// Hash folds all of RCU in.
func (s *State) Hash(h *sim.Hash) {
	for i := range s.Callbacks {
		cb := &s.Callbacks[i]
		h.I32(int32(cb.Fn), cb.Arg)
		h.I32(int32(cb.Next), 0)
		h.I64(s.left(cb.Seq, h))
	}
	for i := range s.CPUs {
		p := &s.CPUs[i]
		h.I32(int32(p.Head), int32(p.Tail))
		h.I32(p.N, int32(p.Offload))
		h.Bool(p.Need)
		h.Bool(p.Running)
		h.Bool(p.Unasked)
		h.Past(p.Switches) // of a situation: see Kernel.Situation
	}
	h.I32(int32(s.Free), int32(s.Kthread))
	h.I32(s.Barrier, int32(s.Waiter))
	h.I32(int32(s.Callers.Len()), 0)
	s.Callers.Hash(h)
	h.Past(s.Ended)
	h.Bool(s.Active)
	h.Bool(s.Wanted)
}

// left is the number of the grace period that a callback waits for, for a
// situation how many it still needs.
func (s *State) left(seq int64, h *sim.Hash) int64 {
	if h.Situation() {
		return max(0, seq-s.Ended)
	}
	return seq
}
