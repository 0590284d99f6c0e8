package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/viz/gesture"
	"barnyard/viz/ledger"
	"barnyard/viz/scene"
)

// clickOn is a click on a thing.
func clickOn(m *Model, id scene.ID) {
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap}, Spot: Spot{ID: id, On: OnTime, Time: 5}})
	settle(m)
}

// The longest pause of the story is the sample 361 of the left run: 1.920 µs,
// 5759 cycles. A click on its bar goes to its end, marks it and takes it apart.
func TestAClickOnABarGoesToTheMoment(t *testing.T) {
	for name, id := range map[string]scene.ID{"over time": scene.LatencyBar.ID(0, 361), "histogram": scene.LatencyClass.ID(0, 95)} {
		t.Run(name, func(t *testing.T) {
			m := loaded(t)
			Update(m, ToEnd{})
			settle(m)
			clickOn(m, id)
			mark := m.Sides[0].Tracks.Series[0].Marks[361]
			require.Equal(t, int64(5759), mark.Took)
			assert.Equal(t, mark.At, m.Now)
			assert.Equal(t, scene.LatencyBar.ID(0, 361), m.Sel)
			assert.Equal(t, ReadLedger, m.Reading)
			assert.LessOrEqual(t, m.Window.From, mark.At-mark.Took)
			assert.GreaterOrEqual(t, m.Window.To, mark.At)
			assert.Greater(t, float64(mark.Took), leastShare*float64(wide(m)))
			l := m.Ledger(m.Sel)
			require.NotNil(t, l)
			assert.Equal(t, mark.Took, l.Sum())
			assert.Equal(t, int64(4000), l.Of(ledger.Switch))
		})
	}
}

// Again and again: each sample of the class in turn, the longest first.
func TestARepeatedClickGoesToTheNextOfTheClass(t *testing.T) {
	m := loaded(t)
	Update(m, ShowCounts{})
	width, _ := m.ClassWidth()
	s, n := m.Samples(0)
	require.Equal(t, len(s.Marks), n, "of the whole run, wherever now is")
	class := int(s.Marks[0].Took / width)
	seen := map[int32]bool{}
	clickOn(m, scene.LatencyClass.ID(0, class))
	first := m.Sel
	for range 5 {
		require.Equal(t, scene.LatencyBar, m.Sel.Kind)
		require.False(t, seen[m.Sel.N[1]], "each once")
		seen[m.Sel.N[1]] = true
		assert.Equal(t, class, int(s.Marks[m.Sel.N[1]].Took/width))
		assert.Equal(t, s.Marks[m.Sel.N[1]].At, m.Now)
		clickOn(m, scene.LatencyClass.ID(0, class))
	}
	assert.NotEqual(t, first, m.Sel)
}

// Without the histogram the keys go from one sample that stands out to another.
func TestByKeyboardAmongTheSamples(t *testing.T) {
	m := loaded(t)
	Update(m, ToEnd{})
	settle(m)
	for _, key := range []string{"(", ")"} {
		Update(m, Select{})
		press(m, key)
		assert.Equal(t, scene.LatencyBar.ID(0, 361), m.Sel, "the only one that does")
		assert.Equal(t, us(m, 220), m.Now, "it is chosen, not gone to")
		assert.LessOrEqual(t, m.Window.From, m.Sides[0].Tracks.Series[0].Marks[361].At, "and can be seen")
	}
	press(m, "Enter")
	assert.Equal(t, m.Sides[0].Tracks.Series[0].Marks[361].At, m.Now)
}

func TestByKeyboardFromTheHistogramToTheMoment(t *testing.T) {
	m := loaded(t)
	Update(m, ToEnd{})
	settle(m)
	press(m, "h")
	press(m, "(")
	assert.Equal(t, scene.LatencyClass.ID(0, 95), m.Sel, "from the right: the longest")
	press(m, "Enter")
	assert.Equal(t, scene.LatencyBar.ID(0, 361), m.Sel)
	assert.Equal(t, m.Sides[0].Tracks.Series[0].Marks[361].At, m.Now)
	press(m, "Enter")
	assert.Equal(t, scene.LatencyBar.ID(0, 361), m.Sel, "it is the only one of its class")
	press(m, "(")
	assert.Equal(t, 5, m.Latency.Class, "all others take 100 ns")
	press(m, "(")
	assert.Equal(t, "No bar further on has a sample.", m.Notice.Text)
}

// A bar of the other run brings that run into the picture; one of a run that is
// only laid over puts it on the side that is shown.
func TestABarOfAnotherRun(t *testing.T) {
	m := loaded(t)
	clickOn(m, scene.LatencyBar.ID(1, 7))
	assert.Equal(t, 1, m.Shown)
	assert.Equal(t, m.Sides[1].Tracks.Series[0].Marks[7].At, m.Now)

	m = New(1280, 720)
	b, ok := scenario.Lookup("four-policies")
	require.True(t, ok)
	Update(m, Load{b.Name, string(b.Text)})
	Update(m, ShowPolicies{})
	settle(m)
	settle(m)
	require.Equal(t, 4, m.Runs())
	require.Equal(t, Variant("qpw=0/alt=userret"), m.Run(2).Variant)
	mark := m.Run(2).Tracks.Series[0].Marks[3]
	clickOn(m, scene.LatencyBar.ID(2, 3))
	assert.Equal(t, Variant("qpw=0/alt=userret"), m.Side().Variant)
	assert.Equal(t, mark.At, m.Now)
	require.NotNil(t, m.Ledger(m.Sel))
	assert.Equal(t, mark.Took, m.Ledger(m.Sel).Sum())
	Update(m, ShowPolicies{})
	assert.False(t, m.Overlaid())
}

func TestTheOpenGapHasALedgerWhilePaused(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nat 38us"})
	settle(m)
	since, ok := m.OpenSince()
	require.True(t, ok)
	clickOn(m, scene.LatencyOpen.ID())
	l := m.Ledger(m.Sel)
	require.NotNil(t, l)
	assert.Equal(t, m.Now-since, l.Sum())
	assert.Equal(t, ReadLedger, m.Reading)
	Update(m, StepBy{1})
	settle(m)
	assert.Equal(t, m.Now-since, m.Ledger(m.Sel).Sum(), "it goes with the instant")
	Update(m, Play{})
	Update(m, Tick{Seconds: 0.001, Steps: 1000})
	assert.Nil(t, m.Ledger(m.Sel), "and has none while time plays")

	m = New(1280, 720)
	Update(m, Load{"ends", "machine cpus=1\ncache c size=64\ntask a cpu=0 { mark x; work 1us; mark x }\nuntil 9us\n"})
	Update(m, ToEnd{})
	settle(m)
	_, ok = m.OpenSince()
	assert.False(t, ok, "nobody will mark it again")
}

// A hand that moves over bars asks for no ledger before it rests for a tick.
func TestHoveringAsks(t *testing.T) {
	m := loaded(t)
	id := scene.LatencyBar.ID(0, 361)
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Hover}, Spot: Spot{ID: id}})
	assert.Nil(t, m.Ledger(id))
	Update(m, Tick{Steps: 100})
	revision := m.Revision()
	assert.Nil(t, m.Ledger(id), "some thousand steps are not taken in one tick")
	for range 20 {
		Update(m, Tick{Steps: 100})
	}
	require.NotNil(t, m.Ledger(id))
	assert.Equal(t, int64(5759), m.Ledger(id).Sum())
	assert.GreaterOrEqual(t, m.Revision(), revision)
	assert.Nil(t, m.Ledger(scene.LatencyBar.ID(0, 3)))
}

func TestSeriesByKeyAndByPointer(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{"two", "machine cpus=2\ncache c size=64\ntask a cpu=0 { loop 9 { work 1us; mark x; mark y } }\ntask b cpu=1 { loop 9 { work 2us; mark z } }\nuntil 30us\n"})
	Update(m, ToEnd{})
	settle(m)
	require.Equal(t, 0, m.SeriesShown())
	press(m, "y")
	assert.Equal(t, 1, m.SeriesShown())
	clickOn(m, scene.LatencyTab.ID(TabSeries))
	assert.Equal(t, 2, m.SeriesShown())
	clickOn(m, scene.LatencyBar.ID(0, 2))
	assert.Equal(t, m.Side().Tracks.Series[2].Marks[2].At, m.Now)
	press(m, "y")
	assert.Equal(t, 0, m.SeriesShown())
	assert.Equal(t, scene.ID{}, m.Sel, "a sample of another series is chosen no more")
	for _, want := range []bool{true, true, false, false} {
		tab := TabOverTime
		if want {
			tab = TabCounts
		}
		clickOn(m, scene.LatencyTab.ID(tab))
		assert.Equal(t, want, m.Latency.Counts)
	}
}

func TestWithoutASeriesThereIsNothingToChoose(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{"none", "machine cpus=1\ncache c size=64\ntask a cpu=0 { work 1us }\nuntil 3us\n"})
	for _, msg := range []Msg{ShowCounts{}, ShowSeries{1}, BarBy{1}, GoToClass{0, 3}, GoToSample{0, 3}, GoToBar{}, GoToSample{9, 9}, GoToClass{-1, -1}} {
		Update(m, msg)
	}
	assert.Equal(t, -1, m.SeriesShown())
	assert.Equal(t, scene.ID{}, m.Sel)
}
