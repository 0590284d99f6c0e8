package explore

import (
	"encoding/binary"
	"slices"

	"barnyard/engine/sim"
)

// graph is which state follows which, beside the steps by which states were found,
// which the table has. With both a complete search can tell what no single state
// shows: that something has become impossible.
//
// A step is kept as how far its first state is from that of the step before, and
// how far its second one is from there: four bytes or so. Blocks of steps are read
// from the last to the first.
type graph struct {
	blocks [][]byte
	n      int // steps in the last block
	last   uint32
	size   int64
}

// perBlock is how many steps a block has.
const perBlock = 1 << 12

func (g *graph) add(from, to uint32) {
	if g.n == perBlock || len(g.blocks) == 0 {
		if i := len(g.blocks) - 1; i >= 0 {
			g.blocks[i] = slices.Clone(g.blocks[i]) // as long as it is
			g.size += int64(len(g.blocks[i]))
		}
		g.blocks = append(g.blocks, make([]byte, 0, 6*perBlock))
		g.n, g.last = 0, 0
	}
	b := &g.blocks[len(g.blocks)-1]
	*b = binary.AppendVarint(*b, int64(from)-int64(g.last))
	*b = binary.AppendVarint(*b, int64(to)-int64(from))
	g.last = from
	g.n++
}

func (g *graph) bytes() int64 { return g.size }

// step is one between two states.
type step struct{ from, to uint32 }

// read is the steps of a block.
func read(block []byte, into []step) []step {
	last := int64(0)
	next := func() int64 {
		v, n := binary.Varint(block)
		block = block[n:]
		return v
	}
	for len(block) > 0 {
		from := last + next()
		into, last = append(into, step{uint32(from), uint32(from + next())}), from
	}
	return into
}

// backwards goes through all steps, the last found first, more or less.
func (x *search) backwards(visit func(step)) {
	var steps []step
	for i := len(x.after.blocks) - 1; i >= 0; i-- {
		steps = read(x.after.blocks[i], steps[:0])
		for j := len(steps) - 1; j >= 0; j-- {
			visit(steps[j])
		}
	}
	for n := uint32(x.table.len()) - 1; n > 0; n-- {
		visit(step{x.table.parent.at(n), n})
	}
}

// withWayOut marks the states from which some order leads to an end. What
// follows is mostly found later, so going backwards settles nearly all in a few
// rounds.
func (x *search) withWayOut() []bool {
	out := make([]bool, x.table.len())
	for i := range out {
		out[i] = true // what has no follower is an end
	}
	x.backwards(func(s step) { out[s.from] = false })
	for changed := true; changed; {
		changed = false
		x.backwards(func(s step) {
			if out[s.to] && !out[s.from] {
				out[s.from], changed = true, true
			}
		})
	}
	return out
}

// lookForNoWayOut tells of the nearest state from which nothing leads to an end
// any more: who is left there goes round for ever, whatever the order. A
// scenario that is meant to go on for ever, in some order or in all, is not asked.
func (x *search) lookForNoWayOut() {
	if x.report.Ends == 0 || endless(x.s.Tasks) {
		return
	}
	x.report.WayOut = true
	for n, ok := range x.withWayOut() {
		if ok {
			continue
		}
		x.noWayOut(x.again(uint32(n)), x.table.way(uint32(n)))
		return
	}
}

// whoIsLeft names the programs that have not ended, and where they are.
func (x *search) whoIsLeft(w *world) string {
	text := ""
	for i := range w.k.Cfg.Programs {
		t := &w.k.M.Threads[i]
		if t.Depth == 0 {
			continue
		}
		if text != "" {
			text += ", "
		}
		text += w.k.ThreadName(sim.ThreadID(i)) + " is in " + w.k.Cfg.Code.Funcs[t.Top().Fn].Name
	}
	return text
}
