package gowasm

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// module writes a tiny module and returns its folder.
func module(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module tiny\n\ngo 1.26\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), []byte(source), 0o644))
	return dir
}

func TestBuildMakesAProgramAndTakesItsLoader(t *testing.T) {
	dir := module(t, "package main\n\nfunc main() {}\n")
	p, err := Build(context.Background(), dir, ".", &bytes.Buffer{})
	require.NoError(t, err)
	assert.True(t, bytes.HasPrefix(p.Wasm, []byte("\x00asm")), "a WebAssembly module begins so")
	assert.Contains(t, string(p.Exec), "globalThis.Go")
	assert.Regexp(t, `^go1\.`, p.Version)
	assert.Positive(t, p.Took)
}

func TestBuildTellsWhatTheCompilerSaid(t *testing.T) {
	dir := module(t, "package main\n\nfunc main() { milk }\n")
	_, err := Build(context.Background(), dir, ".", &bytes.Buffer{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "main.go:3:15: undefined: milk")
}

func TestBuildWithoutTheGoTool(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Build(context.Background(), t.TempDir(), ".", &bytes.Buffer{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "the go tool is not on PATH")
	assert.NotContains(t, err.Error(), "\n")
}

func TestBuildStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Build(ctx, module(t, "package main\n\nfunc main() {}\n"), ".", &bytes.Buffer{})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestFindRoot(t *testing.T) {
	dir := module(t, "package main\n")
	deep := filepath.Join(dir, "a", "b")
	require.NoError(t, os.MkdirAll(deep, 0o755))
	root, err := FindRoot(deep, "tiny")
	require.NoError(t, err)
	assert.Equal(t, dir, root)

	_, err = FindRoot(deep, "barnyard")
	require.Error(t, err)
	assert.Contains(t, err.Error(), "the source tree of barnyard is not here: run this inside a checkout")
}

func TestWatchTellsPackagesFromComplaints(t *testing.T) {
	var said bytes.Buffer
	w := newWatch(&said)
	for _, part := range []string{"internal/cpu\nruntime", "\n# tiny\n./main.go:3:", "2: undefined: milk\nerr"} {
		_, err := w.Write([]byte(part))
		require.NoError(t, err)
	}
	w.end()
	assert.Equal(t, 3, w.done)
	assert.Equal(t, "# tiny\n./main.go:3:2: undefined: milk", w.complaint())
	assert.Empty(t, said.String(), "no sign of life is due yet")

	w.spoke = w.began.Add(-breath)
	_, err := w.Write([]byte("net/http\n"))
	require.NoError(t, err)
	assert.Contains(t, said.String(), "4 packages")
	assert.Contains(t, said.String(), "(net/http)")
}

func TestALongComplaintIsCut(t *testing.T) {
	w := newWatch(&bytes.Buffer{})
	_, err := w.Write([]byte(strings.Repeat("x.go:1:1: no\n", 100)))
	require.NoError(t, err)
	assert.Len(t, strings.Split(w.complaint(), "\n"), 31)
	assert.Contains(t, w.complaint(), "(70 more lines)")
}
