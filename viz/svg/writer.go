package svg

import (
	"fmt"
	"strconv"
	"strings"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// writer holds the text so far and what it needs to go on.
type writer struct {
	buf     []byte
	theme   *theme.Theme
	options Options
	parts   scene.Scene // the plain items of the item at hand
	clips   []scene.Rect
	hatches []theme.RGB
}

func (w *writer) text(s string) { w.buf = append(w.buf, s...) }

func (w *writer) open(tag string) { w.text("<" + tag) }

func (w *writer) attr(name, value string) {
	w.text(" " + name + "=\"")
	w.escaped(value)
	w.text("\"")
}

func (w *writer) number(name string, v float32) { w.attr(name, decimal(v)) }

// escaped writes text so that it can stand in an element and in an attribute.
// Characters that XML forbids become the replacement character.
func (w *writer) escaped(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			w.text("&amp;")
		case r == '<':
			w.text("&lt;")
		case r == '>':
			w.text("&gt;")
		case r == '"':
			w.text("&quot;")
		case r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff:
			w.text("\ufffd")
		default:
			w.buf = append(w.buf, string(r)...)
		}
	}
}

// decimal is a number with at most two decimals: a hundredth of a point is
// finer than any screen.
func decimal(v float32) string {
	s := strconv.FormatFloat(float64(v), 'f', 2, 32)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

func hexColour(c theme.RGB) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// colour is the colour of an ink, without its alpha.
func (w *writer) colour(k scene.Ink) theme.RGB { return w.theme.Blend(k.Role, k.To, k.Blend) }

// ink writes a colour and, if it is not opaque, its opacity.
func (w *writer) ink(name string, k scene.Ink, alpha float32) {
	if !k.Visible() {
		if name == "fill" {
			w.attr(name, "none")
		}
		return
	}
	w.attr(name, hexColour(w.colour(k)))
	if alpha *= k.Alpha; alpha != 1 {
		w.number(name+"-opacity", alpha)
	}
}
