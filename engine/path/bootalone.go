package path

import "barnyard/engine/sim"

// The kmalloc caches get their sheaves once, when nobody else runs yet (kernel.md
// 1.5). Two programs that do it at once are a mistake that only a scenario can make.

const bootstrap = "bootstrap_kmalloc_sheaves"

// alsoBoots is a program that is in bootstrap_kmalloc_sheaves, or about to enter it;
// NoThread if there is none.
func (k *Kernel) alsoBoots(id sim.ThreadID) sim.ThreadID {
	for i := range k.Cfg.Programs {
		other := sim.ThreadID(i)
		if at := &k.Cfg.Programs[i].Code[k.Tasks[i].PC]; other != id && at.Op == OpCall && at.Func == bootstrap && k.inKernel(other) {
			return other
		}
	}
	return sim.NoThread
}

// inKernel reports whether a program has called the kernel and is not back, or has
// read the statement that does so.
func (k *Kernel) inKernel(id sim.ThreadID) bool {
	t := &k.M.Threads[id]
	if t.Depth != 1 {
		return t.Depth > 1
	}
	switch k.Cfg.Code.Funcs[t.Stack[0].Fn].Ops[t.Stack[0].PC].Label {
	case "alloc", "free", "call":
		return true
	}
	return false
}
