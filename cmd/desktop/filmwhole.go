package main

import (
	"encoding/binary"
	"errors"
	"io"
)

// A film that ffmpeg could not write to its end looks like any other file, and
// older ffmpegs end with code 0 all the same. Both kinds of film say themselves
// how long they are; that they say it, and that it is so, is looked up.

var errNotWhole = errors.New("the film is not whole")

// wholeFilm says whether a film ends where it says that it does.
func wholeFilm(ending string, film io.ReaderAt, size int64) error {
	if ending == ".mp4" {
		return wholeMP4(film, size)
	}
	return wholeWebM(film, size)
}

// wholeMP4: a row of boxes, each with its length and four letters, that ends with
// the file; the table of the pictures and the pictures are among them.
func wholeMP4(film io.ReaderAt, size int64) error {
	seen := map[string]bool{}
	for at := int64(0); at < size; {
		var head [16]byte
		if n, err := film.ReadAt(head[:], at); n < 8 {
			return errors.Join(errNotWhole, ignoreEOF(err))
		}
		length := int64(binary.BigEndian.Uint32(head[:]))
		if length == 1 { // a longer number follows
			length = int64(binary.BigEndian.Uint64(head[8:]))
		}
		if length < 8 || length > size-at {
			return errNotWhole
		}
		seen[string(head[4:8])] = true
		at += length
	}
	if !seen["ftyp"] || !seen["moov"] || !seen["mdat"] {
		return errNotWhole
	}
	return nil
}

// wholeWebM: a head and one segment, which ends with the file. While it is being
// written the segment's length is a row of ones, which no length here is.
func wholeWebM(film io.ReaderAt, size int64) error {
	const head, segment = 0x1a45dfa3, 0x18538067
	at := int64(0)
	for _, want := range []uint32{head, segment} {
		var b [12]byte
		if n, err := film.ReadAt(b[:], at); n < 12 {
			return errors.Join(errNotWhole, ignoreEOF(err))
		}
		length, bytes := lengthOf(b[4:])
		if binary.BigEndian.Uint32(b[:]) != want || length > size-at {
			return errNotWhole
		}
		at += 4 + bytes + length
	}
	if at != size {
		return errNotWhole
	}
	return nil
}

// lengthOf reads a number of one to eight bytes; how many says the place of the
// first one in them.
func lengthOf(b []byte) (length, bytes int64) {
	for bytes = 1; bytes < 8 && b[0]>>(8-bytes) == 0; bytes++ {
	}
	length = int64(b[0]) &^ (1 << (8 - bytes))
	for _, next := range b[1:bytes] {
		length = length<<8 | int64(next)
	}
	return length, bytes
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}
