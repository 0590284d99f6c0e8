package ui

// What a reader wants to keep goes into a file, and files are not for the
// picture: it only says what is wanted. Who holds the window does it, where it
// can, and says what became of it with Tell.

// Kept is what somebody may want in a file, or from one.
type Kept uint8

// What can be wanted.
const (
	KeepPicture  Kept = iota // what is shown, in pixels
	KeepScenario             // the text that runs
	KeepFilm                 // the time between the markers, or what the timeline shows
	OpenFile                 // another scenario
	NKept
)

// Keep asks for one of them.
type Keep struct{ What Kept }

func (Keep) msg() {}

// keepKeys is the keys of files; they mean nothing where there are none.
func keepKeys() []Key {
	wanted := func(what Kept) func(*Model) Msg {
		return func(m *Model) Msg {
			if !m.Files {
				return nil
			}
			return Keep{what}
		}
	}
	return []Key{
		{[]string{"F"}, "F", "open a scenario's file", wanted(OpenFile)},
		{[]string{"S"}, "S", "save the scenario's text", wanted(KeepScenario)},
		{[]string{"I"}, "I", "an image of what is shown, as a file", wanted(KeepPicture)},
		{[]string{"E"}, "E", "a film of the time between A and B, or of what the timeline shows", wanted(KeepFilm)},
	}
}

// want notes what is wanted.
func (m *Model) want(what Kept) {
	if m.Loaded() || what == OpenFile {
		m.keeps[what]++
	}
}

// Keeps is how often each was wanted so far.
func (m *Model) Keeps() [NKept]int { return m.keeps }

// FilmSpan is the time that a film is to show, in cycles.
func (m *Model) FilmSpan() (from, to int64) {
	a, b := m.Time.Markers[0], m.Time.Markers[1]
	from, to = m.Window.From, m.Window.To
	if a.Set && b.Set {
		from, to = min(a.At, b.At), max(a.At, b.At)
	}
	most := m.Side().Past.Recorded()
	return min(max(from, 0), most), min(max(to, 0), most)
}

// Subject is a short name of what is shown.
func (m *Model) Subject() string {
	if m.Scenario == nil || m.Scenario.Name == "" {
		return "scenario"
	}
	return m.Scenario.Name
}
