// Package viz is the live picture: the one ebiten.Game, in a window and in the
// browser alike.
//
//	devices --input--> events --view.Locate--> ui.Msg --ui.Update--> Model
//	Model --view.Build--> Scene --Mix--> Scene --paint--> screen
//
// Update changes the model, Draw builds the scene and draws it: where frames are
// late, several Updates come before one Draw, and all but the last scene would be
// for nothing. When nothing has changed nothing is built and nothing is drawn, so
// a picture that is left alone costs next to nothing.
package viz

import (
	"cmp"
	"io/fs"

	"github.com/hajimehoshi/ebiten/v2"

	"barnyard/engine/scenario"
	"barnyard/lessons/lesson"
	"barnyard/viz/gesture"
	"barnyard/viz/input"
	"barnyard/viz/link"
	"barnyard/viz/paint"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// Options say what to begin with.
type Options struct {
	Lessons  []*lesson.Lesson
	Glossary []lesson.Entry // for the words of a lesson that stands beside the figure
	Lesson   int            // place in Lessons of the one to open
	Step     int            // and the step of it
	Scenario string         // without lessons: the name of a built-in, or a text
	Replay   string         // before both: a replay string
	Link     *link.Link     // over all of these: where a link leads
	Light    bool
	Calm     bool   // no tweens
	Desktop  bool   // the lesson stands beside the figure
	Name     string // what messages call a Scenario that is a text
	// Inbox brings messages from outside of the frame: a file that was saved.
	Inbox <-chan ui.Msg
	// OnDrop is called with the files that were dropped onto the window.
	OnDrop func(fs.FS)
	// OnLink is given a link that somebody asked for, and returns what to say.
	OnLink func(link string) string
	// OnWanted is called when somebody wants a file written or read; what it
	// gives back is told at once, what comes later goes by way of Inbox.
	OnWanted func(Wanted) string
	// OnState is told what the figure shows, after it has changed.
	OnState func(ui.State)
	// OnFrame is called once, when there is a first picture.
	OnFrame func()
}

// App is the game.
type App struct {
	m       *ui.Model
	options Options
	painter *paint.Painter
	reader  input.Reader
	events  []gesture.Event
	queue   []ui.Msg

	picture picture
	fault   fault
	scale   float32
	w, h    float32 // of the window, in points
	seen    uint64  // the model's revision that the picture shows
	light   bool    // the theme that the painter has
	whole   wholeScreen
	budget  budget
	told    int  // ticks since OnState was called
	alone   bool // nobody has said or done anything in this tick
	moving  bool // in the tick before, time passed or a jump was under way
	stale   bool
	stop    bool
	framed  bool

	keeper     keeper
	linksGiven int // how often somebody asked for a link and had an answer
}

// New makes the app and loads what it begins with.
func New(o Options) *App {
	a := &App{m: ui.New(1280, 720), options: o, painter: paint.New(themeOf(o.Light)), light: o.Light,
		scale: 1, budget: budget{steps: firstSteps}}
	a.m.Desktop, a.m.Lessons, a.m.Live, a.m.Files = o.Desktop, o.Lessons, true, o.OnWanted != nil
	a.m.Glossary = o.Glossary
	a.guard(func() {
		ui.Update(a.m, ui.Look{Light: o.Light, Calm: o.Calm})
		a.begin()
		a.openLink(o.Link)
	})
	return a
}

// begin opens the lesson, or else the scenario, or else the first built-in.
func (a *App) begin() {
	o := a.options
	switch {
	case o.Replay != "":
		ui.Update(a.m, ui.LoadReplay{Text: o.Replay})
	case o.Scenario != "":
		name, text := cmp.Or(o.Name, "scenario"), o.Scenario
		if b, ok := scenario.Lookup(o.Scenario); ok {
			name, text = b.Name, string(b.Text)
		}
		ui.Update(a.m, ui.Load{Name: name, Text: text})
	case len(o.Lessons) > 0:
		ui.Update(a.m, ui.OpenLesson{Index: o.Lesson, Page: o.Step})
	default:
		b := scenario.Builtins()[0]
		ui.Update(a.m, ui.Load{Name: b.Name, Text: string(b.Text)})
	}
}

// Send hands a message to the interface; it is answered in the next Update.
// Call it on the thread that Update runs on.
func (a *App) Send(msg ui.Msg) { a.queue = append(a.queue, msg) }

// Flush answers to what was sent at once, and tells the state that comes of it:
// for who wants to know before the next Update.
func (a *App) Flush() {
	a.guard(func() {
		for _, msg := range a.queue {
			ui.Update(a.m, msg)
		}
	})
	a.queue = a.queue[:0]
	if a.options.OnState != nil {
		a.options.OnState(a.m.State())
	}
}

// Model is the state of the interface, to be read only.
func (a *App) Model() *ui.Model { return a.m }

// Stop ends the game in the next Update.
func (a *App) Stop() { a.stop = true }

func themeOf(light bool) *theme.Theme {
	if light {
		return theme.Light()
	}
	return theme.Dark()
}

// Update answers to what has happened and lets a frame's worth of time pass.
func (a *App) Update() error {
	if a.stop {
		return ebiten.Termination
	}
	a.events = a.reader.Append(a.events[:0], a.scale*a.m.Scale())
	if a.fault.text != "" {
		a.recover()
		return nil
	}
	a.receive()
	a.guard(a.answer)
	a.guard(a.refresh)
	return nil
}

// answer brings the model up to date.
func (a *App) answer() {
	a.clock()
	a.alone = len(a.queue)+len(a.events) == 0
	if w, h := a.m.Size(); a.w > 0 && (a.w != w || a.h != h) {
		ui.Update(a.m, ui.Resize{W: a.w, H: a.h})
	}
	for _, msg := range a.queue {
		ui.Update(a.m, msg)
	}
	a.queue = a.queue[:0]
	for _, e := range a.events {
		ui.Update(a.m, ui.Hand{Event: e, Spot: view.Locate(a.m, &a.picture.built, e.X, e.Y)})
	}
	a.budget.pass(a.m, 1.0/float64(ebiten.TPS()))
	a.giveLink()
	a.handOut()
	switch ask, tell := a.whole.pass(a.m.Full, ebiten.IsFullscreen()); {
	case ask:
		ebiten.SetFullscreen(a.m.Full)
	case tell:
		ui.Update(a.m, ui.FullScreen{})
	}
}

// refresh finds out whether the picture is another one now, and tells who
// listens.
func (a *App) refresh() {
	a.told++
	changed := a.m.Revision() != a.seen
	if changed {
		a.seen = a.m.Revision()
		a.picture.due = true
		a.stale = true
	}
	if a.picture.pass(1 / float32(ebiten.TPS())) {
		a.stale = true
	}
	if a.light != a.m.Light {
		a.light = a.m.Light
		a.painter.SetTheme(themeOf(a.light))
		a.stale = true
	}
	a.tell(changed)
}

// tellEvery is how many ticks lie between two reports while time passes, a jump
// is under way, or all that happens is that more of the run is recorded. That
// one of these has ended is told at once.
const tellEvery = 12

func (a *App) tell(changed bool) {
	moving := a.m.Playing || a.m.Seeking()
	often := moving || a.alone && !a.moving && a.m.Recording()
	a.moving = moving
	if a.options.OnState == nil || !changed || often && a.told < tellEvery {
		return
	}
	a.told = 0
	a.options.OnState(a.m.State())
}

// Draw draws the picture, if it is another one than on the screen.
func (a *App) Draw(screen *ebiten.Image) {
	a.budget.drawn()
	if !a.stale {
		return
	}
	a.stale = false
	a.guard(func() {
		a.painter.Draw(screen, a.picture.shown(a.m), a.scale*a.m.Scale())
	})
	if !a.framed && a.options.OnFrame != nil {
		a.framed = true
		a.options.OnFrame()
	}
}

// LayoutF asks for one pixel of the screen for each of the device.
func (a *App) LayoutF(w, h float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	if float32(scale) != a.scale || float32(w) != a.w || float32(h) != a.h {
		a.scale, a.w, a.h = float32(scale), float32(w), float32(h)
		a.stale = true
	}
	return w * scale, h * scale
}

// Layout is there for the interface; Ebitengine calls LayoutF.
func (a *App) Layout(w, h int) (int, int) { return w, h }

// Setup tells Ebitengine how the app draws. Call it before RunGame.
func Setup() {
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(360, 480, -1, -1)
}
