package ui

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
)

// Who the listing follows. The reader's choice comes first: a pinned function,
// then the chosen CPU. Otherwise it is the thread that does something for
// somebody else, since that is what the picture is about.

// CPUOf is the CPU that a thing belongs to; false if to none.
func CPUOf(id scene.ID) (int, bool) {
	switch id.Kind {
	case scene.CPU, scene.Context, scene.CPUNote, scene.Track, scene.RunSpan, scene.WaitSpan,
		scene.HoldSpan, scene.LineTick, scene.Bracket:
		return int(id.N[0]), true
	case scene.CPULock, scene.Waiter, scene.Sheaves, scene.Main, scene.Spare, scene.RCUFree,
		scene.MainAt, scene.SpareAt, scene.RCUAt:
		return int(id.N[1]), true
	}
	return 0, false
}

// Followed is the thread whose code the listing shows; NoThread when nothing
// runs there.
func (m *Model) Followed() sim.ThreadID {
	k := m.Kernel()
	if m.Pinned != "" {
		if fn, ok := k.Cfg.Code.Func(m.Pinned); ok {
			if id := inFunction(k, fn); id != sim.NoThread {
				return id
			}
		}
	}
	if cpu, ok := CPUOf(m.Sel); ok && cpu < len(k.M.CPUs) {
		return k.M.CPUs[cpu].Current()
	}
	return busiest(k)
}

// ListedFunc is the function that the listing shows.
func (m *Model) ListedFunc() (sim.FuncID, bool) {
	k := m.Kernel()
	if m.Pinned != "" {
		if fn, ok := k.Cfg.Code.Func(m.Pinned); ok {
			return fn, true
		}
	}
	id := m.Followed()
	if id == sim.NoThread || k.M.Threads[id].Depth == 0 {
		return 0, false
	}
	return k.M.Threads[id].Top().Fn, true
}

// inFunction is the thread that has a function on its stack, the one that runs
// first.
func inFunction(k *path.Kernel, fn sim.FuncID) sim.ThreadID {
	found := sim.NoThread
	for id := range k.M.Threads {
		t := &k.M.Threads[id]
		for i := range t.Stack[:t.Depth] {
			if t.Stack[i].Fn != fn {
				continue
			}
			if t.State == sim.Running || t.State == sim.Spinning {
				return sim.ThreadID(id)
			}
			found = sim.ThreadID(id)
		}
	}
	return found
}

// busiest is the running thread that matters most: a kworker, then whoever is
// deepest in the kernel, then the CPU that took the last step, then, where that one
// has nothing to run, anybody.
func busiest(k *path.Kernel) sim.ThreadID {
	best, rank := k.M.CPUs[k.M.Self].Current(), -1
	least := deepEnough
	if best == sim.NoThread {
		least = -1
	}
	for c := range k.M.CPUs {
		id := k.M.CPUs[c].Current()
		if id == sim.NoThread {
			continue
		}
		t, r := &k.M.Threads[id], 0
		if t.Kind == sim.Kworker && t.Depth > 1 {
			r += 1000
		}
		if r += int(t.Depth); r > rank && r > least {
			best, rank = id, r
		}
	}
	return best
}

// deepEnough keeps ordinary allocation and freeing from drawing the eye: they
// nest less deep than a flush does.
const deepEnough = 3

// IdleText is the listing of a CPU on which no thread runs: it has nothing to
// do, or it is not there. Where none is chosen, all of them are idle.
func IdleText(k *path.Kernel, chosen scene.ID) string {
	switch cpu, ok := CPUOf(chosen); {
	case !ok || cpu >= len(k.M.CPUs):
		return "idle: no CPU has anything to run"
	case k.M.CPUs[cpu].Offline:
		return "offline: nothing can run on this CPU"
	}
	return "idle: this CPU has nothing to run"
}

// runsOn is the name of who has a CPU.
func runsOn(k *path.Kernel, cpu int) string {
	if c := &k.M.CPUs[cpu]; !c.Offline {
		return k.ThreadName(c.Current())
	}
	return "offline"
}
