package main

import (
	"errors"
	"fmt"
	"strings"

	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// What a reader can take away from the page: the picture, and the command with which
// the desktop program makes all else of the same run: films, tables, traces. These
// are not made here, since what makes them would be loaded by everybody. A PNG is the
// page's own work (save.js): it has the browser draw the SVG.

// save is a file of a kind, or what is wrong.
func (f *figure) save(kind string) ([]byte, error) {
	m := f.app.Model()
	if !m.Loaded() {
		return nil, errors.New("save: nothing is shown yet")
	}
	switch kind {
	case "svg":
		return savedPicture(m), nil
	case "command":
		word, ok := m.Word()
		if !ok {
			return nil, errors.New(word)
		}
		return []byte("go run ./cmd/desktop export '" + word + "' -o film.gif"), nil
	}
	return nil, fmt.Errorf("save: found %.20q, expected svg or command", kind)
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
