package page

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/site"
)

func kept(t *testing.T, change func(*Input)) *site.Site {
	t.Helper()
	in := input()
	in.Offline = true
	change(&in)
	s, err := Make(in)
	require.NoError(t, err)
	return s
}

var releaseIn = regexp.MustCompile(`(?:name="barnyard-release" content=|const RELEASE = )"([0-9a-f]{12})"`)

// releaseOf is what every page and the worker say, which must be the same.
func releaseOf(t *testing.T, s *site.Site) string {
	t.Helper()
	said := map[string]bool{}
	found := 0
	for _, f := range s.Files() {
		if f.Name == workerName || strings.HasSuffix(f.Name, ".html") {
			m := releaseIn.FindSubmatch(f.Body)
			require.NotNil(t, m, f.Name)
			said[string(m[1])] = true
			found++
			assert.NotContains(t, string(f.Body), releaseMark, f.Name)
		}
	}
	require.Len(t, said, 1)
	require.Greater(t, found, 5)
	for release := range said {
		return release
	}
	return ""
}

func TestTheWorkerKeepsEveryFileByItsHash(t *testing.T) {
	s := kept(t, func(*Input) {})
	worker := text(t, s, workerName)
	for _, f := range s.Files() {
		if f.Name != workerName && f.Name != faviconName {
			assert.Contains(t, worker, `"`+f.Name+"\",\n  \""+integrity(f.Body)+`"`, f.Name)
		}
	}
	// The hash of the word abc is in the standard's own examples.
	assert.Equal(t, "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", integrity([]byte("abc")))
}

func TestAnyChangeIsAnotherRelease(t *testing.T) {
	first := releaseOf(t, kept(t, func(*Input) {}))
	assert.Equal(t, first, releaseOf(t, kept(t, func(*Input) {})), "the same input, the same release")
	for name, change := range map[string]func(*Input){
		"a word":      func(in *Input) { in.Lessons[0].Summary += "." },
		"the program": func(in *Input) { in.Program = []byte("\x00asm2") },
		"a picture": func(in *Input) {
			in.Demo.Title = "x"
		},
		"a source": func(in *Input) { in.Lessons[0].Sources[0].Date = "2026-03-03" },
	} {
		assert.NotEqual(t, first, releaseOf(t, kept(t, change)), name)
	}
}

// A site that keeps nothing says nothing of it, and ends the worker of one that
// did.
func TestASiteThatKeepsNothing(t *testing.T) {
	s := made(t)
	for _, f := range s.Files() {
		if strings.HasSuffix(f.Name, ".html") {
			assert.NotContains(t, string(f.Body), "barnyard-release", f.Name)
			assert.NotContains(t, string(f.Body), "offline.", f.Name)
		}
	}
	assert.Contains(t, text(t, s, workerName), "registration.unregister()")
	assert.NotContains(t, text(t, s, workerName), "const FILES")
}
