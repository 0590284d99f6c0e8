// Command placeholder stands in for the real program in tests of the page
// around it: it answers to the same messages, draws one coloured field, and can
// be told to fail in each of the ways in which a program ends.
package main

import (
	"errors"
	"fmt"
	"image/color"
	"os"
	"strings"
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/cmd/web/host"
	"barnyard/viz/link"
)

type game struct {
	page  *host.Host
	state host.State
	steps int

	replay, told string
	text         string // what runs, as far as it was told
	drawn        bool
	end          error
	fatal        bool
	slow         bool // takes its time to stop
}

// slowness is longer than the page waits for one that was told to stop.
const slowness = 3 * time.Second

func main() {
	g := &game{state: host.State{Mode: "qpw=0"}}
	page, ok := host.Attach(host.Handlers{Show: g.show, Edit: g.edit, Message: g.message, Open: g.open, Do: g.do, Tell: g.hear, Look: func(bool, bool) {}, Stop: g.stop})
	if !ok {
		fmt.Println("there is no page")
		os.Exit(3)
	}
	g.page = page
	page.Keys([]string{" ", "s", "x"})
	page.Ready()
	if err := ebiten.RunGame(g); err != nil {
		fmt.Println("ended:", err)
	}
	if g.slow {
		js.Global().Set("ended", true)
	}
}

func (g *game) stop() {
	if !g.slow {
		g.end = ebiten.Termination
		return
	}
	time.AfterFunc(slowness, func() { g.end = ebiten.Termination })
}

func (g *game) show(scenario, cues, title, replay string) error {
	if strings.Contains(scenario, "bad") {
		return errors.New("scenario:1:1: bad")
	}
	if strings.Contains(replay, "bad") {
		return errors.New("the replay string is bad")
	}
	g.state.Mode, g.steps, g.replay, g.told, g.text = "qpw=0", 0, replay, "", scenario
	for line := range strings.Lines(cues) {
		line = strings.TrimSpace(line)
		if mode, ok := strings.CutPrefix(line, "mode "); ok {
			g.state.Mode = mode
		}
		fmt.Sscanf(line, "at %dns", &g.steps)
	}
	g.tell()
	return nil
}

// open takes the same links as the program, and shows of them the time in
// nanoseconds, the mode and the scenario's first line.
func (g *game) open(fragment, text, _ string) error {
	l, err := link.Parse(fragment)
	if err != nil {
		return err
	}
	if l.Replay != "" {
		return g.show("", "", "", l.Replay)
	}
	g.state.Mode, g.steps, g.replay, g.told, g.text = "qpw=0", 0, "", "", l.Text
	if l.Text == "" {
		g.text = text
	}
	if l.Run != "" {
		g.state.Mode = l.Run
	}
	if l.At != nil {
		g.steps = int(l.At.Cycles(1))
	}
	if l.Text != "" {
		g.told = "It runs " + l.Text
		g.page.Text(l.Text, false, "")
	}
	g.tell()
	return nil
}

// do answers to the verbs of the message API.
func (g *game) do(verb, argument string) error {
	switch verb {
	case "play", "pause":
		g.state.Playing = verb == "play"
	case "step":
		g.steps++
	case "seek":
		at, ok := link.ParseInstant(argument)
		if !ok {
			return errors.New("seek: expected a time")
		}
		g.steps = int(at.Cycles(1))
	case "mode":
		g.state.Mode = argument
	default:
		return errors.New("there is no " + verb)
	}
	g.tell()
	return nil
}

func (g *game) edit(scenario string) error {
	if strings.Contains(scenario, "bad") {
		return errors.New("scenario:1:6: found bad, expected good")
	}
	g.told, g.text = "It runs "+scenario, scenario
	g.page.Text(scenario, false, "")
	g.tell()
	return nil
}

func (g *game) message(name string) {
	switch name {
	case "panic":
		g.fatal = true
	case "callback":
		panic("the fence is on fire")
	case "exit":
		g.end = ebiten.Termination
	case "slow":
		g.slow = true
	case "step":
		g.steps++
	case "play":
		g.state.Playing = !g.state.Playing
	case "present":
		g.state.Presenting = !g.state.Presenting
	case "notes":
		g.state.Notes = !g.state.Notes
	case "black":
		g.told = "Black."
	case "qpw=0", "qpw=1":
		g.state.Mode = name
	}
	g.tell()
}

func (g *game) hear(text string) {
	g.told = text
	g.tell()
}

func (g *game) tell() {
	g.state.Time = fmt.Sprintf("%d ns", g.steps)
	g.state.Text = strings.TrimSpace(fmt.Sprintf("At step %d in mode %s. %s %s", g.steps, g.state.Mode, g.replay, g.told))
	g.state.Resume = fmt.Sprintf("mode %s\nat %dns", g.state.Mode, g.steps)
	at := link.Instant(int64(g.steps), 1)
	l := link.Link{Text: g.text, Replay: g.replay, Run: g.state.Mode, At: at, Step: int64(g.steps), Engine: "0"}
	if l.Replay != "" {
		l.Text = ""
	}
	g.state.Link, _ = link.Format(&l)
	g.state.Facts = fmt.Sprintf("engine 0, seed 1, step %d", g.steps)
	g.page.Tell(g.state)
}

func (g *game) Update() error {
	if g.fatal {
		panic("the barn is on fire")
	}
	return g.end
}

func (g *game) Draw(screen *ebiten.Image) {
	field := color.RGBA{0xe6, 0x9f, 0x00, 0xff}
	if g.state.Mode == "qpw=1" {
		field = color.RGBA{0x00, 0x72, 0xb2, 0xff}
	}
	screen.Fill(field)
	if !g.drawn {
		g.drawn = true
		g.page.FirstFrame()
	}
}

func (g *game) Layout(int, int) (int, int) { panic("LayoutF is used") }

func (g *game) LayoutF(w, h float64) (float64, float64) {
	f := ebiten.Monitor().DeviceScaleFactor()
	return w * f, h * f
}
