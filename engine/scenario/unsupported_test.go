package scenario_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
)

// small is an engine that runs little.
func small() scenario.Capabilities {
	return scenario.Capabilities{
		Verbs:       []scenario.Verb{scenario.Alloc, scenario.Free, scenario.Give, scenario.Loop, scenario.Rand},
		Generations: []string{"7.1"},
		GFPs:        []scenario.GFP{scenario.GFPKernel},
		Orders:      []scenario.Order{scenario.FIFOOrder},
		Mutants:     []string{"M1"},
	}
}

func TestUnsupported(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"task t cpu=0 { alloc c; loop 2 { free c } }", ""},
		{"task admin cpu=0 { alloc c; destroy c }", "x:2:29: task admin: destroy is not in this engine yet; it runs alloc, free, give, loop, rand"},
		{"task t cpu=0 { loop 2 { rand { 1: shrink c } } }", "x:2:35: task t: shrink is not in this engine yet; it runs alloc, free, give, loop, rand"},
		{"task t cpu=0 { alloc c gfp=nolock }", "x:2:16: task t: alloc gfp=nolock is not in this engine yet"},
		{"task t cpu=0 { alloc c node=0 }", "x:2:16: task t: alloc node=0 is not in this engine yet"},
		{"task t cpu=0 { free c order=lifo }", "x:2:16: task t: free order=lifo is not in this engine yet"},
		{"task t cpu=0 fifo=1 { }", "x:2:1: task t: fifo=1 beside fairserver=on is not in this engine yet; fairserver=off runs"},
		{"irq i cpu=0 at=0 { }", "x:2:1: irq i is not in this engine yet"},
		{"nmi i cpu=0 at=0 { }", "x:2:1: nmi i is not in this engine yet"},
		{"softirq i cpu=0 at=0 { }", "x:2:1: softirq i is not in this engine yet"},
		{"task t cpu=0 { }; move t cpu=0 at=0", "x:2:19: move t is not in this engine yet"},
		{"memory fail=3", "x:2:1: memory is not in this engine yet"},
		{"cache d size=8 ctor", "x:2:1: cache d: ctor is not in this engine yet"},
		{"cache d size=8 typesafe_rcu", "x:2:1: cache d: typesafe_rcu is not in this engine yet"},
		{"kernel names=pw generation=7.0-rc1", "x:2:17: kernel generation=7.0-rc1 is not in this engine yet; it runs 7.1"},
		{"kernel patch=p", "x:2:8: kernel patch=p is not in this engine yet"},
		{"mutant M1", ""},
		{"mutant M2", "x:2:1: mutant M2 is not in this engine yet"},
		{"mutant M2; cache d size=8 ctor", "x:2:1: mutant M2 is not in this engine yet"},
		{"cache d size=8 ctor; mutant M2", "x:2:1: cache d: ctor is not in this engine yet"},
	} {
		s, err := scenario.Parse("x", []byte("machine cpus=1; cache c size=64\n"+c.text))
		require.NoError(t, err, c.text)
		err = scenario.Unsupported(s, small())
		if c.want == "" {
			assert.NoError(t, err, c.text)
			continue
		}
		assert.EqualError(t, err, c.want)
	}
}

func TestUnsupportedMachine(t *testing.T) {
	for text, want := range map[string]string{
		"rt=on":         "x:1:16: machine rt=on is not in this engine yet",
		"alt=userret":   "x:1:16: machine alt=userret is not in this engine yet",
		"jitter=3":      "x:1:16: machine jitter=3 is not in this engine yet",
		"rtthrottle=on": "x:1:16: machine rtthrottle=on is not in this engine yet",
	} {
		s, err := scenario.Parse("x", []byte("machine cpus=1 "+text))
		require.NoError(t, err)
		assert.EqualError(t, scenario.Unsupported(s, small()), want)
	}
}

// What a flag asks for has no place in the text; the line stands for it.
func TestUnsupportedAfterSet(t *testing.T) {
	s, err := scenario.Parse("x", []byte("\nmachine cpus=1"))
	require.NoError(t, err)
	require.NoError(t, s.Set("rt", "on"))
	assert.EqualError(t, scenario.Unsupported(s, small()), "x:2:1: machine rt=on is not in this engine yet")
}

// An engine that runs everything refuses no built-in.
func TestEverythingIsSupported(t *testing.T) {
	caps := scenario.Capabilities{
		Generations: scenario.GenerationNames(),
		GFPs:        []scenario.GFP{scenario.GFPKernel, scenario.GFPAtomic, scenario.GFPNolock}, Orders: []scenario.Order{scenario.FIFOOrder, scenario.LIFOOrder},
		FairServer: true,
		RTThrottle: true,
		NMI:        true,
		Move:       true,
		Irq:        true,
		RT:         true,
		Memory:     true,
		Mutants:    []string{"assert-template", "pin-leak"},
		Alts:       []scenario.Alt{scenario.AltUserret, scenario.AltNosheaves},
	}
	for v := scenario.Alloc; v <= scenario.Validate; v++ {
		caps.Verbs = append(caps.Verbs, v)
	}
	for _, b := range scenario.Builtins() {
		s, err := scenario.Parse(b.Name, b.Text)
		require.NoError(t, err)
		assert.NoError(t, scenario.Unsupported(s, caps))
	}
}

// An engine that runs nothing says so.
func TestAnEngineThatRunsNothing(t *testing.T) {
	s, err := scenario.Parse("x", []byte("machine cpus=1\nkernel generation=7.1"))
	require.NoError(t, err)
	assert.EqualError(t, scenario.Unsupported(s, scenario.Capabilities{}), "x:2:8: kernel generation=7.1 is not in this engine yet; it runs none")
}
