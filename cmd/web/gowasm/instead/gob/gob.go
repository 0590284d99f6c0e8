// Package gob stands in for encoding/gob where Ebitengine talks to a copy of
// itself in another process. A browser has no other process.
package gob

import (
	"errors"
	"io"
)

var errNobody = errors.New("gob: there is no other process in a browser")

// Encoder writes to nobody.
type Encoder struct{}

// NewEncoder makes one.
func NewEncoder(io.Writer) *Encoder { return &Encoder{} }

// Encode refuses.
func (*Encoder) Encode(any) error { return errNobody }

// Decoder hears nobody.
type Decoder struct{}

// NewDecoder makes one.
func NewDecoder(io.Reader) *Decoder { return &Decoder{} }

// Decode refuses.
func (*Decoder) Decode(any) error { return errNobody }
