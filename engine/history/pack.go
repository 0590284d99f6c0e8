package history

import (
	"encoding/binary"
	"slices"

	"barnyard/engine/sim"
)

// Events in few bytes. Most of what an event says follows from the one before
// it: its CPU and thread are often the same, its time and step a little later,
// and its numbers are often 0. A byte says which of these
// hold, and what does not is written as a difference, in as few bytes as it
// takes.
//
//	kind | which | [step] [CPU] [thread] [time] [A] [B] [C]

// What of an event is as expected and therefore not written.
const (
	sameStep = 1 << iota // the step of the event before
	nextStep             // the step after it
	sameCPU
	sameThread
	sameTime
	noA
	noB
	noC
)

// maxPacked is the most bytes that an event takes: two, and seven numbers.
const maxPacked = 2 + 7*binary.MaxVarintLen64

// packEvents appends the events to buf. The first is written as if the event
// with all fields 0 were before it, so that they can be read without others.
func packEvents(buf []byte, events []sim.Event) []byte {
	buf = slices.Grow(buf, maxPacked*len(events))
	all, at := buf[:cap(buf)], len(buf)
	before := &sim.Event{}
	for i := range events {
		at += packEvent(all[at:], before, &events[i])
		before = &events[i]
	}
	return all[:at]
}

// packEvent writes an event and says how many bytes that took.
func packEvent(buf []byte, before, e *sim.Event) int {
	at, which := 2, byte(0)
	switch e.Step {
	case before.Step:
		which |= sameStep
	case before.Step + 1:
		which |= nextStep
	default:
		at = write(buf, at, uint64(e.Step-before.Step))
	}
	if v := int64(e.CPU) - int64(before.CPU); v != 0 {
		at = write(buf, at, zigzag(v))
	} else {
		which |= sameCPU
	}
	if v := int64(e.Thread) - int64(before.Thread); v != 0 {
		at = write(buf, at, zigzag(v))
	} else {
		which |= sameThread
	}
	if v := e.Time - before.Time; v != 0 {
		at = write(buf, at, zigzag(v))
	} else {
		which |= sameTime
	}
	if e.A != 0 {
		at = write(buf, at, zigzag(int64(e.A)))
	} else {
		which |= noA
	}
	if e.B != 0 {
		at = write(buf, at, zigzag(int64(e.B)))
	} else {
		which |= noB
	}
	if e.C != 0 {
		at = write(buf, at, zigzag(e.C))
	} else {
		which |= noC
	}
	buf[0], buf[1] = byte(e.Kind), which
	return at
}

// zigzag is a number as one that is small if it is near 0.
func zigzag(v int64) uint64 { return uint64(v)<<1 ^ uint64(v>>63) }

// write writes a number, seven bits a byte, and says where the next belongs.
// (binary.AppendUvarint does so too; to ask each time whether there is room takes
// as long as the rest.)
func write(buf []byte, at int, v uint64) int {
	for ; v >= 0x80; v >>= 7 {
		buf[at] = byte(v) | 0x80
		at++
	}
	buf[at] = byte(v)
	return at + 1
}

// unpackEvents appends to events what packEvents has written.
func unpackEvents(events []sim.Event, buf []byte) []sim.Event {
	r := reader{buf: buf}
	var e sim.Event
	for len(r.buf) > 0 {
		kind, which := r.buf[0], r.buf[1]
		r.buf = r.buf[2:]
		e.Kind = sim.Kind(kind)
		switch {
		case which&nextStep != 0:
			e.Step++
		case which&sameStep == 0:
			e.Step += uint32(r.unsigned())
		}
		e.CPU += int16(r.unless(which & sameCPU))
		e.Thread += sim.ThreadID(r.unless(which & sameThread))
		e.Time += r.unless(which & sameTime)
		e.A = int32(r.unless(which & noA))
		e.B = int32(r.unless(which & noB))
		e.C = r.unless(which & noC)
		events = append(events, e)
	}
	return events
}

// reader reads numbers off the front of what it has.
type reader struct{ buf []byte }

// unless is the next number, or 0 where it was not written.
func (r *reader) unless(absent byte) int64 {
	if absent != 0 {
		return 0
	}
	u := r.unsigned()
	return int64(u>>1) ^ -int64(u&1)
}

func (r *reader) unsigned() uint64 {
	if b := r.buf[0]; b < 0x80 {
		r.buf = r.buf[1:]
		return uint64(b)
	}
	v, n := binary.Uvarint(r.buf)
	r.buf = r.buf[n:]
	return v
}
