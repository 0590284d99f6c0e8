package scene

import (
	"strconv"
	"strings"
)

// Texts without garbage. Most of what a picture says it said a moment ago, and
// the rest differs by a number. So a scene knows the texts that it has said, and
// gives them out again; a new one is written behind the others into a block of
// memory that lasts for hundreds of frames. A warm frame allocates nothing for
// its words:
//
//	s.Join("CPU ", s.Int(3), ", isolated")   instead of   "CPU " + itoa(3) + ", isolated"
//
// What Keep, Join and Int give out are plain strings, good for ever.
type words struct {
	known map[string]string
	block strings.Builder // the texts, one behind the other
}

const (
	blockSize = 16 << 10 // bytes of text in one piece of memory
	mostKnown = 8192     // texts; when there are more, all are forgotten
)

// Keep is a text that is written in b, which is free again after the call. Give
// it memory of the caller's own:
//
//	var memory [64]byte
//	text := s.Keep(strconv.AppendInt(memory[:0], n, 10))
func (s *Scene) Keep(b []byte) string {
	w := &s.words
	if text, ok := w.known[string(b)]; ok {
		return text
	}
	if w.known == nil || len(w.known) >= mostKnown {
		w.forget()
	}
	if len(b) > w.block.Cap()-w.block.Len() {
		w.block.Reset() // its texts keep their memory
		w.block.Grow(max(blockSize, len(b)))
	}
	at := w.block.Len()
	w.block.Write(b)
	text := w.block.String()[at:]
	w.known[text] = text
	return text
}

// forget makes room to know other texts.
func (w *words) forget() {
	if w.known == nil {
		w.known = map[string]string{}
	}
	clear(w.known)
}

// Join is the parts as one text.
func (s *Scene) Join(parts ...string) string {
	var memory [256]byte
	b := memory[:0]
	for _, part := range parts {
		b = append(b, part...)
	}
	return s.Keep(b)
}

// Int is a number as a text.
func (s *Scene) Int(n int64) string {
	var memory [20]byte
	return s.Keep(strconv.AppendInt(memory[:0], n, 10))
}
