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
	tip  string // as a sentence
}

// keepings lists what a CPU keeps now; a tray with nothing in it is left out.
func keepings(k *path.Kernel, cpu int) (all []keeping) {
	c := &k.Swap.CPUs[cpu]
	put := func(name string, n int32, room int, what, fate string) {
		if n > 0 {
			all = append(all, keeping{name, int(n), room, plural(int64(n), what, what+"s") + fate})
		}
	}
	for b := range swap.NBatches {
		put(b.String(), c.N[b], swap.BatchSize, "folio", " in the batch "+b.String()+" of this CPU, on the way to the LRU lists.")
	}
	put("mlock", c.MlockN(), swap.BatchSize, "folio", " in the mlock batch of this CPU.")
	put("buffer heads", c.NBH, swap.BHSize, "buffer head", " that this CPU has used last.")
	return all
}

// keepings draws the trays below each other, as many as have room.
func (c *card) keepings(r scene.Rect) {
	const row = 30
	for i, t := range keepings(c.k, c.cpu) {
		y := r.Y + row*float32(i)
		if y+row > r.Y+r.H {
			return
		}
		id := scene.CPU.ID(c.cpu).Sub(100 + 40*i)
		words(c.s, id, r.X, y+10, t.name, theme.Label, theme.TextSoft, r.W)
		wordsEnd(c.s, id.Sub(101+40*i), r.X+r.W, y+10, count(t.n, t.room), theme.Number, theme.Text, r.W)
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
	for _, t := range keepings(k, cpu) {
		all = append(all, belonging{t.name + " " + count(t.n, t.room), t.tip, slub.None, theme.TextSoft})
	}
	return all
}
