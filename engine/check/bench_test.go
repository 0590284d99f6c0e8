package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// benchSteps is how long a run of the benchmark is.
const benchSteps = 2000

// BenchmarkCheckedSteps is how many steps a second a run takes that is checked
// after each of them and whose world is looked at as often as Watch sees fit;
// whose world is looked at after each step too; and that is not checked. Making
// the runs is not counted.
func BenchmarkCheckedSteps(b *testing.B) {
	for _, kind := range benchKinds(b) {
		b.Run(kind.name+"/checked", func(b *testing.B) { stepsOf(b, kind.texts, func(r *engine.Run) { check.Watch(r, 0) }) })
		b.Run(kind.name+"/world", func(b *testing.B) { stepsOf(b, kind.texts, func(r *engine.Run) { check.Watch(r, 1) }) })
		b.Run(kind.name+"/unchecked", func(b *testing.B) { stepsOf(b, kind.texts, func(*engine.Run) {}) })
	}
}

type benchKind struct {
	name  string
	texts []string
}

// benchKinds are random scenarios of several kinds, in all modes, and the
// story of a built-in.
func benchKinds(b *testing.B) []benchKind {
	random, disturbed, rt, old618 := benchKind{name: "random"}, benchKind{name: "disturbed"}, benchKind{name: "rt"}, benchKind{name: "6.18"}
	for seed := range 6 {
		qpw := []string{"n", "0", "1"}[seed%3]
		gen := func(stream uint64) *generator { return &generator{r: sim.NewRand(uint64(seed), stream)} }
		random.texts = append(random.texts, gen(9).scenario(qpw, "off"))
		disturbed.texts = append(disturbed.texts, gen(11).disturbed(qpw, "off"))
		rt.texts = append(rt.texts, gen(21).scenario(qpw, "on"))
		old618.texts = append(old618.texts, old(gen(32).scenario("n", "off"), "on"))
	}
	story, ok := scenario.Lookup("shrink-under-poll")
	require.True(b, ok)
	return []benchKind{random, disturbed, rt, old618, {"shrink-under-poll", []string{string(story.Text)}}}
}

func stepsOf(b *testing.B, texts []string, watch func(*engine.Run)) {
	var scenarios []*scenario.Scenario
	for _, text := range texts {
		s, err := engine.Parse("bench", []byte(text))
		require.NoError(b, err)
		scenarios = append(scenarios, s)
	}
	steps := 0
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		r, err := engine.New(scenarios[i%len(scenarios)])
		require.NoError(b, err)
		watch(r)
		b.StartTimer()
		for range benchSteps {
			if !r.Step() {
				break
			}
			steps++
		}
		if len(r.Violations) > 0 {
			b.Fatal(r.Violations)
		}
	}
	b.ReportMetric(float64(steps)/b.Elapsed().Seconds(), "steps/s")
	b.ReportMetric(0, "ns/op")
}
