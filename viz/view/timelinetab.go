package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// The tabs that choose what the timeline has a row for: CPUs or tasks. Where
// there is no room for two, one says what is shown and leads to the other.

// rowNames are what a row can be, as on the tabs.
func rowNames() [2]string { return [2]string{"CPU", "task"} }

const tabPad = 6

// tabsWidth is how much of the corner above the names the tabs take.
func (p *plot) tabsWidth() float32 {
	names := rowNames()
	a, b := typeset.Measure(names[0], theme.Tiny)+tabPad, typeset.Measure(names[1], theme.Tiny)+tabPad
	if p.oneTab() {
		return 3 + max(a, b) + 4
	}
	return 3 + a + b + 5
}

func (p *plot) oneTab() bool { return p.area.X-p.pane.X < 60 }

// viewTabs draws them, the shown one pressed.
func (p *plot) viewTabs() {
	x := p.pane.X + 3
	for i, name := range rowNames() {
		shown := (i == 1) == p.in.Tasks
		if p.oneTab() && !shown {
			continue
		}
		tip := "A row a CPU: what it ran, and who waited."
		if i == 1 {
			tip = "A row a task: what became of it, wherever it ran."
		}
		ground, ink := theme.Bar, theme.TextDim
		if shown {
			ground, ink = theme.Selected, theme.Text
		}
		id, w := scene.TimeTab.ID(i), typeset.Measure(name, theme.Tiny)+tabPad
		if p.oneTab() {
			id, tip = scene.TimeTab.ID(1-i), tip+" Press for the other."
		}
		p.s.Box(id, scene.Rect{X: x, Y: p.pane.Y + 4, W: w, H: 15}, 3, scene.Solid(ground)).Outline(scene.Solid(theme.Edge), theme.Hairline).Tip(tip)
		p.s.Text(id.Sub(1), x+w/2, p.pane.Y+15, name, theme.Tiny, scene.Middle, scene.Solid(ink)).Through()
		x += w + 1
	}
}
