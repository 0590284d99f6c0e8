package check_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// BenchmarkCheckedSteps is how many steps a second a kernel takes that is
// checked after each of them, and whose world is looked at as often as a guard
// sees fit; whose world is looked at after each step too; and that is not
// checked at all. A round is the first 2,000 steps of a scenario; of each
// scenario the fastest round counts, so that others who use the machine do not.
func BenchmarkCheckedSteps(b *testing.B) {
	for _, kind := range benchKinds(b) {
		for _, how := range []struct {
			name  string
			every uint32
			check bool
		}{{"guarded", 0, true}, {"world", 1, true}, {"unchecked", 0, false}} {
			b.Run(kind.name+"/"+how.name, func(b *testing.B) {
				var runs []*guarded
				for _, text := range kind.texts {
					runs = append(runs, newGuarded(b, text, how.every))
				}
				for i := 0; b.Loop(); i++ {
					runs[i%len(runs)].round(b, how.check)
				}
				steps, best := 0, time.Duration(0)
				for _, r := range runs {
					steps += r.steps
					best += r.best
				}
				b.ReportMetric(float64(steps)/best.Seconds(), "steps/s")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// guarded is a scenario that is run again and again.
type guarded struct {
	from, k    *path.Kernel
	first, now *check.Guard
	best       time.Duration
	steps      int // of a round
}

func newGuarded(b *testing.B, text string, every uint32) *guarded {
	k := start(b, text).Kernel
	return &guarded{from: k, k: k.Clone(), first: check.NewGuard(k, every), now: check.NewGuard(k, every), best: time.Hour}
}

func (g *guarded) round(b *testing.B, checked bool) {
	g.k.CopyFrom(g.from)
	g.now.CopyFrom(g.first)
	begin := time.Now()
	for g.steps = 0; g.steps < 2000 && g.k.Step(sim.Timed{}); g.steps++ {
		if checked {
			if found := g.now.Step(g.k); len(found) > 0 {
				b.Fatal(found)
			}
		}
	}
	g.best = min(g.best, time.Since(begin))
}

type benchKind struct {
	name  string
	texts []string
}

// benchKinds are random scenarios of several kinds, in all modes, and the
// story of a built-in.
func benchKinds(b *testing.B) []benchKind {
	random, disturbed, rt, cpuSlabs := benchKind{name: "random"}, benchKind{name: "disturbed"}, benchKind{name: "rt"}, benchKind{name: "6.18"}
	for seed := range 6 {
		qpw := []string{"n", "0", "1"}[seed%3]
		gen := func(stream uint64) *generator { return &generator{r: sim.NewRand(uint64(seed), stream)} }
		random.texts = append(random.texts, gen(9).scenario(qpw, "off"))
		disturbed.texts = append(disturbed.texts, gen(11).disturbed(qpw, "off"))
		rt.texts = append(rt.texts, gen(21).scenario(qpw, "on"))
		cpuSlabs.texts = append(cpuSlabs.texts, old(gen(32).scenario("n", "off"), "on"))
	}
	story, ok := scenario.Lookup("shrink-under-poll")
	require.True(b, ok)
	wide, ok := scenario.Lookup("page-fault3")
	require.True(b, ok)
	return []benchKind{random, disturbed, rt, cpuSlabs, {"shrink-under-poll", []string{string(story.Text)}}, {"page-fault3", []string{string(wide.Text)}}}
}

// BenchmarkProbe is what a probe costs who explores: a copy, and a hash, in the
// middle of each scenario.
func BenchmarkProbe(b *testing.B) {
	for _, kind := range benchKinds(b) {
		k := start(b, kind.texts[0]).Kernel
		p, q := check.NewProbe(k), &check.Probe{}
		for n := 0; n < 1500 && k.Step(sim.Timed{}); n++ {
			p.Step(k)
		}
		b.Run(kind.name+"/copy", func(b *testing.B) {
			for b.Loop() {
				q.CopyFrom(p)
			}
		})
		b.Run(kind.name+"/hash", func(b *testing.B) {
			for b.Loop() {
				past(p)
			}
		})
	}
}
