package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The hands at the bottom: where in time, and how fast.

// transportButton is one button: its sign, a word before or after it.
type transportButton struct {
	id     int
	sign   scene.Sign
	before bool // the sign stands before the word
	word   string
	tip    string
}

func transportButtons(m *ui.Model) [6]transportButton {
	play := transportButton{ui.ButtonPlay, scene.SignPlay, true, "play", "Play (space)"}
	if m.Playing {
		play = transportButton{ui.ButtonPlay, scene.SignPause, true, "pause", "Pause (space)"}
	}
	return [6]transportButton{
		{ui.ButtonStart, scene.SignToStart, true, "", "To the start (Home)"},
		{ui.ButtonBack, scene.SignBack, true, "step", "One micro-step back (,)"},
		play,
		{ui.ButtonStep, scene.SignPlay, false, "step", "One micro-step on (.)"},
		{ui.ButtonEvent, scene.SignNext, false, "event", "To the next interesting event (n)"},
		{ui.ButtonByHand, scene.SignFork, true, "by hand", "Be the scheduler: choose who takes the next micro-step (M)"},
	}
}

// wordless makes it a button that is known by its sign alone: play and step have the
// same beside their words.
func (b *transportButton) wordless() {
	b.word = ""
	switch b.id {
	case ui.ButtonBack:
		b.sign = scene.SignStepBack
	case ui.ButtonStep:
		b.sign = scene.SignStep
	}
}

// transport draws buttons, the speed and the place in the run.
func transport(s *scene.Scene, m *ui.Model, r scene.Rect) {
	s.Box(scene.Transport.ID(), r, 0, solid(theme.Bar))
	s.Line(scene.Transport.ID().Sub(1), 0, r.Y, r.W, r.Y, solid(theme.Edge), theme.Stroke).Through()
	x, w := float32(theme.Margin), float32(78)
	if r.W < narrowBelow {
		x, w = 8, 34
	}
	for _, b := range transportButtons(m) {
		ground := theme.Card
		if b.id == ui.ButtonPlay || b.id == ui.ButtonByHand && m.ByHand() {
			ground = theme.Selected
		}
		if w < 60 {
			b.wordless()
		}
		signButton(s, b, scene.Rect{X: x, Y: r.Y + 6, W: w, H: 24}, ground)
		x += w + 6
	}
	x += 14
	end := position(s, m, r, x)
	speed(s, m, r, x, end)
}

// signButton draws a button with a sign and a word.
func signButton(s *scene.Scene, b transportButton, r scene.Rect, ground theme.Role) {
	id := scene.Button.ID(b.id)
	s.Box(id, r, theme.RadiusButton, solid(ground)).Outline(solid(theme.Edge), theme.Hairline).Tip(b.tip)
	const size, gap = 9, 5
	face := theme.Strong.At(12)
	w := typeset.Measure(b.word, face)
	total := w + size
	if b.word != "" {
		total += gap
	}
	x, y := r.X+(r.W-total)/2, r.Y+(r.H-size)/2
	sign, word := x, x+size+gap
	if !b.before && b.word != "" {
		word, sign = x, x+w+gap
	}
	s.Icon(id.Sub(1), sign, y, size, b.sign, solid(theme.Text)).Through()
	if b.word != "" {
		s.Text(id.Sub(2), word, r.Y+16.2, b.word, face, scene.Start, solid(theme.Text))
	}
}

// position draws where now is in the run, from the right, and returns where it
// begins.
func position(s *scene.Scene, m *ui.Model, r scene.Rect, least float32) float32 {
	x := r.W - theme.Margin
	if r.W < narrowBelow {
		x = r.W - 8
	}
	end, unit := clock(s, m, m.End()), clockUnit(m)
	text := s.Join(clock(s, m, m.Now), " / ", end, unit)
	widest := typeset.Measure(s.Join(end, " / ", end, unit), theme.Code)
	if x-widest < least {
		return x
	}
	wordsEnd(s, scene.Transport.ID().Sub(2), x, r.Y+22, text, theme.Code, theme.TextDim, r.W)
	s.Items[len(s.Items)-1].Tip("The instant that is shown, and the one at which the run ends.")
	x -= widest + 14
	const name, gap = "time", 10
	label := typeset.Measure(name, theme.Prose.At(12)) + gap
	if w := min(x-least-speedRoom-label, 480); w > 80 {
		groove := scene.Rect{X: x - w, Y: r.Y + 16, W: w, H: 4}
		words(s, scene.Transport.ID().Sub(4), groove.X-label, r.Y+22, name, theme.Prose.At(12), theme.TextDim, label)
		s.Items[len(s.Items)-1].Tip(placeTip)
		placeInRun(s, m, groove)
		x -= w + label + 20
	}
	return x
}

// speedRoom is what the speed needs with a slider of some length.
const speedRoom = 310

const placeTip = "Where in the run: drag to go there."

// placeInRun draws where in the run: a groove that is full up to now, and the cursor of the
// timeline in it. The round knob beside it is the speed's.
func placeInRun(s *scene.Scene, m *ui.Model, r scene.Rect) {
	share := float32(0)
	if m.End() > 0 {
		share = min(max(float32(m.Now)/float32(m.End()), 0), 1)
	}
	s.Box(scene.Slider.ID(ui.SliderPosition), r, 2, solid(theme.Track)).Tip(placeTip)
	s.Box(scene.Slider.ID(ui.SliderPosition).Sub(1), scene.Rect{X: r.X, Y: r.Y, W: r.W * share, H: r.H}, 2, scene.Tint(theme.Cursor, 0.6)).Through()
	s.Box(scene.Knob.ID(ui.SliderPosition), scene.Rect{X: r.X + r.W*share - 3, Y: r.Y - 6, W: 6, H: r.H + 12}, 2, solid(theme.Cursor)).Tip(placeTip)
}

// speed draws how much time passes in a second of the reader's: its name, the slider,
// the number; or both words without a slider where there is no room for one.
func speed(s *scene.Scene, m *ui.Model, r scene.Rect, x, end float32) {
	const name, gap = "speed", 10
	const tip = "Simulated time for each second, slower [ and faster ]. Near interesting events time slows down by itself; through a long quiet it may hurry."
	face := theme.Prose.At(12)
	label, widest := typeset.Measure(name, face), typeset.Measure("500 ms / s, slowed", face)
	both := typeset.Measure("speed 500 ms / s, slowed", face)
	text, id := speedText(s, m), scene.Transport.ID().Sub(3)
	w := min(end-x-label-widest-3*gap, 140)
	switch {
	case w > 60:
		words(s, id.Sub(5), x, r.Y+22, name, face, theme.TextDim, label)
		s.Items[len(s.Items)-1].Tip(tip)
		x += label + gap
		slider(s, ui.SliderSpeed, scene.Rect{X: x, Y: r.Y + 16, W: w, H: 4}, m.SpeedShare(), tip)
		x += w + gap
	case end-x+6 >= both: // end is well before what comes next
		text = s.Join(name, " ", text)
		widest = both
	default:
		return
	}
	words(s, id, x, r.Y+22, text, face, theme.TextDim, widest)
	s.Items[len(s.Items)-1].Tip(tip)
}

// speedText is the speed as it is set, and whether play departs from it here.
func speedText(s *scene.Scene, m *ui.Model) string {
	text := s.Join(shortTimeOf(s, m.SpeedNs()), " / s")
	switch pace := m.Pace(); {
	case m.Playing && pace < 0.95:
		return s.Join(text, ", slowed")
	case m.Playing && pace > 1.05:
		return s.Join(text, ", fast")
	}
	return text
}

// slider draws a groove and a knob.
func slider(s *scene.Scene, n int, r scene.Rect, share float32, tip string) {
	share = min(max(share, 0), 1)
	s.Box(scene.Slider.ID(n), r, 2, solid(theme.Track)).Tip(tip)
	s.Circle(scene.Knob.ID(n), r.X+r.W*share, r.Y+r.H/2, 7, solid(theme.Handle)).Tip(tip)
}
