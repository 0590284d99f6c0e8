package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/cmd/web/host"
	"barnyard/engine"
	"barnyard/engine/qpw"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/lessons/lesson"
	"barnyard/viz"
	"barnyard/viz/ui"
)

// On js/wasm this package is the app itself. It runs in figure.html, which
// tells it what to show and hears what it shows.
//
// Lessons are pages here, so of them only package lesson is in the program:
// cues and questions, no markdown.

func main() {
	f := &figure{}
	page, found := host.Attach(host.Handlers{Show: f.show, Edit: f.edit, Message: f.message, Open: f.open, Do: f.do, Flush: func() { f.app.Flush() }, Tell: f.tell, Look: f.look, Stop: f.stop})
	if !found {
		fmt.Fprintln(os.Stderr, "web: this program runs in figure.html; go run ./cmd/web serves it")
		os.Exit(2)
	}
	f.page, f.calm = page, page.Calm()
	page.OnSave(f.save)
	f.light = !page.Dark()
	f.app = viz.New(viz.Options{
		Light: f.light,
		Calm:  f.calm,
		OnState: func(s ui.State) {
			page.Tell(host.State(s))
			m := f.app.Model()
			if m.Text != f.told {
				f.told = m.Text
				page.Text(m.Text, m.Replay != "", builtinWith(m.Text))
			}
			if m.Light != f.light {
				f.light = m.Light
				page.Theme(!m.Light)
			}
			f.beside.Changed(m, page.Beside)
		},
		OnFrame: page.FirstFrame,
		OnLink: func(link string) string {
			page.Copy(link, f.app.Model().LinkLacks())
			return "" // the page says what became of it
		},
	})
	page.Keys(browserKeys())
	page.Ready()
	viz.Setup()
	if err := ebiten.RunGame(f.app); err != nil {
		fmt.Fprintln(os.Stderr, "web:", err)
	}
}

// builtinWith is the name of the built-in scenario with exactly this text, empty if
// it is none's.
func builtinWith(text string) string {
	for _, b := range scenario.Builtins() {
		if string(b.Text) == text {
			return b.Name
		}
	}
	return ""
}

// figure answers to the page by handing messages to the app.
type figure struct {
	app   *viz.App
	calm  bool
	told  string // the text that the page knows
	light bool   // and the theme

	page   *host.Host
	beside ui.Beside // what the page shows beside the figure
}

// show loads a scenario, or the run of a replay string, and follows its cues.
// All is read here first, so that the page hears of a mistake and the figure
// keeps what it had.
func (f *figure) show(text, cues, title, word string) error {
	if _, err := lesson.ParseCues(cues); err != nil {
		return err
	}
	if word != "" {
		return f.replay(word, cues)
	}
	if _, err := engine.Parse("scenario", []byte(text)); err != nil {
		return err
	}
	f.app.Send(ui.Titled{Text: title})
	if f.app.Model().Text != text || f.app.Model().Replay != "" {
		f.app.Send(ui.Load{Name: "scenario", Text: text})
	}
	f.cue(cues)
	return nil
}

// edit runs a changed text at the same instant. It is tried here first, so that
// the page hears of a mistake.
func (f *figure) edit(text string) error {
	if err := ui.Check("scenario", text); err != nil {
		return err
	}
	f.app.Send(ui.Edit{Name: "scenario", Text: text})
	return nil
}

// replay shows the run that a replay string holds. Without cues it stays where
// it opens: at its first violation.
func (f *figure) replay(word, cues string) error {
	if _, err := replay.Parse(word); err != nil {
		return err
	}
	f.app.Send(ui.LoadReplay{Text: word})
	if cues != "" {
		f.cue(cues)
	}
	return nil
}

func (f *figure) tell(text string) { f.app.Send(ui.Tell{Text: text, Alarm: true}) }

func (f *figure) cue(cues string) {
	f.app.Send(ui.Cue{Text: cues})
	if f.calm {
		// Nothing begins to move by itself for somebody who asked for calm.
		f.app.Send(ui.Pause{})
	}
}

// commands are what the page's buttons say.
var commands = map[string]ui.Msg{
	"start": ui.ToStart{},
	"back":  ui.StepBy{N: -1},
	"play":  ui.Toggle{},
	"step":  ui.StepBy{N: 1},
	"event": ui.EventBy{N: 1},
	"qpw=0": ui.SetMode{Mode: qpw.Off},
	"qpw=1": ui.SetMode{Mode: qpw.On},

	"present": ui.Present{},
	"black":   ui.Blackout{},
	"notes":   ui.ShowNotes{},
	"link":    ui.CopyLink{},
}

// message is what a page says: a command, or what to run until, as people type
// it. What is wrong with that is shown in the figure.
func (f *figure) message(name string) {
	if f.besideMessage(name) {
		return
	}
	if msg, known := commands[name]; known {
		f.app.Send(msg)
	} else if line, ok := strings.CutPrefix(name, "until "); ok {
		f.app.Send(ui.RunUntil{Text: line})
	}
}

func (f *figure) look(dark, calm bool) {
	f.calm = calm
	f.app.Send(ui.Look{Light: !dark, Calm: calm})
}

func (f *figure) stop() { f.app.Stop() }
