package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// Planted bugs of the locks that belong to a CPU.

func localMutants() []Mutant {
	return []Mutant{
		{
			Number: "M20", Name: "local-form-without-pin", Breaks: []string{"S2", "S10"}, Late: true,
			What:  "with the key on the local forms find this CPU's lock before anything pins the task",
			edits: localWithoutPin, unfit: either(needsSpinArm, notOnRT),
		}, {
			Number: "M21", Name: "unpin-before-unlock", Breaks: []string{"S10", "S2"}, Late: true,
			What:  "the unlock of the local form drops the pin first and then looks up this CPU's lock",
			edits: unpinsFirst,
		}, {
			Number: "M35", Name: "rt-trylock-from-nmi", Breaks: []string{"L4", "S20"}, Late: true,
			What:  "on RT the local trylock does not refuse an NMI or a hard interrupt, which takes and releases a lock that sleeps",
			edits: triesAnywhere, unfit: onlyOnRT,
		}, {
			Number: "M36", Name: "up-trylock-always-succeeds", Breaks: []string{"S2"}, Real: "page allocator: 038a102535eb", Late: true,
			What: "on a kernel without SMP spin_trylock has nothing to test and always succeeds",
			edits: always(Edit{Func: "local_qpw_trylock", Line: "sl: spin_trylock, one locked", Drop: 1, Put: ops(
				do("sl: spin_trylock without SMP: preempt_disable and nothing else", sim.CostPreempt, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
					k.Locks.Assume(k.M, ownLock(k, f), locking.Spin)
					t.Preempt++
				}),
			)}),
			unfit: either(needsSpinArm, notOnRT),
		}, {
			Number: "M46", Name: "migrate-enable-after-failed-trylock", Breaks: []string{"S10"}, Real: "D22", Late: true,
			What: "the error path of the local trylock enables migration in every mode, though only the spinlock member disabled it",
			edits: always(Edit{Func: "local_qpw_trylock", Line: "ll: preempt_enable, this CPU was interrupted", Drop: 1, Put: ops(
				at("ll_busy", unpin("ll: preempt_enable, this CPU was interrupted inside its own section")),
				pinByMigrate().off("migrate_enable"),
			)}),
			unfit: either(needsLocalForms, notOnRT),
		},
	}
}

// pinning of the build's local forms.
func (b Build) pinning() pinning {
	if b.version() == "qpw-v2" {
		return pinByMigrate()
	}
	return pinByPreempt()
}

const rFoundOn = 1 // of a local form: the CPU whose lock was found

func localWithoutPin(b Build) []Edit {
	p := b.pinning()
	find := func() Op {
		return do("sl: the lock of the CPU that we are on; nothing keeps us there", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			f.R[rFoundOn] = k.M.Self
		})
	}
	pinLine := "sl: " + p.disable + ", so that"
	return []Edit{
		{Func: "local_qpw_trylock", Line: pinLine, Drop: 2, Put: ops(find(), trySpin(namedLock))},
		{Func: "local_qpw_trylock", Line: "sl: " + p.enable + ", somebody holds it", Drop: 1},
		{Func: "local_qpw_lock", Line: pinLine, Drop: 1, Put: ops(find())},
		{Func: "local_qpw_lock", Line: "sl: one locked compare-and-exchange, or queue", Drop: 1,
			Put: ops(waitLock("sl: one locked compare-and-exchange, or queue and spin", sim.CostAtomic, namedLock, locking.Spin))},
		{Func: "local_qpw_unlock", Line: "sl: " + p.enable + ": the pin of the local form", Drop: 1},
	}
}

// localForm is the function that has the code of a local form: trylock or unlock.
func (b Build) localForm(form string) string {
	switch {
	case !b.patched():
		return "local_" + form
	case b.version() == "qpw-v1":
		return "qpw_" + form
	}
	return "local_qpw_" + form
}

func triesAnywhere(b Build) []Edit {
	return []Edit{{Func: b.localForm("trylock"), Line: "if ll: in an NMI or a hard interrupt", Drop: 1}}
}

func notOnRT(b Build) string {
	if b.RT {
		return "on RT the locks are others; expected rt=off"
	}
	return ""
}

func onlyOnRT(b Build) string {
	if !b.RT {
		return "it is a bug of the locks of RT; expected rt=on"
	}
	return ""
}

// unpinsFirst turns the last two steps of the local unlock round.
func unpinsFirst(b Build) []Edit {
	line, two := "ll: clear acquired", localUnlock(ownLock)[:2]
	if b.RT {
		line, two = "ll: rt_spin_unlock", rtLocalUnlock(ownLock)[:2]
	}
	return []Edit{{Func: b.localForm("unlock"), Line: line, Drop: 2, Put: ops(two[1], two[0])}}
}
