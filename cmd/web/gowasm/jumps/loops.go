package jumps

import (
	"encoding/binary"
	"slices"
)

// loop is codes that follow one another and that are gone round: the last of them
// jump back. Go's compiler puts the question whether to go on at the end, and comes
// in there; here the loop begins with it.
//
//	jump 3                           loop
//	  code 1 (first)                   block
//	  code 2                             code 3; br 1 out of it if it is over
//	  code 3 (entry, last): jump 1     end
//	  code 4                           code 1, code 2; br 0 to go on
//	                                 end
//
// A loop that calls somebody is none for us: it is come back to in the middle, by
// the table.
type loop struct{ first, last, entry int }

// len is how many codes it has.
func (l loop) len() int { return l.last - l.first + 1 }

// code is the one at a place, counted from the entry.
func (l loop) code(place int) int { return l.first + (l.entry-l.first+place)%l.len() }

// place is where a code is.
func (l loop) place(code int) int { return (code - l.entry + l.len()) % l.len() }

// has reports whether a code is one of its own.
func (l loop) has(code int) bool { return l.first <= code && code <= l.last }

// loops is the loops of a function in their order, of those that are within each
// other the inner one.
func (b *body) loops() (all []loop) {
	for first, last := range b.roundFrom() {
		if last < 0 {
			continue
		}
		l := loop{first: first, last: last}
		if !b.enters(&l) || !b.stays(l) {
			continue
		}
		for n := len(all) - 1; n >= 0 && all[n].last >= first; n-- {
			all = slices.Delete(all, n, n+1) // around this one
		}
		all = append(all, l)
	}
	return all
}

// roundFrom is for each code the last that jumps back to it, or none.
func (b *body) roundFrom() []int {
	last := slices.Repeat([]int{-1}, b.blocks)
	for n, c := range b.codes {
		for _, j := range c.jumps {
			if j.to <= n {
				last[j.to] = max(last[j.to], n)
			}
		}
	}
	return last
}

// enters finds the one code at which a loop is entered; false if there are several.
func (b *body) enters(l *loop) bool {
	l.entry = -1
	ok := true
	enter := func(code int) {
		ok = ok && (l.entry < 0 || l.entry == code)
		l.entry = code
	}
	if before := l.first - 1; before < 0 || b.codes[before].falls || b.codes[before].calls {
		enter(l.first)
	}
	for n, c := range b.codes {
		for _, j := range c.jumps {
			if !l.has(n) && l.has(j.to) {
				enter(j.to)
			}
		}
	}
	return ok && l.entry >= 0
}

// stays reports whether a loop is left only by direct jumps, or by returning, and
// gone round only by its entry. Where it ends there must be a code to go on with.
func (b *body) stays(l loop) bool {
	for n := l.first; n <= l.last; n++ {
		if b.codes[n].calls {
			return false
		}
		for _, j := range b.codes[n].jumps {
			if back := l.has(j.to) && j.to != l.entry && l.place(j.to) <= l.place(n); back || j.to < l.first {
				return false
			}
		}
	}
	return l.last+1 < b.blocks
}

// writeLoop writes a loop; the end of its first block is written. Blocks end at
// its entry, too, that nobody leaves any more: behind them it is not gone on.
func (b *body) writeLoop(out []byte, l loop) []byte {
	for n := l.first; n < l.entry; n++ {
		out = append(out, opUnreachable, opEnd)
	}
	out = append(out, opLoop, void)
	for range l.len() - 1 {
		out = append(out, opBlock, void)
	}
	for place := range l.len() {
		if place > 0 {
			out = append(out, opEnd)
		}
		n, within := l.code(place), l.len()-place // what is open of the loop
		w := func(to int) (int, bool) {
			switch {
			case to == l.entry:
				return within - 1, true
			case l.has(to):
				return l.place(to) - place - 1, true
			default:
				return within + to - l.entry - 1, true
			}
		}
		out = b.writeCode(out, &b.codes[n], w)
		if b.codes[n].falls && (n == l.last || l.place(n+1) != place+1) {
			exits, _ := w(n + 1)
			out = binary.AppendUvarint(append(out, opBr), uint64(exits))
		}
	}
	out = append(out, opEnd, opUnreachable)
	for n := l.entry; n < l.last; n++ {
		out = append(out, opEnd, opUnreachable)
	}
	return out
}
