package viz

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/viz/gesture"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// These tests open the real app in a window and read its pixels. They need a
// display (xvfb-run has one) and say so: without BARNYARD_WINDOW=1 they skip,
// with it they fail where none opens.
const wanted = "BARNYARD_WINDOW"

// watched is the app with somebody who looks at its pixels.
type watched struct {
	*App
	jobs chan job
	done chan int
}

// job is something to do between two frames, and then a look.
type job struct {
	do    func(a *App)
	after int // frames to wait before the look
	image chan *image.RGBA
}

var theApp *watched

func TestMain(m *testing.M) {
	if os.Getenv(wanted) != "1" {
		os.Exit(m.Run())
	}
	all, err := lessons.All()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	theApp = &watched{App: New(Options{Lessons: all, Desktop: true, Calm: true}), jobs: make(chan job), done: make(chan int, 1)}
	go func() { theApp.done <- m.Run() }()
	Setup()
	ebiten.SetWindowSize(1280, 720)
	ebiten.SetWindowTitle(windowTitle)
	if err := ebiten.RunGame(theApp); err != nil {
		var failed exitCode
		if errors.As(err, &failed) {
			os.Exit(int(failed))
		}
		fmt.Fprintf(os.Stderr, "%s=1 asks for a window, but none opened: %v\n", wanted, err)
		os.Exit(1)
	}
}

type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("the tests ended with %d", int(e)) }

var current *job

// Update does a job between two frames.
func (w *watched) Update() error {
	select {
	case code := <-w.done:
		if code == 0 {
			return ebiten.Termination
		}
		return exitCode(code)
	case j := <-w.jobs:
		j.do(w.App)
		current = &j
	default:
	}
	return w.App.Update()
}

// Draw draws as always, and then looks.
func (w *watched) Draw(screen *ebiten.Image) {
	w.App.Draw(screen)
	if current == nil {
		return
	}
	if current.after--; current.after > 0 {
		return
	}
	b := screen.Bounds()
	out := image.NewRGBA(b)
	screen.ReadPixels(out.Pix)
	current.image <- out
	current = nil
}

// look does something to the app and returns what is on the screen after it.
func look(t *testing.T, name string, do func(a *App)) *image.RGBA {
	t.Helper()
	if os.Getenv(wanted) != "1" {
		t.Skipf("set %s=1, with a display, to open the window and read its pixels", wanted)
	}
	j := job{do, 30, make(chan *image.RGBA)}
	theApp.jobs <- j
	img := <-j.image
	if path := os.Getenv("BARNYARD_SHOT"); path != "" {
		f, err := os.Create(path + name + ".png")
		require.NoError(t, err)
		require.NoError(t, png.Encode(f, img))
		require.NoError(t, f.Close())
	}
	return img
}

func press(r rune) ui.Msg { return ui.Hand{Event: gesture.Event{Kind: gesture.Char, Rune: r}} }

func TestWindowShowsTheLessonAndSwitchesTheMode(t *testing.T) {
	queued := look(t, "queue", func(a *App) { a.Send(ui.Pause{}); a.Send(ui.SeekTo{At: 39_000 * 3}) })
	ground := theme.Dark().Colour(theme.Ground)
	at := queued.RGBAAt(4, 300)
	assert.Equal(t, [3]uint8{ground.R, ground.G, ground.B}, [3]uint8{at.R, at.G, at.B}, "the window's ground")
	colours := map[[4]uint8]bool{}
	for i := 0; i < len(queued.Pix); i += 4 {
		colours[[4]uint8(queued.Pix[i:i+4])] = true
	}
	assert.Greater(t, len(colours), 500, "a picture with letters and smooth edges")

	locked := look(t, "lock", func(a *App) { a.Send(press('m')) })
	assert.Equal(t, 1, theApp.m.Shown)
	assert.False(t, bytes.Equal(queued.Pix, locked.Pix), "m shows the other mode")
	again := look(t, "again", func(a *App) { a.Send(press('m')) })
	// What is drawn anew is cut at the edges of a rectangle, so a colour between two
	// corners may be rounded another way.
	worst := uint8(0)
	for i, v := range queued.Pix {
		worst = max(worst, max(v, again.Pix[i])-min(v, again.Pix[i]))
	}
	assert.LessOrEqual(t, worst, uint8(1), "and back shows the same pixels")
}

func TestWindowDrawsNothingWhenNothingHappens(t *testing.T) {
	look(t, "still", func(a *App) { a.Send(ui.Pause{}) })
	before := theApp.m.Revision()
	look(t, "still", func(*App) {})
	assert.Equal(t, before, theApp.m.Revision())
	assert.False(t, theApp.stale)
}

func TestWindowIsLightToo(t *testing.T) {
	light := look(t, "light", func(a *App) { a.Send(ui.Look{Light: true, Calm: true}) })
	want := theme.Light().Colour(theme.Ground)
	at := light.RGBAAt(4, 300)
	assert.Equal(t, [3]uint8{want.R, want.G, want.B}, [3]uint8{at.R, at.G, at.B})
	look(t, "help", func(a *App) { a.Send(ui.Look{Calm: true}); a.Send(press('?')) })
	look(t, "closed", func(a *App) { a.Send(press('?')) })
}

// The window is drawn in other sizes, and in both themes: a picture as large as
// asked for, with the theme's ground and many colours.
func TestWindowAtOtherSizes(t *testing.T) {
	for _, size := range [][2]int{{390, 844}, {1920, 1080}, {1280, 720}} {
		for _, light := range []bool{true, false} {
			name := fmt.Sprintf("size-%dx%d-%t", size[0], size[1], light)
			look(t, name, func(a *App) {
				ebiten.SetWindowSize(size[0], size[1])
				a.Send(ui.Look{Light: light, Calm: true})
				a.Send(ui.SeekTo{At: 39_000 * 3})
			})
			seen := look(t, name, func(*App) {})
			assert.Equal(t, image.Rect(0, 0, size[0], size[1]), seen.Bounds())
			colours := map[[4]uint8]bool{}
			for i := 0; i < len(seen.Pix); i += 4 {
				colours[[4]uint8(seen.Pix[i:i+4])] = true
			}
			assert.Greater(t, len(colours), 300, name)
			want, at := themeOf(light).Colour(theme.Ground), seen.RGBAAt(3, 120)
			assert.Equal(t, [3]uint8{want.R, want.G, want.B}, [3]uint8{at.R, at.G, at.B}, name)
		}
	}
}
