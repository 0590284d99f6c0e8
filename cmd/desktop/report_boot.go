package main

import (
	"strings"

	"barnyard/engine"
)

// boot tells what the kernel made of its command line, where the scenario
// gives one, and what the last initcalls do to the key.
func (r *reporter) boot() {
	if r.s.Machine.Cmdline == "" {
		return
	}
	cfg, b := engine.Cmdline(r.s)
	lines := append([]string{"command line: " + r.s.Machine.Cmdline}, b.Told...)
	key := "off"
	if b.Key {
		key = "on"
	}
	if cfg.Param() != "" {
		lines = append(lines, "the key is "+key+" when the first lock is initialised")
	}
	_, why := cfg.Late(b)
	r.section("boot")
	for _, line := range append(lines, "late_initcall: "+why) {
		r.b.WriteString("  " + strings.TrimSpace(line) + "\n")
	}
}
