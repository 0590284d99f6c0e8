package page

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEveryCommitOfTheLessonsIsListed: a commit that a lesson names can be found on
// the page of sources. Twelve digits within a message id are none.
func TestEveryCommitOfTheLessonsIsListed(t *testing.T) {
	var listed []string
	for _, p := range append(Files(), Commits()...) {
		assert.NotEmpty(t, p.What)
		listed = append(listed, p.Where)
	}
	all := strings.Join(listed, "\n")
	names, err := filepath.Glob("../../../lessons/*.md")
	require.NoError(t, err)
	commit := regexp.MustCompile(`(?m)(?:^|[\s,(])([0-9a-f]{12})(?:[\s,.;:)]|$)`)
	found := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range commit.FindAllStringSubmatch(string(text), -1) {
			found++
			assert.Contains(t, all, m[1], name)
		}
	}
	assert.Greater(t, found, 5)
}
