package ui

import (
	"slices"
	"strconv"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
)

// Texts beside the figure: what the page around it shows in its own letters,
// for people who do not look at the picture, who copy, search and enlarge, and
// who cannot point.
//
//	page: "I show listing, events" --Watch--> Beside
//	Model --Changed--> those texts, each when it is another than the last one
//
// A text is rows, a line each, of cells with a tab between them. Nobody who
// shows a text: nobody makes it.

// Beside is what a page shows, and what it was told last.
type Beside struct {
	watched []string
	sent    []*string    // beside watched; nil: nothing yet
	cfg     *path.Config // whose terms were told
	lit     scene.ID     // the thing whose names were told
	litStep uint32
	voice   voice
}

// besideText makes a text by its name.
func besideText(m *Model, name string) (text string, known bool) {
	switch name {
	case "hands":
		return m.besideHands(), true
	case "listing":
		return m.besideListing(), true
	case "events":
		return m.besideEvents(), true
	case "stats":
		return m.besideStats(), true
	case "goals":
		return m.besideGoals(), true
	case "next":
		return m.besideNext(), true
	case "answer":
		return m.besideAnswer(), true
	}
	return "", false
}

// The texts that know by themselves whether they have changed.
const (
	besideTerms = "terms" // names of this run that words may mean
	besideLit   = "lit"   // those of the thing that a hand is on
	besideSaid  = "said"  // what a step did, to be spoken
)

// Watch sets what the page shows. What is new is told at the next Changed, and
// so is the rest, since a page that asks may have forgotten.
func (b *Beside) Watch(names []string) {
	b.watched = slices.Clone(names)
	b.sent = make([]*string, len(names))
	b.cfg, b.lit = nil, scene.ID{}
}

// Changed tells what has become another text.
func (b *Beside) Changed(m *Model, tell func(name, text string)) {
	if !m.Loaded() {
		return
	}
	for i, name := range b.watched {
		switch name {
		case besideTerms:
			if cfg := m.Kernel().Cfg; cfg != b.cfg {
				b.cfg = cfg
				tell(name, m.terms())
			}
			continue
		case besideLit:
			b.lights(m, i, tell)
			continue
		case besideSaid:
			if m.Playing || m.Seeking() {
				continue
			}
		}
		if text, known := b.text(m, name); known {
			b.send(i, text, tell)
		}
	}
}

// text makes a text that is compared with the one before.
func (b *Beside) text(m *Model, name string) (text string, known bool) {
	if name == besideSaid {
		return b.voice.say(m), true
	}
	return besideText(m, name)
}

// send tells a text if it is another one.
func (b *Beside) send(i int, text string, tell func(name, text string)) {
	if b.sent[i] == nil || *b.sent[i] != text {
		b.sent[i] = &text
		tell(b.watched[i], text)
	}
}

// lights tells the names of the thing under a hand, or of the chosen one.
func (b *Beside) lights(m *Model, i int, tell func(name, text string)) {
	id := m.Hover.Whole()
	if id.Kind == scene.Nothing {
		id = m.Sel.Whole()
	}
	if id == b.lit && (id.Kind != scene.Context || m.Step == b.litStep) {
		return
	}
	b.lit, b.litStep = id, m.Step
	b.send(i, m.namesOf(id), tell)
}

// rows writes rows of cells.
type rows struct{ b strings.Builder }

func (r *rows) add(cells ...string) {
	if r.b.Len() > 0 {
		r.b.WriteByte('\n')
	}
	for i, c := range cells {
		if i > 0 {
			r.b.WriteByte('\t')
		}
		r.b.WriteString(oneLine(c))
	}
}

func (r *rows) String() string { return r.b.String() }

// oneLine keeps a cell from ending its row.
func oneLine(text string) string {
	if !strings.ContainsAny(text, "\t\n\r") {
		return text
	}
	return strings.Map(func(c rune) rune {
		if c == '\t' || c == '\n' || c == '\r' {
			return ' '
		}
		return c
	}, text)
}

// voice remembers what it has said, to say what is new.
type voice struct {
	of     any // the run
	step   uint32
	notice string
	last   string
}

// say is a sentence or two about one step; after anything else than a step the
// whole picture in words.
func (v *voice) say(m *Model) string {
	p := m.Side().Past
	same := v.of == any(p)
	moved := int64(m.Step) - int64(v.step)
	notice := m.Notice.Text
	switch {
	case same && moved == 0 && notice == v.notice:
	case m.Notice.after && notice != v.notice:
		v.last = m.inWords() + " " + notice
	case same && moved == 0 && notice != "":
		v.last = notice
	case same && (moved == 1 || moved == -1):
		v.last = m.stepInWords()
		if notice != "" && notice != v.notice {
			v.last += " " + notice
		}
	case same && moved == 0: // a notice went away
	default:
		v.last = m.inWords()
	}
	v.of, v.step, v.notice = p, m.Step, notice
	return v.last
}

// mostSpoken is how many events of one step are spoken.
const mostSpoken = 6

// stepInWords is what the step shown did: its events, else the line that its CPU
// comes to next.
func (m *Model) stepInWords() string {
	k, p := m.Kernel(), m.Side().Past
	var b strings.Builder
	b.WriteString(sim.Micros(m.Now, m.GHz()) + " µs.")
	first, end := p.FirstOfStep(m.Step), p.FirstOfStep(m.Step+1)
	said := 0
	for i := first; i < end && said < mostSpoken; i++ {
		e := p.Event(i)
		if e.Kind == sim.StatAdd {
			continue
		}
		b.WriteString(" CPU " + strconv.Itoa(int(e.CPU)) + ": " + k.EventText(&e) + ".")
		said++
	}
	cpu := int(k.M.Self)
	if id := k.M.CPUs[cpu].Current(); id != sim.NoThread {
		if l, pc, ok := k.Line(id); ok && l.Ops[pc].Text != "" {
			b.WriteString(" Next, CPU " + strconv.Itoa(cpu) + ", " + k.ThreadName(id) + ", " + l.Name + ": " + l.Ops[pc].Text + ".")
		}
	}
	return b.String()
}
