package jumps

// body is that of a function that jumps by a table.
type body struct {
	of     []byte
	all    []instruction
	table  int    // which of all is the table
	blocks int    // how many are around it
	codes  []code // what stands behind the end of each of them
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
	if r.failed != nil || !b.findTable() || !b.findCodes() {
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
		return b.blocks > 0 && b.at(at).is(opLocalGet, 0) && b.at(b.table).op == opBrTable && b.at(b.table+1).op == opEnd && b.onlyTableReads()
	}
	return false
}

// onlyTableReads reports whether nothing but the table reads which block was named,
// since a direct jump names none. A call by address keeps its target in local 0 for
// a moment; what it reads there is its own.
func (b *body) onlyTableReads() bool {
	for at, i := range b.all {
		own := at == b.table-1 || at > 1 && b.all[at-2].is(opLocalSet, 0) && b.all[at-1].op == opI32Const
		if i.is(opLocalGet, 0) && !own {
			return false
		}
	}
	return true
}

// at is an instruction; behind the last stands one that is nothing.
func (b *body) at(n int) instruction {
	if n < len(b.all) {
		return b.all[n]
	}
	return instruction{}
}

// write writes the body anew.
func (b *body) write() []byte {
	out := append(make([]byte, 0, len(b.of)), b.of[:b.all[b.table].end]...)
	loops := b.loops()
	for n := 0; n < b.blocks; n++ {
		out = append(out, opEnd)
		if len(loops) > 0 && loops[0].first == n {
			out = b.writeLoop(out, loops[0])
			n, loops = loops[0].last, loops[1:]
			continue
		}
		out = b.writeCode(out, &b.codes[n], func(to int) (int, bool) { return to - n - 1, to > n })
	}
	rest := b.codes[b.blocks-1].end
	return append(out, b.of[b.all[rest].start:]...)
}
