package check_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// In random runs, under the clock and in any order, what a probe keeps up step
// by step is what a full count says, and a probe that looks at sheaves in turn
// finds as little as one that looks at all.
func TestIncrementalAndFullAgreeOnRandomRuns(t *testing.T) {
	programs := 48
	if short() {
		programs = 18
	}
	for seed := range programs {
		g := generator{r: sim.NewRand(uint64(seed), 51)}
		text := g.disturbed([]string{"n", "0", "1"}[seed%3], []string{"off", "on"}[seed/3%2])
		if seed%6 == 5 {
			g = generator{r: sim.NewRand(uint64(seed), 52)}
			text = old(g.scenario("n", "off"), []string{"on", "off"}[seed/6%2])
		}
		r := start(t, text)
		rand := sim.NewRand(uint64(seed), 53)
		if seed%2 == 1 {
			r.Sched = anyOrder{&rand}
		}
		full, rolling := check.NewProbe(r.Kernel), check.NewRollingProbe(r.Kernel)
		for n := 0; n < 2500 && r.Step(); n++ {
			require.Empty(t, full.Step(r.Kernel), "step %d of\n%s", r.Kernel.M.Step, text)
			require.Empty(t, rolling.Step(r.Kernel), "in turn, step %d of\n%s", r.Kernel.M.Step, text)
			require.True(t, check.Agrees(full, r.Kernel), "step %d of\n%s", r.Kernel.M.Step, text)
		}
		require.NoError(t, r.Err, text)
	}
}

// A state that is damaged in the middle of a run is found by a guard within its
// distance, or at the end if that comes first; or it makes the kernel crash
// before. One damage heals: the worker does its work all the same.
func TestGuardFindsEveryDamagedState(t *testing.T) {
	var healed []string
	for _, p := range proofs() {
		if p.state && !foundByGuard(t, &p) {
			healed = append(healed, p.name)
		}
	}
	assert.Equal(t, []string{"L3: a thread waits for work that is not queued"}, healed)
}

// foundByGuard reports whether a guard finds a damage, by an invariant that the
// World names in the state itself. Otherwise nothing is left of it.
func foundByGuard(t *testing.T, p *proof) bool {
	r := p.started(t)
	g := check.NewGuard(r.Kernel, 0)
	for (p.at == nil || !p.at(r.Kernel)) && steps(r.Kernel) {
		require.Empty(t, g.Step(r.Kernel), p.name)
	}
	p.damage(r.Kernel)
	want := names(check.World(r.Kernel))
	require.NotEmpty(t, want, p.name)
	var got []string
	for range check.Distance(r.Kernel) {
		if !steps(r.Kernel) {
			got = append(got, names(g.End(r.Kernel))...)
			break
		}
		got = append(got, names(g.Step(r.Kernel))...)
	}
	named := func(found []string) bool {
		return slices.ContainsFunc(want, func(w string) bool { return slices.Contains(found, w) })
	}
	if r.Kernel.Crashed() || named(got) {
		return true
	}
	assert.False(t, named(names(check.World(r.Kernel))), "%s: World says %v, the guard has found %v", p.name, want, got)
	return false
}

// With the sheaves looked at in turn each planted bug that breaks S2 or S17 is
// still found by that.
func TestRollingLookFindsPlantedBugs(t *testing.T) {
	for _, name := range []string{"flush-locks-own-cpu", "flush-own-sheaves", "flush-without-hotplug-lock", "sheaves-not-read-again",
		"recycle-linked-spare", "local-form-without-pin", "flush-frees-main", "up-trylock-always-succeeds"} {
		t.Run(name, func(t *testing.T) {
			var found [2][]string
			for i, follow := range []func(*path.Kernel) *check.Probe{check.NewProbe, check.NewRollingProbe} {
				r := (&proof{mutant: name}).started(t)
				p := follow(r.Kernel)
				var all []check.Broken
				for r.Step() {
					all = append(all, p.Step(r.Kernel)...)
				}
				found[i] = names(all)
			}
			assert.Contains(t, found[0], "S2")
			assert.Equal(t, found[0], found[1], "looked at all, and in turn")
		})
	}
}

// A guard that has seen a run once follows it again without a new allocation.
func TestGuardedStepsAllocateNothing(t *testing.T) {
	r := start(t, busyText)
	k, first := r.Kernel.Clone(), check.NewGuard(r.Kernel, 3)
	g := check.NewGuard(r.Kernel, 3)
	assert.Zero(t, testing.AllocsPerRun(3, func() {
		k.CopyFrom(r.Kernel)
		g.CopyFrom(first)
		for range 3000 {
			k.Step(sim.Timed{})
			if len(g.Step(k)) > 0 {
				t.Fatal("a right kernel")
			}
		}
	}))
}
