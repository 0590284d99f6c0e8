package history

import (
	"sort"

	"barnyard/engine/sim"
)

// The events of a run. While there are few they lie in chunks, 40 bytes each:
// no list that grows is ever copied. From PlainEvents on they are packed (see
// pack.go) into blocks of about six bytes an event. The methods here and in
// find.go read both, by the same numbers; nothing is dropped.
//
//	for i := first; i < h.Len(); i++ { e := h.Event(i); ... }

// blockLen is how many events are packed together, blocksRead how many blocks
// stay unpacked after they have been looked at, and chunkLen how many events lie
// side by side that are not packed.
const (
	blockLen   = 256
	blocksRead = 4
	chunkLen   = 16 * blockLen
)

// block is blockLen events.
type block struct {
	step  uint32 // of its first event
	time  int64
	bytes []byte
}

// unpacked is a block that was looked at.
type unpacked struct {
	block  int // its place plus 1; 0: none
	events []sim.Event
}

// packedEvents is all events of a long run. The newest, which do not fill a
// block, are in tail.
type packedEvents struct {
	blocks []block
	tail   []sim.Event
	read   [blocksRead]unpacked
	spare  []byte // memory to pack in
}

// take adds the events of a step.
func (h *History) take(events []sim.Event) {
	h.count += len(events)
	if h.packed != nil {
		h.packed.add(events)
		return
	}
	if n := len(h.chunks); n > 0 && len(h.chunks[n-1])+len(events) <= chunkLen {
		h.chunks[n-1] = append(h.chunks[n-1], events...)
	} else {
		h.begin(events)
	}
	if h.count >= h.plain {
		h.packed = &packedEvents{}
		for _, c := range h.chunks {
			h.packed.add(c)
		}
		h.chunks = nil
	}
}

// begin adds events of which one begins a chunk.
func (h *History) begin(events []sim.Event) {
	for _, e := range events {
		n := len(h.chunks)
		if n == 0 || len(h.chunks[n-1]) == chunkLen {
			h.chunks = append(h.chunks, make([]sim.Event, 0, chunkLen))
			n++
		}
		h.chunks[n-1] = append(h.chunks[n-1], e)
	}
}

func (p *packedEvents) add(events []sim.Event) {
	for len(events) > 0 {
		n := min(blockLen-len(p.tail), len(events))
		p.tail, events = append(p.tail, events[:n]...), events[n:]
		if len(p.tail) == blockLen {
			p.spare = packEvents(p.spare[:0], p.tail)
			p.blocks = append(p.blocks, block{p.tail[0].Step, p.tail[0].Time, append([]byte(nil), p.spare...)})
			p.tail = p.tail[:0]
		}
	}
}

// of is the events of a block, or of the tail behind the last.
func (p *packedEvents) of(b int) []sim.Event {
	if b == len(p.blocks) {
		return p.tail
	}
	u := &p.read[b%blocksRead]
	if u.block != b+1 {
		u.block, u.events = b+1, unpackEvents(u.events[:0], p.blocks[b].bytes)
	}
	return u.events
}

// Len is how many events are recorded.
func (h *History) Len() int { return h.count }

// Event is the event with a number from 0 to Len.
func (h *History) Event(i int) sim.Event {
	if h.packed == nil {
		return h.chunks[i/chunkLen][i%chunkLen]
	}
	return h.packed.of(i / blockLen)[i%blockLen]
}

// From is events from a number on: at least one, and as many as lie side by
// side; none behind the last. They are good until the next call, and only to
// be read.
func (h *History) From(i int) []sim.Event {
	switch {
	case i >= h.count:
		return nil
	case h.packed == nil:
		return h.chunks[i/chunkLen][i%chunkLen:]
	}
	return h.packed.of(i / blockLen)[i%blockLen:]
}

// UpTo is events that end with the one of a number: at least that, and as many
// before it as lie side by side. They are good until the next call, and only to
// be read.
func (h *History) UpTo(i int) []sim.Event {
	if h.packed == nil {
		return h.chunks[i/chunkLen][:i%chunkLen+1]
	}
	return h.packed.of(i / blockLen)[:i%blockLen+1]
}

// All is a copy of all events.
func (h *History) All() []sim.Event { return h.AppendEvents(nil, 0, h.count) }

// AppendEvents appends the events i to j, without j, to buf.
func (h *History) AppendEvents(buf []sim.Event, i, j int) []sim.Event {
	for i < j {
		part := h.From(i)
		part = part[:min(len(part), j-i)]
		buf = append(buf, part...)
		i += len(part)
	}
	return buf
}

// first is the number of the first event that is late; so are all that follow.
func (h *History) first(late func(step uint32, time int64) bool) int {
	if h.packed == nil {
		c := sort.Search(len(h.chunks), func(i int) bool { return late(h.chunks[i][0].Step, h.chunks[i][0].Time) })
		if c == 0 {
			return 0
		}
		return (c-1)*chunkLen + firstLate(h.chunks[c-1], late)
	}
	p := h.packed
	b := sort.Search(len(p.blocks), func(i int) bool { return late(p.blocks[i].step, p.blocks[i].time) })
	if b == len(p.blocks) && len(p.tail) > 0 && !late(p.tail[0].Step, p.tail[0].Time) {
		b++
	}
	if b == 0 {
		return 0
	}
	return (b-1)*blockLen + firstLate(p.of(b-1), late)
}

func firstLate(events []sim.Event, late func(step uint32, time int64) bool) int {
	return sort.Search(len(events), func(i int) bool { return late(events[i].Step, events[i].Time) })
}
