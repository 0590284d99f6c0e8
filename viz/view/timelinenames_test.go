package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// A name on a span stands where no cache line's tick and no line of work for others
// runs through its letters, as long as there is such a place.
func TestNoMarkRunsThroughANameOnASpan(t *testing.T) {
	for name, cue := range map[string]string{"four-policies": "at 2500ns", "irq-reentry": "at 2500ns", "flush-race": "at 600ns",
		"nmi-nolock": "at 9us", "shrink-under-poll": "at 38700ns"} {
		s := built(modelOf(t, name, 1280, 720, cue))
		var names, marks []scene.Rect
		for i := range s.Items {
			it := &s.Items[i]
			switch {
			case it.ID.Kind == scene.RunSpan && it.Text != "":
				w := typeset.Measure(it.Text, theme.SpanName)
				names = append(names, scene.Rect{X: it.Rect.X, Y: it.Rect.Y - theme.SpanName.Size, W: w, H: theme.SpanName.Size})
			case it.ID.Kind == scene.LineTick && it.Shape == scene.Polyline || it.ID.Kind == scene.Reach:
				a, b := s.Of(it)[0], s.Of(it)[1]
				marks = append(marks, scene.Rect{X: a.X, Y: min(a.Y, b.Y), W: 1, H: max(a.Y, b.Y) - min(a.Y, b.Y)})
			}
		}
		assert.NotEmpty(t, names, name)
		for _, n := range names {
			for _, m := range marks {
				assert.False(t, m.X < n.X+n.W && n.X < m.X+m.W && m.Y < n.Y+n.H && n.Y < m.Y+m.H, "%s: the mark at %v on the name at %v", name, m, n)
			}
		}
	}
}

// Where an arc of queued work spans a whole span, the span's name is written over it,
// on a piece of the span.
func TestANameUnderAnArcIsWrittenOverIt(t *testing.T) {
	s := built(modelOf(t, "four-policies", 844, 460, "mode qpw=0\nat 1005us"))
	arc, grounds := -1, 0
	for i := range s.Items {
		it := &s.Items[i]
		switch {
		case it.ID.Kind == scene.AskArrow && it.Text == "":
			arc = i
		case it.ID.Kind == scene.RunSpan && it.Shape == scene.Box && it.Fill.Alpha < 1 && arc >= 0:
			grounds++
			assert.Equal(t, it.ID.Sub(3), s.Items[i+1].ID)
			assert.NotEmpty(t, s.Items[i+1].Text)
		}
	}
	assert.Positive(t, grounds)
}
