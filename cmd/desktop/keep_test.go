//go:build !386 && !js

package main

import (
	"bytes"
	"errors"
	"image/gif"
	"image/png"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz"
	"barnyard/viz/gesture"
	"barnyard/viz/ui"
)

// wishes is what a window with the story at 38.7 µs wants when its keys are
// pressed.
func wishes(t *testing.T) *viz.App {
	t.Helper()
	return viz.New(viz.Options{Scenario: "alloc-burst", OnWanted: func(viz.Wanted) string { return "" }})
}

// TestKeysOfFilesAreThereInTheWindow and nowhere else.
func TestKeysOfFilesAreThereInTheWindow(t *testing.T) {
	assert.True(t, wishes(t).Model().Files)
	web := viz.New(viz.Options{Scenario: "alloc-burst"}).Model()
	for _, k := range web.Keys() {
		assert.NotContains(t, []string{"F", "S", "I", "E"}, k.Shown)
	}
	ui.Update(web, ui.Hand{Event: gesture.Event{Kind: gesture.Char, Rune: 'I'}})
	assert.Equal(t, [ui.NKept]int{}, web.Keeps())
}

// kept runs one wish and gives back what is told of it.
func kept(t *testing.T, k *keeper, v viz.Wanted) ui.Tell {
	t.Helper()
	k.wanted(v)
	for msg := range k.w.inbox {
		if tell, ok := msg.(ui.Tell); ok {
			return tell
		}
	}
	return ui.Tell{}
}

const keptText = "title \"kept\"\nmachine cpus=1\ncache a size=64\ntask t cpu=0 { alloc a n=3 }\n"

// noDialog is a system without one.
func noDialog(bool, string) (string, error) { return "", errNoDialog }

func wantedOf(t *testing.T, what ui.Kept) viz.Wanted {
	t.Helper()
	m, err := modelOfText("kept", keptText, "", order{w: 400, h: 300, scale: 1})
	require.NoError(t, err)
	f := &film{order: order{w: 400, h: 300, scale: 1}, step: 1000, fps: 20}
	return viz.Wanted{What: what, Name: "kept/it", Time: "1.280 µs", Scenario: keptText, Speed: 1000, W: 400, H: 300,
		From: 0, To: 300, Picture: f.camera(m).picture(0)}
}

// TestAPictureIsKept: under a name that nobody has.
func TestAPictureIsKept(t *testing.T) {
	t.Chdir(t.TempDir())
	k := newKeeper(newWatcher())
	v := wantedOf(t, ui.KeepPicture)
	assert.Equal(t, ui.Tell{Text: "The picture is in kept-it-1.280us.png."}, kept(t, k, v))
	assert.Equal(t, ui.Tell{Text: "The picture is in kept-it-1.280us-2.png."}, kept(t, k, v))
	text, err := os.ReadFile("kept-it-1.280us.png")
	require.NoError(t, err)
	picture, err := png.Decode(bytes.NewReader(text))
	require.NoError(t, err)
	assert.Equal(t, v.Picture.Bounds(), picture.Bounds())
}

func TestAFilmIsKept(t *testing.T) {
	t.Chdir(t.TempDir())
	k := newKeeper(newWatcher())
	v := wantedOf(t, ui.KeepFilm)
	assert.Equal(t, ui.Tell{Text: "The film, of 3 pictures, is in kept-it.gif."}, kept(t, k, v))
	text, err := os.ReadFile("kept-it.gif")
	require.NoError(t, err)
	anim, err := gif.DecodeAll(bytes.NewReader(text))
	require.NoError(t, err)
	assert.Equal(t, 400, anim.Config.Width)
	v.To, v.Speed = 3_000_000_000, 1
	assert.True(t, kept(t, k, v).Alarm, "too long")
	k.filmed <- struct{}{}
	assert.Equal(t, "A film is being made already; the next can follow it.", k.wanted(v))
}

// TestAScenarioIsSaved where the dialog says, else beside what is there; and is
// followed from then on.
func TestAScenarioIsSaved(t *testing.T) {
	t.Chdir(t.TempDir())
	k := newKeeper(newWatcher())
	v := wantedOf(t, ui.KeepScenario)
	for _, c := range []struct {
		name   string
		choose func(bool, string) (string, error)
		want   string
		alarm  bool
	}{
		{"no dialog", noDialog, "it.barn", false},
		{"no dialog, again", noDialog, "it-2.barn", false},
		{"a name", func(save bool, name string) (string, error) {
			assert.True(t, save)
			assert.Equal(t, "it.barn", name)
			return "mine.barn", nil
		}, "mine.barn", false},
		{"a folder that is not there", func(bool, string) (string, error) { return "no/mine.barn", nil }, "", true},
	} {
		k.choose = c.choose
		told := kept(t, k, v)
		assert.Equal(t, c.alarm, told.Alarm, c.name)
		if c.want == "" {
			continue
		}
		assert.Equal(t, "The scenario is in "+c.want+"; what you save there is shown here.", told.Text, c.name)
		assert.Equal(t, c.want, <-k.w.paths)
		text, err := os.ReadFile(c.want)
		require.NoError(t, err)
		assert.Equal(t, keptText, string(text))
	}
}

// TestAScenarioIsOpened, or it is told why not and what there is instead.
func TestAScenarioIsOpened(t *testing.T) {
	name := file(t, keptText)
	k := newKeeper(newWatcher())
	k.choose = func(bool, string) (string, error) { return name, nil }
	k.open()
	assert.Equal(t, ui.Load{Name: name, Text: keptText}, <-k.w.inbox)
	assert.Equal(t, name, <-k.w.paths)
	k.choose = noDialog
	k.open()
	assert.Contains(t, (<-k.w.inbox).(ui.Tell).Text, "drop a file onto the window")
	k.choose = func(bool, string) (string, error) { return name + "x", nil }
	k.open()
	assert.True(t, (<-k.w.inbox).(ui.Tell).Alarm)
	k.choose = func(bool, string) (string, error) { return "", errors.New("broken") }
	k.open()
	assert.Equal(t, ui.Tell{Text: "broken", Alarm: true}, <-k.w.inbox)
}
