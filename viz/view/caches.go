package view

import (
	"strings"
	"unicode/utf8"

	"barnyard/engine/path"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// hasCache says whether the scenario has a cache at all: without one there are
// no sheaves, no barns and no slabs to draw.
func hasCache(k *path.Kernel) bool { return len(k.Heap.Caches) > 0 }

// leastCache is how wide a button of a cache is at least, where it is the only one.
const leastCache = 30

// leastTitle is the room that the title keeps for itself: two lines of its
// smallest letters.
func leastTitle(title string) float32 {
	return max(90, 0.62*typeset.Measure(title, theme.Title.At(11)))
}

// cachesWidth is the room of the switch where all have it, each for its name.
func cachesWidth(k *path.Kernel, w float32, most int) (width float32) {
	n := len(k.Heap.Caches)
	switch {
	case n < 2:
		return 0
	case n > most:
		return float32(most) * (w + 4)
	}
	for i := range n {
		width += cacheWidth(k, i, w) + 4
	}
	return width
}

// cacheWidth is how wide the button of a cache wants to be, w at least.
func cacheWidth(k *path.Kernel, i int, w float32) float32 {
	return max(w, min(typeset.Measure(k.Heap.Caches[i].Name, theme.Label)+14, 2*w))
}

// cacheName is the name of a cache for so much room. Where the beginning is that of
// another cache too, its end tells them apart: kmalloc-rcl-512, vm_area_struct_b.
func cacheName(s *scene.Scene, k *path.Kernel, i int, width float32) string {
	name := k.Heap.Caches[i].Name
	head, tail := typeset.Cut(name, theme.Label, width)
	if tail == "" {
		return name
	}
	for other := range k.Heap.Caches {
		if other != i && strings.HasPrefix(k.Heap.Caches[other].Name, head) {
			for head = name; head != "" && typeset.Measure(head, theme.Label) > width-typeset.Measure(tail, theme.Label); {
				_, n := utf8.DecodeRuneInString(head)
				head = head[n:]
			}
			return s.Join(tail, head)
		}
	}
	return s.Join(head, tail)
}

// caches draws the switch between the caches of a scenario, growing to the
// left from x, and returns where it begins. Where not all have room the last
// button leads to the next one that is not shown.
func caches(s *scene.Scene, m *ui.Model, k *path.Kernel, x, w float32, most int) float32 {
	n := len(k.Heap.Caches)
	if n < 2 {
		return x
	}
	shown := min(n, most, int((x-leastTitle(m.Title)-24)/(w+4)))
	if left := x - 1.1*leastTitle(m.Title) - 24 - 4; shown <= 0 && left >= leastCache { // a finger has no other way to them
		shown, w = 1, min(w, left)
	}
	if shown <= 0 {
		return x
	}
	first := min(max(m.Cache-shown+1, 0), n-shown)
	named := shown == n && cachesWidth(k, w, most) <= x-leastTitle(m.Title)-24
	for i, least := first+shown-1, w; i >= first; i-- {
		if w = least; named {
			w = cacheWidth(k, i, least)
		}
		x -= w
		target, ground, ink := i, theme.Card, theme.TextDim
		tip := s.Join("Show the sheaves, barns and slabs of ", k.Heap.Caches[i].Name, " (s goes to the next).")
		if i == m.Cache {
			ground, ink = theme.Selected, theme.Text
			if shown < n { // the chosen one leads on
				target = (i + 1) % n
			}
		}
		name := cacheName(s, k, i, w-6)
		if i == m.Cache && shown < n { // which of how many: the others are not in sight
			place := s.Join(s.Int(int64(i+1)), "/", s.Int(int64(n)))
			if room := w - 10 - typeset.Measure(place, theme.Label); room < 30 {
				name = place
			} else {
				name = s.Join(cacheName(s, k, i, room), " ", place)
			}
		}
		button(s, scene.Button.ID(ui.ButtonCache+target), scene.Rect{X: x, Y: 9, W: w, H: 24},
			name, theme.Label, ground, ink, tip)
		x -= 4
	}
	return x
}
