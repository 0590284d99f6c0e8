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

// Build says which kernel to make.
type Build struct {
	Mode       qpw.Mode
	Generation string // 7.1, the one that the listings are written for, or older
	PW         bool   // names of version 4 instead of version 2
}

// Link returns the kernel's code, ready to run.
func Link(b Build) (*Code, error) {
	funcs := Functions(b.Mode)
	for _, p := range generation(b.Generation) {
		if err := apply(funcs, p); err != nil {
			return nil, err
		}
	}
	if b.PW {
		funcs = Rename(funcs)
	}
	return link(funcs)
}
