package engine

import (
	"strings"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Version names the semantics of the engine. Links and saved runs carry it; a
// change of any hash of a built-in scenario changes it.
const Version = "5"

// Capabilities says what of the language the engine runs today.
func Capabilities() scenario.Capabilities {
	words := Vocabulary()
	return scenario.Capabilities{
		Patches: words.Patches, Mutants: words.Mutants,
		Verbs: []scenario.Verb{
			scenario.Alloc, scenario.Free, scenario.Give, scenario.BulkAlloc, scenario.BulkFree, scenario.KfreeRCU,
			scenario.KvfreeRCUBarrier, scenario.Prefill, scenario.ReturnSheaf, scenario.Shrink, scenario.Destroy, scenario.Syscall, scenario.Work,
			scenario.Sleep, scenario.Mark, scenario.PreemptDisable, scenario.IrqDisable, scenario.Rand, scenario.Loop,
			scenario.LruAdd, scenario.LruActivate, scenario.LruDeactivate, scenario.LruDeactivateFile, scenario.LruLazyfree, scenario.LruMoveTail,
			scenario.Mlock, scenario.MlockLRU, scenario.Munlock, scenario.BhRead, scenario.LruAddDrain, scenario.LruAddDrainAll,
			scenario.Offline, scenario.Online, scenario.MemoryOffline,
			scenario.BootstrapSheaves, scenario.LateInitcall,
			scenario.AllocFromSheaf, scenario.RefillSheaf, scenario.Validate,
		},
		Generations: []string{"6.18", "7.0-rc1", "7.0-rc3", "7.1"},
		GFPs:        []scenario.GFP{scenario.GFPKernel, scenario.GFPAtomic, scenario.GFPNolock},
		Orders:      []scenario.Order{scenario.FIFOOrder, scenario.LIFOOrder, scenario.RandomOrder},
		RT:          true,
		Irq:         true,
		NMI:         true,
		Move:        true,
		Softirq:     true,
		Memory:      true,
		Spurious:    true,
		Ctor:        true,
		Typesafe:    true,
		Alts:        []scenario.Alt{scenario.AltUserret, scenario.AltNosheaves},
		AllocNode:   true,
		Jitter:      true,
		FairServer:  true,
		RTThrottle:  true,
	}
}

// Vocabulary is the names that a scenario may use: event kinds and costs.
func Vocabulary() scenario.Vocabulary {
	v := scenario.Vocabulary{}
	for _, m := range path.Mutants() {
		v.Mutants = append(v.Mutants, m.Name)
	}
	for _, p := range path.Patches() {
		v.Patches = append(v.Patches, p.Name)
	}
	for _, s := range sim.EventSpecs()[1:] {
		v.Events = append(v.Events, s.Name)
	}
	for c := range locking.NClasses {
		v.Locks = append(v.Locks, lockName(c))
	}
	for _, s := range sim.CostSpecs()[1:] {
		v.Costs = append(v.Costs, s.Name)
	}
	return v
}

// Parse reads a scenario in the engine's vocabulary. Errors are
// *scenario.Error.
func Parse(name string, text []byte) (*scenario.Scenario, error) {
	return scenario.ParseWith(name, text, Vocabulary())
}

// lockName is how claims spell a class of locks: barn.lock for barn->lock.
func lockName(c locking.Class) string {
	return strings.NewReplacer("->", ".", " ", "_").Replace(c.String())
}
