package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/slub"
)

// offline is S13 for CPUs that are gone: once nobody takes CPUs away any more,
// nothing lies in the sheaves of one that is offline, and nobody runs there. A cache
// that somebody has tried to destroy is seen to by nobody.
func (w *world) offline() {
	if w.k.Locks.L[w.k.HotplugLock].Held == locking.Write {
		return
	}
	for c := range w.k.M.CPUs {
		cpu := &w.k.M.CPUs[c]
		if !cpu.Offline {
			continue
		}
		if !cpu.Idle() {
			w.say("S13", "CPU %d is offline and runs %s", c, w.k.ThreadName(cpu.Current()))
		}
		for i := range w.h.Caches {
			if w.h.Unlisted[i] {
				continue
			}
			p := &w.h.PCS[w.h.PCSOf(slub.CacheID(i), int32(c))]
			if n := w.size(p.Main) + w.size(p.Spare) + w.size(p.RcuFree); n > 0 || p.Spare != slub.None || p.RcuFree != slub.None {
				w.say("S13", "CPU %d is offline and its sheaves of %s hold %s", c, w.h.Caches[i].Name, some(int64(n), "object"))
			}
		}
	}
}
