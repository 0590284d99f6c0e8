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

// window is how far back a repetition is found, as a power of two: 8 MB. The program
// has 17, and what is alike in it lies far apart: with brotli's usual 4 MB it is 32 KB
// larger, with 16 MB no smaller. A browser needs as much memory to unpack it.
const window = 23

// Brotli is what a file's body becomes with an effort, nil if no smaller.
func Brotli(body []byte, e Effort) ([]byte, error) {
	level, _ := e.levels()
	return encodeBrotli(body, level)
}

func encodeBrotli(body []byte, level int) ([]byte, error) {
	var out bytes.Buffer
	return smaller(&out, body, brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: level, LGWin: window}))
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
