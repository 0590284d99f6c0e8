package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// A mistake of the scenario that its run has shown: the run stops there. Its
// sentence is in the pane of violations, from the beginning, since whoever has made
// it has something to change; and a cross is where the axis ends.

// mistakeHead is the first line of the pane.
func mistakeHead(m *ui.Model) string {
	k := m.Side().Past.Run.Kernel
	at := instantText(nil, m, k.M.Now)
	if m.Step == k.M.Step {
		return "The run stops here, at " + at + ": a mistake"
	}
	return "The run stops at " + at + ": a mistake"
}

// tellsMistake says whether the pane is about the mistake: where the run stops, and
// before if there is no violation to be told.
func tellsMistake(m *ui.Model) bool {
	return m.Mistake() != nil && (len(m.Findings()) == 0 || m.Step == m.Side().Past.Steps())
}

// mistakePane tells of it.
func mistakePane(s *scene.Scene, m *ui.Model, f Frame) {
	text := m.Mistake().Error()
	id := alarmBox(s, f.Finding, scene.FindingText.ID(len(m.Side().Past.Run.Violations)), text+". Press to go to that step.")
	alarmText(s, f.Finding, id, mistakeHead(m), text, findingLines(m, f.Narrow))
}

// mistakeCross marks the end of the run on the axis.
func (p *plot) mistakeCross() {
	if at := p.in.Now; !p.in.Stopped || at < p.in.From || at > p.in.To {
		return
	}
	const size = 10 // points
	x := p.x(p.in.Now)
	p.s.Icon(scene.Finding.ID(len(p.in.Findings)), x-size/2, p.area.Y-7-size/2, size, scene.SignCross, solid(theme.Violation)).Through()
}
