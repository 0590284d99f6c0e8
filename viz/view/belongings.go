package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// What else of a cache is on a CPU, beside the three sheaves: a prefilled
// sheaf in a task's hands, a task's array, a batch that waits for RCU, and
// frees that were put off. Few cards have any of it; the card's own sentence
// always tells all.

// belonging is one of these.
type belonging struct {
	text  string       // in few words, for the card
	tip   string       // the same as a clause
	sheaf slub.SheafID // None unless it is one
	ink   theme.Role
}

// belongings lists what a CPU has of a cache.
func belongings(k *path.Kernel, cpu, cache int) (all []belonging) {
	for _, id := range k.M.OfCPU(int32(cpu)) {
		if int(id) < len(k.Cfg.Programs) {
			all = taskHas(all, k, id, cache)
		}
	}
	n := int64(0)
	for _, c := range batchesOf(k, cpu) {
		n += ofCache(k, c, cache)
	}
	if n > 0 {
		all = append(all, belonging{"batch " + itoa(n), plural(n, "object waits", "objects wait") + " for RCU in its batch", slub.None, theme.ObjRCU})
	}
	if n := ofCache(k, k.Deferred[cpu], cache); n > 0 {
		all = append(all, belonging{"put off " + itoa(n), plural(n, "free was", "frees were") + " put off by kfree_nolock", slub.None, theme.ObjFree})
	}
	return all
}

// taskHas adds what a program has in its hands.
func taskHas(all []belonging, k *path.Kernel, id sim.ThreadID, cache int) []belonging {
	t, name := &k.Tasks[id], k.ThreadName(id)
	if t.Sheaf != slub.None && int(k.Heap.Sheaves[t.Sheaf].Cache) == cache {
		fill := itoa(int64(k.Heap.Size(t.Sheaf))) + "/" + itoa(int64(k.Heap.Capacity(t.Sheaf)))
		all = append(all, belonging{"prefill " + fill, name + " has a prefilled sheaf, " + fill, t.Sheaf, theme.ObjFree})
	}
	if n := ofCache(k, t.Over, cache); n > 0 {
		all = append(all, belonging{"prefill " + itoa(n), name + " has an oversize sheaf with " + plural(n, "object", "objects"), slub.None, theme.ObjFree})
	}
	if n := ofCache(k, t.Chain, cache); n > 0 {
		all = append(all, belonging{"array " + itoa(n), name + " has an array of " + plural(n, "object", "objects"), slub.None, theme.ObjFree})
	}
	return all
}

// belongingsTip is all of them as sentences.
func belongingsTip(k *path.Kernel, cpu, cache int) (text string) {
	for _, b := range belongings(k, cpu, cache) {
		text += " " + sentence(b.tip)
	}
	return text
}

// leastBelonging is the width below which they are left to the sentence.
const leastBelonging = 70

// belongings draws them below each other into r, as many as have room. The
// last line counts what has none.
func (c *card) belongings(r scene.Rect) {
	all := c.belongs()
	const line = belongingLine
	room := int(r.H / line)
	if room < 1 || r.W < leastBelonging {
		return
	}
	for i := range all {
		b, id, y := &all[i], scene.Sheaves.ID(c.m.Cache, c.cpu).Sub(1+i), r.Y+line*float32(i)
		if i == room-1 && len(all) > room {
			words(c.s, id, r.X, y+10, "and "+itoa(int64(len(all)-i))+" more", theme.Label, theme.TextDim, r.W)
			return
		}
		c.belonging(i, b, r.X, y, r.W)
	}
}

// belongs is all that a card has room to name, the batches of the other users of the
// series last.
func (c *card) belongs() []belonging {
	return append(belongings(c.k, c.cpu, c.m.Cache), keptBeside(c.k, c.cpu)...)
}

// belongingLine is how high the line of one is.
const belongingLine = 13

// belongingsInLine draws them beside each other; behind the last that has room is how
// many more there are.
func (c *card) belongingsInLine(all []belonging, r scene.Rect) {
	if r.H < belongingLine {
		return
	}
	x, end := r.X, r.X+r.W
	for i := range all {
		wide := 16 + typeset.Measure(all[i].text, theme.Number)
		more := c.s.Join("+", c.s.Int(int64(len(all)-i)))
		room := end - x
		if i < len(all)-1 {
			room -= typeset.Measure(more, theme.Label) + 6
		}
		if wide > room && i > 0 {
			words(c.s, scene.Sheaves.ID(c.m.Cache, c.cpu).Sub(1+i), x, r.Y+10, more, theme.Label, theme.TextDim, end-x)
			return
		}
		c.belonging(i, &all[i], x, r.Y, min(wide, room)+1)
		x += wide + 10
	}
}

// belonging draws the i-th: its sign and its words.
func (c *card) belonging(i int, b *belonging, x, y, w float32) {
	id := scene.Sheaves.ID(c.m.Cache, c.cpu).Sub(1 + i)
	sign := scene.Rect{X: x, Y: y + 2, W: 12, H: 9}
	if b.sheaf != slub.None {
		sheafIcon(c.s, c.m, c.k, b.sheaf, sign, "prefilled, in the hands of a task", b.ink)
	} else {
		c.s.Box(id.Sub(20+i), scene.Rect{X: sign.X + 2, Y: sign.Y + 1, W: 7, H: 7}, theme.RadiusCell, solid(b.ink)).Through()
	}
	if words(c.s, id, x+16, y+10, b.text, theme.Number, theme.TextSoft, w-16) > 0 {
		c.s.Items[len(c.s.Items)-1].Tip(sentence(b.tip))
	}
}
