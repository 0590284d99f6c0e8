package ledger

// A bill is what a thread's CPU is busy with for it: the parts of its last
// step, one after the other, from an instant on. A thread that is interrupted
// or put aside pays the rest later, as the machine has it.

// part is a piece of a bill.
type part struct {
	cause Cause
	left  int64
}

// bill is the parts that are not paid, and from when on they are being paid; a
// bill that waits has at = waits.
type bill struct {
	at    int64
	parts []part
	known bool // a step was billed: what waits is what is left of that
}

const waits = int64(-1)

// set makes it the parts of a new step.
func (b *bill) set(at int64, parts ...part) {
	b.at, b.known = at, true
	b.parts = append(b.parts[:0], parts...)
}

// pause forgets what is paid by now; the rest waits.
func (b *bill) pause(now int64) {
	if b.at == waits {
		return
	}
	paid := now - b.at
	b.at = waits
	kept := b.parts[:0]
	for _, p := range b.parts {
		took := min(max(paid, 0), p.left)
		paid -= took
		if p.left -= took; p.left > 0 {
			kept = append(kept, p)
		}
	}
	b.parts = kept
}

// resume goes on with what waits, after something that comes first.
func (b *bill) resume(at int64, first ...part) {
	if at != waits {
		b.pause(at)
	}
	rest := b.parts
	b.parts = append(append(make([]part, 0, len(first)+len(rest)), first...), rest...)
	b.at = at
}

// total is what is not paid.
func (b *bill) total() int64 {
	sum := int64(0)
	for _, p := range b.parts {
		sum += p.left
	}
	return sum
}

// fit makes the parts come to a total: what is missing has a cause of its own,
// what is too much goes from the end.
func (b *bill) fit(total int64, missing Cause) {
	over := b.total() - total
	if over < 0 {
		b.parts = append(b.parts, part{missing, -over})
		return
	}
	for i := len(b.parts) - 1; i >= 0 && over > 0; i-- {
		took := min(over, b.parts[i].left)
		b.parts[i].left -= took
		over -= took
	}
}

// between calls with what is paid between two instants, and returns what of
// them lies behind the end of the bill.
func (b *bill) between(from, to int64, pay func(Cause, int64)) int64 {
	if b.at == waits {
		return to - from
	}
	start := b.at
	for _, p := range b.parts {
		end := start + p.left
		if took := min(end, to) - max(start, from); took > 0 {
			pay(p.cause, took)
		}
		start = end
	}
	return to - max(from, min(start, to))
}
