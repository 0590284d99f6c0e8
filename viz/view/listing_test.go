package view

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
)

// texts is what a scene writes, by id.
func texts(s *scene.Scene, kind scene.Kind) map[string]string {
	out := map[string]string{}
	for i := range s.Items {
		if it := &s.Items[i]; it.Shape == scene.Text && it.ID.Kind == kind {
			out[it.ID.String()] = it.Text
		}
	}
	return out
}

// At every step of a run the listing shows the line that the engine executes
// next, as the current one, and stays in its pane.
func TestTheCurrentLineIsInView(t *testing.T) {
	h, _ := recorded(t, "shrink-under-poll", "0")
	shown, events := 0, h.All()
	for step := uint32(11_660); step < 12_300; step += 3 {
		k := h.AtStep(step)
		for _, height := range []float32{60, 120, 300} {
			s := &scene.Scene{}
			s.Reset(320, 320)
			id := ListingThread(k, LastActor(events, step), scene.ID{})
			require.NotEqual(t, sim.NoThread, id)
			r := scene.Rect{X: 4, Y: 4, W: 300, H: height}
			listing(s, ListingInput{K: k, Thread: id}, r)
			l, pc, ok := k.Line(id)
			require.True(t, ok)
			assertTidy(t, s, []scene.Rect{r})
			if l.Name == "program" {
				continue
			}
			shown++
			want := scene.ListingStep.ID(int(k.M.Threads[id].Top().Fn), pc).String()
			got, ok := texts(s, scene.ListingStep)[want]
			require.True(t, ok, "%s has no line in %v", want, texts(s, scene.ListingStep))
			require.True(t, strings.HasPrefix(l.Ops[pc].Text, strings.TrimSuffix(got, "…")), "%q for %q", got, l.Ops[pc].Text)
			marked := s.ItemAt(r.X+40, markY(s)+4)
			require.NotNil(t, marked)
			require.Equal(t, want, marked.ID.Whole().String())
		}
	}
	assert.Greater(t, shown, 200)
}

// markY is where the sign of the current line stands.
func markY(s *scene.Scene) float32 {
	for i := range s.Items {
		if it := &s.Items[i]; it.Shape == scene.Icon && it.Sign == scene.SignHere {
			return it.Rect.Y
		}
	}
	return -1
}

func TestListingOfAnIdleCPU(t *testing.T) {
	h, _ := recorded(t, "shrink-under-poll", "0")
	k := h.AtStep(10)
	id := ListingThread(k, 0, scene.Track.ID(2))
	assert.Equal(t, sim.NoThread, id, "the chosen CPU idles")
	s := &scene.Scene{}
	s.Reset(300, 300)
	listing(s, ListingInput{K: k, Thread: id, Selected: scene.Track.ID(2)}, scene.Rect{W: 300, H: 300})
	assert.Equal(t, map[string]string{"listing~1": "idle: this CPU has nothing to run"}, texts(s, scene.Listing))
}

func TestListingOfAProgram(t *testing.T) {
	h, _ := recorded(t, "shrink-under-poll", "0")
	s := &scene.Scene{}
	s.Reset(300, 300)
	listing(s, ListingInput{K: h.At(100_000 * 3), Thread: 0}, scene.Rect{W: 300, H: 300})
	assert.Equal(t, map[string]string{
		"program/0/0": "alloc kmalloc-64 n=40", "program/0/1": "free kmalloc-64 n=40", "program/0/2": "loop {",
		"program/0/3": "  work 100ns", "program/0/4": "  mark gap", "program/0/5": "}", "program/0/6": "end",
	}, texts(s, scene.Statement))
}

func TestTimesAreWrittenWithTheirUnits(t *testing.T) {
	for cycles, want := range map[int64][2]string{
		0:           {"0 ns", "0 ns"},
		3 * 267:     {"267 ns", "267 ns"},
		3 * 1837:    {"1.837 µs", "1.84 µs"},
		3 * 41_280:  {"41.280 µs", "41.3 µs"},
		3 * 182_800: {"182.800 µs", "183 µs"},
		3e6 * 12:    {"12.000 ms", "12.0 ms"},
	} {
		assert.Equal(t, want, [2]string{long(cycles, 3), short(cycles, 3)})
	}
}

func TestAxisScale(t *testing.T) {
	for _, c := range []struct {
		from, to int64
		width    float32
		step     int64
		unit     string
		first    string
	}{
		{35_000, 43_000, 828, 1000, "µs", "35"},
		{0, 220_000, 828, 20_000, "µs", "0"},
		{0, 8_500_000, 828, 1_000_000, "ms", "0"},
		{0, 900, 828, 100, "ns", "0"},
		{37_200, 37_400, 828, 20, "µs", "37.20"},
	} {
		s := &scene.Scene{}
		sc := axisScale(s, unit{}, c.from, c.to, c.width)
		assert.Equal(t, c.step, sc.step)
		assert.Equal(t, c.unit, sc.unit.name)
		assert.Equal(t, c.first, sc.label(s, (c.from+sc.step-1)/sc.step*sc.step))
	}
}

// The box tells the maxima that the engine measures.
func TestTheBoxComparesTheModes(t *testing.T) {
	f := shots()[0]
	f.now = 220_000
	s, _ := f.draw(t)
	rows := texts(s, scene.LatencyRow)
	for mode, name := range []string{"0", "1"} {
		h, _ := recorded(t, "shrink-under-poll", name)
		n := len(h.Run.Record.Samples[0])
		most := int64(0)
		for _, v := range h.Run.Record.Samples[0] {
			most = max(most, v)
		}
		row := rows["latency/table/"+name]
		assert.Contains(t, row, "qpw="+name, "%d", mode)
		assert.Contains(t, row, "max "+sim.Micros(most, 3)+" µs")
		assert.Contains(t, row, "n "+strconv.Itoa(n))
	}
}
