package lessons

import (
	"slices"
	"strings"
	"testing"

	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/lessons/lesson"
	"barnyard/viz/scene"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The instant at which a step's picture stands must be the one that its prose
// speaks of: the right thread is in the listing, and the pause is over.

// TestListingFollowsTheFocus: with the work queued, each CPU empties its own
// sheaves. A step that points at a CPU and pins a function must come at an
// instant at which no other CPU is in that function: the listing would show it.
func TestListingFollowsTheFocus(t *testing.T) {
	n := 0
	for _, l := range andTemplate(t) {
		for _, s := range l.Steps {
			cpu, fn := pointed(s.Cues)
			for _, m := range shown(s.Cues) {
				if fn == "" || ready(t, s.ScenarioText, m...).Machine.QPW == scenario.QPWOn {
					continue
				}
				n++
				v := arrive(t, &s, s.Cues, m)
				for _, on := range v.within(t, fn) {
					assert.Equal(t, cpu, on, "%s:%d: %s", l.File, s.Line, fn)
				}
			}
		}
	}
	assert.Positive(t, n)
}

// pointed is the CPU and the function that cues point at; no function, when
// they do not name both.
func pointed(cues []lesson.Cue) (cpu int32, fn string) {
	cpu = -1
	for _, c := range cues {
		switch id, _ := scene.ParseID(c.Target); {
		case c.Kind == lesson.CueListing:
			fn = c.Target
		case c.Kind != lesson.CueFocus:
		case id.Kind == scene.CPU:
			cpu = id.N[0]
		case id.Kind == scene.Main || id.Kind == scene.CPULock:
			cpu = id.N[1]
		}
	}
	if cpu < 0 {
		fn = ""
	}
	return cpu, fn
}

// within is the CPUs whose threads are in a function now.
func (v *arrival) within(t *testing.T, name string) (cpus []int32) {
	t.Helper()
	k := v.run.Kernel
	fn, ok := k.Cfg.Code.Func(name)
	require.True(t, ok, name)
	for i := range k.M.Threads {
		th := &k.M.Threads[i]
		if slices.ContainsFunc(th.Stack[:th.Depth], func(f sim.Frame) bool { return f.Fn == fn }) {
			cpus = append(cpus, int32(th.CPU))
		}
	}
	return cpus
}

// TestTheGapHasClosed: a step that points at the latencies after some work on
// a CPU comes when the series has the pause in it.
func TestTheGapHasClosed(t *testing.T) {
	for _, l := range andTemplate(t) {
		for _, s := range l.Steps {
			focus := slices.ContainsFunc(s.Cues, func(c lesson.Cue) bool { return c.Target == "latency" })
			waits := slices.ContainsFunc(s.Cues, func(c lesson.Cue) bool { return c.Kind == lesson.CueUntil })
			if !focus || !waits || !strings.Contains(s.ScenarioText, "mark gap") {
				continue
			}
			for _, m := range shown(s.Cues) {
				machine := ready(t, s.ScenarioText, m...).Machine
				if machine.QPW == scenario.QPWOn || len(machine.Isolated) == 0 {
					continue // no pause is to come
				}
				v := arrive(t, &s, s.Cues, m)
				ghz := v.run.Scenario.Machine.GHz
				assert.Greater(t, longestGap(v.events, 3), 1000*ghz, "%s:%d", l.File, s.Line)
			}
		}
	}
}

// longestGap is the longest time between two marks on a CPU.
func longestGap(events []sim.Event, cpu int) (most int64) {
	last := int64(-1)
	for _, e := range events {
		if e.Kind != sim.Mark || int(e.CPU) != cpu {
			continue
		}
		if last >= 0 {
			most = max(most, e.Time-last)
		}
		last = e.Time
	}
	return most
}
