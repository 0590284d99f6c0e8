package jumps

import "encoding/binary"

// code is what stands behind the end of a block, up to the end of the next.
type code struct {
	first, end int // of all instructions
	jumps      []jump
	calls      bool // it calls somebody, and may be come back to by the table
	falls      bool // it may go on at the next
}

// jump is a jump by the table.
type jump struct {
	first, end int  // of all instructions
	to         int  // behind the end of which block
	inner      int  // what of its code is open around it
	cond       bool // it is an if that does nothing else
}

// findCodes takes what stands behind the blocks apart; false if it is not whole, or
// goes from one to another in a way that Go's compiler does not know.
func (b *body) findCodes() bool {
	at := b.table + 2
	for n := range b.blocks {
		c, ok := b.code(at, n)
		if !ok {
			return false
		}
		b.codes = append(b.codes, c)
		at = c.end + 1
	}
	return true
}

// code is that behind the end of block n.
func (b *body) code(from, n int) (c code, ok bool) {
	c.first = from
	inner := 0
	for at := from; at < len(b.all); at++ {
		switch i := b.all[at]; i.op {
		case opIf, opBlock, opLoop:
			inner++
		case opEnd:
			if inner == 0 {
				c.end = at
				c.falls = at == from || !b.all[at-1].leaves()
				return c, true
			}
			inner--
		case opBr, opBrIf, opBrTable:
			if i.op == opBrTable || inner <= int(i.n) && int(i.n) <= b.around(n, inner) {
				return c, false // into another code, and no jump
			}
		case opCall, opCallIndirect:
			c.calls = true
		case opI32Const:
			j, ok := b.jump(at, n, inner)
			if !ok {
				break
			}
			if j.cond {
				inner--
			}
			c.jumps = append(c.jumps, j)
			at = j.end - 1
		}
	}
	return c, false
}

// around is how many exits it is from code n to the loop around everything.
func (b *body) around(n, inner int) int { return inner + b.blocks - n - 1 }

// jump is the one whose number stands at a place in code n, if there is one.
func (b *body) jump(at, n, inner int) (j jump, ok bool) {
	if !b.at(at+1).is(opLocalSet, 0) || !b.at(at+2).is(opBr, int64(b.around(n, inner))) {
		return j, false
	}
	table := b.all[b.table].table
	j = jump{first: at, end: at + 3, to: int(table[min(uint64(b.all[at].n), uint64(len(table)-1))]), inner: inner}
	if b.all[at-1].op == opIf && b.at(j.end).op == opEnd {
		j = jump{first: at - 1, end: j.end + 1, to: j.to, inner: inner - 1, cond: true}
	}
	return j, j.to < b.blocks
}

// way says how many of what is open around a code a br leaves that goes where a
// jump goes; false where there is none, and only the table leads there.
type way func(to int) (exits int, ok bool)

// writeCode writes a code, and its jumps as direct as they can be.
func (b *body) writeCode(out []byte, c *code, w way) []byte {
	at := b.all[c.first].start
	for _, j := range c.jumps {
		exits, ok := w(j.to)
		if !ok {
			continue
		}
		op := byte(opBr)
		if j.cond {
			op = opBrIf
		}
		out = append(append(out, b.of[at:b.all[j.first].start]...), op)
		out = binary.AppendUvarint(out, uint64(exits+j.inner))
		at = b.all[j.end].start
	}
	return append(out, b.of[at:b.all[c.end].start]...)
}
