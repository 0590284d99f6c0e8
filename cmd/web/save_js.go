package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"barnyard/engine/history"
	"barnyard/engine/replay"
	"barnyard/viz/export"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// What a reader can take away from the page: the picture, and the run that is
// shown as a table or a trace, made here as the desktop program makes them. A PNG
// is the page's own work (save.js): it has the browser draw the SVG.

// save is a file of a kind, or what is wrong.
func (f *figure) save(kind string) ([]byte, error) {
	m := f.app.Model()
	if !m.Loaded() {
		return nil, errors.New("save: nothing is shown yet")
	}
	switch kind {
	case "svg":
		return savedPicture(m), nil
	case "csv", "pftrace":
		return savedRun(m, kind)
	case "command":
		word, ok := m.Word()
		if !ok {
			return nil, errors.New(word)
		}
		return []byte("go run ./cmd/desktop export '" + word + "' -o film.gif"), nil
	}
	return nil, fmt.Errorf("save: found %.20q, expected svg, csv, pftrace or command", kind)
}

// savedPicture is what the figure shows, with letters as outlines, because the
// font of the picture is not on the reader's system.
func savedPicture(m *ui.Model) []byte {
	var picture scene.Scene
	view.Build(m, &picture)
	colours := theme.Dark()
	if m.Light {
		colours = theme.Light()
	}
	return svg.Append(nil, &picture, colours, svg.Options{Title: strings.Join(strings.Fields(m.State().Text), " "), Shapes: true})
}

// savedRun is the whole run of the side that is shown: it is recorded once more,
// since the figure may not have come to its end.
func savedRun(m *ui.Model, kind string) ([]byte, error) {
	word, ok := m.Word()
	if !ok {
		return nil, errors.New(word)
	}
	r, err := replay.Parse(word)
	if err != nil {
		return nil, err
	}
	start, err := r.Start()
	if err != nil {
		return nil, err
	}
	run := export.Record(history.Of(start), r.Scenario.Title, string(m.Side().Variant))
	if run.Truncated() {
		return nil, fmt.Errorf("save: the run has more than %d events; expected an earlier end, with until", history.MaxEvents)
	}
	var b bytes.Buffer
	if kind == "csv" {
		err = run.EventsCSV(&b)
	} else {
		err = run.Perfetto(&b)
	}
	return b.Bytes(), err
}
