package history

import (
	"encoding/binary"

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

// packEvents appends the events to buf. The first is written as if the event
// with all fields 0 were before it, so that they can be read without others.
func packEvents(buf []byte, events []sim.Event) []byte {
	var before sim.Event
	for i := range events {
		buf = packEvent(buf, &before, &events[i])
		before = events[i]
	}
	return buf
}

func packEvent(buf []byte, before, e *sim.Event) []byte {
	at := len(buf)
	buf = append(buf, byte(e.Kind), 0)
	which := byte(0)
	switch e.Step {
	case before.Step:
		which |= sameStep
	case before.Step + 1:
		which |= nextStep
	default:
		buf = binary.AppendUvarint(buf, uint64(e.Step-before.Step))
	}
	which, buf = orWritten(which, sameCPU, buf, int64(e.CPU)-int64(before.CPU))
	which, buf = orWritten(which, sameThread, buf, int64(e.Thread)-int64(before.Thread))
	which, buf = orWritten(which, sameTime, buf, e.Time-before.Time)
	which, buf = orWritten(which, noA, buf, int64(e.A))
	which, buf = orWritten(which, noB, buf, int64(e.B))
	which, buf = orWritten(which, noC, buf, e.C)
	buf[at+1] = which
	return buf
}

// orWritten notes that a number is 0, or writes it.
func orWritten(which, zero byte, buf []byte, v int64) (byte, []byte) {
	if v == 0 {
		return which | zero, buf
	}
	return which, binary.AppendVarint(buf, v)
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
