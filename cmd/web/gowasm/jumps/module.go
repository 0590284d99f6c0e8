package jumps

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// header is how a module of WebAssembly 1 begins.
const header = "\x00asm\x01\x00\x00\x00"

var errNoModule = errors.New("not a WebAssembly module of version 1")

// codeSection is the number of the section that has the bodies of functions.
const codeSection = 10

// Straighten is a module that does the same as the one given, with direct jumps
// wherever a function is as Go's compiler writes them; others stay as they are.
// Errors say what of the module cannot be read.
func Straighten(module []byte) ([]byte, error) {
	sections, ok := bytes.CutPrefix(module, []byte(header))
	if !ok {
		return nil, errNoModule
	}
	out := append(make([]byte, 0, len(module)), header...)
	for r := newReader(sections); r.more(); {
		id, section := r.byte(), r.sized()
		if r.failed == nil && id == codeSection {
			section, r.failed = codes(section)
		}
		if r.failed != nil {
			return nil, fmt.Errorf("section %d of the module: %w", id, r.failed)
		}
		out = appendSized(append(out, id), section)
	}
	return out, nil
}

// codes is the code section: how many functions, and their bodies.
func codes(section []byte) ([]byte, error) {
	r := newReader(section)
	n := r.number()
	out := binary.AppendUvarint(make([]byte, 0, len(section)), n)
	for i := range n {
		body := r.sized()
		if r.failed != nil {
			return nil, fmt.Errorf("function %d: %w", i, r.failed)
		}
		out = appendSized(out, straightened(body))
	}
	return out, nil
}

// appendSized appends bytes behind how many they are.
func appendSized(out, what []byte) []byte {
	return append(binary.AppendUvarint(out, uint64(len(what))), what...)
}
