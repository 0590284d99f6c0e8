package ui

import (
	"slices"

	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// Key is one row of the table of keys: what is pressed, what it does, and the
// message that it sends.
type Key struct {
	Names []string // characters, and named keys of package input
	Shown string   // as people write them
	Does  string
	msg   func(*Model) Msg
}

// Keys is every key that does something, in the order of the help.
func Keys() []Key { return append(pictureKeys(), append(keepKeys(), wordKeys()...)...) }

// pictureKeys is those that need nothing but the picture.
func pictureKeys() []Key {
	return append([]Key{
		{[]string{"Space"}, "space", "play or pause", always(Toggle{})},
		{[]string{"."}, ".", "one micro-step on", always(StepBy{1})},
		{[]string{","}, ",", "one micro-step back", always(StepBy{-1})},
		{[]string{">"}, ">", "to the end of this function", always(FuncBy{1})},
		{[]string{"<"}, "<", "back to where it was entered", always(FuncBy{-1})},
		{[]string{"n"}, "n", "next interesting event", always(EventBy{1})},
		{[]string{"p"}, "p", "interesting event before", always(EventBy{-1})},
		{[]string{"["}, "[", "slower", always(Faster{-1})},
		{[]string{"]"}, "]", "faster", always(Faster{1})},
		{[]string{"Home"}, "Home", "to the start", always(ToStart{})},
		{[]string{"End"}, "End", "to the end", always(ToEnd{})},
		{[]string{"M"}, "M", "be the scheduler: choose who acts next", always(TakeOver{})},
		{[]string{"X"}, "X", "find the nearest violation, or stop looking", always(FindNearest{})},
		{[]string{"m"}, "m", "other QPW mode, same instant", always(SwitchMode{})},
		{[]string{"c"}, "c", "compare two runs", always(ShowCompare{})},
		{[]string{"C"}, "C", "what to compare with: j, k, Enter", always(ShowChoices{})},
		{[]string{"d"}, "d", "to where the two runs part", always(ToParting{})},
		{[]string{"PageDown", "Right"}, "PgDn →", "next step of the lesson", onward(1)},
		{[]string{"PageUp", "Left"}, "PgUp ←", "step of the lesson before", onward(-1)},
		{[]string{"Down"}, "↓", "scroll the lesson down", always(Scroll{1})},
		{[]string{"Up"}, "↑", "scroll the lesson up", always(Scroll{-1})},
		{[]string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, "1…9", "answer the question", nil},
		{[]string{"+", "="}, "+", "timeline: closer", zoomed(0.5)},
		{[]string{"-"}, "-", "timeline: further away", zoomed(2)},
		{[]string{"{"}, "{", "timeline: earlier", panned(-0.25)},
		{[]string{"}"}, "}", "timeline: later", panned(0.25)},
		{[]string{"0"}, "0", "timeline: the whole run", whole},
		{[]string{"l"}, "l", "the next text: listing, events, costs", nextReading},
		{[]string{"w"}, "w", "choose the next CPU", nextCPU},
		{[]string{"j"}, "j", "next line of the text", lineBy(1)},
		{[]string{"k"}, "k", "line of the text before", lineBy(-1)},
		{[]string{"Enter"}, "Enter", "run to the chosen line, go to the chosen bar, or the next claim", runChosen},
		{[]string{"s"}, "s", "next cache", nextCache},
		{[]string{"h"}, "h", "samples over time, or a histogram", always(ShowCounts{})},
		{[]string{"("}, "(", "bar of the samples before; costs: less of the chosen one", barOrCost(-1)},
		{[]string{")"}, ")", "next bar of the samples; costs: more of the chosen one", barOrCost(1)},
		{[]string{"y"}, "y", "next series of samples; presenting: notes of the step; of an object: its next move", seriesOrNotes},
		{[]string{"O"}, "O", "all four policies in the histogram", always(ShowPolicies{})},
		{[]string{"t"}, "t", "dark or light", otherTheme},
		{[]string{"f", "F11"}, "f", "whole screen", always(FullScreen{})},
		{[]string{"P"}, "P", "presenter mode: larger, with a clock", always(Present{})},
		{[]string{"b"}, "b .", "presenting: a black picture", inPresenting(Blackout{})},
		{[]string{"z"}, "z", "presenting, held: a laser pointer", inPresenting(Glow{})},
		{[]string{"?", "F1"}, "?", "all keys, and what the marks mean", always(ShowHelp{})},
		{[]string{"Escape"}, "Esc", "close, or choose nothing", escape},
	}, append(timeKeys(), linkKeys()...)...)
}

// key answers to a key that was pressed. Ctrl, Alt and Meta belong to the
// browser and the system.
func (m *Model) key(e gesture.Event) {
	name := e.Name
	if e.Kind == gesture.Char {
		name = string(e.Rune)
	}
	if e.Mods&(gesture.Ctrl|gesture.Alt|gesture.Meta) == 0 && m.typeUntil(e) {
		return
	}
	if m.manual.naming != nil {
		m.typed(e)
		return
	}
	if e.Mods&(gesture.Ctrl|gesture.Alt|gesture.Meta) != 0 {
		return
	}
	if by := m.turnsHelp(name); by != 0 {
		Update(m, HelpBy{by})
		return
	}
	name = m.presented(name)
	for _, k := range m.Keys() {
		at := slices.Index(k.Names, name)
		if at < 0 {
			continue
		}
		if k.msg == nil {
			Update(m, m.nth(at, e.Mods))
		} else if msg := k.msg(m); msg != nil {
			Update(m, msg)
		} else {
			continue // it means nothing now; another row may
		}
		return
	}
}

func always(msg Msg) func(*Model) Msg { return func(*Model) Msg { return msg } }

// barOrCost goes along what the reader looks at: the costs while they are shown.
func barOrCost(n int) func(*Model) Msg {
	return func(m *Model) Msg {
		if m.Reading == ReadCosts {
			return CostBy{n}
		}
		return BarBy{n}
	}
}

// seriesOrNotes is for a speaker the notes, for who follows an object its next
// move, for everybody else the next series.
func seriesOrNotes(m *Model) Msg {
	if m.Loaded() && m.followsObject() {
		return StayBy{1}
	}
	if m.presenter.on {
		return ShowNotes{}
	}
	return ShowSeries{1}
}

// onward goes through the lesson where one is open, else through the run.
func onward(n int) func(*Model) Msg {
	return func(m *Model) Msg {
		if m.Lesson == nil {
			return StepBy{n}
		}
		return LessonBy{n}
	}
}

func zoomed(factor float64) func(*Model) Msg {
	return func(m *Model) Msg { return Zoom{At: m.Now, Factor: factor} }
}

func panned(share float64) func(*Model) Msg {
	return func(m *Model) Msg { return Pan{int64(share * float64(m.Window.To-m.Window.From))} }
}

func whole(m *Model) Msg {
	if !m.Loaded() {
		return nil
	}
	return Zoom{At: 0, Factor: 1e9}
}

func otherTheme(m *Model) Msg { return Look{Light: !m.Light, Calm: m.Calm} }

// nextCPU chooses CPU after CPU, then none.
func nextCPU(m *Model) Msg {
	if !m.Loaded() {
		return nil
	}
	cpu, ok := CPUOf(m.Sel)
	switch {
	case !ok:
		cpu = 0
	case cpu+1 < m.Scenario.Machine.CPUs:
		cpu++
	default:
		return Select{}
	}
	return Select{scene.CPU.ID(cpu)}
}

func nextCache(m *Model) Msg {
	if !m.Loaded() {
		return nil
	}
	return ShowCache{(m.Cache + 1) % max(len(m.Scenario.Caches), 1)}
}

// lineBy moves the choice along the lines of the listing.
func lineBy(n int) func(*Model) Msg {
	return func(m *Model) Msg {
		if !m.Loaded() {
			return nil
		}
		switch m.Reading {
		case ReadGoals:
			return ChooseGoal{n}
		case ReadLines:
			return ChooseOwned{n}
		}
		return ChooseLine{n}
	}
}

func runChosen(m *Model) Msg {
	if m.Loaded() && m.choosing() {
		return CompareWith{m.Choices()[m.Pick].Variant}
	}
	switch {
	case m.Reading == ReadCosts:
		return NextConclusion{1}
	case m.Reading == ReadGoals && m.Loaded():
		return RunGoal{m.Time.Goal}
	case m.Reading == ReadLines && m.Loaded():
		return MoveBy{1}
	}
	if m.Loaded() && isLine(m.Sel) {
		return RunTo{m.Sel}
	}
	if isSample(m.Sel) {
		return GoToBar{}
	}
	return nil
}

// escape closes the topmost thing.
func escape(m *Model) Msg {
	switch {
	case m.Black():
		return Blackout{}
	case m.Help:
		return ShowHelp{}
	case m.Notice.Text != "":
		return Tell{}
	case m.choosing():
		return ShowChoices{}
	case m.entry != "":
		return ShowTerm{}
	case m.Full:
		return FullScreen{}
	case m.Time.Markers != [2]Marker{}:
		return ClearMarkers{}
	case m.manual.on && m.Sel.Kind == scene.Nothing:
		return TakeOver{}
	case m.presenter.on && m.Sel.Kind == scene.Nothing:
		return Present{}
	}
	return Select{}
}
