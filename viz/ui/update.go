package ui

import (
	"barnyard/engine/qpw"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// Update answers to a message. It is the only function that changes a Model.
func Update(m *Model, msg Msg) {
	if changes(m, msg) {
		m.revision++
	}
	defer m.askLedgers(msg)
	switch msg := msg.(type) {
	case Tick:
		m.tick(msg)
	case Hand:
		m.hand(msg)
	case Keep:
		m.want(msg.What)
	case Resize:
		m.fit(msg.W, msg.H)
	case Present:
		m.present()
	case Blackout:
		m.blackout()
	case ShowNotes:
		m.presenter.notes = !m.presenter.notes
	case Glow:
		m.presenter.glow = glowSeconds
	case Clock:
		m.tellTime(msg.Seconds)
	case Titled:
		m.presenter.title, m.presenter.black = msg.Text, false // another step is shown
	case Load:
		m.load(msg.Name, msg.Text)
	case Edit:
		m.edit(msg.Name, msg.Text)
	case LoadReplay:
		m.loadReplay(msg.Text)
	case OpenLesson:
		m.openLesson(msg.Index, msg.Page)
	case StepAgain:
		m.stepAgain()
	case LessonBy:
		m.lessonBy(msg.N)
	case Choose:
		m.choose(msg.N)
	case ShowTerm:
		m.showTerm(msg.Slug)
	case NextTerm:
		m.nextTerm()
	case Scroll:
		m.Scroll = max(m.Scroll+msg.By*scrollNotch, 0)
	case Look:
		m.Light, m.Calm = msg.Light, msg.Calm
	case ShowReading:
		m.Reading = min(msg.Reading, readings-1)
	case ShowHelp:
		m.Help, m.Leaf = !m.Help, 0
	case HelpBy:
		m.Leaf += msg.N
	case FullScreen:
		m.Full = !m.Full
	case Bound:
		m.bound = msg.Steps
	case Tell:
		m.tell(msg.Text, msg.Alarm)
	case NoText:
		m.noText(msg)
	default:
		if !m.linkMsg(msg) && m.Loaded() {
			m.inRun(msg)
		}
	}
	m.readyDiff()
}

// changes says whether a message may change the picture. Time that passes
// while nothing plays, and a mouse that moves over nothing, do not.
func changes(m *Model, msg Msg) bool {
	switch msg := msg.(type) {
	case Tick:
		return false // tick itself knows
	case Hand:
		return msg.Kind != gesture.Hover || msg.Spot.ID.Kind != scene.Nothing || m.Hover.Kind != scene.Nothing || m.Laser()
	}
	return true
}

// inRun answers to what needs a run to be there.
func (m *Model) inRun(msg Msg) {
	switch msg := msg.(type) {
	case Cue:
		m.cueText(msg.Text)
	case Play:
		m.play()
	case Pause:
		m.Playing = false
	case Toggle:
		if m.Playing {
			m.Playing = false
		} else {
			m.play()
		}
	case Faster:
		m.Speed = min(max(m.Speed+msg.By, 0), len(speeds)-1)
	case LookClosely:
		m.lookClosely()
	case SwitchMode:
		m.show(1 - m.Shown)
	case Select:
		m.selectThing(msg.ID)
	case Zoom:
		m.zoom(msg.At, msg.Factor)
	case Pan:
		m.pan(msg.By)
	case ShowTime:
		if m.Window = msg.Window; m.Window == (Window{}) {
			m.Window = m.defaultWindow()
		}
	case ShowCache:
		m.Cache = max(min(msg.Index, len(m.Scenario.Caches)-1), 0)
	case ChooseLine:
		switch {
		case m.choosing():
			m.pick(m.Pick + msg.By)
		case m.Reading == ReadDiff:
			m.pickDiff(msg.By)
		default:
			m.chooseLine(msg.By)
		}
	case ShowCompare:
		m.compare()
	default:
		if !m.whichRun(msg) && !m.costMsg(msg) && !m.latency(msg) && !m.timeMsg(msg) {
			m.move(msg)
		}
	}
}

// whichRun answers to what changes which runs are shown and compared; false for
// anything else.
func (m *Model) whichRun(msg Msg) bool {
	switch msg := msg.(type) {
	case SetMode:
		m.setMode(msg.Mode)
	case SetRT:
		m.setRT(msg.On)
	case SetVariant:
		m.setVariant(min(max(msg.Side, 0), 1), msg.Variant)
	case ShowSide:
		m.show(min(max(msg.Side, 0), 1))
	case SetOverlay:
		m.setOverlay(msg.Variants)
	case CompareWith:
		m.compareWith(msg.Variant)
	case ShowChoices:
		m.showChoices()
	case Pick:
		m.pick(msg.N)
	case PickDiff:
		m.pickDiff(msg.By)
	case ShowDiff:
		m.Reading, m.diffPick = ReadDiff, msg.Func
	default:
		return false
	}
	return true
}

// costMsg answers to what changes the costs; false for anything else.
func (m *Model) costMsg(msg Msg) bool {
	switch msg := msg.(type) {
	case SetCost:
		m.setCost(msg.ID, msg.Cycles)
	case CostBy:
		m.costBy(msg.By)
	case ChooseCost:
		m.chooseCost(msg.ID)
	case NextConclusion:
		m.nextConclusion(msg.By)
	default:
		return false
	}
	return true
}

// move answers to what changes the instant.
func (m *Model) move(msg Msg) {
	m.Playing = false
	m.goals = m.goals[:0]
	if _, steps := msg.(StepBy); !steps {
		m.pair = pair{}
	}
	switch msg := msg.(type) {
	case StepBy:
		if m.Reading == ReadDiff && !m.manual.on {
			m.pairBy(msg.N)
		} else {
			m.stepBy(msg.N)
		}
	case FuncBy:
		m.funcBy(msg.N)
	case EventBy:
		m.eventBy(msg.N)
	case ToParting:
		m.toParting()
	case ToFinding:
		m.toFinding(msg.Index)
	case SeekTo:
		m.seek(goal{kind: goalTime, at: max(msg.At, 0)})
	case ToStart:
		m.showStep(0)
	case ToEnd:
		m.seek(goal{kind: goalEnd})
	case RunTo:
		m.runTo(msg.Line.Whole())
	default:
		m.byHand(msg)
	}
}

// scrollNotch is how far one notch scrolls, in points.
const scrollNotch = 36

// sideOf is the place of a mode: on the left work is queued.
func sideOf(mode qpw.Mode) int {
	if mode == qpw.On {
		return 1
	}
	return 0
}

// show puts a side into the picture.
func (m *Model) show(side int) {
	switch {
	case side == m.Shown:
	case m.paired(): // each side stays where the steps of both have led
		m.goals, m.Shown, m.pair.shown = m.goals[:0], side, side
		m.showPair()
	default:
		m.turn(side)
	}
}

// turn goes to the same instant of a side, or to the same place when a jump is
// under way.
func (m *Model) turn(side int) {
	m.goals = m.onward()
	m.Shown = side
	if m.replay != nil && !m.follows(side) {
		this := "the other mode's run"
		if v := m.Sides[side].Variant; len(v.words()) > 1 {
			this = "the run of " + v.Label()
		}
		m.tell("The schedule of the replay string belongs to qpw="+m.replay.Scenario.Machine.QPW.String()+". This is "+this+", by time.", false)
	}
	m.chase(firstBudget)
	m.remark()
}

// selectThing chooses a thing; choosing it again lets go of it.
func (m *Model) selectThing(id scene.ID) {
	if id == m.Sel {
		id = scene.ID{}
	}
	m.Sel, m.Told = id, true
	m.growLife(firstBudget)
}
