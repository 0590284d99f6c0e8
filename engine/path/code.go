package path

import "barnyard/engine/qpw"

// Functions returns the kernel's functions as they are in a mode, in the order
// in which people read about them.
func Functions(mode qpw.Mode) []Listing {
	var all []Listing
	for _, group := range [][]Listing{
		allocFuncs(), slowFuncs(), freeFuncs(), slabFreeFuncs(), sheafFuncs(), barnFuncs(),
		flushFuncs(mode), shrinkFuncs(), lockFuncs(mode), workFuncs(mode), {programListing()},
		bulkFuncs(), rcuFuncs(), kfreeRCUFuncs(), batchFuncs(), rcuFlushFuncs(mode), destroyFuncs(), prefillFuncs(mode), nolockFuncs(),
	} {
		all = append(all, group...)
	}
	return all
}

// Link returns the kernel's code in a mode, ready to run, in the names of
// version 2 or, with pw, of version 4.
func Link(mode qpw.Mode, pw bool) (*Code, error) {
	funcs := Functions(mode)
	if pw {
		funcs = Rename(funcs)
	}
	return link(funcs)
}
