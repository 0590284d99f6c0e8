package main

import (
	"bufio"
	"fmt"
	"strings"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// run NAME --events KINDS: the run as sentences, a line an event, in place of
// the report. It is the text that the window's list of events shows.
//
//	     36.100  CPU 0  admin queues slub_flush of CPU 3 on CPU 3

// eventKinds reads which events are wanted: all, told (those at which play slows
// down), or kinds, with commas between.
func eventKinds(text string) (wanted [sim.NKinds]bool, err error) {
	specs := sim.EventSpecs()
	for _, name := range strings.Split(text, ",") {
		kind, ok := sim.KindByName(name)
		if !ok && name != "all" && name != "told" {
			return wanted, fmt.Errorf("--events has no kind %s; %s", quote(name), expected(name, append([]string{"all", "told"}, eventNames()...)))
		}
		for k := range wanted {
			wanted[k] = wanted[k] || name == "all" || name == "told" && specs[k].Attention || ok && sim.Kind(k) == kind
		}
	}
	return wanted, nil
}

func eventNames() (names []string) {
	for _, s := range sim.EventSpecs() {
		if s.Kind != sim.EvNone {
			names = append(names, s.Name)
		}
	}
	return names
}

// writeEvents runs a scenario and writes its events while it runs: there may be
// millions.
func (c *call) writeEvents(s *scenario.Scenario, kinds string) int {
	wanted, err := eventKinds(kinds)
	if err != nil {
		return c.fail(err)
	}
	r, err := engine.New(s)
	if err != nil {
		return c.fail(err)
	}
	check.Watch(r, 0)
	out := bufio.NewWriterSize(c.out, 1<<16)
	for more := true; more && err == nil; {
		if more = r.Step(); !more {
			break
		}
		for i := range r.Kernel.M.Events {
			if e := &r.Kernel.M.Events[i]; wanted[e.Kind] {
				_, err = out.WriteString(eventLine(r.Kernel, e))
			}
		}
	}
	if r.Finish(); r.Err != nil {
		return c.fail(r.Err)
	}
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		fmt.Fprintf(c.errOut, "%s: %v\n", c.name, err)
		return exitFailed
	}
	return verdict(r.Result())
}

// eventLine is one event: when in µs, where, what.
func eventLine(k *path.Kernel, e *sim.Event) string {
	return fmt.Sprintf("%12s  CPU %d  %s\n", sim.Micros(e.Time, k.M.GHz), e.CPU, k.EventText(e))
}
