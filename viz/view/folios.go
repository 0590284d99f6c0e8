package view

import (
	"barnyard/engine/path"
	"barnyard/engine/slub"
	"barnyard/engine/swap"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// What a CPU has that the other users of the series keep for it: folios in
// batches on their way to the LRU lists, and buffer heads. The engine counts
// them and follows none, so they are drawn as a tray with so many places taken.

// keeping is one such tray.
type keeping struct {
	name string
	n    int
	room int    // how many places it has
	what string // one of what it holds
	fate string // and what becomes of it, as the end of a sentence
}

// tip is the tray as a sentence. It is made anew each time, so only for who asks.
func (t *keeping) tip() string { return plural(int64(t.n), t.what, t.what+"s") + t.fate }

// kept is the trays of a CPU, in order.
type kept struct {
	trays [swap.NBatches + 2]keeping
	n     int
}

func (l *kept) all() []keeping { return l.trays[:l.n] }

func (l *kept) put(t keeping) {
	if t.n > 0 {
		l.trays[l.n] = t
		l.n++
	}
}

// keepings lists what a CPU keeps now; a tray with nothing in it is left out.
func keepings(k *path.Kernel, cpu int) (l kept) {
	c := &k.Swap.CPUs[cpu]
	for b := range swap.NBatches {
		l.put(keeping{b.String(), int(c.N[b]), swap.BatchSize, "folio", " in a batch of this CPU, on the way to the LRU lists."})
	}
	l.put(keeping{"mlock", int(c.MlockN()), swap.BatchSize, "folio", " in the mlock batch of this CPU."})
	l.put(keeping{"buffer heads", int(c.NBH), swap.BHSize, "buffer head", " that this CPU has used last."})
	return l
}

// keepings draws the trays below each other, as many as have room.
func (c *card) keepings(r scene.Rect) {
	const row = 30
	l := keepings(c.k, c.cpu)
	for i := range l.all() {
		t := &l.trays[i]
		y := r.Y + row*float32(i)
		if y+row > r.Y+r.H {
			return
		}
		id := scene.CPU.ID(c.cpu).Sub(100 + 40*i)
		words(c.s, id, r.X, y+10, t.name, theme.Label, theme.TextSoft, r.W)
		wordsEnd(c.s, id.Sub(101+40*i), r.X+r.W, y+10, c.s.Join(c.s.Int(int64(t.n)), "/", c.s.Int(int64(t.room))), theme.Number, theme.Text, r.W)
		pitch := min(r.W/float32(t.room), 11)
		for p := range t.room {
			ink := theme.Cell
			if p < t.n {
				ink = theme.TextSoft
			}
			c.s.Box(id.Sub(102+40*i+p), scene.Rect{X: r.X + pitch*float32(p), Y: y + 15, W: pitch - 1.5, H: 9}, theme.RadiusCell, solid(ink)).Through()
		}
	}
}

// count is "2/31".
func count(n, of int) string { return itoa(int64(n)) + "/" + itoa(int64(of)) }

// keptBeside is the same as lines for a card that has sheaves to show.
func keptBeside(k *path.Kernel, cpu int) (all []belonging) {
	l := keepings(k, cpu)
	for i := range l.all() {
		t := &l.trays[i]
		all = append(all, belonging{t.name + " " + count(t.n, t.room), t.tip(), slub.None, theme.TextSoft})
	}
	return all
}
