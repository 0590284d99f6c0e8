package view

import "barnyard/viz/scene"

// Lines that lie on each other: where several runs have about as many samples of
// one length, only the topmost line would be seen. There each goes around the one
// before, the shown run's innermost and where it belongs.

// Measures of such lines, in points.
const (
	apartLines = 2.5 // one is so far around another
	alikeLines = 2   // what is nearer is one line to the eye
)

// covered is how many lines a run's line has to go around in a class.
func (h *bars) covered(run, class int) (n int) {
	own := countIn(h.m.Counts(run), class)
	if run == h.m.Shown || own == 0 {
		return 0
	}
	for other := range h.m.Runs() {
		first := other == h.m.Shown || other < run && run != h.m.Shown
		count := countIn(h.m.Counts(other), class)
		if other == run || !first || count == 0 {
			continue
		}
		if apart := h.y(own) - h.y(count); apart > -alikeLines && apart < alikeLines {
			n++
		}
	}
	return n
}

// countIn is how many samples a class has; classes behind the last have none.
func countIn(counts []int32, class int) int32 {
	if class < 0 || class >= len(counts) {
		return 0
	}
	return counts[class]
}

// coincide says whether any lines lie on each other.
func (h *bars) coincide() bool {
	for run := range h.m.Runs() {
		for class := range h.m.Counts(run) {
			if h.covered(run, class) > 0 {
				return true
			}
		}
	}
	return false
}

// around adds the step of a class to the line of a run. Where the next class has
// samples too the line goes on there, and to its side there is nothing to go
// around.
func (h *bars) around(line []scene.Point, run, class int) []scene.Point {
	counts := h.m.Counts(run)
	x0, x1, y := h.x(class), h.x(class+1), h.area.Y+h.area.H
	if counts[class] > 0 {
		off := apartLines * float32(h.covered(run, class))
		y = h.y(counts[class]) - off
		if countIn(counts, class-1) == 0 {
			x0 -= off
		}
		if countIn(counts, class+1) == 0 {
			x1 += off
		}
	} else {
		if countIn(counts, class-1) > 0 {
			x0 += apartLines * float32(h.covered(run, class-1))
		}
		if countIn(counts, class+1) > 0 {
			x1 -= apartLines * float32(h.covered(run, class+1))
		}
	}
	return append(line, scene.Point{X: x0, Y: y}, scene.Point{X: max(x0, x1), Y: y})
}
