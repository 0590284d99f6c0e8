package scene

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Texts are what was written, also when thousands of others came after them
// and their memory went.
func TestTextsAreKept(t *testing.T) {
	var s Scene
	var got, want []string
	for i := range 3 * mostKnown {
		got = append(got, s.Join("CPU ", s.Int(int64(i)), ", isolated"))
		want = append(want, "CPU "+strconv.Itoa(i)+", isolated")
	}
	for i := range got {
		require.Equal(t, want[i], got[i])
	}
	long := strings.Repeat("long ", blockSize)
	assert.Equal(t, long+"!", s.Join(long, "!"))
	assert.Equal(t, "", s.Join())
	assert.Equal(t, "-12", s.Int(-12))
	assert.Equal(t, "x", s.Keep([]byte("x")))
	assert.LessOrEqual(t, len(s.words.known), mostKnown)
}

// What is said again costs nothing, and what is new next to nothing.
func TestTextsMakeNoGarbage(t *testing.T) {
	var s Scene
	say := func() { s.Join("CPU ", s.Int(3), " has been idle for ", s.Int(1234), " ns, ", "which is long") }
	say()
	assert.Zero(t, testing.AllocsPerRun(100, say))
	for i := range mostKnown { // so that the table has its size
		s.Int(int64(-i))
	}
	n := int64(0)
	assert.Zero(t, testing.AllocsPerRun(3*mostKnown, func() {
		s.Int(n)
		n++
	}))
}
