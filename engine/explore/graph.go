package explore

import (
	"barnyard/engine/check"
	"barnyard/engine/sim"
)

// graph is which state follows which. With it a complete search can tell what
// no single state shows: that something has become impossible.
type graph struct {
	from []uint32 // by state: where its followers begin in next
	next []uint32
}

func (g *graph) begin() { g.from = append(g.from, uint32(len(g.next))) }

func (g *graph) to(n uint32) { g.next = append(g.next, n) }

func (g *graph) bytes() int64 { return int64(cap(g.from)+cap(g.next)) * 4 }

func (g *graph) followers(n uint32) []uint32 {
	end := uint32(len(g.next))
	if int(n)+1 < len(g.from) {
		end = g.from[n+1]
	}
	return g.next[g.from[n]:end]
}

// withWayOut marks the states from which some order leads to an end. Followers
// are mostly found later than what they follow, so going backwards settles
// nearly all in one round.
func (g *graph) withWayOut() []bool {
	out := make([]bool, len(g.from))
	for changed := true; changed; {
		changed = false
		for n := len(out) - 1; n >= 0; n-- {
			if !out[n] && g.leadsOut(uint32(n), out) {
				out[n], changed = true, true
			}
		}
	}
	return out
}

func (g *graph) leadsOut(n uint32, out []bool) bool {
	next := g.followers(n)
	for _, f := range next {
		if out[f] {
			return true
		}
	}
	return len(next) == 0
}

// lookForNoWayOut tells of the nearest state from which nothing leads to an end
// any more: who is left there goes round for ever, whatever the order. A
// scenario that is meant to go on for ever has no end and is not asked.
func (x *search) lookForNoWayOut() {
	if x.report.Ends == 0 {
		return
	}
	for n, ok := range x.after.withWayOut() {
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
