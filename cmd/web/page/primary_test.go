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

// Who comes to the page about reads first for whom it is and what it can and cannot
// say, then what that rests on, and only then the parts of the model.
func TestThePageAboutBeginsWithItsReader(t *testing.T) {
	page := text(t, made(t), "about.html")
	last := 0
	for _, part := range []string{`<section id="for">`, "<b>It can say</b>", "<b>It cannot say</b>", `<section id="sources">`, `<section id="modelled">`, `<section id="versions">`} {
		at := strings.Index(page, part)
		assert.Greater(t, at, last, part)
		last = at
	}
}
