//go:build !js

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/gowasm"
)

// Every paragraph of the README's section has a name in bold; the page has them
// all, in order, and no other.
func TestThePageSaysWhatTheReadmeSays(t *testing.T) {
	root, err := gowasm.FindRoot(".", module)
	require.NoError(t, err)
	got, err := about("go1.2")
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	section, err := readmeSection(string(text), modelledHeading)
	require.NoError(t, err)
	var want, have []string
	for _, m := range regexp.MustCompile(`(?m)^- \*\*([^*]+)\*\*`).FindAllStringSubmatch(section, -1) {
		want = append(want, strings.Join(strings.Fields(m[1]), " "))
	}
	for _, m := range regexp.MustCompile(`<strong>([^<]+)</strong>`).FindAllStringSubmatch(string(got.Modelled), -1) {
		have = append(have, strings.Join(strings.Fields(m[1]), " "))
	}
	assert.Greater(t, len(want), 10)
	assert.Equal(t, want, have)
	require.Len(t, got.Versions, 4)
	assert.Equal(t, "go1.2", got.Versions[2].Value)
	assert.Regexp(t, `^v\d+\.\d+\.\d+$`, got.Versions[3].Value)
}

func TestASectionThatIsGoneIsTold(t *testing.T) {
	section, err := readmeSection("# a\n\n## b\nwords\n\n## c\nmore\n", "## b\n")
	require.NoError(t, err)
	assert.Equal(t, "words\n", section)
	_, err = readmeSection("# a\n", "## b\n")
	assert.EqualError(t, err, `README.md: no line "## b", which the page about.html shows`)
	assert.Equal(t, unknown, said(".", "no-such-program"))
}
