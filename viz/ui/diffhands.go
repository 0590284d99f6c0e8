package ui

import (
	"barnyard/engine/path"
	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
)

// What hands and cues do with the difference of listings.

// The things to do there.
const (
	DiffPrev = iota
	DiffNext
	DiffFollow
)

func diffAct(n int) Msg {
	switch n {
	case DiffPrev:
		return PickDiff{-1}
	case DiffNext:
		return PickDiff{1}
	}
	return ShowDiff{}
}

// tapDiff takes the shown run to a line of the difference.
func (m *Model) tapDiff(row int) {
	f := m.DiffFunc()
	if f == nil || row < 0 || row >= len(f.Rows) {
		return
	}
	fn, ok := m.Kernel().Cfg.Code.Func(f.Name)
	pc := f.Rows[row].PC[m.Shown]
	if !ok || pc < 0 {
		m.tell("With "+m.Side().Variant.Label()+" there is no such line.", false)
		return
	}
	Update(m, RunTo{scene.ListingStep.ID(int(fn), pc)})
}

// cueDiff shows a function before and after a patch: the run without it on the
// left, the one with it on the right. A version of the series stands against
// the code without the series.
func (m *Model) cueDiff(c *lesson.Cue) {
	mode := m.Side().Variant.Get("qpw")
	before, after := ofMode(modeOf(mode)), ofMode(modeOf(mode)).With("patch", c.Patch)
	switch {
	case path.IsSeries(c.Patch):
		before = Variant("qpw=n").With("patch", path.Unpatched)
	case isMutant(c.Patch):
		after = ofMode(modeOf(mode)).With("mutant", c.Patch)
	}
	if !m.putSides([2]Variant{before, after}) {
		return
	}
	m.show(1)
	m.Reading = ReadDiff
	m.readyDiff()
	if _, differs := m.diff.byName[c.Func]; !differs && !m.hasFunc(c.Func) {
		m.tell("The engine has no function "+c.Func+" yet.", true)
		return
	}
	m.diffPick = c.Func
}

func isMutant(name string) bool {
	_, ok := path.MutantByName(name)
	return ok
}

// hasFunc says whether either side's kernel has a function.
func (m *Model) hasFunc(name string) bool {
	for _, code := range m.diff.codes {
		if _, ok := code.Func(name); ok {
			return true
		}
	}
	return false
}
