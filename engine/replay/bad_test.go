package replay_test

import (
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/replay"
)

var update = flag.Bool("update", false, "write the messages anew")

// Every bad string has a message of its own, which says what, where and what
// was expected. testdata/bad.txt has each string, quoted, and its message below.
func TestBadStrings(t *testing.T) {
	file, err := os.ReadFile("testdata/bad.txt")
	require.NoError(t, err)
	blocks := strings.Split(strings.TrimSuffix(string(file), "\n"), "\n")
	require.Greater(t, len(blocks), 2*60)
	for i := 0; i+1 < len(blocks); i += 2 {
		text, err := strconv.Unquote(blocks[i])
		require.NoError(t, err, "%s", blocks[i])
		r, err := replay.Parse(text)
		if !assert.Error(t, err, "%s", blocks[i]) {
			continue
		}
		assert.Nil(t, r, "%s", blocks[i])
		assert.NotContains(t, err.Error(), "\n")
		assert.Less(t, len(err.Error()), 500)
		if *update {
			blocks[i+1] = "  " + err.Error()
			continue
		}
		assert.Equal(t, blocks[i+1], "  "+err.Error(), "%s", blocks[i])
	}
	if *update {
		require.NoError(t, os.WriteFile("testdata/bad.txt", []byte(strings.Join(blocks, "\n")+"\n"), 0o644))
	}
}
