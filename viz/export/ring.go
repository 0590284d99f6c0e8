package export

import (
	"encoding/binary"
	"fmt"
)

// ring is the pages of one CPU's ring buffer. An entry says how much later it
// is than the one before it in 27 bits; where that is not enough, an entry
// stands before it that has the rest.
type ring struct {
	done []byte // whole pages
	page []byte // the data of the one at hand
	from int64  // its time
	last int64
}

const (
	deltaBits   = 27
	typeExtend  = 30
	longestType = 28 // entries up to so many words have their length in the type
)

// add adds an entry, in whole words, at a time.
func (g *ring) add(at int64, data []byte) error {
	need := len(data) + 4
	if len(data)/4 > longestType {
		need += 4
	}
	if need > datPage-datHeader {
		return fmt.Errorf("an event of %d bytes; a page of trace.dat holds %d", len(data), datPage-datHeader)
	}
	if len(g.page)+need+8 > datPage-datHeader {
		g.flush()
	}
	if len(g.page) == 0 {
		g.from, g.last = at, at
	}
	delta := uint64(at - g.last)
	g.last = at
	if delta>>deltaBits != 0 {
		g.word(typeExtend, uint32(delta&(1<<deltaBits-1)))
		g.page = binary.LittleEndian.AppendUint32(g.page, uint32(delta>>deltaBits))
		delta = 0
	}
	if words := uint32(len(data) / 4); words <= longestType {
		g.word(words, uint32(delta))
	} else {
		g.word(0, uint32(delta))
		g.page = binary.LittleEndian.AppendUint32(g.page, uint32(len(data)+4))
	}
	g.page = append(g.page, data...)
	return nil
}

func (g *ring) word(kind, delta uint32) {
	g.page = binary.LittleEndian.AppendUint32(g.page, delta<<5|kind)
}

// flush ends the page at hand.
func (g *ring) flush() {
	g.done = binary.LittleEndian.AppendUint64(g.done, uint64(g.from))
	g.done = binary.LittleEndian.AppendUint64(g.done, uint64(len(g.page)))
	g.done = append(g.done, g.page...)
	g.done = append(g.done, make([]byte, datPage-datHeader-len(g.page))...)
	g.page = g.page[:0]
}

// close is all pages.
func (g *ring) close() []byte {
	if len(g.page) > 0 {
		g.flush()
	}
	return g.done
}
