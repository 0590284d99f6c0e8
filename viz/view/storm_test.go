package view

import (
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/lessons"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// storm is somebody who does anything at any time: presses every key there is, taps
// and drags anywhere, resizes the window, edits the text and goes far, while it plays.
type storm struct {
	rnd *rand.Rand
	m   *ui.Model
	s   *scene.Scene // used again and again, as a window does
	did []string
}

func (st *storm) pick(from ...string) string { return from[st.rnd.Intn(len(from))] }

func (st *storm) do(what string, msg ui.Msg) {
	st.did = append(st.did, what)
	ui.Update(st.m, msg)
}

// press is any key that the help knows, or any letter.
func (st *storm) press() {
	keys := st.m.Keys()
	names := keys[st.rnd.Intn(len(keys))].Names
	name := names[st.rnd.Intn(len(names))]
	if st.rnd.Intn(8) == 0 {
		name = string(rune(' ' + st.rnd.Intn(95)))
	}
	e := gesture.Event{Kind: gesture.Key, Name: name}
	if r := []rune(name); len(r) == 1 {
		e = gesture.Event{Kind: gesture.Char, Rune: r[0]}
	}
	st.do("key "+name, ui.Hand{Event: e})
}

// point is any gesture anywhere.
func (st *storm) point() {
	e := gesture.Event{Kind: gesture.Kind(3 + st.rnd.Intn(7)), X: st.rnd.Float32() * st.m.W, Y: st.rnd.Float32() * st.m.H,
		DX: float32(st.rnd.NormFloat64() * 50), DY: float32(st.rnd.NormFloat64() * 50), Zoom: 0.5 + st.rnd.Float32()}
	e.FromX, e.FromY, e.Mods = e.X-e.DX, e.Y-e.DY, gesture.Mods(st.rnd.Intn(2))
	spot := Locate(st.m, st.s, e.X, e.Y)
	st.do(fmt.Sprintf("gesture %d at %g,%g on %s", e.Kind, e.X, e.Y, spot.ID), ui.Hand{Event: e, Spot: spot})
}

// edit changes the text, well or wrongly, or shows another one.
func (st *storm) edit(texts []string) {
	text := st.m.Text
	switch st.rnd.Intn(5) {
	case 0:
		text = strings.Replace(text, "us", "ns", 1)
	case 1:
		text = text[:st.rnd.Intn(len(text)+1)]
	case 2:
		text += "\nseed " + strconv.Itoa(st.rnd.Intn(9))
	case 3:
		text = strings.Replace(text, "cpus=4", "cpus="+st.pick("2", "9", "40"), 1)
	case 4:
		text = texts[st.rnd.Intn(len(texts))]
	}
	if st.rnd.Intn(4) == 0 {
		st.do("load", ui.Load{Name: "storm", Text: text})
		return
	}
	st.do("edit", ui.Edit{Text: text})
}

func (st *storm) any(texts []string) {
	m := st.m
	switch n := st.rnd.Intn(40); {
	case n < 22:
		st.press()
	case n < 29:
		st.point()
	case n < 32:
		w, h := []float32{1, 200, 320, 390, 640, 844, 1280, 3840}[st.rnd.Intn(8)], []float32{1, 90, 240, 390, 640, 844, 2160}[st.rnd.Intn(7)]
		st.do(fmt.Sprintf("resize %gx%g", w, h), ui.Resize{W: w, H: h})
	case n < 33:
		st.edit(texts)
	case n < 35 && m.Loaded():
		st.do("seek", ui.SeekTo{At: st.rnd.Int63n(m.End()*2 + 2)})
	case n < 36:
		cue := st.pick("compare qpw=0 qpw=1", "compare qpw=0/rt=on qpw=1", "mode qpw=1\nat 3us", "manual", "at 9s", "diff patch=qpw-v2 func=flush_all_cpus_locked",
			"samples policies", "reading costs", "compare qpw=0 qpw=0/mutant=push-without-capacity-check\nat 4us")
		st.do("cue "+cue, ui.Cue{Text: cue})
	case n < 37:
		st.do("play", ui.Play{})
	default:
		st.do("tick", ui.Tick{Seconds: st.rnd.Float64() / 10, Steps: st.rnd.Intn(20_000)})
	}
}

// Whatever is done in whatever order, nothing fails, the instant stays in the run, and
// the picture is that of a scene which has shown nothing before.
func TestAnyOrderOfHands(t *testing.T) {
	seeds, from := 3, 0
	if n, err := strconv.Atoi(os.Getenv("BARNYARD_STORMS")); err == nil {
		seeds, from = n, 1000
	}
	all, err := lessons.All()
	require.NoError(t, err)
	var texts []string
	for _, name := range []string{"shrink-under-poll", "flush-race", "key-flip", "kfree-rcu-burst", "pin-leak", "hot-unplug", "barn-empty"} {
		b, ok := scenario.Lookup(name)
		require.True(t, ok, name)
		texts = append(texts, string(b.Text))
	}
	texts = append(texts, "machine cpus=2\nuntil 3ns\n", many(40, 2, 4))
	for seed := from; seed < from+seeds; seed++ {
		st := &storm{rnd: rand.New(rand.NewSource(int64(seed))), m: ui.New(1280, 720), s: &scene.Scene{}}
		st.m.Live, st.m.Lessons, st.m.Desktop = seed%2 == 0, all, seed%3 == 0
		st.run(t, seed, texts)
	}
}

func (st *storm) run(t *testing.T, seed int, texts []string) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("storm %d: %v after\n%s", seed, p, strings.Join(st.did[max(0, len(st.did)-25):], "\n"))
			panic(p)
		}
	}()
	st.do("load", ui.Load{Name: "storm", Text: texts[seed%len(texts)]})
	for range 500 {
		st.any(texts)
		Build(st.m, st.s)
		if m := st.m; m.Loaded() {
			require.True(t, m.Now >= 0 && m.Now <= m.End(), "storm %d: %d of %d", seed, m.Now, m.End())
			require.Less(t, m.Window.From, m.Window.To, "storm %d: %v", seed, st.did[max(0, len(st.did)-9):])
		}
		if st.rnd.Intn(10) == 0 && !assert.Equal(t, built(st.m).TextDump(), st.s.TextDump()) {
			t.Fatalf("storm %d: a used scene shows another picture after\n%s", seed, strings.Join(st.did[max(0, len(st.did)-25):], "\n"))
		}
	}
}
