package replay

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/packed"
	"barnyard/engine/sim"
)

// deflated packs bytes with a length of one's own choice.
func deflated(t *testing.T, length int, data []byte) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	require.NoError(t, err)
	_, err = w.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return strconv.Itoa(length) + "." + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// One more than each bound is refused, before anything of that size is made.
func TestBounds(t *testing.T) {
	zeros := func(n int) []byte { return bytes.Repeat([]byte("#"), n) }
	field := deflated(t, MaxText, zeros(MaxText))
	text, err := packed.Unpack(field, MaxText)
	require.NoError(t, err)
	assert.Len(t, text, MaxText)

	bomb := deflated(t, MaxText, zeros(64<<20)) // 64 MiB in about 64 KiB
	assert.Less(t, len(bomb), MaxBytes)
	long := "b1:alloc-burst::" + strings.Repeat("r0.", MaxBytes/3)
	for _, c := range [][2]string{
		{"b1:" + deflated(t, MaxText+1, zeros(MaxText+1)) + "::", `the packed scenario has length "65537"; expected a number of bytes from 1 to 65536`},
		{"b1:" + bomb + "::", "the packed scenario is longer than the 65536 bytes that it says; expected that many"},
		{"b1:alloc-burst::" + deflated(t, MaxChoicesText, zeros(64<<20)), "the packed list of choices is longer than the 1048576 bytes that it says; expected that many"},
		{long[:MaxBytes+1], "the replay string has 131072 bytes; expected at most 131071"},
		{"b1:" + strings.Repeat("x", maxQuoted+1) + "::", `the replay string is of scenario "` + strings.Repeat("x", maxQuoted) + `"...; expected a built-in's name, or a packed text`},
		{strings.Repeat("x", 2<<20), "the replay string has 2097152 bytes; expected at most 131071"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Parse(c[0])
		runtime.ReadMemStats(&after)
		assert.EqualError(t, err, c[1])
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20), c[1])
	}
	_, err = Parse(long[:len("b1:alloc-burst::")+3*43684-1])
	assert.NoError(t, err, "a string just below the bound")
}

// What would not be read is not written.
func TestFormatRefuses(t *testing.T) {
	s, err := engine.Parse("two", []byte("machine cpus=2\ntask t cpu=0 { work 1us }"))
	require.NoError(t, err)
	random := sim.NewRand(1, 1)
	mixed := make([]sim.Actor, 300_000)
	for i := range mixed {
		mixed[i] = sim.Actor(random.Intn(6))
	}
	for _, c := range []struct {
		choices []sim.Actor
		want    string
	}{
		{[]sim.Actor{0, 8}, "choice 2 is actor 8; expected one of a machine with 2 CPUs"},
		{[]sim.Actor{-1}, "choice 1 is actor -1; expected one of a machine with 2 CPUs"},
		{make([]sim.Actor, MaxChoices+1), "the replay has 1048577 choices; expected at most 1048576"},
		{mixed, "bytes; expected at most 131071: fewer choices, or a shorter scenario"},
		{append(mixed, mixed[:250_000]...), "the choices have 1529251 bytes; expected at most 1048576: fewer of them"},
	} {
		_, err := Format(&Replay{Scenario: s, Choices: c.choices})
		assert.ErrorContains(t, err, c.want)
	}
	_, err = Format(&Replay{Scenario: s, Choices: make([]sim.Actor, MaxChoices)})
	assert.NoError(t, err)
}

// No name of a setting holds what stands between the names of a list.
func TestNamesOfSettings(t *testing.T) {
	words := engine.Vocabulary()
	for _, name := range append(words.Mutants, words.Patches...) {
		assert.NotContains(t, name, ".")
		for i := range len(name) {
			assert.True(t, plain(name[i]), name)
		}
	}
}
