package path

import "barnyard/engine/sim"

// EventText tells an event as a sentence, without its time and its CPU.
func (k *Kernel) EventText(e *sim.Event) string {
	spec := &sim.EventSpecs()[e.Kind]
	if e.Thread == sim.NoThread {
		return spec.What
	}
	return k.ThreadName(e.Thread) + ": " + spec.What
}
