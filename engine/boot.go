package engine

import (
	"slices"

	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
)

// Cmdline is what the kernel of a scenario was built with, and what its
// command line makes of it. Without cmdline= the keys of the machine are the
// command line: qpw=0 and qpw=1 were given then, and nohz_full and isolated as
// well. With cmdline= only its words were given, and qpw=0 and qpw=1 say what
// the key is when nobody gives the parameter (CONFIG_QPW_DEFAULT).
func Cmdline(s *scenario.Scenario) (qpw.Config, qpw.Boot) {
	mode := qpw.Mode(s.Machine.QPW)
	cfg := qpw.Config{Version: build(s, mode).Version(), Built: mode != qpw.NotBuilt, DefaultOn: mode == qpw.On, CPUs: s.Machine.CPUs}
	m := &s.Machine
	if m.Cmdline == "" {
		return cfg, qpw.Boot{Key: mode == qpw.On, Given: cfg.Built, Noise: len(m.NohzFull) > 0, Isolated: m.Isolated, NohzFull: m.NohzFull}
	}
	b := qpw.ParseCmdline(cfg, m.Cmdline)
	b.Isolated, b.NohzFull = both(b.Isolated, m.Isolated), both(b.NohzFull, m.NohzFull)
	b.Noise = b.Noise || len(m.NohzFull) > 0
	return cfg, b
}

// both is all CPUs of two lists, sorted.
func both(a, b []int) []int {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
