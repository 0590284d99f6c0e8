package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The prefilled sheaf of a program, between its statements: at most one, a
// sheaf or the array of an oversize one.

// holdsSheaf reports whether the program holds a prefilled sheaf at all.
func (p *Task) holdsSheaf() bool { return p.Sheaf != slub.None || p.OverCap > 0 }

// holdsPrefilled reports whether the program holds a prefilled sheaf of a
// cache.
func (k *Kernel) holdsPrefilled(p *Task, c slub.CacheID) bool {
	if p.Sheaf != slub.None {
		return k.Heap.Sheaves[p.Sheaf].Cache == c
	}
	return p.OverCap > 0 && p.OverOf == c
}

// ofSheaf reports whether a statement is about the sheaf that a task holds.
func ofSheaf(op Opcode) bool {
	return op == OpPrefill || op == OpReturnSheaf || op == OpFromSheaf || op == OpRefillSheaf
}

// fetchSheaf looks whether a statement about a prefilled sheaf can run: one
// that needs it does nothing if there was no memory for it, and is a mistake of
// the author if nobody has asked for one.
func (k *Kernel) fetchSheaf(t *sim.Thread, p *Task, in *Instr) (v Verdict, stop bool) {
	switch in.Op {
	case OpPrefill:
		if !p.holdsSheaf() {
			return Next, false
		}
	default:
		if p.Empty {
			p.Empty = in.Op != OpReturnSheaf
			k.advance(t)
			return Again, true
		}
		if k.holdsPrefilled(p, in.Cache) {
			return Next, false
		}
	}
	k.Fault = Fault{Thread: k.M.CurID(), PC: p.PC, Sheaf: true, Any: true}
	return Again, true
}

// keepSheaf keeps what a prefill has returned: a sheaf, or the array of an
// oversize one.
func (k *Kernel) keepSheaf(t *sim.Thread, in *Instr) {
	p := &k.Tasks[k.M.CurID()]
	p.Sheaf = slub.SheafID(t.Ret)
	k.Heap.SetPlace(p.Sheaf, slub.Prefilled, int32(k.M.CurID()))
	p.Over, p.Chain = p.Chain, p.Over
	if p.OverOf, p.OverCap = in.Cache, 0; p.Over.N > 0 {
		p.OverCap = int32(in.N)
	}
	p.Empty = !p.holdsSheaf()
}

// sheafToPath hands the program's prefilled sheaf to the function that takes
// it back.
func (k *Kernel) sheafToPath(t *sim.Thread) {
	p := &k.Tasks[k.M.CurID()]
	t.Arg[rSheaf] = int32(p.Sheaf)
	k.Heap.SetPlace(p.Sheaf, slub.InPath, slub.None)
	p.Sheaf, p.OverCap = slub.None, 0
	p.Chain, p.Over = p.Over, p.Chain
}
