package main

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"strings"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/paint"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// draw goes the way of the live picture: messages to the model, the model to a
// scene. Only the last step, to a file, is another one.
func draw(s *scenario.Scenario, o order) ([]byte, error) {
	m, err := modelOf(s, o)
	if err != nil {
		return nil, err
	}
	return drawAt(m, o)
}

// modelOf is the picture of a scenario, recorded to its end.
func modelOf(s *scenario.Scenario, o order) (*ui.Model, error) {
	if _, err := engine.New(s); err != nil {
		return nil, err
	}
	m := ui.New(float32(o.w), float32(o.h))
	ui.Update(m, ui.Load{Name: s.Name, Text: s.String()})
	if !m.Loaded() {
		return nil, errors.New(m.Notice.Text)
	}
	if failed := record(m); failed {
		_, err := engine.Execute(s) // once more, for the place in the text as it was written
		return nil, err
	}
	return m, nil
}

// drawReplay is draw for the run that a replay string holds. A string that
// cannot be followed to its end is refused before.
func drawReplay(text string, o order) ([]byte, error) {
	m, err := modelOfReplay(text, o)
	if err != nil {
		return nil, err
	}
	return drawAt(m, o)
}

// modelOfReplay is modelOf for the run that a replay string holds.
func modelOfReplay(text string, o order) (*ui.Model, error) {
	r, err := replay.Parse(text)
	if err != nil {
		return nil, err
	}
	if _, err := r.Run(); err != nil {
		return nil, err
	}
	m := ui.New(float32(o.w), float32(o.h))
	ui.Update(m, ui.LoadReplay{Text: text})
	if !m.Loaded() {
		return nil, errors.New(m.Notice.Text)
	}
	record(m)
	return m, nil
}

// drawAt draws a run that is recorded.
func drawAt(m *ui.Model, o order) ([]byte, error) {
	ui.Update(m, ui.Look{Light: o.light, Calm: true})
	if o.found {
		found := m.Side().Past.Run.Violations
		if len(found) == 0 {
			return nil, errors.New("--at violation: the run has none; expected a time")
		}
		ui.Update(m, ui.ToFinding{})
	} else {
		at, err := inRun("at", *o.at, m)
		if err != nil && (o.link == nil || m.Side().Past.Truncated) { // of a link it has been told
			return nil, err
		}
		ui.Update(m, ui.SeekTo{At: at})
		if o.link != nil && o.link.Step >= 0 && o.link.Step != int64(m.Step) { // an earlier state of that instant
			ui.Update(m, ui.StepBy{N: int(o.link.Step - int64(m.Step))})
		}
	}
	ui.Update(m, ui.LookClosely{})
	ui.Update(m, ui.Tell{}) // a notice is of the moment
	ui.Update(m, ui.Tick{})
	var picture scene.Scene
	view.Build(m, &picture)
	if o.png() {
		return pngOf(&picture, o)
	}
	return []byte(svg.String(&picture, o.theme(), svg.Options{Title: seen(m)})), nil
}

// pngOf is the scene in pixels: those that a window would show.
func pngOf(s *scene.Scene, o order) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, paint.New(o.theme()).Pixels(s, float32(o.scale)))
	return b.Bytes(), err
}

// inRun is an instant in cycles, at most that of the run's end, or an error with it.
// What run prints of the end is rounded to a nanosecond: less than one behind the
// end is the end.
func inRun(flag string, d scenario.Dur, m *ui.Model) (at int64, err error) {
	at = d.Cycles(m.GHz())
	if at-m.End() >= m.GHz() {
		err = tooLate(flag, d, sim.Micros(m.End(), m.GHz()), m.Side().Past.Truncated)
	}
	return min(at, m.End()), err
}

// tooLate tells a run that has ended from a history that was cut off.
func tooLate(flag string, at scenario.Dur, end string, cut bool) error {
	if cut {
		return fmt.Errorf("--%s %s: the picture keeps the first %d events of this run, up to %s µs; expected no later time",
			flag, at, history.MaxEvents, end)
	}
	return fmt.Errorf("--%s %s: the run ends at %s µs", flag, at, end)
}

// recordSteps is how much of both runs is recorded at a time.
const recordSteps = 1 << 20

// modelOfText is the picture of what a window shows.
func modelOfText(name, text, word string, o order) (*ui.Model, error) {
	if word != "" {
		return modelOfReplay(word, o)
	}
	s, err := engine.Parse(name, []byte(text))
	if err != nil {
		return nil, err
	}
	return modelOf(s, o)
}

// record takes both runs to their ends: what is compared is all of them. A run that says too much is cut off by the history itself.
func record(m *ui.Model) (failed bool) {
	for !m.Sides[0].Past.Ended() || !m.Sides[1].Past.Ended() || !m.Parted() {
		ui.Update(m, ui.Tick{Steps: recordSteps})
	}
	return m.Side().Past.Run.Err != nil
}

// maxSeen is how many CPUs are told to those who cannot see the picture.
const maxSeen = 8

// seen says in words what the picture shows.
func seen(m *ui.Model) string {
	k := m.Kernel()
	var b strings.Builder
	fmt.Fprintf(&b, "%s, with %s, at %s µs.", m.Title, m.Side().Variant.Label(), sim.Micros(m.Now, m.GHz()))
	for cpu := range min(len(k.M.CPUs), maxSeen) {
		fmt.Fprintf(&b, " CPU %d: %s.", cpu, runs(k, &k.M.CPUs[cpu]))
	}
	for _, v := range m.Findings() {
		b.WriteString(" " + ui.FindingText(&v))
	}
	return b.String()
}

func runs(k *path.Kernel, c *sim.CPU) string {
	id := c.Current()
	if c.Offline {
		return "offline"
	}
	name := k.ThreadName(id)
	if l, _, ok := listing(k, id); ok && l.Name != "program" {
		name += " in " + l.Name
	}
	return name
}

// listing is the function that a thread is in, if it is in any.
func listing(k *path.Kernel, id sim.ThreadID) (*path.Listing, int, bool) {
	if id == sim.NoThread {
		return nil, 0, false
	}
	return k.Line(id)
}
