package jumps

import (
	"encoding/binary"
	"errors"
)

// reader reads the numbers of a module. It keeps its first mistake; what it reads
// after that is zero.
type reader struct {
	of     []byte
	at     int
	failed error
}

var errShort = errors.New("it ends in the middle of something")

func newReader(of []byte) *reader { return &reader{of: of} }

func (r *reader) more() bool { return r.failed == nil && r.at < len(r.of) }

func (r *reader) fail(err error) {
	if r.failed == nil {
		r.failed = err
	}
}

func (r *reader) byte() byte {
	if !r.more() {
		r.fail(errShort)
		return 0
	}
	r.at++
	return r.of[r.at-1]
}

// number is one without a sign, LEB128.
func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.of[r.at:])
	if r.failed != nil || size <= 0 {
		r.fail(errShort)
		return 0
	}
	r.at += size
	return n
}

// signed is one with a sign, LEB128.
func (r *reader) signed() (n int64) {
	for shift := 0; ; shift += 7 {
		b := r.byte()
		n |= int64(b&0x7f) << shift
		switch {
		case b&0x80 != 0:
		case b&0x40 != 0 && shift+7 < 64:
			return n | -1<<(shift+7)
		default:
			return n
		}
	}
}

// bytes is the next n.
func (r *reader) bytes(n uint64) []byte {
	if r.failed != nil || n > uint64(len(r.of)-r.at) {
		r.fail(errShort)
		return nil
	}
	r.at += int(n)
	return r.of[r.at-int(n) : r.at]
}

// sized is bytes behind how many they are.
func (r *reader) sized() []byte { return r.bytes(r.number()) }
