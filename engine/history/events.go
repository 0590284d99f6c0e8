package history

import (
	"sort"

	"barnyard/engine/sim"
)

// The events of a run, of which there are soon millions: 40 bytes each as they are,
// about six as they are kept, packed (see pack.go) in blocks. That is less memory to
// find, and finding it takes longer than packing. The methods here and in find.go
// know events by their numbers; nothing is dropped.
//
//	for i := first; i < h.Len(); i++ { e := h.Event(i); ... }

// blockLen is how many events are packed together, and blocksRead how many
// blocks stay unpacked after they have been looked at.
const (
	blockLen   = 256
	blocksRead = 16
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

// events is all of a run. The newest, which do not fill a block, are in tail.
type events struct {
	blocks []block
	tail   []sim.Event
	read   [blocksRead]unpacked
	spare  []byte // memory to pack in
}

// add adds the events of a step.
func (p *events) add(more []sim.Event) {
	for len(more) > 0 {
		n := min(blockLen-len(p.tail), len(more))
		p.tail, more = append(p.tail, more[:n]...), more[n:]
		if len(p.tail) == blockLen {
			p.spare = packEvents(p.spare[:0], p.tail)
			p.blocks = append(p.blocks, block{p.tail[0].Step, p.tail[0].Time, append([]byte(nil), p.spare...)})
			p.tail = p.tail[:0]
		}
	}
}

// len is how many there are.
func (p *events) len() int { return len(p.blocks)*blockLen + len(p.tail) }

// of is the events of a block, or of the tail behind the last.
func (p *events) of(b int) []sim.Event {
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
func (h *History) Len() int { return h.events.len() }

// Event is the event with a number from 0 to Len.
func (h *History) Event(i int) sim.Event { return h.events.of(i / blockLen)[i%blockLen] }

// From is events from a number on: at least one, and as many as lie side by
// side; none behind the last. They are good until the next call, and only to
// be read.
func (h *History) From(i int) []sim.Event {
	if i >= h.Len() {
		return nil
	}
	return h.events.of(i / blockLen)[i%blockLen:]
}

// UpTo is events that end with the one of a number: at least that, and as many
// before it as lie side by side. They are good until the next call, and only to
// be read.
func (h *History) UpTo(i int) []sim.Event { return h.events.of(i / blockLen)[:i%blockLen+1] }

// All is a copy of all events.
func (h *History) All() []sim.Event { return h.AppendEvents(nil, 0, h.Len()) }

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
	p := &h.events
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
