package engine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

func finished(t *testing.T, text string) *engine.Run {
	t.Helper()
	s, err := engine.Parse("x", []byte(text))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	require.NoError(t, r.Finish().Err)
	return r
}

// A claim about what is not there has no value; Parse refuses such, who makes
// claims by hand gets no number for it.
func TestMeasureOfNothing(t *testing.T) {
	r := finished(t, "machine cpus=1; cache c size=64; task t cpu=0 { alloc c }")
	for _, c := range []scenario.Claim{
		{Kind: scenario.ClaimSeries, Func: "max", Arg: "t.gap", CPU: -1},
		{Kind: scenario.ClaimEvents, Arg: "Nothing", CPU: -1},
		{Kind: scenario.ClaimTime, Arg: "nobody", CPU: -1},
		{Kind: scenario.ClaimCached, Arg: "d", CPU: -1},
		{Kind: scenario.ClaimLocks, Arg: "padlock", CPU: -1},
	} {
		v, ok := r.Measure(&c)
		assert.False(t, ok, "%+v: %d", c, v)
		shown, ok := r.Shown(&c)
		assert.False(t, ok)
		assert.Zero(t, shown)
	}
	count, ok := r.Measure(&scenario.Claim{Kind: scenario.ClaimSeries, Func: "count", Arg: "t.gap", CPU: -1})
	assert.True(t, ok)
	assert.Zero(t, count)
}

// Every comparison, at its edge and beside it; times are shown in nanoseconds.
func TestComparisons(t *testing.T) {
	r := finished(t, `machine cpus=1; cache c size=64; cache d size=64; task t cpu=0 { work 30ns }
claim stat(ALLOC_SLOWPATH) < 1
claim stat(ALLOC_SLOWPATH) <= 0
claim stat(ALLOC_SLOWPATH) == 0
claim stat(ALLOC_SLOWPATH) >= 0
claim stat(ALLOC_SLOWPATH) > 0
claim stat(ALLOC_SLOWPATH) != 0
claim stat(ALLOC_SLOWPATH) != 1
claim time(t.done) >= 30ns
claim time(t.done) >= 90cy
claim cached(d) == 0
`)
	var holds []bool
	for _, c := range r.Result().Claims {
		holds = append(holds, c.Holds)
	}
	assert.Equal(t, []bool{true, true, true, true, false, false, true, true, true, true}, holds)
	done := r.Scenario.Claims[7]
	cycles, ok := r.Measure(&done)
	require.True(t, ok)
	ns, ok := r.Shown(&done)
	require.True(t, ok)
	assert.Equal(t, cycles/3, ns)
}

// A kernel that cannot be made is told at what asks for it: the key, the bug that
// does not fit, the line, or the machine's where no line is about the kernel.
func TestKernelsThatCannotBeMade(t *testing.T) {
	for text, want := range map[string]string{
		"machine cpus=1 qpw=n\nmutant flip-regardless":                                                          "x:2:1: this kernel cannot be made: mutant flip-regardless does not fit: ",
		"machine cpus=1 qpw=n\nkernel patch=none,qpw-v1\nmutant pin-leak":                                       "x:2:8: kernel patch: none and qpw-v1 are versions of one series; expected one of them",
		"machine cpus=1 qpw=1\nkernel names=qpw patch=none":                                                     "x:2:18: kernel patch=none with qpw=1: only the series brings the key; expected qpw=n",
		"machine cpus=1\nkernel patch=qpw-v3 names=pw":                                                          "x:2:21: kernel names=pw with patch=qpw-v3: those are the names of version 4; ",
		"machine cpus=1 qpw=1\nmutant pin-leak\nmutant rt-trylock-from-nmi":                                     "x:3:1: this kernel cannot be made: mutant rt-trylock-from-nmi does not fit: ",
		"machine cpus=1024 nodes=64\ncache a size=8 capacity=1024\ncache b size=8 capacity=1024\n" + caches(60): "x:1:1: 1024 CPUs with 62 caches need about ",
	} {
		s, err := engine.Parse("x", []byte(text))
		require.NoError(t, err)
		_, err = engine.New(s)
		assert.ErrorContains(t, err, want)
		_, err = engine.Execute(s)
		assert.ErrorContains(t, err, want)
	}
}

// What a setting asks for without a place in the text has the machine's.
func TestKernelsOfSettingsThatCannotBeMade(t *testing.T) {
	s, err := engine.Parse("x", []byte("title \"t\"\nmachine cpus=1 qpw=1\n"))
	require.NoError(t, err)
	require.NoError(t, engine.Refusal(s))
	require.NoError(t, s.Set("patch", "none"))
	assert.EqualError(t, engine.Refusal(s), "x:2:1: kernel patch=none with qpw=1: only the series brings the key; expected qpw=n")
	require.NoError(t, s.Set("qpw", "n"))
	assert.NoError(t, engine.Refusal(s))
}

func caches(n int) (text string) {
	for i := range n {
		text += "cache c" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + " size=8 capacity=1024\n"
	}
	return text
}

// The columns of the table of configurations have names in both sets of words.
func TestConfigurationNames(t *testing.T) {
	var names, pw []string
	for _, c := range engine.Configurations() {
		names, pw = append(names, c.Name(false)), append(pw, c.Name(true))
	}
	assert.Equal(t, []string{"A CONFIG_QPW=n", "B CONFIG_QPW=n, PREEMPT_RT", "C qpw=0", "D qpw=0, PREEMPT_RT", "E qpw=1", "F qpw=1, PREEMPT_RT"}, names)
	assert.Equal(t, []string{"A CONFIG_PWLOCKS=n", "B CONFIG_PWLOCKS=n, PREEMPT_RT", "C pwlocks=0", "D pwlocks=0, PREEMPT_RT", "E pwlocks=1", "F pwlocks=1, PREEMPT_RT"}, pw)
}
