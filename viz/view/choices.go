package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The choices: who can act next, each with its next line and what comes of it;
// below them the CPUs that cannot run, and why. By hand the reader picks one.

// Measures of the choices, in points.
const (
	choiceLine = 15 // of a row
	choiceGap  = 4
	roomyPane  = 300 // from so high on a row has lines of its own for what it does
	actRow     = 22  // buttons
)

// choices is the pane while it is being drawn.
type choices struct {
	s     *scene.Scene
	m     *ui.Model
	k     *path.Kernel
	r     scene.Rect
	y     float32 // where the next thing begins
	roomy bool
	most  int // lines of a step
}

func choicesPane(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	if r.W < 60 || r.H < 2*theme.Leading {
		return
	}
	c := &choices{s: s, m: m, k: k, r: r, y: r.Y, roomy: r.H >= roomyPane}
	c.head()
	bottom := r.Y + r.H
	if strip := branchesHeight(m, r.H); strip > 0 {
		bottom -= strip
		rows, _ := m.Branches()
		branches(s, m, scene.Rect{X: r.X, Y: bottom + choiceGap, W: r.W, H: strip - choiceGap}, shownRows(len(rows), r.H))
	}
	c.rows(bottom)
}

// head says where the run is, and has the buttons.
func (c *choices) head() {
	id := scene.Listing.ID()
	text := "step " + itoa(int64(c.m.Step)) + " · " + instantText(nil, c.m, c.m.Now) + " · "
	switch {
	case !c.m.ByHand():
		text += "who can act next"
	case c.k.M.Sched.Frozen:
		text += "no time passes"
	case c.k.M.Sched.AnyOrder:
		text += "turns by choice, not by time"
	default:
		text += "the clock goes to whom you choose"
	}
	for i, line := range typeset.Wrap(nil, text, theme.Label, c.r.W) {
		words(c.s, id.Sub(1+100*i), c.r.X, c.y+11, line, theme.Label, theme.TextDim, c.r.W)
		c.y += choiceLine
	}
	c.y += choiceGap
	if !c.roomy {
		return
	}
	if !c.m.ByHand() {
		c.huntButton()
		c.buttons([]act{{ui.ButtonByHand, "choose who acts next  (M)", "Be the scheduler: you say, micro-step by micro-step, who acts next."}})
		return
	}
	c.buttons([]act{
		{ui.ButtonTakeBack, "take back  (u)", "Takes the last choice back. It is kept, and U makes it again."},
		{ui.ButtonAgain, "again  (U)", "Makes a choice again that was taken back."},
		{ui.ButtonByHand, "leave  (M)", "Shows the run as it goes by itself again. The branches are kept."},
	})
}

// huntButton is the way to the nearest violation.
func (c *choices) huntButton() {
	text := "find the nearest violation  (X)"
	if c.m.Hunting() {
		text = "stop looking  (X)"
	}
	c.buttons([]act{{ui.ButtonHunt, text, "Looks at every order of the steps of this scenario, from its start and those of few turns first, and opens the first that breaks an invariant. For small scenarios of up to 8 CPUs."}})
}

// act is a small button.
type act struct {
	id        int
	text, tip string
}

// buttons draws a row of buttons.
func (c *choices) buttons(all []act) {
	w := (c.r.W - choiceGap*float32(len(all)-1)) / float32(len(all))
	for i, b := range all {
		r := scene.Rect{X: c.r.X + (w+choiceGap)*float32(i), Y: c.y, W: w, H: actRow - 2}
		id := scene.Button.ID(b.id)
		c.s.Box(id.Sub(10), r, theme.RadiusButton, solid(theme.Card)).Outline(solid(theme.Edge), theme.Hairline).Tip(b.tip)
		c.s.Text(id.Sub(11), r.X+w/2, r.Y+r.H/2+4, typeset.Fit(b.text, theme.Label, w-6), theme.Label, scene.Middle, solid(theme.TextSoft))
	}
	c.y += actRow + choiceGap
}

// alarm writes a sentence that matters, over as many lines as it needs.
func (c *choices) alarm(text string) {
	for i, line := range typeset.Wrap(nil, text, theme.Strong.At(12), c.r.W) {
		words(c.s, scene.Listing.ID().Sub(20+i), c.r.X, c.y+12, line, theme.Strong.At(12), theme.TextAlarm, c.r.W)
		c.y += choiceLine + 1
	}
	c.y += choiceGap
}

// through lets a hand reach what lies below the words that were added last.
func through(s *scene.Scene, id scene.ID) {
	if n := len(s.Items); n > 0 && s.Items[n-1].ID == id {
		s.Items[n-1].Through()
	}
}

// role is the colour of who acts.
func (c *choices) role(o *ui.Offer) theme.Role {
	if o.Kind == sim.ActIPI || o.Kind == sim.ActTimer {
		return theme.Hardirq
	}
	return roleOf(c.k, c.k.M.CPUs[o.CPU].Current())
}

// actorWord is an actor as replay strings write it.
func actorWord(o *ui.Offer) string {
	letter := [...]string{sim.ActIPI: "i", sim.ActTimer: "t", sim.ActRun: "r", sim.ActPreempt: "p"}
	return letter[o.Kind] + itoa(int64(o.CPU))
}

func (c *choices) tip(i int, o *ui.Offer) string {
	text := o.Text() + "."
	if o.Delay > 0 {
		text += " The clock goes on by " + shortTime(max(sim.Ns(o.Delay, c.m.GHz()), 1)) + " first."
	}
	if text += " Press"; i < 9 {
		text += " (" + itoa(int64(i+1)) + ")"
	}
	return text + " to let it take this step, with shift to the end of its function (>)."
}
