//go:build !386 && !js

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ncruces/zenity"

	"barnyard/viz"
	"barnyard/viz/ui"
)

// Files of the window: pictures and films go into the folder that the program
// was started in, under names that nobody has; for a scenario the system's own
// dialog asks. What takes long runs beside the frames and tells when it is done.

// keeper does what the window wants of files.
type keeper struct {
	w      *watcher
	choose func(save bool, name string) (string, error) // the system's dialog
	filmed chan struct{}                                // holds the place of the one film that is being made
}

func newKeeper(w *watcher) *keeper {
	return &keeper{w: w, choose: dialog, filmed: make(chan struct{}, 1)}
}

// errNoDialog says that the system has no dialog to choose a file with.
var errNoDialog = errors.New("this system has no dialog for files (on Linux it is the program zenity)")

// dialog lets the reader choose a file; the empty name means that none was.
func dialog(save bool, name string) (string, error) {
	filter := zenity.FileFilters{{Name: "scenarios", Patterns: []string{"*.barn"}, CaseFold: true}}
	var err error
	if save {
		name, err = zenity.SelectFileSave(zenity.Title("Save the scenario"), zenity.Filename(name), zenity.ConfirmOverwrite(), filter)
	} else {
		name, err = zenity.SelectFile(zenity.Title("Open a scenario"), filter)
	}
	switch {
	case errors.Is(err, zenity.ErrCanceled):
		return "", nil
	case err != nil:
		return "", errNoDialog
	}
	return name, nil
}

// wanted answers to the window: with what is told now.
func (k *keeper) wanted(v viz.Wanted) string {
	switch v.What {
	case ui.KeepPicture:
		go func() { k.tell(k.picture(v)) }()
	case ui.KeepFilm:
		return k.startFilm(v)
	case ui.KeepScenario:
		go func() { k.tell(k.save(v)) }()
	case ui.OpenFile:
		go k.open()
	}
	return ""
}

// tell says what came of it.
func (k *keeper) tell(text string, err error) {
	if err != nil {
		k.w.inbox <- ui.Tell{Text: err.Error(), Alarm: true}
	} else if text != "" {
		k.w.inbox <- ui.Tell{Text: text}
	}
}

func (k *keeper) picture(v viz.Wanted) (string, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, v.Picture); err != nil {
		return "", err
	}
	at := strings.ReplaceAll(strings.TrimSuffix(v.Time, " µs"), " ", "") + "us"
	name, err := writeNew(v.Name+"-"+at, ".png", b.Bytes())
	return "The picture is in " + name + ".", err
}

// save writes the text where the reader wants it, or, where there is no dialog,
// beside what is there. From then on the file is followed.
func (k *keeper) save(v viz.Wanted) (string, error) {
	stem := strings.TrimSuffix(filepath.Base(v.Name), ".barn")
	name, err := k.choose(true, stem+".barn")
	if errors.Is(err, errNoDialog) {
		name, err = writeNew(stem, ".barn", []byte(v.Scenario))
	} else if name != "" && err == nil {
		err = writeWhole(name, []byte(v.Scenario))
	}
	if err != nil || name == "" {
		return "", err
	}
	k.w.follow(name)
	return "The scenario is in " + name + "; what you save there is shown here.", nil
}

func (k *keeper) open() {
	name, err := k.choose(false, "")
	if errors.Is(err, errNoDialog) {
		err = fmt.Errorf("%w; drop a file onto the window, or name it behind the program's name", err)
	}
	if err != nil || name == "" {
		k.tell("", err)
		return
	}
	src, err := readFile(name)
	if err != nil {
		k.tell("", err)
		return
	}
	k.w.inbox <- ui.Load{Name: name, Text: string(src.text)}
	k.w.follow(name)
}

// startFilm makes a GIF beside the frames; one at a time.
func (k *keeper) startFilm(v viz.Wanted) string {
	select {
	case k.filmed <- struct{}{}:
	default:
		return "A film is being made already; the next can follow it."
	}
	go func() {
		defer func() { <-k.filmed }()
		k.tell(filmShown(v))
	}()
	return "The film is being made."
}

// filmShown is the film of a run that the window shows.
func filmShown(v viz.Wanted) (string, error) {
	o := order{w: max(v.W, minSide), h: max(v.H, minSide), scale: 1, light: v.Light}
	m, err := modelOfText(v.Name, v.Scenario, v.Replay, o)
	if err != nil {
		return "", err
	}
	f := &film{order: o, from: v.From, to: v.To, fps: 20}
	f.step = max(v.Speed*m.GHz()*1000/int64(f.fps), 1)
	if n := f.frames(); n > maxFrames || n < 1 {
		return "", fmt.Errorf("the film would have %d pictures; expected at most %d: a shorter span between A and B, or a higher speed", n, maxFrames)
	}
	var b bytes.Buffer
	if err := f.gif(context.Background(), m, &b); err != nil {
		return "", err
	}
	name, err := writeNew(v.Name, ".gif", b.Bytes())
	return fmt.Sprintf("The film, of %d pictures, is in %s.", f.frames(), name), err
}

// writeNew writes a file under a name that nobody has yet.
func writeNew(stem, ending string, b []byte) (string, error) {
	stem = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.TrimSuffix(stem, ".barn"))
	signals := holdSignals()
	defer signals.release()
	for n := 1; n < 10_000; n++ {
		name := stem + ending
		if n > 1 {
			name = fmt.Sprintf("%s-%d%s", stem, n, ending)
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", cannotWrite(name, err)
		}
		_, err = f.Write(b)
		if err = errors.Join(err, f.Close()); err != nil {
			os.Remove(name)
		}
		return name, cannotWrite(name, err)
	}
	return "", fmt.Errorf("%s%s and 10,000 more are there already; expected room for one", stem, ending)
}
