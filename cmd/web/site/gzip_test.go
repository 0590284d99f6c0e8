package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A packed file can be read from anywhere and by everybody, whatever its size is
// beside that of a piece.
func TestAPackedFileIsReadFromAnywhere(t *testing.T) {
	for _, size := range []int{0, 1, 200, piece - 1, piece, piece + 1, 3*piece + 777} {
		body := make([]byte, size)
		for i := range body {
			body[i] = byte(i/60) ^ byte(i>>13)
		}
		for _, effort := range []Effort{Quick, Best} {
			var s Site
			require.NoError(t, s.Add("a.wasm", body))
			require.NoError(t, s.Compress(effort))
			f := s.Get("a.wasm")
			if size > 100 {
				require.NotNil(t, f.Gzip)
				r, err := gzip.NewReader(bytes.NewReader(f.Gzip))
				require.NoError(t, err)
				plain, err := io.ReadAll(r) // which checks sum and length
				require.NoError(t, err)
				require.True(t, bytes.Equal(body, plain))
			}
			s.Pack()
			require.Equal(t, f.Gzip == nil, f.Body != nil)
			plain, err := io.ReadAll(f.Plain())
			require.NoError(t, err)
			require.True(t, bytes.Equal(body, plain), "%d bytes", size)
			part := make([]byte, 5000)
			for at := 0; at < size; at += 4999 {
				n, err := f.ReadAt(part, int64(at))
				require.True(t, bytes.Equal(part[:n], body[at:min(at+len(part), size)]), "%d bytes from %d", size, at)
				if at+len(part) > size {
					assert.Equal(t, io.EOF, err)
				} else {
					assert.NoError(t, err)
				}
			}
		}
	}
}

// A piece that is damaged in memory is told, not sent.
func TestADamagedPieceIsTold(t *testing.T) {
	var s Site
	require.NoError(t, s.Add("a.txt", bytes.Repeat([]byte("objects in a sheaf\n"), 9000)))
	require.NoError(t, s.Compress(Quick))
	s.Pack()
	f := s.Get("a.txt")
	f.Gzip[f.pieces[1]] = 0xff // a kind of block that there is not
	_, err := io.ReadAll(f.Plain())
	assert.Error(t, err)
}
