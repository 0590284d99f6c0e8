package gesture

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var names = map[Kind]string{Press: "press", Tap: "tap", Drag: "drag", Drop: "drop", Pinch: "pinch"}

// told is the events of some ticks as text. A tick is the pointers that are
// down: "1@10,20 2@30,40", or "" for none.
func told(t *testing.T, ticks ...string) string {
	t.Helper()
	var r Recogniser
	var out []string
	for _, tick := range ticks {
		for _, e := range r.Append(nil, pointers(t, tick)) {
			text := fmt.Sprintf("%s %g,%g", names[e.Kind], e.X, e.Y)
			switch e.Kind {
			case Drag:
				text += fmt.Sprintf(" by %g,%g from %g,%g", e.DX, e.DY, e.FromX, e.FromY)
			case Pinch:
				text += fmt.Sprintf(" by %g,%g zoom %g", e.DX, e.DY, e.Zoom)
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

func pointers(t *testing.T, tick string) (down []Pointer) {
	t.Helper()
	for _, f := range strings.Fields(tick) {
		var p Pointer
		_, err := fmt.Sscanf(f, "%d@%f,%f", &p.ID, &p.X, &p.Y)
		require.NoError(t, err, f)
		down = append(down, p)
	}
	return down
}

func TestGestures(t *testing.T) {
	cases := []struct {
		name  string
		ticks []string
		want  string
	}{
		{"nothing", []string{"", ""}, ""},
		{"tap", []string{"1@10,20", "1@10,20", ""}, "press 10,20; tap 10,20"},
		{"a tap that trembles", []string{"1@10,20", "1@14,23", ""}, "press 10,20; tap 10,20"},
		{"click", []string{"-1@10,20", ""}, "press 10,20; tap 10,20"},
		{"a mouse that moves a little drags", []string{"-1@10,20", "-1@14,20", ""},
			"press 10,20; drag 14,20 by 4,0 from 10,20; drop 14,20"},
		{"drag", []string{"1@10,20", "1@30,20", "1@30,20", "1@30,25", ""},
			"press 10,20; drag 30,20 by 20,0 from 10,20; drag 30,25 by 0,5 from 10,20; drop 30,25"},
		{"a drag that comes back is no tap", []string{"1@10,20", "1@40,20", "1@10,20", ""},
			"press 10,20; drag 40,20 by 30,0 from 10,20; drag 10,20 by -30,0 from 10,20; drop 10,20"},
		{"pinch", []string{"1@0,0 2@10,0", "1@0,0 2@20,0", ""}, "pinch 10,0 by 5,0 zoom 2"},
		{"pinch after a press", []string{"1@0,0", "1@0,0 2@10,0", "1@0,4 2@10,4", "1@0,4", "1@90,4", ""},
			"press 0,0; pinch 5,4 by 0,4 zoom 1"},
		{"pinch out of a drag", []string{"1@0,0", "1@20,0", "1@20,0 2@40,0", ""},
			"press 0,0; drag 20,0 by 20,0 from 0,0; drop 20,0"},
		{"a finger for another", []string{"1@0,0", "2@50,50", "2@90,90", "", "3@5,5", ""},
			"press 0,0; tap 0,0; press 5,5; tap 5,5"},
		{"two fingers on one spot", []string{"1@5,5 2@5,5", "1@5,5 2@5,9", ""}, "pinch 5,7 by 0,2 zoom 4"},
		{"three fingers are two", []string{"1@0,0 2@10,0 3@50,50", "1@0,0 2@10,0 3@90,90", ""}, ""},
	}
	for _, c := range cases {
		assert.Equal(t, c.want, told(t, c.ticks...), c.name)
	}
}

// Whatever the fingers do: every press ends in a tap, a drop or a pinch before
// the next press, the way of a drag adds up, and zoom is a positive number.
func TestRandomFingers(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 300 {
		var r Recogniser
		open, sum := false, Pointer{}
		for range 60 {
			var down []Pointer
			for id := range rnd.Intn(4) {
				down = append(down, Pointer{id + rnd.Intn(2), rnd.Float32() * 100, rnd.Float32() * 100})
			}
			for _, e := range r.Append(nil, down) {
				switch e.Kind {
				case Press:
					open, sum = true, Pointer{X: e.X, Y: e.Y}
				case Tap:
					require.True(t, open)
					open = false
				case Drag:
					require.True(t, open)
					sum.X, sum.Y = sum.X+e.DX, sum.Y+e.DY
					require.InDelta(t, e.X, sum.X, 1e-3)
					require.InDelta(t, e.Y, sum.Y, 1e-3)
				case Drop:
					require.True(t, open)
					open = false
				case Pinch:
					require.Greater(t, e.Zoom, float32(0))
				}
			}
			require.Equal(t, len(down) > 0, r.Busy() || len(down) > 0)
		}
		r.Append(nil, nil)
		require.False(t, r.Busy(), "when nothing is down, no gesture is under way")
	}
}

func TestNoMemoryIsTaken(t *testing.T) {
	var r Recogniser
	events := make([]Event, 0, 8)
	down := []Pointer{{1, 0, 0}}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		down[0].X += 20
		events = r.Append(events[:0], down)
	}))
}
