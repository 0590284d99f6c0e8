package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestConfigurationsGolden holds the table as people read it, in both
// spellings; engine/configurations_test.go compares it with the fact sheet.
func TestConfigurationsGolden(t *testing.T) {
	for _, names := range []string{"qpw", "pw"} {
		a := try("list", "configurations", "--names", names)
		require.Equal(t, exitOK, a.code, a.err)
		file := filepath.Join("testdata", "configurations-"+names+".txt")
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(a.out), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), a.out)
	}
	assert.Equal(t, try("list", "configurations").out, try("list", "configurations", "--names", "qpw").out)
}

func TestNamesOfAListThatHasNone(t *testing.T) {
	a := try("list", "stats", "--names", "pw")
	assert.Equal(t, exitAuthor, a.code)
	assert.Contains(t, a.err, "--names belongs to list configurations")
	a = try("list", "configurations", "--names", "v5")
	assert.Equal(t, exitAuthor, a.code)
	assert.Contains(t, a.err, "expected qpw or pw")
}
