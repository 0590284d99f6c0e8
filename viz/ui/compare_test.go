package ui

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// The numbers of the comparison are those of two runs that are made by
// themselves and stopped at the same instant.
func TestNumbersOfTheComparison(t *testing.T) {
	m := loaded(t)
	Update(m, SetVariant{1, "qpw=0/alt=userret"})
	for _, at := range []int64{0, 30, 38, 60, 220} {
		Update(m, SeekTo{us(m, at)})
		settle(m)
		var sums [2]map[slub.Stat]int64
		for i := range m.Sides {
			s, _, err := m.Sides[i].Variant.of(m.Scenario)
			require.NoError(t, err)
			run, err := engine.New(s)
			require.NoError(t, err)
			sums[i] = map[slub.Stat]int64{}
			var took []int64
			for {
				if next, ok := run.Kernel.M.PeekOf(run.Sched); !ok || next > m.Now || !run.Step() {
					break
				}
				for _, e := range run.Kernel.M.Events {
					switch e.Kind {
					case sim.StatAdd:
						sums[i][slub.Stat(e.A)] += e.C
					case sim.Mark:
						took = append(took, e.C)
					}
				}
			}
			slices.Sort(took)
			l, series := m.TailOf(i)
			require.NotNil(t, series)
			assert.Equal(t, "poll.gap", series.Name)
			require.Equal(t, len(took), l.N)
			if l.N > 0 {
				n := len(took)
				assert.Equal(t, []int64{took[(n+1)/2-1], took[(n*99+99)/100-1], took[(n*999+999)/1000-1], took[n-1]}, []int64{l.P50, l.P99, l.P999, l.Max})
			}
		}
		var want []StatDiff
		for s := range slub.NStats {
			if a, b := sums[0][s], sums[1][s]; a != b {
				want = append(want, StatDiff{s, [2]int64{a, b}})
			}
		}
		assert.Equal(t, want, m.StatDiffs(nil), "at %d µs", at)
	}
}

// Two tasks whose statistics can be counted by hand: with a cache of capacity
// 4 an allocation that finds nothing refills four at once. Without sheaves each
// goes to a slab.
func TestStatisticsByHand(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{"two", "machine cpus=2 isolated=1 qpw=0\ncache c size=64 capacity=4\ntask a cpu=1 { alloc c n=3; free c n=3; work 1us; mark end }\n"})
	require.True(t, m.Loaded(), m.Notice.Text)
	Update(m, SetVariant{1, "qpw=0/alt=nosheaves"})
	Update(m, ToEnd{})
	settle(m)
	diffs := map[string][2]int64{}
	for _, d := range m.StatDiffs(nil) {
		diffs[slub.StatSpecs()[d.Stat].Name] = d.Of
	}
	assert.Equal(t, [2]int64{3, 0}, diffs["ALLOC_FASTPATH"])
	assert.Equal(t, [2]int64{0, 3}, diffs["ALLOC_SLOWPATH"])
	assert.Equal(t, [2]int64{3, 0}, diffs["FREE_FASTPATH"])
	assert.Equal(t, [2]int64{0, 3}, diffs["FREE_SLOWPATH"])
	assert.NotContains(t, diffs, "SHEAF_FLUSH", "nobody flushes")
}

// Every run that is offered can be had, or is refused in one line.
func TestEveryChoiceCanBeCompared(t *testing.T) {
	m := loaded(t)
	all := m.Choices()
	assert.Len(t, all, 3+2+1+4+len(path.Patches())+len(path.Mutants()))
	refused := 0
	for _, c := range all {
		assert.NotEmpty(t, c.Tip)
		before := variants(m)
		Update(m, Tell{})
		Update(m, CompareWith{c.Variant})
		if told := m.Notice.Text; told != "" {
			assert.Equal(t, before, variants(m), told)
			assert.NotContains(t, told, "\n")
			refused++
			continue
		}
		assert.True(t, m.Compare, c.Label)
		assert.Equal(t, Variant("qpw=0"), m.Sides[0].Variant)
		if name := c.Group; name == "planted bug" {
			assert.Equal(t, c.Label, m.Sides[1].Variant.Get("mutant"))
		}
	}
	assert.Less(t, refused, 4, "qpw=0 itself, the generation that it has, and bugs that fit no such kernel")
}

// What only fits another mode is compared in that one.
func TestAnOldKernelIsComparedInItsOwnMode(t *testing.T) {
	m := loaded(t)
	Update(m, CompareWith{"qpw=0/generation=6.18"})
	assert.Equal(t, [2]Variant{"qpw=0", "qpw=n/generation=6.18"}, variants(m))
	Update(m, CompareWith{"qpw=0/mutant=flush-waits-for-direct-call"})
	assert.Equal(t, "flush-waits-for-direct-call", m.Sides[1].Variant.Get("mutant"))
	Update(m, CompareWith{"qpw=0"})
	assert.Equal(t, "qpw=0 is the run that is shown.", m.Notice.Text)
}

// Taps on what belongs to the comparison.
func TestTapsOnTheComparison(t *testing.T) {
	m := loaded(t)
	tap := func(id scene.ID, spot Spot) {
		spot.ID = id
		Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap}, Spot: spot})
		settle(m)
	}
	tap(scene.Button.ID(ButtonCompare), Spot{})
	assert.True(t, m.Compare)
	tap(scene.CompareAct.ID(ActParting).Sub(10), Spot{})
	at, _ := m.Parting()
	assert.Equal(t, at.At[0], m.Now)
	tap(scene.CompareAct.ID(ActSide+1), Spot{})
	assert.Equal(t, 1, m.Shown)
	tap(scene.CompareAct.ID(ActChoose), Spot{})
	assert.True(t, m.Choosing)
	tap(scene.MoreRuns.ID(12), Spot{})
	assert.Equal(t, 12, m.Pick)
	assert.True(t, m.Choosing)
	tap(scene.RunChoice.ID(4), Spot{})
	assert.Equal(t, [2]Variant{"qpw=0/alt=nosheaves", "qpw=1"}, variants(m))

	// A span of the other run is no thing of the shown one: a tap goes to its time.
	s := &scene.Scene{}
	s.Box(scene.RunSpan.ID(3, 2), scene.Rect{W: 1, H: 1}, 0, scene.Ink{})
	s.Other(0)
	tap(s.Items[0].ID, Spot{On: OnTime, Time: us(m, 50)})
	assert.Equal(t, us(m, 50), m.Now)
	assert.Equal(t, scene.ID{}, m.Sel)
	assert.Equal(t, s.Items[0].ID, m.Hover, "what it is is told")
	tap(scene.RunSpan.ID(3, 2), Spot{On: OnTime})
	assert.Equal(t, scene.RunSpan.ID(3, 2), m.Sel)
}

// An instant that is not recorded yet is gone to, even where no end is known.
func TestAnInstantOfARunWithoutUntil(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{"long", "machine cpus=1\ncache c size=64\ntask a cpu=0 { loop 100 { alloc c n=50; free c n=50; work 1us } }\n"})
	require.True(t, m.Loaded(), m.Notice.Text)
	Update(m, SetVariant{0, "qpw=n/seed=5"})
	Update(m, SeekTo{us(m, 90)})
	settle(m)
	assert.Equal(t, us(m, 90), m.Now)
}
