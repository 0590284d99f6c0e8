package view

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// writer writes random scenarios that use every statement that the engine
// runs: several caches, one of which is destroyed, two nodes, interrupts and
// NMIs. Small sheaves keep every branch near.
type writer struct {
	rnd      *rand.Rand
	barriers int // 1: some wait for RCU, one after the other, for very long
	text     strings.Builder
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.text, format+"\n", args...) }

func (w *writer) n(n int) int { return w.rnd.Intn(n) }

func (w *writer) scenario() string {
	cpus := 2 + w.n(7)
	w.line("title %q\nmachine cpus=%d nodes=2 isolated=%d nohz_full=%d jitter=%d", "Random", cpus, cpus-1, cpus-1, w.n(30))
	w.line("cache a size=64 capacity=%d slabobjs=%d", []int{3, 8, 60}[w.n(3)], 4+w.n(12))
	w.line("cache b size=256 capacity=%d slabobjs=%d\ncache gone size=128", 1+w.n(30), 1+w.n(6))
	tasks := cpus + 1 + w.n(3)
	for i := range tasks {
		fifo := ""
		if w.n(4) == 0 {
			fifo = " fifo=2"
		}
		w.line("task t%d cpu=%d start=%dus%s {", i, i%cpus, w.n(9), fifo)
		w.program(tasks)
		w.line("}")
	}
	w.line("task last cpu=%d start=%dus { alloc gone n=%d; kfree_rcu gone; free gone n=all; destroy gone; work 1us }", w.n(cpus), w.n(300), 2+w.n(70))
	w.line("irq net cpu=%d at=%dns every=%dus { alloc a n=%d; work 700ns; kfree_rcu a; free a n=all }", w.n(cpus), 1+w.n(9000), 20+w.n(60), 2+w.n(4))
	w.line("nmi perf cpu=%d at=%dns every=%dus { alloc b n=2 gfp=nolock; work 300ns; free b n=all }", w.n(cpus), 1+w.n(9000), 10+w.n(20))
	w.line("seed %d\nuntil 25ms", w.n(1000))
	return w.text.String()
}

// program writes statements that never free more than is held.
func (w *writer) program(tasks int) {
	for range 6 + w.n(14) {
		c := []string{"a", "b"}[w.n(2)]
		n := 1 + w.n(40)
		switch w.n(12) {
		case 0:
			w.line("alloc %s n=%d; give t%d %s n=%d", c, n, w.n(tasks), c, 1+w.n(n))
		case 1:
			w.line("alloc %s node=%d; free %s n=all order=%s", c, w.n(2), c, []string{"fifo", "lifo", "random"}[w.n(3)])
		case 2:
			w.line("bulk_alloc %s n=%d; work 1us; bulk_free %s n=%d", c, n, c, n)
		case 3, 4:
			w.line("alloc %s n=%d; kfree_rcu %s n=%d", c, n, c, n)
		case 5:
			w.line("prefill %s n=%d; work %dus; alloc %s n=2; free %s n=all; return_sheaf %s", c, n, 1+w.n(60), c, c, c)
		case 6:
			w.line([]string{"shrink " + c, "kvfree_rcu_barrier"}[w.n(2)*w.barriers])
		case 7:
			w.line("loop %d { alloc %s n=%d; work %dns; mark round; free %s n=all }", 1+w.n(4), c, n, 1+w.n(400), c)
		case 8:
			w.line("preempt_disable { alloc %s; work 400ns; free %s }\nirq_disable { work 2us }", c, c)
		case 9:
			w.line("sleep %dus\nsyscall { alloc %s n=%d; free %s }", 1+w.n(400), c, n, c)
		case 10:
			w.line("rand { 3: alloc %s n=%d; 1: alloc %s n=%d }", c, n, c, n)
		case 11:
			w.line("alloc %s n=%d; free %s n=all", c, n, c)
		}
	}
}

// Whatever happens, in either mode, at any instant and in any window: nothing
// panics, no text lies on another, nothing is outside, and the picture has as
// many of everything as the state.
func TestRandomScenariosAreDrawnRight(t *testing.T) {
	windows := [][2]float32{{1280, 720}, {1920, 1080}, {390, 844}, {840, 660}}
	seen := census{}
	for seed := range 10 {
		w := writer{rnd: rand.New(rand.NewSource(int64(seed))), barriers: seed % 2}
		m := ui.New(1280, 720)
		ui.Update(m, ui.Load{Name: "random", Text: w.scenario()})
		require.True(t, m.Loaded(), "%s\n%s", m.Notice.Text, w.text.String())
		for range 30 {
			ui.Update(m, ui.Tick{Steps: 50_000})
		}
		for shot := range 60 {
			ui.Update(m, ui.Cue{Text: fmt.Sprintf("mode qpw=%d\nat %dns", shot%2, instant(w.rnd))})
			for range 4 {
				ui.Update(m, ui.Tick{Steps: 50_000})
			}
			z := windows[w.n(len(windows))]
			ui.Update(m, ui.Resize{W: z[0], H: z[1]})
			ui.Update(m, ui.ShowCache{Index: w.n(3)})
			m.Notice = ui.Notice{}
			where := fmt.Sprintf("seed %d, %gx%g, %s, %d cycles, cache %d", seed, z[0], z[1], m.Side().Mode, m.Now, m.Cache)
			drawnRight(t, m, &seen, where)
		}
	}
	t.Logf("%+v", seen)
	for what, n := range seen.reached() {
		require.Positive(t, n, "no picture had %s", what)
	}
}

// instant is a time at which something may happen: most of it does early.
func instant(rnd *rand.Rand) int64 {
	return rnd.Int63n(min(int64(20_000)<<rnd.Intn(11), 25_000_000))
}

func drawnRight(t *testing.T, m *ui.Model, seen *census, where string) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("%s: panic %v", where, p)
		}
	}()
	s := built(m)
	checkTexts(t, m, s, where)
	window := scene.Rect{W: m.W, H: m.H}
	for i := range s.Items {
		if it := &s.Items[i]; it.Clip.Empty() {
			assertInside(t, s, it, window)
		}
	}
	seen.check(t, m, s, where)
	if t.Failed() {
		t.Logf("%s", m.Text)
		t.FailNow()
	}
}
