package link

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine/fuzzing"
	"barnyard/engine/packed"
)

// FuzzParse: whatever stands behind a # is refused in one line, or written again
// in a form that reads as the same link.
func FuzzParse(f *testing.F) {
	file, err := os.ReadFile("testdata/bad.txt")
	require.NoError(f, err)
	for line := range strings.Lines(string(file)) {
		quoted, _, _ := strings.Cut(line, "\t")
		if text, err := strconv.Unquote(quoted); err == nil {
			f.Add(text)
		}
	}
	for _, text := range []string{
		"#v=1&s=alloc-burst&cpus=8&seed=9&t=12.4us&step=3&e=2&h=0123456789abcdef", "v=1&cover=none&embed=1",
		"v=1&z=" + packed.Pack(strings.Repeat("cache c size=64\n", 40)), "v=1&text=a%0Ab&until=event=X%20cpu=1&until=waits(a)",
		"v=1&sides=qpw=0,qpw=1/mutant=x&run=qpw=1&compare=1&from=1us&to=2us&a=1&b=5cy&later=%20", "v=1&replay=b1:x::&byhand=1&lesson=a/b",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fuzzing.Within(t, len(text), func() { again(t, text) })
	})
}

func again(t *testing.T, text string) {
	l, err := Parse(text)
	if err != nil {
		require.NotContains(t, err.Error(), "\n")
		require.Less(t, len(err.Error()), 600)
		return
	}
	out, err := Format(&l)
	if err != nil {
		require.Contains(t, err.Error(), "expected at most") // % signs made it longer
		return
	}
	back, err := Parse(out)
	require.NoError(t, err, out)
	require.Equal(t, l, back, out)
}
