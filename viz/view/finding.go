package view

import (
	"strconv"

	"barnyard/engine"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// A violation: a cross on the axis and a line through the tracks where it came to
// light, and from there on its sentence in a pane above the hands.

// findings marks the violations up to now on the axis.
func (p *plot) findings() {
	const size, apart = 10, 2 // points
	last := float32(-apart)
	for i := range p.in.Findings {
		v := &p.in.Findings[i]
		at := v.TimeNs * p.in.GHz
		if at < p.in.From || at > p.in.To {
			continue
		}
		x, id := p.x(at), scene.Finding.ID(i)
		if x-last < apart {
			continue // the one before stands for it
		}
		last = x
		p.s.Line(id.Sub(1), x, p.area.Y, x, p.area.Y+p.area.H, solid(theme.Violation), 1.5).Through()
		it := p.ring(p.s.Icon(id, x-size/2, p.area.Y-7-size/2, size, scene.SignCross, solid(theme.Violation)))
		if p.told(id) {
			it.Tip(ui.FindingText(v) + " Press to go there.")
		}
	}
}

// findingLines is how many lines the pane of a violation has below its first: two,
// and in a narrow window as many as the longest sentence of the first violations
// takes, since a finger gets no tooltip.
func findingLines(m *ui.Model, narrow bool) int {
	const least, most, looked = 3, 6, 16
	if !narrow {
		return 2
	}
	lines, all := least, m.Side().Past.Run.Violations
	fits := func(text string) {
		wide := typeset.Measure(text, theme.Prose)
		lines = max(lines, int(wide/(0.88*(m.W-2*8-findingInset)))+1) // words do not fill a line
	}
	for i := range all[:min(len(all), looked)] {
		fits(all[i].Text)
	}
	if err := m.Mistake(); err != nil {
		fits(err.Error())
	}
	return min(lines, most)
}

// lowWindow is how high a window is at least that can keep room for what is to come.
const lowWindow = 500

// findingInset is what the sign and the margins take of a line.
const findingInset = 52

// findingHeight is the height of the pane; it has none before the run, as far as
// it is recorded, has a violation or a mistake. So the picture keeps its shape when people
// step to and fro; but a phone has no room to keep, upright or lying, and the pane is
// a line there until something is found.
func findingHeight(m *ui.Model, narrow bool) float32 {
	if !m.Loaded() || len(m.Side().Past.Run.Violations) == 0 && m.Mistake() == nil {
		return 0
	}
	lines := findingLines(m, narrow)
	if (narrow || m.H < lowWindow) && len(m.Findings()) == 0 && !tellsMistake(m) {
		lines = 0
	}
	return float32(lines+1)*theme.Leading + 14
}

// findingPane tells of the newest violation up to now.
func findingPane(s *scene.Scene, m *ui.Model, f Frame) {
	r, all := f.Finding, m.Findings()
	if tellsMistake(m) {
		mistakePane(s, m, f)
		return
	}
	if len(all) == 0 {
		s.Box(scene.FindingText.ID(0).Sub(1), r, theme.RadiusCard, solid(theme.Bar)).Outline(solid(theme.Edge), theme.Hairline).Through()
		words(s, scene.FindingText.ID(0).Sub(2), r.X+38, r.Y+20, "No violation up to now.", theme.Prose, theme.TextDim, r.W-findingInset)
		return
	}
	at := len(all) - 1
	for at > 0 && all[at-1].Step == all[at].Step {
		at-- // of those that came to light together the first is the cause
	}
	v := &all[at]
	id := alarmBox(s, r, scene.FindingText.ID(at), ui.FindingText(v)+" Press to go to that step.")
	alarmText(s, r, id, findingHead(m, v, at, len(all)), v.Text, findingLines(m, f.Narrow))
}

// alarmBox is the ground of a pane that tells of something wrong.
func alarmBox(s *scene.Scene, r scene.Rect, id scene.ID, tip string) scene.ID {
	s.Box(id, r, theme.RadiusCard, solid(theme.AlarmGround)).Outline(solid(theme.Violation), theme.ArrowLine).Tip(tip)
	return id
}

// alarmText is what stands in it: a cross, a heading and a sentence of at most so many
// lines.
func alarmText(s *scene.Scene, r scene.Rect, id scene.ID, head, text string, most int) {
	s.Icon(id.Sub(1), r.X+14, r.Y+10, 12, scene.SignCross, solid(theme.Violation)).Through()
	words(s, id.Sub(2), r.X+38, r.Y+20, head, theme.Strong, theme.Text, r.W-findingInset)
	lines := typeset.Wrap(nil, text+".", theme.Prose, r.W-findingInset)
	for i, line := range lines[:min(len(lines), most)] {
		if i+1 == most && i+1 < len(lines) {
			line = typeset.Fit(line+" "+lines[i+1], theme.Prose, r.W-findingInset)
		}
		s.Text(id.Sub(3+i), r.X+38, r.Y+20+float32(i+1)*theme.Leading, line, theme.Prose, scene.Start, solid(theme.Text)).Through()
	}
}

func findingHead(m *ui.Model, v *engine.Violation, at, n int) string {
	head := v.Invariant + " is violated: step " + strconv.FormatUint(v.Step, 10) + ", " + instantText(nil, m, v.TimeNs*m.GHz())
	if n > 1 {
		head += " (" + strconv.Itoa(at+1) + " of " + strconv.Itoa(n) + " so far)"
	}
	return head
}
