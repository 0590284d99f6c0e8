package ui

import (
	"strconv"
	"strings"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
)

// What a page's controls say, as words: the same messages that keys and
// pointers send. Numbers out of range end at the range, as a slider does.
//
//	step -1       micro-steps            seek 41280    an instant, in ns
//	func 1        functions              mark 0        A at this instant, or away
//	event -1      interesting events     to-mark 1     to B
//	speed 12      a notch                cpu 3         chosen; -1 none
//	side 1        a run                  event-at 17   to the step of an event
//	line step 12 3, line statement 1 4   run to a line of the listing

// Messages of a page that keys do not have.
type (
	// ToStep goes to the state after that many steps, as far as it is recorded.
	ToStep struct{ Step uint32 }
	// SetSpeed sets the speed by its notch.
	SetSpeed struct{ Notch int }
	// Leave says that the pointer has gone from the figure. A page knows, the
	// figure itself only sees that it moves no more.
	Leave struct{}
)

func (ToStep) msg()   {}
func (SetSpeed) msg() {}
func (Leave) msg()    {}

// besideMsg answers to them; false if it is none.
func (m *Model) besideMsg(msg Msg) bool {
	switch msg := msg.(type) {
	case ToStep:
		m.halt()
		m.showStep(min(msg.Step, m.Side().Past.Steps()))
	case SetSpeed:
		m.Speed = min(max(msg.Notch, 0), len(speeds)-1)
	case Leave:
		m.Hover = scene.ID{}
	case Light:
		m.lit = msg.Name
	case Asked:
		m.asked(msg.Ask)
	default:
		return false
	}
	return true
}

// mostSaid bounds what a control says.
const mostSaid = 4

// BesideMsg reads what a control says; ok is false where that is nothing.
func (m *Model) BesideMsg(line string) (msg Msg, ok bool) {
	if name, isLight := strings.CutPrefix(line, "light "); isLight {
		return Light{Name: name}, true
	}
	if question, isAsk := strings.CutPrefix(line, "ask "); isAsk && m.Loaded() {
		return readAsked(question)
	}
	words := strings.Fields(line)
	if !m.Loaded() || len(words) == 0 || len(words) > mostSaid {
		return nil, false
	}
	if msg, ok := besideSimple()[line]; ok {
		return msg, true
	}
	if words[0] == "line" {
		return lineMsg(words[1:])
	}
	if len(words) != 2 {
		return nil, false
	}
	n, err := strconv.ParseInt(words[1], 10, 64)
	if err != nil {
		return nil, false
	}
	return m.numbered(words[0], n)
}

func besideSimple() map[string]Msg {
	return map[string]Msg{
		"start": ToStart{}, "end": ToEnd{}, "compare": ShowCompare{}, "clear-marks": ClearMarkers{},
		"parting": ToParting{}, "light": Light{}, "leave": Leave{},
	}
}

// numbered is a verb with one number.
func (m *Model) numbered(verb string, n int64) (Msg, bool) {
	small := int(min(max(n, -1_000_000), 1_000_000))
	which := min(max(small, 0), 1)
	switch verb {
	case "step":
		return StepBy{small}, true
	case "func":
		return FuncBy{min(max(small, -1), 1)}, true
	case "event":
		return EventBy{min(max(small, -100), 100)}, true
	case "speed":
		return SetSpeed{small}, true
	case "seek":
		ns := min(max(n, 0), sim.Ns(m.End(), m.GHz()))
		return SeekTo{ns * m.GHz()}, true
	case "side":
		return ShowSide{which}, true
	case "mark":
		return SetMarker{which, m.Now}, true
	case "to-mark":
		if mk := m.Time.Markers[which]; mk.Set {
			return SeekTo{mk.At}, true
		}
	case "cpu":
		return m.cpuMsg(small)
	case "event-at":
		if p := m.Side().Past; n >= 0 && n < int64(p.Len()) {
			return ToStep{p.Event(int(n)).Step}, true
		}
	}
	return nil, false
}

// cpuMsg chooses a CPU. Choosing the chosen one again would let go of it.
func (m *Model) cpuMsg(cpu int) (Msg, bool) {
	id := scene.ID{}
	if cpu >= 0 && cpu < m.Scenario.Machine.CPUs {
		id = scene.CPU.ID(cpu)
	}
	return Select{id}, id != m.Sel
}

// lineMsg is "step FUNCTION LINE" or "statement TASK LINE".
func lineMsg(words []string) (Msg, bool) {
	if len(words) != 3 {
		return nil, false
	}
	of, err := strconv.ParseInt(words[1], 10, 32)
	at, err2 := strconv.ParseInt(words[2], 10, 32)
	if err != nil || err2 != nil || of < 0 || at < 0 {
		return nil, false
	}
	switch words[0] {
	case "step":
		return RunTo{scene.ListingStep.ID(int(of), int(at))}, true
	case "statement":
		return RunTo{scene.Statement.ID(int(of), int(at))}, true
	}
	return nil, false
}

// CheckUntil says what is wrong with a line to run until; nil for nothing.
func (m *Model) CheckUntil(text string) error {
	if !m.Loaded() {
		return nil
	}
	_, err := m.untilGoal(text)
	return err
}
