package scenario_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
)

// events is enough of the engine's kinds for the built-ins.
func vocabulary() scenario.Vocabulary {
	return scenario.Vocabulary{
		Events: []string{"TaskDone", "IPISend", "LockContended", "TrylockFail", "FairServerStart", "CacheGone", "RCUInvoke", "RCUQueue",
			"FolioDrain", "BHDrop", "QueueWork", "DirectStart", "FlushWait", "ObjectAlloc",
			"CPUOffline", "MemoryBusy", "MemoryOffline", "TaskMigrate",
			"SheavesOn", "KeyFlip", "ReturnOwed", "ReturnEnd", "WorkStart", "AllocFail", "PIBoost", "PIRestore", "Warn", "WorkerFail", "Mayday"},
		Costs:   []string{"static_branch", "cmpxchg_hot", "list-op", "store"},
		Mutants: []string{"M1", "M2", "assert-template", "pin-leak"},
		Patches: []string{"qpw-v2", "qpw-v4"},
	}
}

func TestBuiltinsParseAndClaim(t *testing.T) {
	all := scenario.Builtins()
	assert.GreaterOrEqual(t, len(all), 12)
	for _, b := range all {
		s, err := scenario.ParseWith(b.Name, b.Text, vocabulary())
		require.NoError(t, err)
		assert.NotEmpty(t, s.Title, b.Name)
		assert.NotEmpty(t, s.Claims, b.Name)
		assert.True(t, strings.HasSuffix(b.Summary, "."), b.Summary)
		for _, qpw := range []scenario.Tri{scenario.QPWNotBuilt, scenario.QPWOff, scenario.QPWOn} {
			s.Machine.QPW = qpw
			assert.NotEmpty(t, applying(s), "%s claims nothing with qpw=%s", b.Name, qpw)
		}
	}
}

func applying(s *scenario.Scenario) (claims []string) {
	for _, c := range s.Claims {
		if c.Applies(s) {
			claims = append(claims, c.Text)
		}
	}
	return claims
}

func TestLookup(t *testing.T) {
	b, ok := scenario.Lookup("free-burst")
	require.True(t, ok)
	assert.Contains(t, string(b.Text), "E2BIG")
	_, ok = scenario.Lookup("free-burst.barn")
	assert.False(t, ok)
}

// The example of the language is a built-in, line for line.
func TestShrinkUnderPollIsTheExample(t *testing.T) {
	b, _ := scenario.Lookup("shrink-under-poll")
	_, lines, _ := strings.Cut(string(b.Text), "\n\n")
	assert.Equal(t, `title "Shrink a cache under a polling loop"
machine cpus=4 nodes=1 isolated=3 nohz_full=3 rt=off qpw=0 ghz=3
kernel generation=7.1
cache kmalloc-64 size=64
task poll cpu=3 { alloc kmalloc-64 n=40; free kmalloc-64 n=40; loop { work 100ns; mark gap } }
task netd cpu=1 { loop { alloc kmalloc-64; work 200ns; free kmalloc-64 } }
task admin cpu=0 start=36us { shrink kmalloc-64 }
seed 7
until 220us
claim max(poll.gap) > 1us when qpw=0
claim max(poll.gap) < 1us when qpw=1
claim time(admin.done) < 100us
`, lines)
}

func TestStandardShapeOfTheFIFOTwin(t *testing.T) {
	poll, _ := scenario.Lookup("shrink-under-poll")
	fifo, _ := scenario.Lookup("shrink-under-fifo")
	a, err := scenario.Parse("poll", poll.Text)
	require.NoError(t, err)
	b, err := scenario.Parse("fifo", fifo.Text)
	require.NoError(t, err)
	assert.Equal(t, 1, b.Tasks[0].FIFO)
	b.Tasks[0].FIFO = 0
	assert.Equal(t, machineAndTasks(a), machineAndTasks(b))
}

// machineAndTasks prints what two scenarios share when only title and claims
// differ.
func machineAndTasks(s *scenario.Scenario) string {
	c := *s
	c.Title, c.Claims = "", nil
	return c.String()
}
