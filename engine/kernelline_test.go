package engine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
)

// A kernel line that contradicts itself, or the machine, is told with its
// place.
func TestKernelLinesThatContradict(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"machine cpus=1 qpw=0\nkernel patch=none\n", "x:2:8: kernel patch=none with qpw=0: only the series brings the key; expected qpw=n"},
		{"machine cpus=1\nkernel patch=qpw-v1,pw-v4\n", "x:2:8: kernel patch: qpw-v1 and pw-v4 are versions of one series; expected one of them"},
		{"machine cpus=1\nkernel names=pw patch=qpw-v2\n", "x:2:8: kernel names=pw with patch=qpw-v2: those are the names of version 4; expected patch=pw-v4, or names=qpw"},
		{"machine cpus=1\nkernel names=pw patch=pw-v4\n", ""},
		{"machine cpus=1\nkernel patch=none\n", ""},
	} {
		s, err := engine.Parse("x", []byte(c.text+"task t cpu=0 { work 1us }\n"))
		require.NoError(t, err)
		_, err = engine.New(s)
		if c.want == "" {
			require.NoError(t, err, c.text)
			continue
		}
		assert.EqualError(t, err, c.want)
	}
}
