package path

import "barnyard/engine/sim"

// fetchText is the line of a program at which a statement begins.
const fetchText = "the next statement of the program"

// InProgram reports whether a thread is in its program itself, in no function that
// it has called; fetching, whether it is about to begin a statement there.
func (k *Kernel) InProgram(id sim.ThreadID) (in, fetching bool) {
	l, pc, ok := k.Line(id)
	if !ok || l.Name != "program" {
		return false, false
	}
	return true, l.Ops[pc].Text == fetchText
}
