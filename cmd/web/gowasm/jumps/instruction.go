package jumps

import "fmt"

// Instructions that are looked at, by their names in the specification.
const (
	opUnreachable  = 0x00
	opBlock        = 0x02
	opLoop         = 0x03
	opIf           = 0x04
	opEnd          = 0x0b
	opBr           = 0x0c
	opBrIf         = 0x0d
	opBrTable      = 0x0e
	opReturn       = 0x0f
	opCall         = 0x10
	opCallIndirect = 0x11
	opLocalGet     = 0x20
	opLocalSet     = 0x21
	opI32Const     = 0x41
)

// The type of a block that leaves nothing, as it is read and as it is written.
const (
	noResult = -0x40
	void     = 0x40
)

// instruction is one of a body.
type instruction struct {
	op         byte
	n          int64    // the first number behind it, if it is one that is looked at
	table      []uint64 // of br_table; the last is for all numbers beyond
	start, end int      // where in the body it lies
}

// is reports whether it is this one, with this number.
func (i instruction) is(op byte, n int64) bool { return i.op == op && i.n == n }

// leaves reports whether what stands behind it is not gone on with.
func (i instruction) leaves() bool {
	return i.op == opBr || i.op == opReturn || i.op == opUnreachable
}

// instruction reads one.
func (r *reader) instruction() (i instruction) {
	i.start = r.at
	i.op = r.byte()
	switch op := i.op; {
	case op <= 0x01, op == 0x05, op == opEnd, op == 0x0f, op == 0x1a || op == 0x1b, op >= 0x45 && op <= 0xc4, op == 0xd1:
		// nothing behind it
	case op == opBlock || op == opLoop || op == opIf, op == opI32Const, op == 0x42, op == 0xd0:
		i.n = r.signed()
	case op == opBr || op == opBrIf, op == 0x10, op >= opLocalGet && op <= 0x26, op == 0x3f || op == 0x40, op == 0xd2:
		i.n = int64(r.number())
	case op == opBrTable:
		i.table = r.table()
	case op == 0x11, op >= 0x28 && op <= 0x3e: // indirect calls; loads and stores
		r.number()
		r.number()
	case op == 0x43:
		r.bytes(4)
	case op == 0x44:
		r.bytes(8)
	case op == 0xfc:
		r.prefixed()
	default:
		r.fail(fmt.Errorf("unknown instruction %#02x", op))
	}
	i.end = r.at
	return i
}

// table reads what stands behind br_table.
func (r *reader) table() (all []uint64) {
	for n := r.number() + 1; n > 0 && r.failed == nil; n-- {
		all = append(all, r.number())
	}
	return all
}

// prefixed reads what stands behind 0xfc.
func (r *reader) prefixed() {
	switch op := r.number(); op {
	case 0, 1, 2, 3, 4, 5, 6, 7: // conversions that saturate
	case 9, 11, 13, 15, 16, 17:
		r.number()
	case 8, 10, 12, 14:
		r.number()
		r.number()
	default:
		r.fail(fmt.Errorf("unknown instruction 0xfc %d", op))
	}
}
