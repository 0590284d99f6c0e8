package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAddRefusesNamesThatNeedQuoting(t *testing.T) {
	for _, name := range []string{"", ".html", "..html", "a..html", "a/b.html", `a\b.html`, "a b.html", "é.html", "a%41.html", "a\x00.html", "a.exe", "plain"} {
		var s Site
		assert.Error(t, s.Add(name, []byte("x")), "%q", name)
		assert.Empty(t, s.Files(), "%q", name)
	}
}

func TestAddRefusesTheSameNameTwice(t *testing.T) {
	var s Site
	require.NoError(t, s.Add("a.txt", []byte("one")))
	assert.EqualError(t, s.Add("a.txt", []byte("two")), "site: two files are called a.txt")
	assert.Equal(t, "one", string(s.Get("a.txt").Body))
}

func TestHashedNameFollowsTheContent(t *testing.T) {
	var s Site
	one, err := s.AddHashed("page.js", []byte("1"))
	require.NoError(t, err)
	two, err := s.AddHashed("page.js", []byte("2"))
	require.NoError(t, err)
	assert.Regexp(t, `^page\.[0-9a-f]{16}\.js$`, one)
	assert.NotEqual(t, one, two)
	assert.Equal(t, one, HashedName("page.js", []byte("1")))
	assert.True(t, s.Get(one).Immutable)
	assert.Nil(t, s.Get("page.js"))
}

func TestTypes(t *testing.T) {
	want := map[string]string{
		"a.html": "text/html; charset=utf-8",
		"a.js":   "text/javascript; charset=utf-8",
		"a.wasm": "application/wasm",
		"a.svg":  "image/svg+xml",
	}
	for name, kind := range want {
		var s Site
		require.NoError(t, s.Add(name, nil))
		assert.Equal(t, kind, s.Get(name).Type)
	}
}

func TestCompressRoundTrips(t *testing.T) {
	body := []byte(strings.Repeat("objects in a sheaf\n", 500))
	for _, effort := range []Effort{Quick, Best} {
		var s Site
		require.NoError(t, s.Add("a.txt", body))
		require.NoError(t, s.Add("tiny.txt", []byte("x")))
		require.NoError(t, s.Compress(effort))
		f := s.Get("a.txt")
		assert.Less(t, len(f.Brotli), len(body))
		plain, err := io.ReadAll(brotli.NewReader(bytes.NewReader(f.Brotli)))
		require.NoError(t, err)
		assert.Equal(t, body, plain)
		r, err := gzip.NewReader(bytes.NewReader(f.Gzip))
		require.NoError(t, err)
		plain, err = io.ReadAll(r)
		require.NoError(t, err)
		assert.Equal(t, body, plain)
		assert.Nil(t, s.Get("tiny.txt").Brotli, "nothing gained, nothing kept")
		assert.Nil(t, s.Get("tiny.txt").Gzip)
	}
}

func TestWriteToReplacesAnEarlierBuildOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out", "site")
	first := build(t, "one.txt")
	require.NoError(t, first.WriteTo(dir))
	assert.Equal(t, []string{manifest, "one.txt", "one.txt.br", "one.txt.gz"}, names(t, dir))

	second := build(t, "two.txt")
	require.NoError(t, second.WriteTo(dir))
	assert.Equal(t, []string{manifest, "two.txt", "two.txt.br", "two.txt.gz"}, names(t, dir))
}

func TestWriteToLeavesOtherFoldersAlone(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "thesis.tex"), nil, 0o644))
	err := build(t, "one.txt").WriteTo(dir)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "is not empty and was not made by an earlier build (it holds thesis.tex)")
	assert.Equal(t, []string{"thesis.tex"}, names(t, dir))
}

func TestWriteToDoesNotFollowABadList(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "site")
	require.NoError(t, os.Mkdir(dir, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(parent, "keep.txt"), nil, 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, manifest), []byte("../keep.txt\n"), 0o644))
	assert.Error(t, build(t, "one.txt").WriteTo(dir))
	assert.FileExists(t, filepath.Join(parent, "keep.txt"))
}

func build(t *testing.T, name string) *Site {
	t.Helper()
	s := &Site{}
	require.NoError(t, s.Add(name, bytes.Repeat([]byte("abc"), 1000)))
	require.NoError(t, s.Compress(Quick))
	return s
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}
