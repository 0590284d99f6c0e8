package site

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASiteIsCarriedWhole(t *testing.T) {
	var s Site
	require.NoError(t, s.Add("a.txt", bytes.Repeat([]byte("objects in a sheaf\n"), 9000)))
	name, err := s.AddHashed("tiny.js", []byte("1"))
	require.NoError(t, err)
	require.NoError(t, s.Compress(Quick))
	s.Pack()
	var way bytes.Buffer
	require.NoError(t, s.Send(&way))
	whole := way.Bytes()
	got, err := Receive(bytes.NewReader(whole))
	require.NoError(t, err)
	require.Equal(t, s.Files(), got.Files())
	assert.True(t, got.Get(name).Immutable)
	plain, err := io.ReadAll(got.Get("a.txt").Plain())
	require.NoError(t, err)
	assert.Equal(t, strings.Repeat("objects in a sheaf\n", 9000), string(plain))

	for _, n := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
		_, err = Receive(bytes.NewReader(whole[:n]))
		assert.Error(t, err, "%d bytes of %d", n, len(whole))
	}
}
