package explore_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"barnyard/engine/explore"
)

func env(t *testing.T, name string, otherwise uint64) uint64 {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s=%s is no number", name, text)
	}
	return n
}

func TestSeeds(t *testing.T) {
	from, n := env(t, "BARNYARD_FROM", 0), env(t, "BARNYARD_SEEDS", 150)
	steps, rest, starved := 0, 0, 0
	at := time.Now()
	for seed := from; seed < from+n; seed++ {
		func() {
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("seed %d: panic %v", seed, p)
				}
			}()
			o := explore.Seed(seed, explore.Options{})
			steps += o.Steps
			if o.Rest {
				rest++
			}
			if o.Starved != "" {
				starved++
			}
			if o.Err != nil {
				t.Errorf("seed %d: %v\n%s", seed, o.Err, o.Text)
			}
			for _, v := range o.Violations {
				t.Errorf("seed %d (%s) step %d/%d: %s %s", seed, o.Swarm.Sched, v.Step, o.Safety, v.Invariant, v.Text)
			}
			if o.Starved == "" && !o.Rest && len(o.Violations) == 0 {
				t.Logf("seed %d: no rest, no starved", seed)
			}
		}()
	}
	took := time.Since(at)
	t.Logf("%d seeds, %d steps, %.0f steps/s, %d at rest, %d starved", n, steps, float64(steps)/took.Seconds(), rest, starved)
}
