package ui

import (
	"math"

	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// hand answers to a key, a pointer or a wheel.
func (m *Model) hand(h Hand) {
	m.point(&h)
	if m.Black() && h.Kind == gesture.Tap {
		Update(m, Blackout{})
		return
	}
	switch h.Kind {
	case gesture.Char, gesture.Key:
		m.key(h.Event)
	case gesture.Hover:
		m.Hover, m.Pointer = h.Spot.ID, scene.Point{X: h.X, Y: h.Y}
	case gesture.Press:
		m.grab, m.grabbed, m.moved = h.Spot.ID, h.Spot.On, false
	case gesture.Tap:
		m.tap(h)
		m.grab, m.grabbed = scene.ID{}, Elsewhere
	case gesture.Drag:
		m.drag(h)
	case gesture.Drop:
		m.grab, m.grabbed = scene.ID{}, Elsewhere
	case gesture.Wheel:
		m.wheel(h)
	case gesture.Pinch:
		if h.Spot.On == OnTime {
			Update(m, Zoom{h.Spot.Time, 1 / math.Max(float64(h.Zoom), 0.05)})
			Update(m, Pan{int64(-h.DX * h.Spot.Span)})
		}
	}
	if m.Lesson != nil {
		m.Scroll = min(m.Scroll, h.Spot.Bottom)
	}
}

// Grab is the thing that a pointer holds.
func (m *Model) Grab() scene.ID { return m.grab }

// tap answers to a click or a tap on a thing.
func (m *Model) tap(h Hand) {
	id := h.Spot.ID.Whole()
	if h.Spot.ID.IsOther() && h.Spot.On == OnTime {
		id = scene.Timeline.ID() // what is not in the shown run cannot be chosen
	}
	m.Pointer, m.Hover = scene.Point{X: h.X, Y: h.Y}, h.Spot.ID
	if m.Loaded() && m.tapTime(id, h) {
		return
	}
	switch id.Kind {
	case scene.Button:
		if msg := m.button(int(id.N[0])); msg != nil {
			Update(m, msg)
		}
	case scene.Segment:
		Update(m, ShowSide{int(id.N[1])})
	case scene.Slider, scene.Knob:
		m.slide(h)
	case scene.Tab:
		Update(m, ShowReading{Reading(max(id.N[0], 0))})
		m.Hover = scene.ID{} // its sentence would lie over what it has opened
	case scene.CostRow:
		Update(m, ChooseCost{sim.CostID(id.N[0])})
	case scene.CostClaim:
		Update(m, NextConclusion{1})
	case scene.CostPoint:
		Update(m, SetCost{sim.CostID(id.N[0]), m.costAt(int(id.N[1]))})
	case scene.RunChoice:
		if all := m.Choices(); int(id.N[0]) < len(all) {
			Update(m, CompareWith{all[id.N[0]].Variant})
		}
	case scene.DiffAct:
		Update(m, diffAct(int(id.N[0])))
	case scene.DiffLine:
		m.tapDiff(int(id.N[0]))
	case scene.MoreRuns:
		Update(m, Pick{int(id.N[0])})
	case scene.CompareAct:
		Update(m, compareAct(int(id.N[0])))
	case scene.LessonStep:
		Update(m, StepAgain{})
	case scene.Word:
		m.tapWord(int(id.N[0]))
	case scene.Entry:
		Update(m, ShowTerm{})
	case scene.Answer:
		Update(m, Choose{int(id.N[0])})
	case scene.ListingStep, scene.Statement:
		Update(m, RunTo{id})
	case scene.Help, scene.HelpLine:
		Update(m, ShowHelp{})
	case scene.HelpTurn:
		Update(m, HelpBy{int(id.N[0])*2 - 1})
	case scene.Message:
		Update(m, Tell{})
	case scene.Choice, scene.BranchRow, scene.BranchPath:
		m.tapChoice(id, h.Mods)
	case scene.Finding, scene.FindingText:
		Update(m, ToFinding{int(id.N[0])})
	default:
		if msg := m.tapLatency(id); msg != nil {
			Update(m, msg)
			return
		}
		m.tapThing(id, h.Spot)
	}
}

// tapThing chooses a thing; on the timeline it also goes to the instant.
func (m *Model) tapThing(id scene.ID, at Spot) {
	switch id.Kind {
	case scene.Timeline, scene.Latency, scene.Cursor, scene.Tick, scene.Track, scene.TrackGroup, scene.Mark, scene.LatencyTick, scene.AskArrow:
		if at.On == OnTime {
			Update(m, SeekTo{at.Time})
			return
		}
	}
	if id.Kind == scene.NodeCell { // its node's strip comes
		id = scene.Node.ID(int(id.N[0]), int(id.N[1]))
	}
	Update(m, Select{id})
}

// button is what a button says.
func (m *Model) button(n int) Msg {
	switch n {
	case ButtonStart:
		return ToStart{}
	case ButtonBack:
		return StepBy{-1}
	case ButtonPlay:
		return Toggle{}
	case ButtonStep:
		return StepBy{1}
	case ButtonEvent:
		return EventBy{1}
	case ButtonPrevEvent:
		return EventBy{-1}
	case ButtonCompare:
		return ShowCompare{}
	case ButtonHelp:
		return ShowHelp{}
	case ButtonTheme:
		return otherTheme(m)
	case ButtonLessonBack:
		return LessonBy{-1}
	case ButtonLessonNext:
		return LessonBy{1}
	case ButtonRT:
		return SetRT{!m.Side().RT()}
	case ButtonByHand, ButtonTakeBack, ButtonAgain, ButtonName, ButtonDrop, ButtonHunt:
		return m.handButton(n)
	}
	return ShowCache{n - ButtonCache}
}

// drag moves what is held: a slider's knob, the instant, the window, the page.
func (m *Model) drag(h Hand) {
	if m.grabbed == OnCosts && !m.moved && math.Abs(float64(h.DY)) > 2*math.Abs(float64(h.DX)) {
		m.grab = scene.ID{} // up or down: the sliders are scrolled, and none is moved
	}
	m.moved = true
	switch {
	case m.grab.Kind == scene.Slider || m.grab.Kind == scene.Knob:
		m.slide(h)
	case m.grabbed == OnTime && h.Mods&gesture.Shift != 0:
		Update(m, Pan{int64(-h.DX * h.Spot.Span)})
	case m.grabbed == OnTime:
		Update(m, SeekTo{h.Spot.Time})
	case m.grabbed == OnLesson:
		m.Scroll = max(m.Scroll-h.DY, 0)
	case m.grabbed == OnCosts:
		m.scrollCosts(&h.Spot, -h.DY)
	}
}

// scrollCosts moves the sliders of the costs by so many points.
func (m *Model) scrollCosts(at *Spot, by float32) {
	m.costs.follow = false
	m.costs.scroll = min(max(at.Scrolled+by, 0), at.Most)
}

// slide puts the knob of the held slider where the pointer is.
func (m *Model) slide(h Hand) {
	if !m.Loaded() {
		return
	}
	id := h.Spot.ID
	if m.grab.Kind == scene.Slider || m.grab.Kind == scene.Knob {
		id = m.grab
	}
	if cost, ok := isCost(id); ok {
		m.slideCost(cost, h.Spot.Frac)
		return
	}
	if id.N[0] == SliderSpeed {
		m.Speed = int(math.Round(float64(h.Spot.Frac) * float64(len(speeds)-1)))
		return
	}
	Update(m, SeekTo{int64(float64(h.Spot.Frac) * float64(m.End()))})
}

// wheel zooms the timeline at the pointer; with shift, or turned sideways, it
// pans. On the lesson it scrolls.
func (m *Model) wheel(h Hand) {
	switch {
	case h.Spot.On == OnLesson:
		Update(m, Scroll{-h.DY})
	case h.Spot.On == OnCosts:
		m.scrollCosts(&h.Spot, -h.DY*scrollNotch)
	case h.Spot.On == OnRows:
		Update(m, ScrollRows{int(-math.Copysign(1, float64(h.DY)))})
	case h.Spot.On != OnTime:
	case h.Mods&gesture.Shift != 0 || math.Abs(float64(h.DX)) > math.Abs(float64(h.DY)):
		turn := h.DX + h.DY
		Update(m, Pan{int64(-float64(turn) * wheelPan * float64(m.Window.To-m.Window.From))})
	default:
		Update(m, Zoom{h.Spot.Time, math.Pow(wheelZoom, -float64(h.DY))})
	}
}

const (
	wheelZoom = 1.25 // for each notch
	wheelPan  = 0.08 // of the window, for each notch
)
