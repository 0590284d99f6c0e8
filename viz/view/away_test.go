package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// unplugged is a machine whose last CPU is taken and comes back.
func unplugged(t *testing.T, cpus int, w, h float32, cue string) *ui.Model {
	return modelOf(t, fmt.Sprintf(`machine cpus=%d
cache c size=64
task plug cpu=0 { work 1us; offline %d; work 5us; online %d; work 9us }
until 30us
`, cpus, cpus-1, cpus-1), w, h, cue)
}

// A CPU that is gone looks and is called otherwise than one that is idle, as a
// full card, as a compact one and as a tile.
func TestAnOfflineCPUIsNotAnIdleOne(t *testing.T) {
	for _, c := range []struct {
		cpus int
		w, h float32
	}{{2, 1280, 720}, {4, 390, 844}, {16, 1280, 720}, {64, 1280, 720}, {1024, 1280, 720}} {
		where := fmt.Sprintf("%d CPUs in %gx%g", c.cpus, c.w, c.h)
		m := unplugged(t, c.cpus, c.w, c.h, "until event=CPUOffline")
		gone := c.cpus - 1
		require.True(t, m.Kernel().M.CPUs[gone].Offline, where)
		s := built(m)
		card, idle := boxed(s, scene.CPU.ID(gone)), boxed(s, scene.CPU.ID(max(gone-1, 1)))
		require.NotNil(t, card, where)
		assert.True(t, card.Has(scene.DashedLine), where)
		if gone > 1 {
			assert.False(t, idle.Has(scene.DashedLine), where)
		}
		if chip := boxed(s, scene.Context.ID(gone, 0)); chip != nil {
			assert.Equal(t, "offline", chip.Text, where)
			assert.Contains(t, chip.Hint, "is offline", where)
		} else {
			assert.Contains(t, card.Hint, "is offline", where)
			assert.Equal(t, solid(theme.Ground), card.Fill, where)
		}
		if row := boxed(s, scene.TrackGroup.ID(len(workOf(s).groups.all)-1).Sub(4)); c.cpus > 32 { // nor is it counted as one
			require.NotNil(t, row, where)
			assert.Contains(t, row.Text, "1 offline", where)
		}
		ui.Update(m, ui.Select{ID: scene.CPU.ID(gone)})
		assert.Equal(t, "offline: nothing can run on this CPU", ui.IdleText(m.Kernel(), m.Sel))
	}
}

// The timeline has the time in which a CPU is gone, from the event to the event,
// as words tell of it.
func TestTheTimelineShowsWhenACPUWasGone(t *testing.T) {
	m := unplugged(t, 2, 1280, 720, "until event=CPUOffline")
	from := m.Now
	assert.Contains(t, m.State().Text, "CPU 1: offline.")
	ui.Update(m, ui.Cue{Text: "until event=CPUOnline"})
	for range 20 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	to := m.Now
	assert.NotContains(t, m.State().Text, "offline")
	gone := m.Side().Tracks.CPUs[1].Gone.Spans
	require.Len(t, gone, 1)
	assert.Equal(t, [2]int64{from, to}, [2]int64{gone[0].From, gone[0].To})
	assert.Empty(t, m.Side().Tracks.CPUs[0].Gone.Spans)
	ui.Update(m, ui.SeekTo{At: m.End()})
	ui.Update(m, ui.Zoom{Factor: 1e9}) // the whole run
	s := built(m)
	it := boxed(s, scene.Track.ID(1).Sub(awayPart))
	require.NotNil(t, it)
	assert.True(t, it.Has(scene.DashedLine))
	assert.True(t, strings.HasPrefix(it.Hint, "CPU 1 is offline, and nothing runs there: "), it.Hint)
	plot := plotOf(FrameOf(m).Timeline)
	span := float32(m.Window.To - m.Window.From)
	assert.InDelta(t, plot.X+plot.W*float32(from-m.Window.From)/span, it.Rect.X, 0.5)
	assert.InDelta(t, plot.W*float32(to-from)/span, it.Rect.W, 1)
}
