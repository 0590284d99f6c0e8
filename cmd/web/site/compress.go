package site

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
)

// Effort says how much time compression may take.
type Effort int

const (
	// Quick is for a server that a person is waiting for.
	Quick Effort = iota
	// Best is for a site that is built once and fetched often.
	Best
)

func (e Effort) levels() (brotliLevel, gzipLevel int) {
	if e == Best {
		return brotli.BestCompression, flate.BestCompression
	}
	return 4, flate.BestSpeed
}

// Compress fills in the compressed twins of every file that has none yet. The
// two encodings of a file are made side by side: on two cores that halves the
// wait for the one big file.
func (s *Site) Compress(e Effort) error {
	for _, f := range s.Files() {
		if f.Brotli != nil || f.Gzip != nil || !compressible(f.Name) {
			continue
		}
		if err := f.compress(e); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) compress(e Effort) error {
	brotliLevel, gzipLevel := e.levels()
	var wait sync.WaitGroup
	var brotliErr, gzipErr error
	wait.Go(func() { f.Brotli, brotliErr = encodeBrotli(f.Body, brotliLevel) })
	wait.Go(func() { f.Gzip, f.pieces, gzipErr = encodeGzip(f.Body, gzipLevel) })
	wait.Wait()
	if brotliErr != nil {
		return brotliErr
	}
	return gzipErr
}

func encodeBrotli(body []byte, level int) ([]byte, error) {
	var out bytes.Buffer
	return smaller(&out, body, brotli.NewWriterLevel(&out, level))
}

// smaller returns the compressed bytes, or nil when the plain ones are no
// longer than they.
func smaller(out *bytes.Buffer, body []byte, w io.WriteCloser) ([]byte, error) {
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return kept(out, body), nil
}

func kept(out *bytes.Buffer, body []byte) []byte {
	if out.Len() >= len(body) {
		return nil
	}
	return bytes.Clone(out.Bytes()) // a buffer has room to spare, this is kept
}
