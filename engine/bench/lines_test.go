package bench

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// BenchmarkRecorded is what telling costs: the same run recorded, with events,
// their hash and keyframes (on), and with nothing told (off); and the kernel's
// steps alone, without a run that sees to its limits (bare). The run is the story
// of shrink-under-poll, whose loops go on for recordedFor.
func BenchmarkRecorded(b *testing.B) {
	story := func() *engine.Run { return builtin(b, "shrink-under-poll", "until", recordedFor) }
	b.Run("on", func(b *testing.B) {
		var h *history.History
		measure(b, 100_000, ofSteps, func(n int) {
			for n > 0 {
				if h == nil || h.Ended() {
					h = history.Of(story())
				}
				before := h.Steps()
				h.Advance(n)
				n -= int(h.Steps() - before)
			}
		})
	})
	b.Run("off", func(b *testing.B) {
		var r *engine.Run
		measure(b, 100_000, ofSteps, func(n int) {
			for n > 0 {
				if r == nil || r.Over() {
					r = story()
					r.Kernel.M.Quiet = true
				}
				r.Catch(func() {
					for n > 0 && r.Step() {
						n--
					}
				})
			}
		})
	})
	b.Run("bare", func(b *testing.B) {
		a := newAgain(story())
		a.k.M.Quiet = true
		measure(b, 100_000, ofSteps, a.quietly)
	})
}

// recordedFor is long enough for the making of a run to count little.
const recordedFor = "20ms"

// busy is a machine on which every CPU allocates and frees all the time.
func busy(t testing.TB, cpus int) *path.Kernel {
	k := of(t, fmt.Sprintf("machine cpus=%d nodes=%d\ncache c size=64\ntask w cpu=0-%d { loop { alloc c n=90; work 100ns; free c n=all } }\n",
		cpus, max(1, cpus/16), cpus-1))
	for range 200 * cpus { // past the start, where every CPU makes slabs
		k.Step(sim.Timed{})
	}
	return k
}

// BenchmarkCPUs is the cost of a step as the machine grows.
func BenchmarkCPUs(b *testing.B) {
	for _, cpus := range []int{4, 16, 64, 256, 1024} {
		b.Run(fmt.Sprint(cpus), func(b *testing.B) {
			k := busy(b, cpus)
			measure(b, 10_000, ofSteps, func(n int) {
				k.Catch(func() {
					for range n {
						k.Step(sim.Timed{})
					}
				})
			})
		})
	}
}

// BenchmarkChecked is a step after which every invariant is looked at: those of
// a step each time, those of the whole world as often as a guard sees fit
// (guarded) or each time (world).
func BenchmarkChecked(b *testing.B) {
	for _, s := range full {
		for _, how := range []struct {
			name  string
			every uint32
		}{{"guarded", 0}, {"world", 1}} {
			b.Run(s.name+"/"+how.name, func(b *testing.B) {
				a := newAgain(builtin(b, s.name, s.settings...))
				first := check.NewGuard(a.k, how.every)
				g := check.NewGuard(a.k, how.every)
				step := func() {
					a.step()
					if a.k.M.Step == 1 {
						g.CopyFrom(first)
					}
					if found := g.Step(a.k); len(found) > 0 {
						b.Fatal(found)
					}
				}
				measure(b, 10_000, ofSteps, func(n int) {
					a.k.Catch(func() {
						for range n {
							step()
						}
					})
				})
			})
		}
	}
}

// A warm step takes no memory, unless it finds the kernel to be wrong.
func TestStepsTakeNoMemory(t *testing.T) {
	for _, b := range scenario.Builtins() {
		s, err := engine.Parse(b.Name, b.Text)
		require.NoError(t, err)
		r, err := engine.New(s)
		require.NoError(t, err)
		a := newAgain(r)
		a.steps(1000)
		wrong := false
		for a.k.M.Step != 1 { // to the end once: lists have their length
			a.steps(1)
			wrong = wrong || len(a.k.Oopses) > 0
		}
		if wrong {
			continue // findings are told in words
		}
		assert.Zero(t, testing.AllocsPerRun(1, func() { a.steps(2000) }), b.Name)
	}
}

// BenchmarkKeyframe is a copy of the state of a machine of 64 CPUs at work:
// of all of it, and of what has changed in 256 steps.
func BenchmarkKeyframe(b *testing.B) {
	b.Run("copy", func(b *testing.B) {
		k := busy(b, 64)
		c := k.Clone()
		measure(b, 10, 8, func(n int) {
			for range n {
				c.CopyFrom(k)
			}
		})
	})
	b.Run("shared", func(b *testing.B) {
		k := busy(b, 64)
		states := make([]*path.Kernel, 8)
		for i := range states {
			states[i] = k.Clone()
			for range 256 {
				k.Step(sim.Timed{})
			}
		}
		f := k.Keyframe(nil)
		measure(b, 10, 8, func(n int) {
			for i := range n {
				f = states[i%len(states)].Keyframe(f)
			}
		})
	})
}
