package viz

import (
	"image"

	"barnyard/viz/ui"
)

// Wanted is something that a reader wants in a file, or from one. What it
// needs of the picture is a copy: it can be worked on beside the frames.
type Wanted struct {
	What     ui.Kept
	Name     string      // of what is shown
	Time     string      // the instant: 41.280 µs
	Picture  *image.RGBA // KeepPicture: in the window's own pixels
	Scenario string      // the text that runs, with its settings
	Replay   string      // instead, where somebody chose the steps
	From, To int64       // KeepFilm: what it shows, in cycles
	Speed    int64       // nanoseconds of the run a second
	W, H     int         // of the window, in points
	Light    bool
}

// keeper remembers what has been handed out.
type keeper struct{ done [ui.NKept]int }

// handOut hands what is wanted to who holds the window, and says what is
// answered at once.
func (a *App) handOut() {
	asked := a.m.Keeps()
	for what := range ui.NKept {
		if asked[what] == a.keeper.done[what] {
			continue
		}
		a.keeper.done[what] = asked[what]
		if a.options.OnWanted == nil {
			continue
		}
		if told := a.options.OnWanted(a.wanted(what)); told != "" {
			ui.Update(a.m, ui.Tell{Text: told})
		}
	}
}

func (a *App) wanted(what ui.Kept) Wanted {
	w := Wanted{What: what, Name: a.m.Subject(), Light: a.m.Light, W: int(a.w), H: int(a.h)}
	if !a.m.Loaded() {
		return w
	}
	s := a.m.State()
	w.Time, w.Replay, w.Speed = s.Time, s.Replay, a.m.SpeedNs()
	w.Scenario = a.m.Side().Past.Run.Scenario.String()
	w.From, w.To = a.m.FilmSpan()
	if what == ui.KeepPicture {
		w.Picture = a.painter.Pixels(a.picture.shown(a.m), a.scale*a.m.Scale())
	}
	return w
}
