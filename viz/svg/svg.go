// Package svg writes a scene as SVG: for the pages before the program has
// arrived, for slides and for golden tests. The same scene always gives the
// same bytes. A file stands alone: no style sheet, script, font or link.
//
//	Scene --Expand--> plain items --Append--> text
//
// Every item carries its id as data-id and its hint as <title>, so a page can
// point at things and a browser shows the tooltip by itself.
package svg

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// Options say what is not in the scene.
type Options struct {
	// Title is read aloud in place of the picture; it must say what is seen.
	Title string
	// Prefix begins the names of patterns and clips; give each picture of one
	// page its own.
	Prefix string
	// Shapes writes letters as outlines: exact everywhere, but larger and no
	// longer text. Otherwise letters are text, stretched to their true width.
	Shapes bool
}

// String is the scene as SVG.
func String(s *scene.Scene, th *theme.Theme, o Options) string {
	return string(Append(nil, s, th, o))
}

// Append adds the scene as SVG to b.
func Append(b []byte, s *scene.Scene, th *theme.Theme, o Options) []byte {
	w := writer{buf: b, theme: th, options: o}
	w.open("svg")
	w.attr("xmlns", "http://www.w3.org/2000/svg")
	w.number("width", s.W)
	w.number("height", s.H)
	w.attr("viewBox", "0 0 "+decimal(s.W)+" "+decimal(s.H))
	w.attr("role", "img")
	w.attr("font-family", sansStack)
	w.text(">\n<title>")
	w.escaped(o.Title)
	w.text("</title>\n")
	w.definitions(s)
	for i := range s.Items {
		w.item(s, &s.Items[i])
	}
	w.text("</svg>\n")
	return w.buf
}

// item writes one item of the scene, in a group if it has several parts.
func (w *writer) item(s *scene.Scene, it *scene.Item) {
	s.Expand(it, &w.parts)
	if len(w.parts.Items) == 1 {
		w.plain(&w.parts.Items[0], it)
		return
	}
	w.open("g")
	w.name(it)
	w.text(">")
	w.hint(it)
	for i := range w.parts.Items {
		w.plain(&w.parts.Items[i], nil)
	}
	w.text("</g>\n")
}

// plain writes one element; owner is the item that gives it name and hint.
func (w *writer) plain(it, owner *scene.Item) {
	tag := w.geometry(it)
	w.paint(it)
	if owner != nil {
		w.name(owner)
	}
	if tag == "text" {
		w.text(">")
		w.escaped(it.Text)
	} else if owner == nil || owner.Hint == "" {
		w.text("/>\n")
		return
	} else {
		w.text(">")
	}
	if owner != nil {
		w.hint(owner)
	}
	w.text("</" + tag + ">\n")
}

// name writes the id of a thing that has one.
func (w *writer) name(it *scene.Item) {
	if it.ID.Kind != scene.Nothing {
		w.attr("data-id", it.ID.String())
	}
}

// hint writes the tooltip.
func (w *writer) hint(it *scene.Item) {
	if it.Hint != "" {
		w.text("<title>")
		w.escaped(it.Hint)
		w.text("</title>")
	}
}
