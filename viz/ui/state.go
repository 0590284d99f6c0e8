package ui

import (
	"strconv"
	"strings"

	"barnyard/engine"
	"barnyard/engine/sim"
)

// State is what the figure shows, in words: for the page around it, for people
// who cannot see it, and for links.
type State struct {
	Time              string // 41.280 µs
	Mode              string // qpw=0
	Text              string // the whole picture in sentences
	Playing           bool
	Seeking           bool   // a jump is under way, this is not yet its place
	Presenting, Notes bool   // presenter mode is on; the notes are asked for
	Resume            string // cues that lead another figure to this place, or to that of the jump
	Replay            string // the run by hand as a replay string; empty when nobody chooses
	Link              string // a link to this place, see package link; empty where none would be short enough
	Facts             string // what a report of something wrong needs: engine, seed, step
	Notice            string // what the picture tells its reader just now: what was not found, or is wrong
	Recording         bool   // a run is not recorded to its end yet
}

// State says what is shown now.
func (m *Model) State() State {
	if !m.Loaded() {
		return State{Text: m.Notice.Text}
	}
	mode := m.Side().Variant.Label()
	at := sim.Micros(m.Now, m.GHz()) + " µs"
	to, err := m.LinkText()
	if err != nil {
		to = "" // who asks for a link is told why
	}
	facts := "engine " + engine.Version + ", seed " + strconv.FormatUint(uint64(m.Scenario.Seed), 10) + ", step " + strconv.FormatUint(uint64(m.Step), 10)
	return State{Link: to, Facts: facts, Notice: m.Notice.Text, Presenting: m.presenter.on, Notes: m.presenter.notes, Time: at, Mode: mode, Playing: m.Playing, Seeking: m.Seeking(), Text: m.inWords(),
		Resume: m.which() + m.way(), Replay: m.handString(), Recording: m.Recording()}
}

// way is the cues of where the run is going, from its start. What no cue can
// say, such as a line of a listing, ends it.
func (m *Model) way() string {
	at := m.Now
	goals := m.goals
	for ; len(goals) > 0 && (goals[0].kind == goalTime || goals[0].kind == goalEnd); goals = goals[1:] {
		if at = goals[0].at; goals[0].kind == goalEnd {
			at = m.End()
		}
	}
	cues := "at " + strconv.FormatInt(sim.Ns(at, m.GHz()), 10) + "ns\n"
	for _, g := range goals {
		if g.kind == goalUntil {
			cues += "until " + g.text + "\n"
			continue
		}
		if g.kind != goalEvent || g.event == sim.EvNone {
			break
		}
		cues += "until event=" + sim.EventSpecs()[g.event].Name
		if g.cpu >= 0 {
			cues += " cpu=" + strconv.Itoa(g.cpu)
		}
		cues += " n=" + strconv.Itoa(g.nth) + "\n"
	}
	return cues
}

// mostTold is how many CPUs are told of one by one.
const mostTold = 16

// inWords is the picture as sentences: what runs where, and who waits for what.
func (m *Model) inWords() string {
	k := m.Kernel()
	var b strings.Builder
	b.WriteString(m.Title + ", " + m.Side().Variant.Label() + ", at " + sim.Micros(m.Now, m.GHz()) + " µs.")
	for cpu := range k.M.CPUs {
		if cpu == mostTold {
			b.WriteString(" And " + strconv.Itoa(len(k.M.CPUs)-mostTold) + " more CPUs.")
			break
		}
		id := k.M.CPUs[cpu].Current()
		b.WriteString(" CPU " + strconv.Itoa(cpu) + ": " + runsOn(k, cpu))
		if id != sim.NoThread {
			if l, pc, ok := k.Line(id); ok && l.Name != "program" {
				b.WriteString(" in " + l.Name + ", " + l.Ops[pc].Text)
			}
			if k.M.Threads[id].State == sim.Done {
				b.WriteString(", which is done")
			}
		}
		b.WriteString(".")
	}
	for id := range k.M.Threads {
		t := &k.M.Threads[id]
		if t.Kind > sim.Kworker || t.State != sim.Waiting && t.State != sim.Spinning && t.State != sim.Runnable {
			continue
		}
		b.WriteString(" " + k.ThreadName(sim.ThreadID(id)) + " is " + k.StateText(sim.ThreadID(id)) + ".")
		if why := k.Starved(sim.ThreadID(id)); why != "" {
			b.WriteString(" " + why + ".")
		}
	}
	if m.Compare {
		b.WriteString(m.compareText())
	}
	for _, v := range m.Findings() {
		b.WriteString(" " + FindingText(&v))
	}
	if err := m.Mistake(); err != nil && m.Step == m.Side().Past.Steps() {
		b.WriteString(" The run ends here: " + err.Error() + ".")
	}
	b.WriteString(m.MarkerText())
	b.WriteString(m.lifeWords())
	b.WriteString(m.handWords())
	b.WriteString(m.costsInWords())
	if m.Notice.Text != "" {
		b.WriteString(" " + m.Notice.Text)
	}
	return b.String()
}
