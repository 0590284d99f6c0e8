package host

import (
	"strings"
	"syscall/js"
)

// Handlers are what the page may ask of the program. They are called between
// two frames, on the one thread there is, and must not block.
type Handlers struct {
	// Show starts a scenario, or the run of a replay string where there is one,
	// and follows its cues. What is wrong with either comes back as a sentence
	// for the author.
	Show func(scenario, cues, title, replay string) error
	// Edit runs a changed text where the old one was. What is wrong with it comes
	// back, and then the old one goes on.
	Edit func(scenario string) error
	// Message is a command of the page's buttons, such as "play".
	Message func(name string)
	// Open goes where a link leads, the part of an address behind its #; text is
	// the scenario of a link that has none, title what the step is called.
	Open func(fragment, text, title string) error
	// Do is what a page around an embedded figure may ask for: a verb of the
	// message API and its argument.
	Do func(verb, argument string) error
	// Flush answers at once to what was shown last.
	Flush func()
	// Tell shows a sentence to the reader, who can send it away.
	Tell func(text string)
	// Look tells what the reader's system wishes for.
	Look func(dark, calm bool)
	// Stop asks the program to end soon.
	Stop func()
}

// Host is the page.
type Host struct{ object js.Value }

// Attach answers to the page from now on. It reports false where there is no
// page, as under Node.
func Attach(h Handlers) (*Host, bool) {
	object := js.Global().Get("barnyard")
	if !object.Truthy() {
		return nil, false
	}
	object.Set("show", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if err := h.Show(text(args, 0), text(args, 1), text(args, 2), text(args, 3)); err != nil {
			return err.Error()
		}
		return nil
	}))
	object.Set("edit", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if err := h.Edit(text(args, 0)); err != nil {
			return err.Error()
		}
		return nil
	}))
	object.Set("open", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if err := h.Open(text(args, 0), text(args, 1), text(args, 2)); err != nil {
			return err.Error()
		}
		return nil
	}))
	object.Set("flush", js.FuncOf(func(js.Value, []js.Value) any {
		if h.Flush != nil {
			h.Flush()
		}
		return nil
	}))
	object.Set("do", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if err := h.Do(text(args, 0), text(args, 1)); err != nil {
			return err.Error()
		}
		return nil
	}))
	object.Set("message", js.FuncOf(func(_ js.Value, args []js.Value) any {
		h.Message(text(args, 0))
		return nil
	}))
	object.Set("tell", js.FuncOf(func(_ js.Value, args []js.Value) any {
		h.Tell(text(args, 0))
		return nil
	}))
	object.Set("look", js.FuncOf(func(_ js.Value, args []js.Value) any {
		h.Look(truth(args, 0), truth(args, 1))
		return nil
	}))
	object.Set("stop", js.FuncOf(func(js.Value, []js.Value) any {
		h.Stop()
		return nil
	}))
	return &Host{object}, true
}

// text and truth take what is not there, or of another type, as nothing.
func text(args []js.Value, i int) string {
	if i >= len(args) || args[i].Type() != js.TypeString {
		return ""
	}
	return args[i].String()
}

func truth(args []js.Value, i int) bool { return i < len(args) && args[i].Truthy() }

// Dark and Calm are the reader's wishes at the start: a dark theme, and no
// motion that is not needed.
func (h *Host) Dark() bool { return h.object.Get("dark").Truthy() }

// Calm is true when the reader's system asks for reduced motion.
func (h *Host) Calm() bool { return h.object.Get("calm").Truthy() }

// Ready says that the handlers are in place.
func (h *Host) Ready() { h.object.Call("ready") }

// FirstFrame says that there is a picture now, so that the still one can go.
func (h *Host) FirstFrame() { h.object.Call("firstFrame") }

// State is what the figure shows now.
type State struct {
	Time              string // for reading: "41.280 µs"
	Mode              string // "qpw=0"
	Text              string // the whole picture in words
	Playing           bool
	Seeking           bool   // it is on its way to where it was sent, and not there yet
	Presenting, Notes bool   // presenter mode is on; the notes are asked for
	Resume            string // cues that bring another instance to this place
	Replay            string // the run by hand as a replay string; empty when nobody chooses
	Link              string // what leads another figure, or another person, to this place
	Facts             string // what a report of something wrong needs: engine, seed, step
	Notice            string // what the picture tells its reader just now: what was not found, or is wrong
	Recording         bool   // a run is not recorded to its end yet
}

// Tell passes the state on. The page thins it out.
func (h *Host) Tell(s State) {
	h.object.Call("state", s.Time, s.Mode, s.Text, s.Playing, s.Seeking, s.Resume, s.Replay, s.Presenting, s.Notes, s.Link, s.Facts, s.Recording, s.Notice)
}

// Theme tells which theme the picture has now.
func (h *Host) Theme(dark bool) { h.object.Call("theme", dark) }

// Copy hands a link to the page, for the clipboard, with what it cannot hold.
func (h *Host) Copy(link, lacks string) { h.object.Call("copy", link, lacks) }

// Keys tells the page which keys the program answers to, by their names in a
// browser. Around an embedded figure the others are somebody else's.
func (h *Host) Keys(names []string) { h.object.Set("keys", strings.Join(names, "\n")) }

// Text passes on the scenario that runs now, whoever changed it; replayed says
// that the run is that of a replay string, and name is that of the built-in whose
// text it is, if it is one's.
func (h *Host) Text(scenario string, replayed bool, name string) {
	h.object.Call("text", scenario, replayed, name)
}
