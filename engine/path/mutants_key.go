package path

import "barnyard/engine/qpw"

// Planted bugs of the series' own forms, and of the key that selects them.

func keyMutants() []Mutant {
	return []Mutant{
		{
			Number: "M6", Name: "pin-leak", Breaks: []string{"S10"}, Real: "the posted versions 2 and 4: H1 [INF]", Late: true,
			What:  "a flush that only tries the lock takes it by its local form, which pins, and releases it by the form that names a CPU, which does not unpin",
			edits: pinLeak, unfit: needsLocalForms,
		},
		{
			Number: "M7", Name: "flip-regardless", Breaks: []string{"S2", "S10"}, Real: "versions 3 and 4, where CPUs are kept free of kernel noise: H2 [INF]", Late: true,
			What:  "the last initcalls switch the key on whoever has chosen, while locks are held that were taken with it off",
			edits: flipRegardless, unfit: needsInitcall,
		},
	}
}

// pinLeak takes our repair out again. Version 1 took and released by the form
// that names a CPU, and leaks nothing.
func pinLeak(Build) []Edit {
	return []Edit{{Func: "sheaf_try_flush_main", Line: "ours, in no posted version: undo the pin", Drop: 1, Put: ops(batchDone())}}
}

func flipRegardless(Build) []Edit {
	return []Edit{{Func: "qpw_init", Line: "if the parameter was given", Drop: 2}}
}

// needsInitcall: versions 3 and 4 switch the key on by an initcall.
func needsInitcall(b Build) string {
	if v := b.version(); b.Mode == qpw.NotBuilt || v != "qpw-v3" && v != "pw-v4" {
		return "it is in the initcall of versions 3 and 4; expected one of them, and qpw=0 or qpw=1"
	}
	return ""
}
