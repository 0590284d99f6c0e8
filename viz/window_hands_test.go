package viz

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// windowTitle is what a program that plays the person finds the window by.
const windowTitle = "Barnyard under test"

// What a person does in the window, with a real keyboard and a real pointer as
// far as the display is concerned: xdotool plays the person.
func TestWindowEverythingByHand(t *testing.T) {
	b, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	look(t, "hands", func(a *App) {
		a.Send(ui.Load{Name: b.Name, Text: string(b.Text)})
		a.Send(ui.SeekTo{At: 39_000 * 3})
	})
	p := findWindow(t)
	step := func() uint32 { return shown(t, func(m *ui.Model) uint32 { return m.Step }) }
	before := step()
	p.key("period")
	assert.Equal(t, before+1, step())
	p.key("comma")
	assert.Equal(t, before, step())
	p.key("space")
	assert.True(t, shown(t, func(m *ui.Model) bool { return m.Playing }))
	p.key("space")
	assert.False(t, shown(t, func(m *ui.Model) bool { return m.Playing }))
	assert.Greater(t, step(), before, "it has played")

	p.key("0") // the whole run, so that places of the timeline are known
	f := shown(t, view.FrameOf)
	at := func(ns float64) float64 { return float64(f.Timeline.X) + 74 + ns/247_500*float64(f.Timeline.W-90) }
	y := float64(f.Timeline.Y + f.Timeline.H/2)
	p.drag(at(50_000), y, at(99_000), y)
	now := func() float64 { return float64(shown(t, func(m *ui.Model) int64 { return m.Now })) / 3 }
	assert.InDelta(t, 99_000, now(), 400)

	p.key("m")
	assert.Equal(t, 1, shown(t, func(m *ui.Model) int { return m.Shown }))
	p.key("m")
	p.key("c")
	assert.True(t, shown(t, func(m *ui.Model) bool { return m.Compare }))
	look(t, "hands-compared", func(*App) {})
	p.key("c")

	p.drag(at(39_547), float64(f.Latency.Y+f.Latency.H-14), at(39_547), float64(f.Latency.Y+f.Latency.H-14))
	assert.InDelta(t, 39_547, now(), 1, "a click on the bar of the longest gap goes there")
	look(t, "hands-bar", func(*App) {})

	p.key("shift+m")
	assert.True(t, shown(t, (*ui.Model).ByHand))
	here := step()
	p.key("2")
	p.key("1")
	assert.Equal(t, here+2, step())
	rows := shown(t, func(m *ui.Model) int { rows, _ := m.Branches(); return len(rows) })
	assert.GreaterOrEqual(t, rows, 2, "another order than by time is a branch")
	look(t, "hands-chosen", func(*App) {})
	p.key("u")
	p.key("u")
	assert.Equal(t, here, step())
	p.key("shift+m")
	look(t, "hands-done", func(a *App) { a.Send(ui.OpenLesson{}); a.Send(ui.Pause{}) })
}

// shown is something of the model, read between two frames, once what was done
// has had some frames to arrive.
func shown[T any](t *testing.T, read func(*ui.Model) T) (v T) {
	t.Helper()
	look(t, "hands-now", func(*App) {})
	look(t, "hands-now", func(a *App) { v = read(a.Model()) })
	return v
}

// person is somebody in front of the display.
type person struct {
	t      *testing.T
	window string
}

// findWindow gives the keyboard to the window.
func findWindow(t *testing.T) person {
	t.Helper()
	_, err := exec.LookPath("xdotool")
	require.NoError(t, err, "this test has to press real keys")
	out, err := exec.Command("xdotool", "search", "--sync", "--onlyvisible", "--name", windowTitle).Output()
	require.NoError(t, err)
	p := person{t, strings.Fields(string(out))[0]}
	p.do("windowfocus", "--sync", p.window)
	return p
}

func (p person) do(args ...string) {
	p.t.Helper()
	out, err := exec.Command("xdotool", args...).CombinedOutput()
	require.NoError(p.t, err, "%v: %s", args, out)
}

func (p person) key(name string) {
	p.t.Helper()
	p.do("key", "--delay", "60", name)
}

// drag presses the button at one place and lets it go at another. The window
// looks sixty times a second, so each state lasts for some frames.
func (p person) drag(x, y, toX, toY float64) {
	p.t.Helper()
	move := func(x, y float64) {
		p.do("mousemove", "--window", p.window, strconv.Itoa(int(x+0.5)), strconv.Itoa(int(y+0.5)))
		time.Sleep(80 * time.Millisecond)
	}
	move(x, y)
	p.do("mousedown", "1")
	time.Sleep(80 * time.Millisecond)
	for i := 1.0; i <= 4; i++ {
		move(x+(toX-x)*i/4, y+(toY-y)*i/4)
	}
	p.do("mouseup", "1")
	time.Sleep(80 * time.Millisecond)
}
