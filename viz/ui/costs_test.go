package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// known is a run whose figure can be worked out by hand: between two marks are
// the entry into the kernel, 10 cycles of work, and the return. At 1 GHz that is
// 2 * syscall + 10 ns, 310 with the model's 150 cycles.
const known = `machine cpus=2 ghz=1 qpw=0
cache c size=64
task a cpu=0 { loop 3 { syscall { work 10ns }; mark gap } }
until 1ms
`

// costing is a text with the costs in sight and all of them measured.
func costing(t *testing.T, text string, id sim.CostID) *Model {
	t.Helper()
	m := stripped(t, text, id)
	measured(t, m)
	return m
}

// stripped is the same with the strip of a cost alone.
func stripped(t *testing.T, text string, id sim.CostID) *Model {
	t.Helper()
	m := New(1280, 720)
	Update(m, Load{"known", text})
	require.True(t, m.Loaded(), m.Notice.Text)
	Update(m, ShowReading{ReadCosts})
	Update(m, Tick{})
	Update(m, ChooseCost{id})
	for n := 0; !m.costs.strip.done(); n++ {
		require.Less(t, n, 2000, "it never ends")
		Update(m, Tick{Steps: 40_000})
	}
	return m
}

func measured(t *testing.T, m *Model) {
	t.Helper()
	for n := 0; ; n++ {
		require.Less(t, n, 20_000, "it never ends")
		Update(m, Tick{Steps: 40_000})
		if m.costs.strip == nil || m.costs.strip.done() && m.costs.effects.next == int(sim.NCosts) {
			return
		}
	}
}

// The thresholds: 2c + 10 <= 400 is c <= 195, and so on.
func TestTheRangeOfACostIsTheOneWorkedOutByHand(t *testing.T) {
	for claim, want := range map[string]string{
		"max(a.gap) <= 400ns": "holds up to 195 cycles, tried from 19",
		"max(a.gap) < 400ns":  "holds up to 194 cycles, tried from 19",
		"max(a.gap) >= 100ns": "holds from 45 cycles on, tried up to 1,200",
		"max(a.gap) == 310ns": "holds from 150 to 150 cycles",
		"max(a.gap) > 400ns":  "does not hold up to 195 cycles, tried from 19",
		"max(a.gap) < 1ms":    "holds at every value tried, from 19 to 1,200 cycles",
		"max(a.gap) > 1ms":    "does not hold at every value tried, from 19 to 1,200 cycles",
	} {
		m := stripped(t, known+"claim "+claim+"\n", sim.CostSyscall)
		assert.Equal(t, want, m.RangeText(), claim)
		for _, p := range m.Strip() {
			assert.True(t, p.Known && p.Has)
			assert.Equal(t, 2*p.Cycles+10, p.Value, claim)
			assert.Equal(t, p.Cycles == 150, p.Present)
		}
	}
}

// A claim that is true, false and true again says so.
func TestARangeThatComesAgainIsTold(t *testing.T) {
	m := costing(t, known+"claim max(a.gap) != 310ns\n", sim.CostSyscall)
	assert.Equal(t, "does not hold from 150 to 150 cycles", m.RangeText())
	Update(m, SetCost{sim.CostSyscall, 600})
	measured(t, m)
	assert.Equal(t, "holds from 151 cycles on, tried up to 1,200; and again at 12 of the other values tried", m.RangeText())
}

func TestOnlyTheCostsOfThePathMatter(t *testing.T) {
	m := costing(t, known+"claim max(a.gap) <= 400ns\n", sim.CostSyscall)
	for i, r := range m.CostRows() {
		assert.Equal(t, r.ID == sim.CostSyscall, r.Effect.Changes, sim.CostSpecs()[r.ID].Name)
		assert.Equal(t, i == 1, r.First, "the others follow")
		if r.ID == sim.CostSyscall {
			assert.EqualValues(t, 610, r.Effect.Value, "2 * 300 + 10")
			assert.EqualValues(t, 300, r.Effect.More)
		}
	}
	require.Len(t, m.CostRows(), int(sim.NCosts)-1)
	assert.Contains(t, m.State().Text, "Cost syscall, 150 cycles: max(a.gap) <= 400ns holds up to 195 cycles")
}

// What the sliders change is the text, and the run at the same instant.
func TestASliderChangesTheText(t *testing.T) {
	m := costing(t, known+"claim max(a.gap) <= 400ns # mine\n", sim.CostSyscall)
	Update(m, SeekTo{250})
	press(m, ")")
	assert.True(t, strings.HasSuffix(m.Text, "claim max(a.gap) <= 400ns # mine\ncost syscall=178\n"), m.Text)
	assert.EqualValues(t, 178, m.CostOf(sim.CostSyscall))
	assert.EqualValues(t, 250, m.Now)
	assert.EqualValues(t, 2*178+10, m.Side().Tracks.Series[0].Marks[1].Took)
	measured(t, m)
	assert.Equal(t, "holds up to 195 cycles, tried from 19", m.RangeText())

	// To the end of the slider, by hand.
	slider := scene.Slider.ID(SliderCost + int(sim.CostSyscall))
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Press}, Spot: Spot{ID: slider}})
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Drag}, Spot: Spot{ID: slider, Frac: 1}})
	assert.Contains(t, m.Text, "cost syscall=1200\n")
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Drag}, Spot: Spot{ID: slider, Frac: 0.5}})
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Drop}})
	assert.Contains(t, m.Text, "cost syscall=150\n")

	press(m, "j")
	assert.Equal(t, sim.CostBranch, m.ChosenCost(), "the first of the others")
	press(m, "(")
	assert.Contains(t, m.Text, "cost syscall=150 branch=0\n")
	press(m, "k")
	assert.Equal(t, sim.CostSyscall, m.ChosenCost())
	press(m, "Enter")
	c, at, of := m.Concluded()
	assert.Equal(t, []int{1, 2}, []int{at, of})
	assert.True(t, c.Both, "queue work against the lock, where there is a series")
}

// The strip of a cost does not depend on the value that the cost has.
func TestAStripStaysWhenItsOwnCostMoves(t *testing.T) {
	m := costing(t, known+"claim max(a.gap) <= 400ns\n", sim.CostSyscall)
	Update(m, SetCost{sim.CostSyscall, 252})
	for _, p := range m.Strip() {
		assert.True(t, p.Known)
		assert.Equal(t, p.Cycles == 252, p.Present)
	}
	measured(t, m)
	assert.Equal(t, "does not hold from 196 cycles on, tried up to 1,200", m.RangeText())
}

// A claim of the other mode is measured there.
func TestClaimsOfBothModes(t *testing.T) {
	m := loaded(t)
	Update(m, ShowReading{ReadCosts})
	Update(m, Tick{})
	runs := map[string]Variant{}
	for _, c := range m.costs.of {
		runs[c.Text] = c.Variant
	}
	assert.Equal(t, map[string]Variant{"max(poll.gap) > 1us when qpw=0": "qpw=0", "max(poll.gap) < 1us when qpw=1": "qpw=1",
		"time(admin.done) < 100us": "qpw=0", "queue work's max(poll.gap) > take the lock's": "qpw=0"}, runs)
}

// The story's conclusion against the cost of a context switch: the loop waits
// for two of them, so twice the cost of one adds 2 * 2,000 cycles at 3 GHz, give
// or take the round that it is in. Its 1.920 µs are 1,333 ns for the switches and
// 587 for the rest; more than a microsecond are left with about 620 cycles.
func TestTheStoryDependsOnTheSwitch(t *testing.T) {
	b, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	m := costing(t, string(b.Text), sim.CostSwitch)
	var now int64
	for _, p := range m.Strip() {
		if p.Present {
			now = p.Value
		}
	}
	for _, r := range m.CostRows() {
		if r.ID == sim.CostSwitch {
			assert.InDelta(t, now+2*2000/3, r.Effect.Value, 50)
		}
	}
	assert.Equal(t, "holds from 622 cycles on, tried up to 16,000", m.RangeText())
}

func TestACostLineIsEditedInPlace(t *testing.T) {
	const head = "machine cpus=1\n"
	for text, want := range map[string]string{
		head:                     head + "cost ipi=9\n",
		"machine cpus=1":         head + "cost ipi=9\n",
		head + "cost ipi=1500\n": head + "cost ipi=9\n",
		head + "cost call=1 ipi = 7 load=2 # why\ntitle \"x\"\n": head + "cost call=1 ipi = 9 load=2 # why\ntitle \"x\"\n",
		"title \"é ü\"; cost ipi=1; machine cpus=1\n":            "title \"é ü\"; cost ipi=9; machine cpus=1\n",
		head + "# a cost ipi=3 in words\ncost call=1\n# the end": head + "# a cost ipi=3 in words\ncost call=1 ipi=9\n# the end",
		head + "cost call=1\ncost load=2\nseed 3\n":              head + "cost call=1\ncost load=2 ipi=9\nseed 3\n",
		"machine cpus=zero": "machine cpus=zero",
	} {
		assert.Equal(t, want, withCost(text, "ipi", 9))
	}
}

func TestTheSeriesOfACost(t *testing.T) {
	for id := sim.CostID(1); id < sim.NCosts; id++ {
		base, s := sim.CostSpecs()[id].Cycles, CostSeries(id)
		assert.Contains(t, s, base)
		for i := range s {
			assert.Equal(t, float32(i)/float32(len(s)-1), CostShare(id, s[i]))
			assert.True(t, i == 0 || s[i] > s[i-1])
		}
		if base >= 8 {
			assert.Equal(t, []int64{(base + 4) / 8, base * 8}, []int64{s[0], s[len(s)-1]})
		}
	}
	assert.Len(t, CostSeries(sim.CostSwitch), notches)
	assert.Equal(t, "-1,234,567", Grouped(-1234567))
	assert.Equal(t, "999", Grouped(999))
}

// A scenario that claims nothing and marks nothing has sliders all the same.
func TestCostsWithoutAConclusion(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{"x", "machine cpus=1\ncache c size=64\ntask a cpu=0 { alloc c }"})
	Update(m, ShowReading{ReadCosts})
	settle(m)
	c, _, _ := m.Concluded()
	assert.Nil(t, c)
	assert.Len(t, m.CostRows(), int(sim.NCosts)-1)
	press(m, ")")
	assert.Contains(t, m.Text, "cost switch=2379")
}

// While nothing is left to measure nothing is drawn.
func TestMeasuredCostsRest(t *testing.T) {
	m := costing(t, known+"claim max(a.gap) <= 400ns\n", sim.CostSyscall)
	settle(m)
	before := m.Revision()
	settle(m)
	assert.Equal(t, before, m.Revision())
}

// A trial shares its kernel's code with others and is the run of its costs all
// the same.
func TestATrialIsTheRunOfItsCosts(t *testing.T) {
	for _, name := range []string{"shrink-under-poll", "kfree-rcu-burst", "rt-pi-chain", "key-flip"} {
		b, ok := scenario.Lookup(name)
		require.True(t, ok)
		s, err := engine.Parse(name, b.Text)
		require.NoError(t, err)
		all, err := modelsOf(&Conclusion{}, s)
		require.NoError(t, err)
		for _, cycles := range []int64{250, 2000, 9000} {
			run := all.start(&Conclusion{}, s, sim.CostSwitch, cycles)
			run.advance(1 << 30)
			other := *s
			other.Costs = costsWith(s.Costs, "switch", cycles)
			want, err := engine.Execute(&other)
			require.NoError(t, err)
			assert.Equal(t, want.Hash, run.runs[0].Result().Hash, "%s switch=%d", name, cycles)
		}
	}
}
