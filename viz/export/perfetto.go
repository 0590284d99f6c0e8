package export

import (
	"bufio"
	"io"

	"google.golang.org/protobuf/encoding/protowire"
)

// Perfetto's own format: a Trace of TracePackets, each with a TrackDescriptor
// or a TrackEvent. Only the numbers of the fields that are needed stand here;
// they are part of the format and never change.
// https://perfetto.dev/docs/reference/synthetic-track-event
const (
	tracePacket = 1

	packetTimestamp  = 8
	packetSequence   = 10
	packetTrackEvent = 11
	packetFlags      = 13
	packetTrack      = 60

	trackUUID     = 1
	trackName     = 2
	trackParent   = 5
	trackCounter  = 8
	trackOrdering = 11
	trackRank     = 12

	orderExplicit = 3

	counterUnitName = 6

	eventAnnotation = 4
	eventType       = 9
	eventTrack      = 11
	eventCategory   = 22
	eventName       = 23
	eventCounter    = 30
	eventFlow       = 47
	eventFlowEnd    = 48

	typeBegin   = 1
	typeEnd     = 2
	typeInstant = 3
	typeCounter = 4

	annotationName   = 10
	annotationInt    = 4
	annotationString = 6

	sequence = 1 // all packets are of one writer
	cleared  = 1 // a flag of its first packet: nothing before it is missing
	rootUUID = 1
)

// Perfetto writes the run as a Perfetto trace (ui.perfetto.dev, "Open trace
// file").
func (r *Run) Perfetto(to io.Writer) error {
	w := &packets{to: bufio.NewWriterSize(to, 1<<16)}
	lanes := r.lanes()
	w.body = number(w.body, packetFlags, cleared) // of the next packet; without it importers of 2020 to 2022 skip every event
	w.track(rootUUID, 0, 0, r.Title+", "+r.Mode, "", false)
	for i := range lanes {
		parent := uint64(rootUUID)
		if lanes[i].parent >= 0 {
			parent = uuidOf(lanes[i].parent)
		}
		w.track(uuidOf(i), parent, i, lanes[i].name, lanes[i].unit, true)
	}
	for _, o := range ops(lanes) {
		w.event(r, &o)
	}
	return w.to.Flush()
}

func uuidOf(lane int) uint64 { return uint64(lane) + rootUUID + 1 }

// packets writes packets; errors are kept by the buffer until Flush.
type packets struct {
	to   *bufio.Writer
	body []byte
	sub  []byte
	note []byte
}

func number(b []byte, field protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, field, protowire.VarintType), v)
}

func text(b []byte, field protowire.Number, s string) []byte {
	return protowire.AppendString(protowire.AppendTag(b, field, protowire.BytesType), s)
}

func message(b []byte, field protowire.Number, m []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, field, protowire.BytesType), m)
}

func fixed(b []byte, field protowire.Number, v uint64) []byte {
	return protowire.AppendFixed64(protowire.AppendTag(b, field, protowire.Fixed64Type), v)
}

// packet ends the packet at hand.
func (w *packets) packet(field protowire.Number, m []byte) {
	w.body = message(w.body, field, m)
	w.body = number(w.body, packetSequence, sequence)
	w.note = message(w.note[:0], tracePacket, w.body)
	_, _ = w.to.Write(w.note)
	w.body = w.body[:0]
}

// track describes a lane. Its children stand in the order of their ranks.
func (w *packets) track(uuid, parent uint64, rank int, name, unit string, child bool) {
	m := number(w.sub[:0], trackUUID, uuid)
	m = text(m, trackName, name)
	m = number(m, trackOrdering, orderExplicit)
	if child {
		m = number(m, trackParent, parent)
		m = number(m, trackRank, uint64(rank))
	}
	if unit != "" {
		m = message(m, trackCounter, text(nil, counterUnitName, unit))
	}
	w.packet(packetTrack, m)
	w.sub = m
}

// event writes one thing that happens on a lane.
func (w *packets) event(r *Run, o *op) {
	w.body = number(w.body, packetTimestamp, uint64(r.ns(o.at)))
	m := number(w.sub[:0], eventTrack, uuidOf(o.lane))
	switch o.kind {
	case begins:
		m = number(m, eventType, typeBegin)
		m = text(m, eventName, o.slice.name)
		m = text(m, eventCategory, o.slice.kind)
		m = message(m, eventAnnotation, number(text(nil, annotationName, "cycle"), annotationInt, uint64(o.at)))
		m = flow(m, eventFlowEnd, o.slice.in)
	case ends:
		m = number(m, eventType, typeEnd)
	case happens:
		m = number(m, eventType, typeInstant)
		m = text(m, eventName, o.point.name)
		m = text(m, eventCategory, "event")
		m = message(m, eventAnnotation, text(text(nil, annotationName, "what"), annotationString, o.point.text))
		m = message(m, eventAnnotation, number(text(nil, annotationName, "cycle"), annotationInt, uint64(o.at)))
		m = flow(m, eventFlow, o.point.out)
		m = flow(m, eventFlowEnd, o.point.in)
	case counts:
		m = number(m, eventType, typeCounter)
		m = number(m, eventCounter, uint64(o.value))
	}
	w.packet(packetTrackEvent, m)
	w.sub = m
}

func flow(m []byte, field protowire.Number, id uint64) []byte {
	if id == 0 {
		return m
	}
	return fixed(m, field, id)
}
