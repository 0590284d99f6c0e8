//go:build !386 && !js

package main

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/engine/scenario"
	"barnyard/viz"
	"barnyard/viz/ui"
)

// A scenario's file is open in the window and in an editor at once: the window
// shows what was saved last. It looks at the file's time a few times a second,
// beside the frames, and tells the window by messages.
//
//	file --look--> changed, and at rest? --read--> ui.Edit --inbox--> viz.App

// lookEvery is the time between two looks. A file that changes is read at the
// second look that finds it the same: editors write in several steps.
const lookEvery = 300 * time.Millisecond

// openScenario puts a built-in, or the text of a file, into the options.
func openScenario(o *viz.Options, name string) error {
	if _, ok := scenario.Lookup(name); ok || name == "" {
		o.Scenario = name
		return nil
	}
	src, err := readFile(name)
	if err != nil {
		return err
	}
	o.Name, o.Scenario = name, string(src.text)
	return ui.Check(name, o.Scenario)
}

// stamp is how a file looks from outside.
type stamp struct {
	there bool
	size  int64
	at    time.Time
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{true, info.Size(), info.ModTime()}
}

// followed is a file that is looked at.
type followed struct {
	path string
	read stamp // as it was when it was read last
	last stamp // as it was at the last look
}

// look is one look; it returns what to tell the window, nil for nothing new. A
// file that is not there at one look only, as between two steps of an editor, is
// waited for. One that stays away is told of once, and read again should it come
// back, even as it was.
func (f *followed) look() ui.Msg {
	now := stampOf(f.path)
	settled := now == f.last
	f.last = now
	if !settled || now == f.read {
		return nil
	}
	f.read = now
	if !now.there {
		return ui.NoText{Text: f.path + " is gone"}
	}
	src, err := readFile(f.path)
	if err != nil {
		return ui.NoText{Text: err.Error(), Alarm: true}
	}
	return ui.Edit{Name: f.path, Text: string(src.text)}
}

// watcher looks at one file, the one that was opened last.
type watcher struct {
	inbox chan ui.Msg
	paths chan string
}

func newWatcher() *watcher {
	return &watcher{inbox: make(chan ui.Msg, 4), paths: make(chan string, 4)}
}

// follow looks at another file from now on. It is read once more, since it may
// have been saved after the window had its text: the same text changes nothing.
// What a pipe held was read already, and nothing is saved into it: none is followed.
func (w *watcher) follow(path string) {
	if info, err := os.Stat(path); err == nil && isPipe(info) {
		path = ""
	}
	w.paths <- path
}

// run looks until the ticks end.
func (w *watcher) run(ticks <-chan time.Time) {
	var file followed
	for {
		select {
		case path := <-w.paths:
			file = followed{path: path}
		case _, more := <-ticks:
			if !more {
				return
			}
			if file.path == "" {
				continue
			}
			if msg := file.look(); msg != nil {
				w.inbox <- msg
			}
		}
	}
}

// drop opens the first file that was dropped onto the window.
func (w *watcher) drop(files fs.FS) {
	msg, path := dropped(files)
	select {
	case w.inbox <- msg:
	default: // the window is behind; the file can be dropped again
		return
	}
	if path != "" {
		w.follow(path)
	}
}

// dropped reads the first file, and says where it can be followed.
func dropped(files fs.FS) (msg ui.Msg, path string) {
	entries, err := fs.ReadDir(files, ".")
	if err == nil && len(entries) == 0 {
		err = errors.New("nothing was dropped; expected a scenario's file")
	}
	if err != nil {
		return ui.Tell{Text: err.Error(), Alarm: true}, ""
	}
	if e, ok := entries[0].(ebiten.AbsPather); ok {
		path = e.AbsPath()
	}
	src, err := readFile(path)
	if err != nil {
		return ui.Tell{Text: err.Error(), Alarm: true}, ""
	}
	return ui.Load{Name: path, Text: string(src.text)}, path
}
