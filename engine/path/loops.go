package path

import "barnyard/engine/sim"

// Loops over the CPUs and over the nodes of the machine, as the drivers of
// flush, shrink and destroy have them. The counter is register rDCPU or
// rSNode, which are the same.

// each goes over 0, 1, ... up to what count says, past those that skip names:
// begin and all are lines that
// people read, top, inc and end the labels of the test, of the step to the
// next, and of where it ends.
type each struct {
	begin, all, next string
	top, inc, end    string
	count            func(k *Kernel) int32
	skip             func(k *Kernel, i int32) bool
}

func (e each) loop(body ...Op) []Op {
	from := func(k *Kernel, i int32) int32 {
		for i < e.count(k) && e.skip != nil && e.skip(k, i) {
			i++
		}
		return i
	}
	return seq(
		ops(
			do(e.begin, sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rDCPU] = from(k, 0) }),
			at(e.top, when(e.all, func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rDCPU] == e.count(k) }, e.end)),
		),
		body,
		ops(
			at(e.inc, do(e.next, sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rDCPU] = from(k, f.R[rDCPU]+1) })),
			jump("", e.top),
		),
	)
}

// eachCPU goes over the CPUs that are online, eachPossibleCPU over all,
// eachNode over the nodes.
func eachCPU(begin, all, top, inc, end string) each {
	e := eachPossibleCPU(begin, all, top, inc, end)
	e.skip = func(k *Kernel, i int32) bool { return !k.M.Online(i) }
	return e
}

func eachPossibleCPU(begin, all, top, inc, end string) each {
	return each{begin, all, "next CPU", top, inc, end, func(k *Kernel) int32 { return int32(len(k.M.CPUs)) }, nil}
}

func eachNode(begin, all, top, end string) each {
	return each{begin, all, "next node", top, "", end, func(k *Kernel) int32 { return k.Heap.NNodes }, nil}
}

// labelled gives a group's first op a label.
func labelled(label string, group []Op) []Op {
	group[0].Label = label
	return group
}
