package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
)

// told collects what a page is told.
func told(b *Beside, m *Model) map[string]string {
	got := map[string]string{}
	b.Changed(m, func(name, text string) { got[name] = text })
	return got
}

// cellsOf are the cells of the rows of a kind.
func cellsOf(text, kind string) (all [][]string) {
	for line := range strings.SplitSeq(text, "\n") {
		if cells := strings.Split(line, "\t"); cells[0] == kind {
			all = append(all, cells[1:])
		}
	}
	return all
}

func at(t *testing.T, cue string) *Model {
	t.Helper()
	m := loaded(t)
	Update(m, Cue{cue})
	settle(m)
	return m
}

func TestBesideTellsWhatIsWatchedAndNothingTwice(t *testing.T) {
	m := at(t, "mode qpw=0\nat 38700ns")
	var b Beside
	assert.Empty(t, told(&b, m), "nobody watches")
	b.Watch([]string{"listing", "events", "no such text"})
	got := told(&b, m)
	assert.Len(t, got, 2)
	assert.Empty(t, told(&b, m), "nothing has changed")
	Update(m, StepBy{1})
	assert.Contains(t, told(&b, m), "listing")
	b.Watch([]string{"listing", "events"})
	assert.Len(t, told(&b, m), 2, "who asks again gets all")
	b.Watch(nil)
	Update(m, StepBy{1})
	assert.Empty(t, told(&b, m))
}

// While nobody shows a text, a figure that plays makes none and allocates nothing.
func TestBesideCostsNothingWhenClosed(t *testing.T) {
	m := at(t, "mode qpw=0\nat 36us")
	var b Beside
	b.Watch([]string{besideTerms, besideLit, besideSaid})
	told(&b, m)
	Update(m, Play{})
	tell := func(name, text string) { t.Errorf("told %s", name) }
	assert.Zero(t, testing.AllocsPerRun(100, func() { b.Changed(m, tell) }))
	b.Watch(nil)
	assert.Zero(t, testing.AllocsPerRun(100, func() { b.Changed(m, tell) }))
}

func TestBesideListing(t *testing.T) {
	m := at(t, "mode qpw=0\nat 38700ns")
	Update(m, Select{scene.CPU.ID(3)})
	k := m.Kernel()
	id := k.M.CPUs[3].Current()
	l, pc, ok := k.Line(id)
	require.True(t, ok)
	text := m.besideListing()
	assert.Equal(t, k.ThreadName(id)+" on CPU 3, "+k.StateText(id), cellsOf(text, "title")[0][0])
	assert.True(t, strings.HasPrefix(cellsOf(text, "head")[0][0], l.Name+"("))
	now := 0
	for _, line := range cellsOf(text, "line") {
		if line[1] == "now" {
			now++
			assert.Equal(t, fmt.Sprintf("step %d %d", k.M.Threads[id].Top().Fn, pc), line[0])
			assert.Equal(t, l.Ops[pc].Text, line[2])
		}
	}
	assert.Equal(t, 1, now)
	// A line is where the run can go to.
	line := cellsOf(text, "line")[0][0]
	msg, ok := m.BesideMsg("line " + line)
	require.True(t, ok)
	assert.Equal(t, scene.ListingStep, msg.(RunTo).Line.Kind)
}

func TestBesideListingOfAProgramIsNested(t *testing.T) {
	m := at(t, "mode qpw=1\nat 20us")
	Update(m, Select{scene.CPU.ID(3)})
	var texts []string
	for _, line := range cellsOf(m.besideListing(), "line") {
		texts = append(texts, line[2])
	}
	require.NotEmpty(t, texts)
	assert.Contains(t, texts, "}")
	inside := 0
	for _, text := range texts {
		if strings.HasPrefix(text, "  ") {
			inside++
		}
	}
	assert.Positive(t, inside, "what is in a loop stands further in")
}

func TestBesideEventsAreTheSentences(t *testing.T) {
	m := at(t, "mode qpw=0\nat 38700ns")
	p, k := m.Side().Past, m.Kernel()
	end := p.FirstOfStep(m.Step + 1)
	events := cellsOf(m.besideEvents(), "event")
	require.Len(t, events, min(end, mostEvents))
	last := p.Event(end - 1)
	assert.Equal(t, fmt.Sprintf("%s  CPU %d  %s", sim.Micros(last.Time, m.GHz()), last.CPU, k.EventText(&last)), events[len(events)-1][2])
	Update(m, Play{})
	assert.Len(t, cellsOf(m.besideEvents(), "event"), min(end, mostEventsPlay), "nobody reads far back while time passes")
	Update(m, Pause{})

	msg, ok := m.BesideMsg("event-at " + events[0][0])
	require.True(t, ok)
	Update(m, msg)
	first := p.Event(end - len(events))
	assert.Equal(t, first.Step, m.Step)
}

func TestBesideStats(t *testing.T) {
	m := at(t, "mode qpw=0\nat 60us")
	var sums [slub.NStats]int64
	sum(&sums, m.Kernel().Heap.Stats)
	table := m.besideStats()
	for _, row := range cellsOf(table, "row") {
		require.Len(t, row, 3, "one run")
		if stat, ok := slub.StatByName(row[0]); ok {
			assert.Equal(t, fmt.Sprint(sums[stat]), row[2], row[0])
		}
	}
	Update(m, ShowCompare{})
	settle(m)
	table = m.besideStats()
	assert.Equal(t, []string{"", "", "qpw=0", "qpw=1", "difference"}, cellsOf(table, "head")[0])
	found := false
	for _, row := range cellsOf(table, "row") {
		require.Len(t, row, 5, "both runs")
		found = found || row[0] == "max" && row[4] != "="
	}
	assert.True(t, found, "the longest gap differs")
}

func TestBesideHands(t *testing.T) {
	m := at(t, "mode qpw=0\nat 36us")
	text := m.besideHands()
	assert.Equal(t, []string{"36000", "36.000 µs"}, cellsOf(text, "now")[0])
	assert.Equal(t, []string{"0", "qpw=0", "shown"}, cellsOf(text, "side")[0])
	assert.Equal(t, []string{"4", "-1"}, cellsOf(text, "cpu")[0])
	assert.Empty(t, cellsOf(text, "a"))
	hand(t, m, "mark 0")
	hand(t, m, "seek 40000")
	hand(t, m, "mark 1")
	hand(t, m, "cpu 3")
	text = m.besideHands()
	assert.Equal(t, []string{"36000", "36.000 µs"}, cellsOf(text, "a")[0])
	assert.Equal(t, []string{"40000", "40.000 µs"}, cellsOf(text, "b")[0])
	assert.Contains(t, cellsOf(text, "markers")[0][0], "Between them are 4.000 µs")
	assert.Equal(t, []string{"4", "3"}, cellsOf(text, "cpu")[0])
}

// hand does what a control says.
func hand(t *testing.T, m *Model, line string) {
	t.Helper()
	msg, ok := m.BesideMsg(line)
	require.True(t, ok, line)
	Update(m, msg)
	settle(m)
}

func TestControlsDoAsKeysDo(t *testing.T) {
	for _, c := range []struct{ line, key string }{
		{"step 1", "."}, {"step -1", ","}, {"func 1", ">"}, {"func -1", "<"}, {"event 1", "n"}, {"event -1", "p"},
		{"start", "Home"}, {"end", "End"}, {"compare", "c"}, {"side 1", "m"}, {"mark 0", "a"}, {"parting", "d"},
	} {
		a, b := at(t, "mode qpw=0\nat 38700ns"), at(t, "mode qpw=0\nat 38700ns")
		hand(t, a, c.line)
		press(b, c.key)
		assert.Equal(t, b.State(), a.State(), c.line)
	}
}

func TestControlsRefuseWhatIsNone(t *testing.T) {
	m := loaded(t)
	for _, line := range []string{"", " ", "step", "step x", "step 1 2", "fly 3", "line", "line step", "line step a b", "line step -1 0", "line cow 1 2",
		"event-at -1", "event-at 99999999999", "to-mark 0", "cpu -1", "seek", "step 99999999999999999999", strings.Repeat("step ", 1000)} {
		_, ok := m.BesideMsg(line)
		assert.False(t, ok, line)
	}
	for _, line := range []string{"step 9223372036854775807", "step -9223372036854775808", "seek 9223372036854775807", "seek -5", "speed 1000000", "speed -4", "line step 2147483647 2147483647", "line statement 99 99"} {
		msg, ok := m.BesideMsg(line)
		require.True(t, ok, line)
		Update(m, msg)
		settle(m)
		m.State()
	}
	assert.Equal(t, 0, m.Speed)
}

func TestUntilIsCheckedBeforeItRuns(t *testing.T) {
	m := loaded(t)
	assert.NoError(t, m.CheckUntil("waits(admin)"))
	assert.NoError(t, m.CheckUntil("main(kmalloc-64,3)=0"))
	assert.ErrorContains(t, m.CheckUntil("waits(nobody)"), "there is no task called nobody")
	assert.NoError(t, New(100, 100).CheckUntil("x"), "nothing is there to be wrong about")
	for _, row := range strings.Split(m.besideGoals(), "\n") {
		assert.NoError(t, m.CheckUntil(row), "what is offered can be run")
	}
}

func TestTheVoiceSaysWhatAStepDid(t *testing.T) {
	m := at(t, "mode qpw=0\nat 38700ns")
	var v voice
	assert.Equal(t, m.inWords(), v.say(m), "first the picture in words")
	press(m, ".")
	said := v.say(m)
	assert.True(t, strings.HasPrefix(said, sim.Micros(m.Now, m.GHz())+" µs."), said)
	assert.Less(t, len(said), len(m.inWords()))
	assert.Equal(t, said, v.say(m), "nothing new")
	p := m.Side().Past
	for i := p.FirstOfStep(m.Step); i < p.FirstOfStep(m.Step+1); i++ {
		if e := p.Event(i); e.Kind != sim.StatAdd {
			assert.Contains(t, said, m.Kernel().EventText(&e))
		}
	}
	Update(m, Tell{Text: "Look there."})
	assert.Equal(t, "Look there.", v.say(m))
	Update(m, SwitchMode{})
	settle(m)
	assert.Equal(t, m.inWords(), v.say(m))
}

func TestWordsLightThings(t *testing.T) {
	m := at(t, "mode qpw=0\nat 38700ns")
	k := m.Kernel()
	lit := func(name string) []scene.ID {
		Update(m, Light{Name: name})
		return m.Lit()
	}
	assert.Equal(t, []scene.ID{scene.CPU.ID(3), scene.Track.ID(3)}, lit("CPU 3"))
	assert.Empty(t, lit("CPU 4"), "there are four")
	assert.Len(t, lit("main"), 4)
	assert.Equal(t, []scene.ID{scene.Barn.ID(0, 0)}, lit("barn"))
	kworker := lit("kworker")
	require.NotEmpty(t, kworker, "one runs on CPU 3")
	assert.Equal(t, scene.Context.ID(3, 0), kworker[0])
	assert.Empty(t, lit("no such thing"))
	assert.Empty(t, lit(""))

	// And back: the thing has the name that lights it.
	for _, name := range []string{"CPU 3", "main", "barn", "kworker"} {
		ids := lit(name)
		assert.Contains(t, strings.Split(m.namesOf(ids[0]), "\n"), name)
	}
	fn := k.M.Threads[k.M.CPUs[3].Current()].Top().Fn
	name := k.Cfg.Code.Funcs[fn].Name
	assert.NotEmpty(t, lit(name))
	assert.Equal(t, name, m.namesOf(scene.ListingStep.ID(int(fn), 0)))
	assert.Contains(t, m.terms(), "function\t"+name)
	assert.Contains(t, m.terms(), "task\tadmin")
}

func TestAHandOnAThingTellsItsNames(t *testing.T) {
	m := at(t, "mode qpw=0\nat 38700ns")
	var b Beside
	b.Watch([]string{besideLit})
	told(&b, m)
	m.Hover = scene.CPU.ID(3).Sub(2)
	assert.Equal(t, "CPU 3", told(&b, m)[besideLit])
	assert.Empty(t, told(&b, m))
	m.Hover = scene.ID{}
	got := told(&b, m)
	assert.Equal(t, map[string]string{besideLit: ""}, got)
}

// Whatever a thing is, asking for its names does no harm.
func TestNamesOfAnything(t *testing.T) {
	m := at(t, "mode qpw=0\nat 38700ns")
	for kind := scene.Nothing; kind < scene.Presenter; kind++ {
		for _, n := range []int32{-1, 0, 3, 1 << 30} {
			m.namesOf(scene.ID{Kind: kind, N: [4]int32{n, n, n, n}})
		}
	}
}

func BenchmarkBesideClosed(b *testing.B) {
	m := loaded(b)
	Update(m, Play{})
	var beside Beside
	beside.Watch([]string{besideTerms, besideLit, besideSaid})
	tell := func(string, string) {}
	beside.Changed(m, tell)
	for b.Loop() {
		beside.Changed(m, tell)
	}
}
