package scenario_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
)

func TestDurCycles(t *testing.T) {
	const most = 1<<63 - 1
	for _, c := range []struct {
		dur  scenario.Dur
		ghz  int64
		want int64
	}{
		{scenario.Dur{}, 3, 0},
		{scenario.Dur{N: 7, Unit: scenario.Cycles}, 3, 7},
		{scenario.Dur{N: 1, Unit: scenario.Ns}, 3, 3},
		{scenario.Dur{N: 36, Unit: scenario.Us}, 3, 108_000},
		{scenario.Dur{N: 5, Unit: scenario.Ms}, 1, 5_000_000},
		{scenario.Dur{N: 3600, Unit: scenario.Sec}, 10, 36_000_000_000_000},
		{scenario.Dur{N: most, Unit: scenario.Sec}, 10, most},
		{scenario.Dur{N: most, Unit: scenario.Ns}, 1, most},
		{scenario.Dur{N: -1, Unit: scenario.Ns}, 1, 0},
	} {
		assert.Equal(t, c.want, c.dur.Cycles(c.ghz), "%v at %d", c.dur, c.ghz)
	}
}

func TestParseDur(t *testing.T) {
	for _, text := range []string{"0", "1cy", "100ns", "36us", "5ms", "3600s", "36000000000000cy"} {
		d, ok := scenario.ParseDur(text)
		assert.True(t, ok, text)
		assert.Equal(t, text, d.String())
	}
	for _, text := range []string{"", "ns", "1", "01ns", "-1ns", "1 ns", "1NS", "3601s", "1.5us", "36000000000001cy", "99999999999999999999ns"} {
		_, ok := scenario.ParseDur(text)
		assert.False(t, ok, text)
	}
	zero, ok := scenario.ParseDur("0ms")
	assert.True(t, ok)
	assert.Equal(t, scenario.Dur{}, zero, "zero has one form")
}

func TestApplies(t *testing.T) {
	base := func() *scenario.Scenario { return scenario.Default() }
	for _, c := range []struct {
		when string
		set  func(s *scenario.Scenario)
	}{
		{"qpw=1", func(s *scenario.Scenario) { s.Machine.QPW = scenario.QPWOn }},
		{"qpw=0", func(s *scenario.Scenario) { s.Machine.QPW = scenario.QPWOff }},
		{"rt=on", func(s *scenario.Scenario) { s.Machine.RT = true }},
		{"alt=userret", func(s *scenario.Scenario) { s.Machine.Alt = scenario.AltUserret }},
		{"fairserver=off", func(s *scenario.Scenario) { s.Machine.FairServer = false }},
		{"lockdep=off", func(s *scenario.Scenario) { s.Machine.Lockdep = false }},
		{"rtthrottle=on", func(s *scenario.Scenario) { s.Machine.RTThrottle = true }},
		{"generation=6.18", func(s *scenario.Scenario) { s.Kernel.Generation = "6.18" }},
		{"names=pw", func(s *scenario.Scenario) { s.Kernel.Names = "pw" }},
		{"seed=7", func(s *scenario.Scenario) { s.Seed = 7 }},
		{"patch=qpw-v2", func(s *scenario.Scenario) { s.Kernel.Patches = []string{"x", "qpw-v2"} }},
		{"mutant=M1", func(s *scenario.Scenario) { s.Mutants = []scenario.Mutant{{Name: "M1"}} }},
		{"qpw=1 rt=on", func(s *scenario.Scenario) { s.Machine.QPW, s.Machine.RT = scenario.QPWOn, true }},
	} {
		parsed, err := scenario.Parse("x", []byte("machine cpus=1; claim violations() == 0 when "+c.when))
		require.NoError(t, err)
		claim, s := parsed.Claims[0], base()
		assert.False(t, claim.Applies(s), c.when)
		c.set(s)
		assert.True(t, claim.Applies(s), c.when)
	}
	both, err := scenario.Parse("x", []byte("machine cpus=1; claim violations() == 0 when qpw=1 rt=on"))
	require.NoError(t, err)
	half := base()
	half.Machine.QPW = scenario.QPWOn
	assert.False(t, both.Claims[0].Applies(half), "all conditions must hold")
	right, err := scenario.Parse("x", []byte("machine cpus=1\nclaim violations() == 0 when mutant=none\n"))
	require.NoError(t, err)
	assert.True(t, right.Claims[0].Applies(right), "no bug is planted")
	right.Mutants = []scenario.Mutant{{Name: "M1"}}
	assert.False(t, right.Claims[0].Applies(right), "one is")
}

func TestClaimParts(t *testing.T) {
	s, err := scenario.Parse("x", []byte("machine cpus=4; cache c size=8\n"+
		"claim  stat( BARN_GET ,cpu=3,cache=c )>=5   when qpw=1 # why\n"+
		"claim time(t.done)<100us; task t cpu=0 { }"))
	require.NoError(t, err)
	stat := s.Claims[0]
	assert.Equal(t, "stat( BARN_GET ,cpu=3,cache=c )>=5 when qpw=1", stat.Text, "as written")
	assert.Equal(t, "stat(BARN_GET, cache=c, cpu=3) >= 5 when qpw=1", stat.String(), "in one form")
	assert.Equal(t, scenario.Claim{
		Pos: scenario.Pos{Line: 2, Col: 1}, Text: stat.Text,
		Kind: scenario.ClaimStat, Arg: "BARN_GET", Cache: "c", CPU: 3, Op: scenario.GE, Value: 5,
		When: []scenario.Cond{{Pos: scenario.Pos{Line: 2, Col: 50}, Key: "qpw", Value: "1"}},
	}, stat)
	done := s.Claims[1]
	assert.Equal(t, scenario.Claim{
		Pos: scenario.Pos{Line: 3, Col: 1}, Text: "time(t.done)<100us",
		Kind: scenario.ClaimTime, Arg: "t", CPU: -1, Op: scenario.LT, Value: 100, IsDur: true, Unit: scenario.Us,
	}, done)
}

func TestStatementParts(t *testing.T) {
	s, err := scenario.Parse("x", []byte("machine cpus=2; cache c size=8\ntask t cpu=0 { free c n=all; loop { alloc c }; alloc c node=0 }"))
	require.NoError(t, err)
	require.Len(t, s.Tasks[0].Body, 3)
	free, loop, alloc := s.Tasks[0].Body[0], s.Tasks[0].Body[1], s.Tasks[0].Body[2]
	assert.Equal(t, scenario.Stmt{Pos: scenario.Pos{Line: 2, Col: 16}, Verb: scenario.Free, Cache: "c", All: true, Node: -1}, free)
	assert.Zero(t, loop.N, "0 is for ever")
	assert.EqualValues(t, 1, loop.Body[0].N, "n is 1 unless given")
	assert.Equal(t, -1, loop.Body[0].Node)
	assert.Equal(t, 0, alloc.Node)
	assert.Equal(t, scenario.Pos{Line: 1, Col: 9}, s.Machine.Where["cpus"])
}

func TestSet(t *testing.T) {
	s := scenario.Default()
	for _, c := range [][2]string{{"qpw", "1"}, {"rt", "on"}, {"alt", "nosheaves"}, {"seed", "9"}, {"until", "5ms"}} {
		require.NoError(t, s.Set(c[0], c[1]))
	}
	assert.Equal(t, "machine cpus=1 rt=on qpw=1 alt=nosheaves\nseed 9\nuntil 5ms\n", s.String())
	for _, c := range [][3]string{
		{"qpw", "on", `bad value "on" of qpw; expected n, 0 or 1`},
		{"rt", "1", `bad value "1" of rt; expected off or on`},
		{"alt", "", `bad value "" of alt; expected none, userret or nosheaves`},
		{"seed", "x", `bad value "x" of seed; expected a whole number from 0 to 18446744073709551615`},
		{"until", "0", `bad value "0" of until; expected a whole number and a unit (ns, us, ms, s or cy), more than 0 and at most 3600s`},
		{"until", "10800000000001cy", `bad value "10800000000001cy" of until; expected a whole number and a unit (ns, us, ms, s or cy), more than 0 and at most 3600s`},
		{"cpus", "0", `bad value "0" of cpus; expected a whole number from 1 to 1024`},
		{"generation", "6", `bad value "6" of generation; expected 6.18, 7.0-rc1, 7.0-rc3 or 7.1`},
		{"qwp", "1", `unknown setting "qwp"; did you mean qpw? expected alt, cpus, fairserver, generation, lockdep, mutant, names, patch, qpw, rt, rtthrottle, seed, steps, until`},
		{"mutant", "", `bad value "" of mutant; expected none, or at most 64 different names with commas between them`},
		{"mutant", "a,a", `bad value "a,a" of mutant; expected none, or at most 64 different names with commas between them`},
		{"patch", "a b", `bad value "a b" of patch; expected default, or at most 64 different names with commas between them`},
		{"names", "QPW", `bad value "QPW" of names; expected qpw or pw`},
	} {
		assert.EqualError(t, s.Set(c[0], c[1]), c[2])
	}
	assert.Equal(t, "machine cpus=1 rt=on qpw=1 alt=nosheaves\nseed 9\nuntil 5ms\n", s.String(), "an error changes nothing")
}

// What Setting tells, Set takes: it leads from any scenario to the settings of
// any other. Bugs and patches are lists, which may become empty.
func TestSettingIsWhatSetTakes(t *testing.T) {
	bare, rich := scenario.Default(), scenario.Default()
	for _, c := range [][2]string{
		{"cpus", "3"}, {"qpw", "0"}, {"rt", "on"}, {"alt", "userret"}, {"fairserver", "off"}, {"rtthrottle", "on"}, {"lockdep", "off"},
		{"generation", "7.0-rc1"}, {"patch", "one,two"}, {"names", "pw"}, {"mutant", "three,four"}, {"seed", "18446744073709551615"}, {"until", "7cy"},
	} {
		assert.NotEqual(t, c[1], rich.Setting(c[0]), c[0])
		require.NoError(t, rich.Set(c[0], c[1]))
		assert.Equal(t, c[1], rich.Setting(c[0]), c[0])
	}
	for _, from := range []*scenario.Scenario{bare, rich} {
		for _, to := range []*scenario.Scenario{bare, rich} {
			is, to := *from, *to
			for _, name := range scenario.SettingNames() {
				if value := to.Setting(name); value != "" { // until has none by default, and cannot be taken away
					require.NoError(t, is.Set(name, value), name)
				}
			}
			to.Until = is.Until
			assert.Equal(t, to.String(), is.String())
		}
	}
	assert.Empty(t, bare.Setting("until"))
	assert.Empty(t, bare.Setting("title"))
}

func TestStatNames(t *testing.T) {
	names := scenario.StatNames()
	assert.Len(t, names, 43)
	assert.Equal(t, "ALLOC_FASTPATH", names[0])
	assert.Equal(t, "SHEAF_RETURN_SLOW", names[25])
}

// Head is one line of a listing: the statement without its block.
func TestHead(t *testing.T) {
	s, err := scenario.Parse("x", []byte("machine cpus=1; cache c size=8\n"+
		"task t cpu=0 { loop 3 { alloc c n=1 gfp=atomic }; rand { 1: free c n=all } }"))
	require.NoError(t, err)
	loop, rand := s.Tasks[0].Body[0], s.Tasks[0].Body[1]
	assert.Equal(t, "loop 3", loop.Head())
	assert.Equal(t, "alloc c gfp=atomic", loop.Body[0].Head())
	assert.Equal(t, "rand", rand.Head())
	assert.Equal(t, "free c n=all", rand.Arms[0].Body[0].Head())
}
