// Package view draws the interface: it turns a ui.Model into a scene.Scene,
// one file a thing. It changes nothing and draws only what the engine says.
//
//	Model --Build--> Frame (who gets which room) --> one function a pane --> Scene
//
// Every function has the same shape: what it draws, then the rectangle that it
// has. What does not fit is left out with a note, never squeezed over its
// neighbour.
package view

import (
	"barnyard/engine/path"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// Build draws the model into s.
func Build(m *ui.Model, s *scene.Scene) {
	s.Reset(m.W, m.H)
	if m.Black() {
		black(s, m)
		return
	}
	s.Box(scene.Pane.ID(0), scene.Rect{W: m.W, H: m.H}, 0, solid(theme.Ground))
	w := workOf(s)
	w.frame.divide(m)
	f := w.frame
	if m.Loaded() {
		k := m.Kernel()
		topbar(s, m, k, f)
		farm(s, m, k, f)
		owners(s, m, k)
		breadcrumb(s, m, k)
		timePanes(s, m, k, f)
		if !f.Listing.Empty() {
			readingPane(s, m, k, f.Listing)
		}
		if !f.Finding.Empty() {
			findingPane(s, m, f)
		}
		transport(s, m, f.Transport)
		openCard(s, m, k, &f)
	}
	if !f.Lesson.Empty() {
		lessonPane(s, m, f.Lesson)
	}
	if !f.Heading.Empty() {
		presentHead(s, m, f.Heading)
	}
	if !f.Notes.Empty() {
		notesPane(s, m, f.Notes)
	}
	ring(s, m.Sel)
	lit(s, m)
	notice(s, m, &w.frame)
	typingField(s, m)
	if m.Help {
		help(s, m)
	} else {
		tooltip(s, m)
	}
	laser(s, m)
}

// farm draws the place reading: CPUs, barns, slabs and who reaches for whom.
func farm(s *scene.Scene, m *ui.Model, k *path.Kernel, f Frame) {
	if !f.Cards.Empty() { // else a hand in the corner would be on cards that nobody sees
		blockNames(s, &f)
		for cpu := range k.M.CPUs {
			cpuCard(s, m, k, cpu, f.Card(cpu, len(k.M.CPUs)))
		}
	}
	if !f.Barns.Empty() {
		barns(s, m, k, f.Barns)
	}
	remote(s, m, k, f)
}

// timePanes draws the time reading: the tracks, and the samples
// below them, on one axis.
func timePanes(s *scene.Scene, m *ui.Model, k *path.Kernel, f Frame) {
	switch {
	case f.Timeline.Empty():
	case m.Compare:
		compareTimeline(s, m, k, f.Timeline)
	default:
		timeline(s, timelineInput(s, m, k), f.Timeline)
	}
	latencyPane(s, m, f.Latency)
}

// timelineInput is the run that is shown, up to now.
func timelineInput(s *scene.Scene, m *ui.Model, k *path.Kernel) TimelineInput {
	side := m.Side()
	in := TimelineInput{Hist: side.Past, Tracks: side.Tracks, K: k, Now: m.Now, From: m.Window.From, To: m.Window.To,
		GHz: m.GHz(), Clock: clockOf(m), Cache: m.Cache, Selected: m.Sel, Hover: m.Hover, Live: m.Live, Mode: m.Shown, Findings: m.Findings(),
		Stopped: m.Mistake() != nil && m.Step == side.Past.Steps()}
	w := workOf(s)
	var parts bool
	if w.parting, parts = m.Parting(); parts {
		in.Parting, in.Names = &w.parting, [2]string{w.wordsOf(m, 0).label, w.wordsOf(m, 1).label}
		if told(m, scene.Parting.ID()) {
			in.Does = [2]string{m.PartingText(0), m.PartingText(1)}
		}
	}
	timeWants(m, w, &in)
	in.Gap = chosenGap(m)
	return in
}

// latencyInput is both runs, each as far as it is recorded.
func latencyInput(s *scene.Scene, m *ui.Model) LatencyInput {
	in := LatencyInput{Mode: m.Shown, Now: m.Now, From: m.Window.From, To: m.Window.To, GHz: m.GHz(), Tell: tellerOf(m), Series: m.SeriesShown() + 1, M: m}
	in.Since, in.Open = m.OpenSince()
	for i := range m.Sides {
		in.Names[i] = workOf(s).wordsOf(m, i).label
		in.Tracks[i], in.Complete[i] = m.Sides[i].Tracks, m.Sides[i].Past.Ended()
	}
	return in
}
