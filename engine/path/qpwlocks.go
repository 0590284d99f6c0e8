package path

import (
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
)

// The functions of QPW that lock (kernel.md 3.3, 3.4), which the first patch
// of the series brings: register 0 is the cache and, in the forms that name a
// CPU, register 1 the CPU. With the key off, or not built in, that CPU is
// ignored: the lock of the CPU that executes is taken.

// qpwLockFuncs are the functions that the patched code calls; pinned says how
// the local forms pin the task when the key is on.
func qpwLockFuncs(b Build, pinned pinning) []Listing {
	return []Listing{
		{
			Name: "local_qpw_trylock", Args: "cache", Section: "3.1, 3.4", Inline: true,
			What: "pin the task and take this CPU's lock if it is free; 1 if taken",
			Ops:  bothArms(b, b.localTrylock(), b.spinTrylock(ownLock, pinned)),
		}, {
			Name: "local_qpw_unlock", Args: "cache", Section: "3.1, 3.4", Inline: true,
			What: "release this CPU's lock and unpin",
			Ops:  bothArms(b, b.localUnlock(), seq(b.spinUnlock(ownLock), ops(pinned.off("sl: "+pinned.enable+": the pin of the local form"), done()))),
		}, {
			Name: "local_qpw_lock", Args: "cache", Section: "3.1, 3.4", Inline: true,
			What: "pin the task and take this CPU's lock, waiting for it where another CPU can hold it",
			Ops:  bothArms(b, b.localLock(), seq(ops(pinned.on("sl: "+pinned.disable+", so that this CPU's lock stays this CPU's")), b.spinLock(ownLock))),
		},
	}
}

// qpwCPULockFuncs are the forms that name a CPU.
func qpwCPULockFuncs(b Build) []Listing {
	spin := ops(b.trySpin(namedLock), retVal("return: taken", 1), at("sl_busy", retVal("return: not taken", 0)))
	return []Listing{
		{
			Name: "qpw_lock", Args: "cache, cpu", Section: "3.1, 3.4", Inline: true,
			What: "take the lock of a named CPU; with the key off that must be this CPU",
			Ops:  bothArms(b, b.localLock(), b.spinLock(namedLock)),
		}, {
			Name: "qpw_unlock", Args: "cache, cpu", Section: "3.1, 3.4", Inline: true,
			What: "release the lock of a named CPU",
			Ops:  bothArms(b, b.localUnlock(), seq(b.spinUnlock(namedLock), ops(done()))),
		}, {
			Name: "qpw_trylock", Args: "cache, cpu", Section: "3.1, 3.4", Inline: true,
			What: "take the lock of a named CPU if it is free; 1 if taken; with the key off that must be this CPU",
			Ops:  bothArms(b, b.localTrylock(), spin),
		},
	}
}

// bothArms joins the two members' code behind the static branch, or leaves
// only the local one where QPW is not built in.
func bothArms(b Build, local, spin []Op) []Op {
	if b.Mode == qpw.NotBuilt {
		return local
	}
	branch := Op{Text: "static branch qpw_sl: spinlock member if on", Cost: sim.CostStaticBranch, To: []string{"on"},
		Do: func(k *Kernel, _ *sim.Thread, _ *sim.Frame) Verdict {
			if k.Key {
				return Go0
			}
			return Next
		}}
	spin[0].Label = "on"
	return seq(ops(branch), local, spin)
}

// pinning is how the local forms keep a task on its CPU while the key is on:
// version 2 disabled migration, versions 3 and 4 disable preemption.
type pinning struct {
	disable, enable string
	migrate         bool
}

func pinByPreempt() pinning { return pinning{disable: "preempt_disable", enable: "preempt_enable"} }
func pinByMigrate() pinning {
	return pinning{disable: "migrate_disable", enable: "migrate_enable", migrate: true}
}

// on and off are the two halves of a pin.
func (p pinning) on(text string) Op {
	if p.migrate {
		return do(text, sim.CostMigrate, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.Migrate++ })
	}
	return pin(text)
}

func (p pinning) off(text string) Op {
	if p.migrate {
		return do(text, sim.CostMigrate, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.Migrate-- })
	}
	return unpin(text)
}

// depth is the counter that a pin of this kind changes.
func (p pinning) depth(t *sim.Thread) *int32 {
	if p.migrate {
		return &t.Migrate
	}
	return &t.Preempt
}
