package explore

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/sim"
)

// Every fault gets in: alone, in random scenarios, it makes a scenario that runs,
// and does to it what its row says.
func TestEveryFaultGetsIn(t *testing.T) {
	all := Faults()
	assert.GreaterOrEqual(t, len(all), 16)
	assert.LessOrEqual(t, len(all), 64)
	sign := map[string]string{ // what the text of the scenario has then
		"page-failure": " fail=", "slab-failure": " slabs=", "sheaf-failure": " sheaves=", "order-failure": " orders=",
		"interrupt": "\nirq irq", "softirq": "\nsoftirq softirq", "nmi": "\nnmi nmi", "preemption": "\ntask urgent", "rt-hog": "\ntask hog",
		"long-reader": "\ntask reader", "callback-flood": "\ntask flood", "shrink": "\ntask shrinker", "destroy-busy": "\tdestroy busy",
		"migration": "\nmove ", "cpu-offline": "\ntask unplug", "cpu-online": "\ntask plug", "memory-offline": "\tmemory_offline ",
		"memoryless-node": " memoryless=", "worker-starvation": " workers=", "jitter": " jitter=", "trylock-failure": " trylock=", "spurious-wakeup": " wake=",
		"late-grace-period": "", "late-timer": "", "late-ipi": "", "slow-cpu": "",
	}
	seen := map[string]bool{}
	for i, fault := range all {
		assert.Regexp(t, `^[a-z]+(-[a-z]+)*$`, fault.Name)
		assert.False(t, seen[fault.Name], "%s twice", fault.Name)
		seen[fault.Name] = true
		assert.NotEmpty(t, fault.What, fault.Name)
		assert.Regexp(t, `^(edit|choice): `, fault.How, fault.Name)
		mark, known := sign[fault.Name]
		require.True(t, known, fault.Name)
		in := 0
		for seed := range uint64(20) {
			d := newDraws(seed)
			swarm := newSwarm(d, len(kinds()), len(all))
			swarm.Faults = 1 << i
			s, err := engine.Parse(fault.Name, []byte(generate(d, swarm, "")))
			require.NoError(t, err)
			before := s.String()
			s, holds, err := withFaults(s, d, swarm)
			require.NoError(t, err, "%s, seed %d\n%s", fault.Name, seed, before)
			_, err = engine.New(s)
			require.NoError(t, err, "%s, seed %d\n%s", fault.Name, seed, s)
			if mark == "" && len(holds) > 0 || mark != "" && strings.Contains(s.String(), mark) && len(holds) == 0 {
				in++
			}
		}
		assert.Greater(t, in, 2, "%s gets in", fault.Name)
	}
}

// The n-th request fails for every n, over some seeds.
func TestEveryRequestFailsOnce(t *testing.T) {
	hit := map[int64]bool{}
	for seed := range uint64(3000) {
		d := newDraws(seed)
		f := &faults{d: d}
		s, err := engine.Parse("x", []byte("machine cpus=1\n"))
		require.NoError(t, err)
		f.s = s
		f.some(&s.Memory.Fail, 12)
		for _, r := range s.Memory.Fail {
			hit[r.From] = true
		}
	}
	for n := range int64(24) {
		assert.True(t, hit[n+1], "request %d", n+1)
	}
}

// What is held back does not act while anybody else can.
func TestWhatIsHeldBackIsLate(t *testing.T) {
	s, err := engine.Parse("late", []byte("machine cpus=2\ncache c size=64\ntask a cpu=0 { alloc c n=9 }\ntask b cpu=1 { alloc c n=9 }\n"))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	rand := sim.NewRand(1, 1)
	slow := sim.ActorOf(sim.ActRun, 0, 2)
	rec := &sim.Record{Of: &withhold{of: sim.Timed{}, holds: []hold{{slow, 10, 60}}, r: &rand}}
	r.Sched = rec
	for range 80 {
		r.Step()
	}
	assert.Contains(t, rec.Choices[:10], slow)
	assert.NotContains(t, rec.Choices[10:60], slow)
	assert.Contains(t, rec.Choices[60:], slow, "and then it acts again")
}

// Each schedule lets everybody act who can, sooner or later, whatever loops.
func TestSchedulesAreFairInTheEnd(t *testing.T) {
	const text = "machine cpus=3\ntask a cpu=0 { loop { work 1ns } }\ntask b cpu=1 { loop { work 1ns } }\ntask c cpu=2 { loop { work 1ns } }\n"
	for seed := range uint64(24) {
		s, err := engine.Parse("fair", []byte(text))
		require.NoError(t, err)
		r, err := engine.New(s)
		require.NoError(t, err)
		sched, name := newDraws(seed).scheduler(2000)
		rec := &sim.Record{Of: sched}
		r.Sched, r.Kernel.M.Until = rec, sim.Inf-1
		for range 4000 {
			r.Step()
		}
		for cpu := range int32(3) {
			assert.Contains(t, rec.Choices, sim.ActorOf(sim.ActRun, cpu, 3), fmt.Sprintf("CPU %d, %s", cpu, name))
		}
	}
}
