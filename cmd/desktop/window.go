//go:build !386 && !js

package main

import (
	"fmt"
	"os"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/engine/replay"
	"barnyard/lessons"
	"barnyard/viz"
	"barnyard/viz/link"
)

// openWindow is what the program does without a command: the lessons, with the
// prose beside the figure. Flags choose another lesson or a scenario; a file or
// a replay string is shown instead of either.
func openWindow(args []string) int {
	o, err := windowOptions(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "barnyard: "+err.Error())
		return exitAuthor
	}
	w := newWatcher()
	o.Inbox, o.OnDrop, o.OnWanted = w.inbox, w.drop, newKeeper(w).wanted
	if o.Name != "" {
		w.follow(o.Name)
	}
	go w.run(time.Tick(lookEvery))
	viz.Setup()
	ebiten.SetWindowTitle("Barnyard")
	openAt(monitorSize())
	app := viz.New(o)
	named := ebiten.RunGameOptions{X11ClassName: "Barnyard", X11InstanceName: "barnyard"} // by which a desktop groups windows
	if err := ebiten.RunGameWithOptions(app, &named); err != nil {
		fmt.Fprintln(os.Stderr, "barnyard: the window: "+err.Error())
		return exitFailed
	}
	if word := app.Model().State().Replay; word != "" { // what was made by hand is not lost with the window
		fmt.Println("replay " + word)
	}
	return exitOK
}

// windowOptions reads the words of a window.
func windowOptions(args []string) (viz.Options, error) {
	f, err := readWindowFlags(args)
	if err != nil {
		return viz.Options{}, err
	}
	o := viz.Options{Desktop: true, Light: f.light, Calm: f.calm, OnLink: giver(f.site, os.Stdout, toClipboard)}
	rest, named := f.names, f.scenario
	if len(rest) > 0 && link.Looks(rest[0]) {
		if err := openedLink(&o, rest[0]); err != nil {
			return o, err
		}
		rest = rest[1:]
	}
	if len(rest) > 0 && replay.Looks(rest[0]) {
		if _, err := replay.Parse(rest[0]); err != nil {
			return o, err
		}
		o.Replay, rest = rest[0], rest[1:]
	}
	if len(rest) > 0 && namesFile(rest[0]) && named == "" && o.Replay == "" {
		named, rest = rest[0], rest[1:]
	}
	if len(rest) > 0 {
		return o, fmt.Errorf("found %q after the flags of the window; expected a command first, or a file or a replay string alone, see help", rest[0])
	}
	if err := openScenario(&o, named); err != nil {
		return o, err
	}
	all, err := lessons.All()
	if err != nil {
		return o, err
	}
	o.Lessons, o.Step = all, f.step-1
	if o.Glossary, err = lessons.Drawn(); err != nil {
		return o, err
	}
	for i, l := range all {
		if l.Num == f.lesson {
			o.Lesson = i
			return o, nil
		}
	}
	if f.lesson != 0 {
		return o, fmt.Errorf("there is no lesson %d; list lessons names them all", f.lesson)
	}
	return o, nil
}

// monitorSize is 0 where there is none that says.
func monitorSize() (across, down int) {
	if m := ebiten.Monitor(); m != nil {
		across, down = m.Size()
	}
	return across, down
}

// openAt makes the window as large as it is to be at first.
func openAt(across, down int) {
	w, h, whole := firstSize(across, down)
	ebiten.SetWindowSize(w, h)
	if whole { // between the panels that a desktop may have, which it knows
		ebiten.MaximizeWindow()
	}
}

// firstSize is the size in which the window opens. A monitor that is hardly larger
// than the window would be, or smaller, it has whole.
func firstSize(across, down int) (w, h int, whole bool) {
	const wide, high, roomy = 1280, 720, 900
	if across <= 0 || down <= 0 {
		return wide, high, false
	}
	if across < wide || down < roomy {
		return across, down, true
	}
	return wide, high, false
}
