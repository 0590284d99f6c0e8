package path

import (
	"barnyard/engine/sim"
)

// Planted bugs of the functions that may be called from any context.

func nolockMutants() []Mutant {
	return []Mutant{
		{
			Number: "M34", Name: "ebusy-taken-for-e2big", Breaks: []string{"L4", "S20"},
			What: "a barn that is busy is treated as one that is full: the spare is flushed, where no lock may be waited for",
			edits: always(Edit{Func: "__pcs_replace_full_main", Line: "if E2BIG, and locks may be waited for", Drop: 1, Put: ops(
				when("E2BIG, and locks may be waited for; or EBUSY", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
					return t.Ret == errTooBig && !noSpin(k, t, f) || t.Ret == errBusy
				}, "too_big"),
			)}),
		},
	}
}
