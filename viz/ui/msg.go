package ui

import (
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// Msg is something that happened outside and that the interface answers to.
type Msg interface{ msg() }

// The messages.
type (
	// Hand is a key, a pointer or a wheel, and what lies under it.
	Hand struct {
		gesture.Event
		Spot Spot
	}
	// Tick is a frame's worth of time, and how many steps may be recorded in
	// it without making the frame late.
	Tick struct {
		Seconds float64
		Steps   int
	}
	// Resize is the size of the window, in points.
	Resize struct{ W, H float32 }
	// Load shows another scenario, by its text.
	Load struct{ Name, Text string }
	// Edit replaces the text that is shown by a changed one, at the same
	// instant. With a mistake in it the old run stays. No name: the old one.
	Edit struct{ Name, Text string }
	// NoText says why the text that is followed cannot be had, with Alarm, or that it
	// is gone. The run of the text before stays.
	NoText struct {
		Text  string
		Alarm bool
	}
	// LoadReplay shows the run that a replay string holds, at its first
	// violation if it has one.
	LoadReplay struct{ Text string }
	// ToFinding goes to the step of a violation, by its place among those found.
	ToFinding struct{ Index int }
	// Cue is what a lesson wants to be shown: the text of a cue block.
	Cue struct{ Text string }
	// Play, Pause and Toggle start and stop the passing of time.
	Play   struct{}
	Pause  struct{}
	Toggle struct{}
	// StepBy goes that many micro-steps on, or back when negative.
	StepBy struct{ N int }
	// FuncBy goes to the end of the function that runs, or back to where it
	// was entered.
	FuncBy struct{ N int }
	// EventBy goes to the next or the previous interesting event.
	EventBy struct{ N int }
	// SeekTo goes to an instant, in cycles.
	SeekTo struct{ At int64 }
	// ToStart and ToEnd go to the ends of the run.
	ToStart struct{}
	ToEnd   struct{}
	// RunTo goes on until a thread comes to a line: a scene.ListingStep or a
	// scene.Statement.
	RunTo struct{ Line scene.ID }
	// Faster changes the speed by notches, slower when negative.
	Faster struct{ By int }
	// SetMode shows the run with that value of qpw at the same instant.
	SetMode struct{ Mode qpw.Mode }
	// SetVariant puts the run of a variant on a side: 0 left, 1 right. With a
	// mistake in it the run that was there stays and the mistake is shown.
	SetVariant struct {
		Side    int
		Variant Variant
	}
	// ShowSide shows the run of a side at the same instant.
	ShowSide struct{ Side int }
	// SetOverlay has more variants recorded beside the two sides; none ends it.
	SetOverlay struct{ Variants []Variant }
	// CompareWith puts a run beside the shown one and compares them.
	CompareWith struct{ Variant Variant }
	// ShowChoices turns to the runs that there are to compare with; Pick goes to
	// one of them by its place.
	ShowChoices struct{}
	Pick        struct{ N int }
	// PickDiff goes along the functions that differ; ShowDiff shows the difference
	// of one, by its name, or with none of where the followed thread is.
	PickDiff struct{ By int }
	ShowDiff struct{ Func string }
	// ToParting goes to where the two runs part.
	ToParting struct{}
	// SetRT starts the scenario again on a kernel with PREEMPT_RT, or without.
	SetRT struct{ On bool }
	// SwitchMode shows the other run.
	SwitchMode struct{}
	// OpenLesson opens a lesson by its place in Model.Lessons.
	OpenLesson struct{ Index, Page int }
	// StepAgain shows the lesson's step as it began, wherever the reader has gone.
	StepAgain struct{}
	// LessonBy goes steps on in the lesson, or back.
	LessonBy struct{ N int }
	// Scroll moves the lesson's prose by notches.
	Scroll struct{ By float32 }
	// Zoom lets the timeline show that many times as much around an instant;
	// Pan moves it by cycles.
	Zoom struct {
		At     int64
		Factor float64
	}
	Pan struct{ By int64 }
	// ShowTime lets the timeline show a stretch of time; the zero Window what it
	// shows when a run has just been opened.
	ShowTime struct{ Window Window }
	// ShowCache shows another cache.
	ShowCache struct{ Index int }
	// ChooseLine moves the choice along the lines of the listing.
	ChooseLine struct{ By int }
	// Choose answers the question of the step.
	Choose struct{ N int }
	// Select chooses a thing of the picture; the zero ID chooses none.
	Select struct{ ID scene.ID }
	// Look is what the reader's system wishes for.
	Look struct{ Light, Calm bool }
	// ShowReading turns the pane of text to another reading.
	ShowReading struct{ Reading Reading }
	// SetCost gives a cost of the model a value, in the scenario's text; CostBy
	// moves that of the chosen one, ChooseCost chooses another.
	SetCost struct {
		ID     sim.CostID
		Cycles int64
	}
	CostBy     struct{ By int }
	ChooseCost struct{ ID sim.CostID }
	// NextConclusion asks the costs about another claim.
	NextConclusion struct{ By int }
	// ShowHelp, ShowCompare and FullScreen turn their thing on and off.
	ShowHelp    struct{}
	ShowCompare struct{}
	FullScreen  struct{}
	// Present turns presenter mode on and off. In it Blackout makes the picture
	// black, Glow makes the pointer a bright dot for a moment, and Clock tells
	// the time, in seconds since a midnight where the presenter is.
	Present  struct{}
	Blackout struct{}
	Glow     struct{}
	Clock    struct{ Seconds int64 }
	// ShowNotes shows the presenter's notes of the step, or hides them.
	ShowNotes struct{}
	// Titled says what step it is where the page around has the lesson.
	Titled struct{ Text string }
	// Bound keeps runs from being recorded further than a step: what comes
	// after it is known to fail.
	Bound struct{ Steps uint32 }
	// TakeOver makes the reader the scheduler, or ends that. Take lets an actor
	// take the next step, or go on to the end of its function; Aim moves along
	// those who can; BackTurn takes the last turn back.
	TakeOver struct{}
	Take     struct {
		Actor sim.Actor
		Whole bool
	}
	Aim      struct{ By int }
	BackTurn struct{}
	// ToBranch shows a branch at the same step, BranchBy the next one; OpenName
	// begins to name the one that is shown, NameBranch does, DropBranch takes it
	// away.
	ToBranch   struct{ Row int }
	BranchBy   struct{ N int }
	OpenName   struct{}
	NameBranch struct {
		Row  int
		Name string
	}
	DropBranch struct{ Row int }
	// FindNearest looks at every order of the steps for the nearest violation,
	// or ends that.
	FindNearest struct{}
	// LookClosely narrows the timeline to what has happened, where that is a few
	// pixels of it at the start of the run; a picture that nobody can zoom wants it.
	LookClosely struct{}
	// Tell shows a sentence to the reader.
	Tell struct {
		Text  string
		Alarm bool
	}
)

// Spot is what a place of the picture means.
type Spot struct {
	ID   scene.ID // the thing there
	Time int64    // the instant that the timeline shows there, in cycles
	On   Region
	Frac float32 // how far along the held slider, 0 to 1
	Span float32 // cycles that one point of the timeline stands for
	// Bottom is how far the lesson can be scrolled.
	Bottom float32
	// Scrolled is how far the costs are, and Most how far they can be.
	Scrolled, Most float32
}

// Region is a part of the window that answers to drags and wheels.
type Region uint8

// The regions.
const (
	Elsewhere Region = iota
	OnTime           // the timeline or the latency strip
	OnLesson         // the lesson's prose
	OnCosts          // the sliders of the costs
	OnRows           // the names of the timeline's rows
)

func (Hand) msg()        {}
func (Tick) msg()        {}
func (Resize) msg()      {}
func (Load) msg()        {}
func (Edit) msg()        {}
func (LoadReplay) msg()  {}
func (ToFinding) msg()   {}
func (Cue) msg()         {}
func (Play) msg()        {}
func (Pause) msg()       {}
func (Toggle) msg()      {}
func (StepBy) msg()      {}
func (FuncBy) msg()      {}
func (EventBy) msg()     {}
func (SeekTo) msg()      {}
func (ShowTime) msg()    {}
func (ToStart) msg()     {}
func (ToEnd) msg()       {}
func (RunTo) msg()       {}
func (Faster) msg()      {}
func (SetMode) msg()     {}
func (SetVariant) msg()  {}
func (ShowSide) msg()    {}
func (SetOverlay) msg()  {}
func (CompareWith) msg() {}
func (ShowChoices) msg() {}
func (Pick) msg()        {}
func (PickDiff) msg()    {}
func (ShowDiff) msg()    {}
func (ToParting) msg()   {}
func (SetRT) msg()       {}
func (SwitchMode) msg()  {}
func (OpenLesson) msg()  {}
func (LessonBy) msg()    {}
func (StepAgain) msg()   {}
func (Choose) msg()      {}
func (Scroll) msg()      {}
func (Zoom) msg()        {}
func (Pan) msg()         {}
func (ShowCache) msg()   {}
func (ChooseLine) msg()  {}
func (Select) msg()      {}
func (Look) msg()        {}
func (ShowReading) msg() {}
func (ShowHelp) msg()    {}

func (Present) msg()        {}
func (Blackout) msg()       {}
func (Glow) msg()           {}
func (Clock) msg()          {}
func (ShowNotes) msg()      {}
func (Titled) msg()         {}
func (SetCost) msg()        {}
func (CostBy) msg()         {}
func (ChooseCost) msg()     {}
func (NextConclusion) msg() {}

func (ShowCompare) msg() {}
func (FullScreen) msg()  {}
func (Bound) msg()       {}
func (Tell) msg()        {}
func (NoText) msg()      {}
func (LookClosely) msg() {}
func (TakeOver) msg()    {}
func (Take) msg()        {}
func (Aim) msg()         {}
func (BackTurn) msg()    {}
func (ToBranch) msg()    {}
func (BranchBy) msg()    {}
func (OpenName) msg()    {}
func (NameBranch) msg()  {}
func (DropBranch) msg()  {}
func (FindNearest) msg() {}

// The buttons, which are scene.Button with these numbers.
const (
	ButtonStart = iota
	ButtonBack
	ButtonPlay
	ButtonStep
	ButtonEvent
	ButtonPrevEvent
	ButtonSlower
	ButtonFaster
	ButtonCompare
	ButtonHelp
	ButtonTheme
	ButtonLessonBack
	ButtonLessonNext
	ButtonRT
	ButtonByHand
	ButtonTakeBack
	ButtonAgain // along the path that was taken back
	ButtonName
	ButtonDrop
	ButtonHunt
	ButtonCache // the first cache; the others follow
)

// The sliders, which are scene.Slider with these numbers.
const (
	SliderSpeed = iota
	SliderPosition
	SliderCost = 100 // and the cost's number
)
