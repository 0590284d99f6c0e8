package history

import "barnyard/engine/sim"

// EndAt lets its recording stop at so many events.
func (h *History) EndAt(n int) { h.most = n }

// Packed is how many bytes its packed events take.
func (h *History) Packed() (bytes int) {
	for _, b := range h.events.blocks {
		bytes += len(b.bytes)
	}
	return bytes
}

// Pack and Unpack are the two ways between events and bytes.
func Pack(events []sim.Event) []byte { return packEvents(nil, events) }

// Unpack reads what Pack has written.
func Unpack(packed []byte) []sim.Event { return unpackEvents(nil, packed) }

// LimitFrames is how many bytes its keyframes may take.
func (h *History) LimitFrames(bytes int) { h.frames.limit = bytes }

// Frames is how many keyframes there are, and the bytes that they take.
func (h *History) Frames() (n, bytes int) { return len(h.frames.all), h.frames.bytes }
