package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/fuzzing"
)

// numbered is an id of the kind with numbers that differ from each other.
func numbered(k Kind, first int) ID {
	id, n := ID{Kind: k}, 0
	for _, c := range patterns[k] {
		if c == '%' {
			id.N[n] = int32(first + 7*n)
			n++
		}
	}
	return id
}

func TestEveryKindHasAPatternAndReadsBack(t *testing.T) {
	seen := map[string]ID{}
	for k := Nothing + 1; k < kindCount; k++ {
		require.NotEmpty(t, patterns[k], "kind %d has no pattern", k)
		for _, first := range []int{0, 3, 1 << 20, -1} {
			for _, part := range []int{0, 1, 65535} {
				id := numbered(k, first).Sub(part)
				text := id.String()
				other, twice := seen[text]
				require.True(t, !twice || other == id, "%q names %v and %v", text, other, id)
				seen[text] = id
				back, err := ParseID(text)
				require.NoError(t, err)
				require.Equal(t, id, back, text)
			}
		}
	}
}

func TestIDText(t *testing.T) {
	assert.Equal(t, "cache0/cpu3/main/17", MainAt.ID(0, 3, 17).String())
	assert.Equal(t, "timeline/cpu3/span/120", RunSpan.ID(3, 120).String())
	assert.Equal(t, "cpu3~2", CPU.ID(3).Sub(2).String())
	assert.Equal(t, CPU.ID(3), CPU.ID(3).Sub(2).Whole())
}

func TestParseIDRefuses(t *testing.T) {
	for _, text := range []string{
		"cpu", "cpu03", "cpu3~0", "cpu3~", "cpu3~1~1", "cpu3 ", "CPU3", "cpu99999999999",
		"cache0/cpu3/main/17/1", "cpu+3", "cpu-0", "cpu3~65536", "~1x", "nothing",
	} {
		_, err := ParseID(text)
		assert.ErrorContains(t, err, "want a form like", text)
	}
}

func TestAWrongNumberOfPlacesIsOurBug(t *testing.T) {
	assert.PanicsWithValue(t, `scene: the id "cpu%" takes 1 numbers, got 2`, func() { CPU.ID(1, 2) })
}

// FuzzParseID: a text that names a thing is the text that the thing prints.
func FuzzParseID(f *testing.F) {
	for k := Nothing + 1; k < kindCount; k++ {
		f.Add(numbered(k, 3).String())
	}
	f.Add("cpu3~2")
	f.Add("cpu-1~65535")
	f.Add("cache0/cpu99999999999/main/17")
	f.Fuzz(func(t *testing.T, text string) {
		fuzzing.Within(t, len(text), func() {
			id, err := ParseID(text)
			if err == nil && text != id.String() {
				t.Fatalf("%q names %v", text, id)
			}
			if err != nil && (strings.Contains(err.Error(), "\n") || id != ID{}) {
				t.Fatalf("%v, %q", id, err)
			}
		})
	})
}
