package site

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"sync"
)

// A gzip file that can be read from anywhere: none of its pieces looks back into
// the one before, as with zlib's full flush. To everybody else it is a gzip file
// like any other, some percent longer.
//
//	header | piece | piece | ... | last piece, ends the stream | sum, length

// piece is how much of a file one piece holds. Whoever reads plain bytes unpacks
// half of one in vain, on average, and keeps none of it.
const piece = 64 << 10

// gzipHeader is deflate, no name, no time, no system.
var gzipHeader = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}

// encodeGzip returns the file and where its pieces begin in it; nil when the plain
// bytes are no longer.
func encodeGzip(body []byte, level int) (packed []byte, pieces []int, err error) {
	var out bytes.Buffer
	out.Write(gzipHeader)
	w, err := flate.NewWriter(&out, level)
	if err != nil {
		return nil, nil, err
	}
	for at := 0; at == 0 || at < len(body); at += piece {
		pieces = append(pieces, out.Len())
		w.Reset(&out)
		end := min(at+piece, len(body))
		if _, err := w.Write(body[at:end]); err != nil {
			return nil, nil, err
		}
		finish := w.Flush
		if end == len(body) {
			finish = w.Close
		}
		if err := finish(); err != nil {
			return nil, nil, err
		}
	}
	foot := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(body))
	out.Write(binary.LittleEndian.AppendUint32(foot, uint32(len(body))))
	if packed = kept(&out, body); packed == nil {
		pieces = nil
	}
	return packed, pieces, nil
}

// unpackers are used for the time of one read and not for that of an answer: those
// who read slowly share them.
var unpackers = sync.Pool{New: func() any { return flate.NewReader(nil) }}

// ReadAt reads the file as it is, also when it is packed: from one piece at a time.
func (f *File) ReadAt(p []byte, off int64) (n int, err error) {
	if f.Body != nil || f.Gzip == nil {
		return bytes.NewReader(f.Body).ReadAt(p, off)
	}
	for n < len(p) && off < int64(f.Size) {
		got, err := f.readPiece(p[n:], off)
		n, off = n+got, off+int64(got)
		if err != nil {
			return n, err
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// readPiece reads as much as the piece holds in which off lies.
func (f *File) readPiece(p []byte, off int64) (int, error) {
	r := unpackers.Get().(io.ReadCloser)
	defer unpackers.Put(r)
	at := f.pieces[off/piece]
	if err := r.(flate.Resetter).Reset(bytes.NewReader(f.Gzip[at:]), nil); err != nil {
		return 0, err
	}
	within := off % piece
	if _, err := io.CopyN(io.Discard, r, within); err != nil {
		return 0, err
	}
	here := min(int64(f.Size)-off, piece-within)
	return io.ReadFull(r, p[:min(int64(len(p)), here)])
}

// Plain reads the file as it is, Size bytes.
func (f *File) Plain() io.Reader { return io.NewSectionReader(f, 0, int64(f.Size)) }
