package explore

import (
	"barnyard/engine/check"
	"barnyard/engine/sim"
)

// graph is which state follows which. With it a complete search can tell what
// no single state shows: that something has become impossible.
type graph struct {
	from, to []uint32
}

func (g *graph) add(from, to uint32) { g.from, g.to = append(g.from, from), append(g.to, to) }

func (g *graph) bytes() int64 { return int64(cap(g.from)+cap(g.to)) * 4 }

// withWayOut marks the states from which some order leads to an end. What
// follows is mostly found later, so going backwards settles nearly all in one
// round.
func (g *graph) withWayOut(states int) []bool {
	out := make([]bool, states)
	for i := range out {
		out[i] = true // what has no follower is an end
	}
	for _, n := range g.from {
		out[n] = false
	}
	for changed := true; changed; {
		changed = false
		for i := len(g.from) - 1; i >= 0; i-- {
			if out[g.to[i]] && !out[g.from[i]] {
				out[g.from[i]], changed = true, true
			}
		}
	}
	return out
}

// lookForNoWayOut tells of the nearest state from which nothing leads to an end
// any more: who is left there goes round for ever, whatever the order. A
// scenario that is meant to go on for ever has no end and is not asked.
func (x *search) lookForNoWayOut() {
	if x.report.Ends == 0 {
		return
	}
	for n, ok := range x.after.withWayOut(x.table.len()) {
		if ok {
			continue
		}
		w := x.again(uint32(n))
		x.lost(w, []check.Broken{{Invariant: "L2", Text: "from here on no order of steps comes to an end: " + x.whoIsLeft(w)}}, x.table.way(uint32(n)))
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
