package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// What is said in the panes is said to its end: the sentences where two runs
// part, the events, the head of the choices, and a notice hides none of it.

func TestTheSentencesWhereRunsPartAreWhole(t *testing.T) {
	for _, z := range [][2]float32{{390, 371}, {360, 640}, {838, 735}, {1280, 720}} {
		where := fmt.Sprintf("%gx%g", z[0], z[1])
		m := modelOf(t, "shrink-under-poll", z[0], z[1], "compare qpw=0 qpw=1\nat 38us")
		s := built(m)
		line, timed := -1, 0
		for i := range s.Items {
			if s.Items[i].ID == scene.Parting.ID().Sub(1) {
				line = i
			}
		}
		require.Positive(t, line, where)
		for side := range m.Sides {
			id := scene.CompareAct.ID(ui.ActParting).Sub(10 + side)
			it := boxed(s, id)
			require.NotNil(t, it, where)
			assert.True(t, strings.HasSuffix(it.Text, m.PartingText(side)), "%s: %q", where, it.Text)
			if it.Text != m.PartingText(side) {
				timed++
			}
			ground := boxed(s, id.Sub(16+side))
			require.NotNil(t, ground, where)
			if side != m.Shown { // between the two blocks, where the line goes through
				assert.Less(t, line, indexOf(s, ground.ID), "%s: the words lie over the line", where)
			}
		}
		assert.NotEqual(t, 1, timed, "%s: both have the time, or none", where)
	}
}

func indexOf(s *scene.Scene, id scene.ID) int {
	for i := range s.Items {
		if s.Items[i].ID == id {
			return i
		}
	}
	return -1
}

// Every event that is in the list is there with all its words, the newest one
// last.
func TestEventsAreWhole(t *testing.T) {
	for _, z := range [][2]float32{{1280, 720}, {1440, 900}, {838, 735}, {390, 844}} {
		m := modelOf(t, "shrink-under-poll", z[0], z[1], "mode qpw=0\nat 30us")
		ui.Update(m, ui.ShowReading{Reading: ui.ReadEvents})
		for range 60 {
			s, got, last := built(m), map[int]string{}, -1
			bottom := FrameOf(m).Listing
			for i := range s.Items {
				if it := &s.Items[i]; it.ID.Kind == scene.EventLine && it.Shape == scene.Text {
					last = int(it.ID.N[0])
					got[last] = strings.TrimSpace(got[last] + " " + it.Text)
					assert.LessOrEqual(t, it.Rect.Y, bottom.Y+bottom.H)
				}
			}
			require.Equal(t, m.Side().Past.FirstOfStep(m.Step+1)-1, last)
			for i, text := range got {
				assert.Equal(t, eventWhole(m, m.Kernel(), i), text)
			}
			ui.Update(m, ui.EventBy{N: 1})
		}
	}
}

func TestTheHeadOfTheChoicesIsWhole(t *testing.T) {
	for _, z := range [][2]float32{{1280, 720}, {390, 844}} {
		m := modelOf(t, "flush-race", z[0], z[1], "")
		ui.Update(m, ui.TakeOver{})
		s, text := built(m), ""
		for i := range 3 {
			if it := boxed(s, scene.Listing.ID().Sub(1+100*i)); it != nil {
				text += " " + it.Text
			}
		}
		assert.True(t, strings.HasSuffix(text, "the clock goes to whom you choose") || strings.HasSuffix(text, "turns by choice, not by time"), text)
	}
}

// A notice lies on no pane, and no pane goes for it, in all windows in which all
// panes have room.
func TestANoticeLiesOnNothing(t *testing.T) {
	for _, z := range [][2]float32{{1280, 720}, {1440, 900}, {1920, 1080}, {838, 735}, {390, 844}, {390, 371}} {
		for _, cue := range []string{"mode qpw=0\nat 38us", "compare qpw=0 qpw=1\nat 38us"} {
			m := modelOf(t, "shrink-under-poll", z[0], z[1], cue)
			before := FrameOf(m)
			assert.True(t, before.Notice.Empty())
			ui.Update(m, ui.Tell{Text: "No LockContended after this instant.", Alarm: true})
			f, where := FrameOf(m), fmt.Sprintf("%gx%g %s", z[0], z[1], cue)
			box := boxed(built(m), scene.Message.ID(0))
			require.NotNil(t, box, where)
			assert.Equal(t, f.Notice, box.Rect, where)
			assert.Equal(t, before.panes(), f.panes(), where)
			if z[1] > 371 { // elsewhere only the lowest pane gives way
				assert.Equal(t, before.Cards, f.Cards, where)
				assert.Equal(t, before.Barns, f.Barns, where)
			}
			for _, r := range []scene.Rect{f.Top, f.Cards, f.Barns, f.Timeline, f.Latency, f.Listing, f.Transport} {
				lap := cutTo(box.Rect, r)
				assert.False(t, !r.Empty() && lap.W > 0 && lap.H > 0, "%s: %v on %v", where, box.Rect, r)
			}
			ui.Update(m, ui.Tell{})
			assert.Equal(t, before, FrameOf(m), where)
		}
	}
}

// Of four runs that come to about the same each has a line that can be seen: at
// no class do two of them lie on each other.
func TestEachOfFourLinesIsSeen(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw=0\nat 45us")
	ui.Update(m, ui.ShowCounts{})
	ui.Update(m, ui.ShowPolicies{})
	for range 200 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	require.Equal(t, 4, m.Runs())
	s := built(m)
	var tops []float32
	for run := range m.Runs() {
		i := indexOf(s, scene.Latency.ID().Sub(10+run))
		require.Positive(t, i)
		top := float32(1e9)
		for _, p := range s.Of(&s.Items[i]) {
			top = min(top, p.Y)
		}
		for _, other := range tops {
			assert.Greater(t, max(top-other, other-top), float32(1.9), "run %d", run)
		}
		tops = append(tops, top)
	}
	assert.True(t, strings.Contains(s.TextDump(), "where lines coincide, one goes around the other"))
	shown := boxed(s, scene.LatencyClass.ID(m.Shown, 5)).Rect
	assert.InDelta(t, shown.Y, tops[m.Shown], 0.01, "the shown run is where it belongs")
}

// A scene that has shown another run, another width or another order of the steps
// has no words of those: it is drawn as a new one.
func TestAUsedSceneSaysWhatANewOneSays(t *testing.T) {
	s := &scene.Scene{}
	same := func(m *ui.Model, where string) {
		t.Helper()
		Build(m, s)
		require.Equal(t, built(m).TextDump(), s.TextDump(), where)
	}
	m := modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw=0\nat 37us")
	for _, reading := range []ui.Reading{ui.ReadEvents, ui.ReadGoals} {
		ui.Update(m, ui.ShowReading{Reading: reading})
		for range 20 {
			ui.Update(m, ui.EventBy{N: 1})
			same(m, "events")
		}
		ui.Update(m, ui.SwitchMode{})
		same(m, "the other mode")
		ui.Update(m, ui.Resize{W: 1100, H: 700})
		same(m, "another width")
	}
	ui.Update(m, ui.TouchedObject{})
	same(m, "an object")
	ui.Update(m, ui.TakeOver{})
	ui.Update(m, ui.ShowReading{Reading: ui.ReadEvents})
	for round := range 2 { // two orders of the same steps, one after the other
		for i := range 40 {
			if offers, _ := m.Offers(); len(offers) > 0 {
				ui.Update(m, ui.Take{Actor: offers[(i+round)%min(len(offers), 2)].Actor})
			}
			same(m, "by hand")
		}
		for range 40 {
			ui.Update(m, ui.StepBy{N: -1})
		}
		ui.Update(m, ui.StepBy{N: 1})
	}
	m = modelOf(t, "kfree-rcu-burst", 1280, 720, "at 10us")
	ui.Update(m, ui.ShowReading{Reading: ui.ReadEvents})
	same(m, "another scenario")
}
