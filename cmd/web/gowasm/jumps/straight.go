package jumps

import "encoding/binary"

// body is that of a function that jumps by a table.
type body struct {
	of     []byte
	all    []instruction
	table  int // which of all is the table
	blocks int // how many are around it
}

// straightened is a body with direct jumps; the same one if it is not of that kind.
func straightened(of []byte) []byte {
	r := newReader(of)
	for n := r.number(); n > 0 && r.failed == nil; n-- { // kinds of locals
		r.number()
		r.byte()
	}
	b := &body{of: of}
	for r.more() {
		b.all = append(b.all, r.instruction())
	}
	if r.failed != nil || !b.findTable() {
		return of
	}
	return b.write()
}

// findTable looks for the loop that is around everything, with its blocks and its
// table.
func (b *body) findTable() bool {
	for at, i := range b.all {
		if !i.is(opLoop, noResult) {
			continue
		}
		first := at + 1
		for at = first; b.at(at).is(opBlock, noResult); at++ {
		}
		b.blocks, b.table = at-first, at+1
		return b.blocks > 0 && b.at(at).is(opLocalGet, 0) && b.at(b.table).op == opBrTable
	}
	return false
}

// at is an instruction; behind the last stands one that is nothing.
func (b *body) at(n int) instruction {
	if n < len(b.all) {
		return b.all[n]
	}
	return instruction{}
}

// write writes the body, and each jump that only goes on as what it is.
func (b *body) write() []byte {
	from := b.table + 1
	out := append(make([]byte, 0, len(b.of)), b.of[:b.all[b.table].end]...)
	closed, inner := 0, 0 // blocks of the table that have ended; what is open in the code behind them
	for at := from; at < len(b.all); at++ {
		i := b.all[at]
		switch i.op {
		case opIf: // an if that only jumps is a br_if
			if n, ok := b.exits(at+1, closed, inner+1); ok && b.at(at+1+jumpLen).op == opEnd {
				out = binary.AppendUvarint(append(out, opBrIf), n-1)
				at += 1 + jumpLen
				continue
			}
			inner++
		case opBlock, opLoop:
			inner++
		case opEnd:
			if inner > 0 {
				inner--
			} else {
				closed++
			}
		case opI32Const:
			if n, ok := b.exits(at, closed, inner); ok {
				out = binary.AppendUvarint(append(out, opBr), n)
				at += jumpLen - 1
				continue
			}
		}
		out = append(out, b.of[i.start:i.end]...)
	}
	return out
}

// jumpLen is how many instructions a jump by the table is.
const jumpLen = 3

// exits is the number of the br that goes where a jump goes; false where there is
// none, or where it goes back.
func (b *body) exits(at, closed, inner int) (uint64, bool) {
	loop := int64(inner + b.blocks - closed)
	to := b.at(at)
	if closed > b.blocks || to.op != opI32Const || !b.at(at+1).is(opLocalSet, 0) || !b.at(at+2).is(opBr, loop) {
		return 0, false
	}
	table := b.all[b.table].table
	block := table[min(uint64(to.n), uint64(len(table)-1))]
	if block < uint64(closed) {
		return 0, false
	}
	return uint64(inner) + block - uint64(closed), true
}
