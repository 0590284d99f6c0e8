package path

import (
	"fmt"
	"slices"

	"barnyard/engine/qpw"
)

// Base returns the kernel's functions without the patches, generation 7.1, in
// the order in which people read about them.
func Base() []Listing {
	var all []Listing
	for _, group := range [][]Listing{
		allocFuncs(), slowFuncs(), freeFuncs(), slabFreeFuncs(), sheafFuncs(), barnFuncs(),
		flushFuncs(), shrinkFuncs(), lockFuncs(), workFuncs(), {programListing()},
		bulkFuncs(), rcuFuncs(), kfreeRCUFuncs(), batchFuncs(), rcuFlushFuncs(), destroyFuncs(), prefillFuncs(), nolockFuncs(), hotplugFuncs(), memoryFuncs(),
		folioFuncs(), mlockFuncs(), bhFuncs(), drainAllFuncs(), irqLockFuncs(),
		bootFuncs(), rescuerFuncs(), validateFuncs(), typesafeFuncs(),
	} {
		all = append(all, group...)
	}
	return all
}

// Unpatched is the name of no version of the series.
const Unpatched = "none"

// Build says which kernel to make.
type Build struct {
	Mode       qpw.Mode
	RT         bool     // CONFIG_PREEMPT_RT
	Generation string   // 7.1, the one that the listings are written for, or older
	PW         bool     // names of version 4 instead of version 3
	Series     string   // the version of the series, or Unpatched; empty: version 3, or 4 with PW
	Patches    []string // further patches by name, in order
	Mutants    []string // planted bugs by name
	Refuse     bool     // a debugging hook keeps some objects that are freed
	Alt        string   // one of the two other ways: userret, nosheaves, or neither
}

// Version is the version of the series that the build has, or Unpatched.
func (b Build) Version() string { return b.version() }

func (b Build) version() string {
	switch {
	case b.Series != "":
		return b.Series
	case b.Generation == "6.18":
		return Unpatched // the series is for later kernels
	case b.PW:
		return "pw-v4"
	}
	return "qpw-v3"
}

// Functions returns the functions of a kernel: those of its generation, with
// planted bugs, the series and further patches applied. An error says which of
// them does not fit.
func Functions(b Build) ([]Listing, error) {
	if b.RT && b.Generation == "6.18" {
		return nil, fmt.Errorf("path: the CPU slabs of 6.18 have paths of their own on PREEMPT_RT, which are not here")
	}
	series, err := b.series()
	if err != nil {
		return nil, err
	}
	further, err := b.further()
	if err != nil {
		return nil, err
	}
	early, late, err := b.mutants()
	if err != nil {
		return nil, err
	}
	funcs := Base()
	var rt []Patch
	if b.RT {
		rt = []Patch{preemptRT()}
	}
	var debug []Patch
	if b.Refuse {
		debug = []Patch{hooksRefuse(b.Generation)}
	}
	for _, p := range join([][]Patch{generation(b.Generation), rt, debug, early, series, b.alternative(), further, late}) {
		if funcs, err = apply(funcs, p); err != nil {
			return nil, err
		}
	}
	if b.RT {
		funcs = sleepingLocks(funcs)
	}
	if b.PW || len(series) > 0 && series[0].PW {
		funcs = Rename(funcs)
	}
	return funcs, nil
}

// series is the patch of the series that the build has, if it has one.
func (b Build) series() ([]Patch, error) {
	if b.version() == Unpatched {
		if b.Mode != qpw.NotBuilt {
			return nil, fmt.Errorf("path: qpw=%s without the series that brings it", b.Mode)
		}
		return nil, nil
	}
	if b.Generation == "6.18" {
		return nil, fmt.Errorf("path: %s is for kernels from 7.0 on, not for 6.18", b.version())
	}
	for _, c := range conversions() {
		if c.Name == b.version() {
			p := c.Made(b)
			p.Name, p.What, p.PW = c.Name, c.What, c.PW
			return []Patch{p}, nil
		}
	}
	return nil, fmt.Errorf("path: no version of the series is called %s", b.Series)
}

// alternative is the other way that the build goes.
func (b Build) alternative() []Patch {
	switch b.Alt {
	case "userret":
		return []Patch{altUserret()}
	case "nosheaves":
		return []Patch{altNosheaves()}
	}
	return nil
}

// further is the patches beside the series that the build names.
func (b Build) further() ([]Patch, error) {
	var out []Patch
	for _, name := range b.Patches {
		i := slices.IndexFunc(furtherPatches(b), func(p Patch) bool { return p.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("path: no patch is called %s", name)
		}
		out = append(out, furtherPatches(b)[i])
	}
	return out, nil
}

// mutants is the planted bugs of the build: those of the code that the series
// converts, and those of what the series brings.
func (b Build) mutants() (early, late []Patch, err error) {
	for _, name := range b.Mutants {
		m, ok := MutantByName(name)
		if !ok {
			return nil, nil, fmt.Errorf("path: no mutant is called %s", name)
		}
		if err := m.Unfit(b); err != nil {
			return nil, nil, err
		}
		p := Patch{Name: "mutant " + name, What: m.What, Edits: m.edits(b)}
		if m.Late {
			late = append(late, p)
		} else {
			early = append(early, p)
		}
	}
	return early, late, nil
}

// furtherPatches are patches beside the series and the generations.
func furtherPatches(b Build) []Patch { return []Patch{beforeNolock(b), bhSkipsIsolated()} }

// PatchInfo is a patch's name and what it does, for people.
type PatchInfo struct{ Name, What string }

// Patches lists what kernel patch= accepts: the versions of the series, none,
// and further patches.
func Patches() []PatchInfo {
	all := []PatchInfo{{Unpatched, "the code without the series"}}
	for _, c := range conversions() {
		all = append(all, c.PatchInfo)
	}
	for _, p := range furtherPatches(Build{}) {
		all = append(all, PatchInfo{p.Name, p.What})
	}
	return all
}

// IsSeries reports whether a patch is a version of the series, or none.
func IsSeries(name string) bool {
	return name == Unpatched || slices.ContainsFunc(conversions(), func(c conversion) bool { return c.Name == name })
}

// Link returns the kernel's code, ready to run.
func Link(b Build) (*Code, error) {
	funcs, err := Functions(b)
	if err != nil {
		return nil, err
	}
	return link(funcs, len(b.Mutants) > 0)
}
