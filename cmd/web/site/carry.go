package site

import (
	"encoding/gob"
	"fmt"
	"io"
)

// carried is a file on its way to another process.
type carried struct {
	Name, Type, Tag    string
	Body, Brotli, Gzip []byte
	Pieces             []int
	Size               int
	Immutable          bool
}

// Send writes the whole site for another process of this program, which gets it
// with Receive.
func (s *Site) Send(w io.Writer) error {
	to := gob.NewEncoder(w)
	files := s.Files()
	if err := to.Encode(len(files)); err != nil {
		return err
	}
	for _, f := range files {
		if err := to.Encode(&carried{f.Name, f.Type, f.Tag, f.Body, f.Brotli, f.Gzip, f.pieces, f.Size, f.Immutable}); err != nil {
			return err
		}
	}
	return nil
}

// Receive reads what Send has written.
func Receive(r io.Reader) (*Site, error) {
	from, n := gob.NewDecoder(r), 0
	if err := from.Decode(&n); err != nil {
		return nil, err
	}
	s := &Site{files: map[string]*File{}}
	for i := range n {
		var c carried
		if err := from.Decode(&c); err != nil {
			return nil, fmt.Errorf("file %d of %d: %w", i+1, n, err)
		}
		s.files[c.Name] = &File{Name: c.Name, Type: c.Type, Tag: c.Tag, Body: c.Body, Brotli: c.Brotli, Gzip: c.Gzip, pieces: c.Pieces, Size: c.Size, Immutable: c.Immutable}
	}
	return s, nil
}
