package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const smallScenario = "machine cpus=1\ncache a size=64\ntask t cpu=0 { alloc a n=3 }\n"

// TestTheScenarioIsNotOverwritten: by whatever name the file is known.
func TestTheScenarioIsNotOverwritten(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("in.txt", []byte(smallScenario), 0o644))
	require.NoError(t, os.Symlink("in.txt", "link.txt"))
	require.NoError(t, os.Link("in.txt", "second.txt"))
	require.NoError(t, os.Symlink("in.txt", "in.gif"))
	require.NoError(t, os.Symlink("in.txt", "in.svg"))
	for _, c := range []struct{ line, err string }{
		{"export ./in.txt -o in.txt", `export: -o "in.txt" is the scenario itself; expected another name`},
		{"export in.txt -o link.txt", `export: -o "link.txt" is the scenario itself; expected another name`},
		{"export in.txt -o second.txt", `export: -o "second.txt" is the scenario itself; expected another name`},
		{"export link.txt -o in.txt", `export: -o "in.txt" is the scenario itself; expected another name`},
		{"export in.txt -o in.gif", `export: -o "in.gif" is the scenario itself; expected another name`},
		{"run in.txt --trace in.txt", `run: --trace "in.txt" is the scenario itself; expected another name`},
		{"run in.txt --trace link.txt --json", `run: --trace "link.txt" is the scenario itself; expected another name`},
		{"shot in.txt --at 0ns -o in.svg", `shot: -o "in.svg" is the scenario itself; expected another name`},
	} {
		refused(t, try(strings.Fields(c.line)...), c.err)
		text, err := os.ReadFile("in.txt")
		require.NoError(t, err)
		assert.Equal(t, smallScenario, string(text), c.line)
	}
	in, err := os.Open("in.txt")
	require.NoError(t, err)
	defer in.Close()
	var out, errs bytes.Buffer
	code := Main([]string{"export", "-", "-o", "in.txt"}, in, &out, &errs)
	refused(t, answer{code, out.String(), errs.String()}, `export: -o "in.txt" is the scenario itself; expected another name`)
}

// TestAPlaceThatCannotBeWrittenIsToldFirst: before a film is made, of any ending.
func TestAPlaceThatCannotBeWrittenIsToldFirst(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, ending := range []string{".gif", ".mp4", ".webm", ".txt", ".pftrace"} {
		require.NoError(t, os.Mkdir("folder"+ending, 0o755))
		// The film would be too long, which is found out when the run is known.
		refused(t, try("export", "alloc-burst", "-o", "folder"+ending), `export: "folder`+ending+`" is no ordinary file; expected the name of one`)
		refused(t, try("export", "alloc-burst", "-o", "no/x"+ending), `export: "no/x`+ending+`" cannot be written: no such file or directory`)
	}
}

// TestAFileStaysWhatItIs when its text changes.
func TestAFileStaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		what  string
		there func(t *testing.T)
		check func(t *testing.T)
	}{
		{"its mode", func(t *testing.T) { require.NoError(t, os.WriteFile("x", []byte("old"), 0o600)) },
			func(t *testing.T) { assert.Equal(t, os.FileMode(0o600), stat(t, "x").Mode()) }},
		{"a mode that the umask forbids", func(t *testing.T) {
			require.NoError(t, os.WriteFile("x", []byte("old"), 0o600))
			require.NoError(t, os.Chmod("x", 0o666))
		}, func(t *testing.T) { assert.Equal(t, os.FileMode(0o666), stat(t, "x").Mode()) }},
		{"a link", func(t *testing.T) {
			require.NoError(t, os.MkdirAll("far/below", 0o755))
			require.NoError(t, os.WriteFile("far/it", []byte("a longer old text"), 0o644))
			require.NoError(t, os.Symlink("../it", "far/below/y"))
			require.NoError(t, os.Symlink("far/below/y", "x"))
		}, func(t *testing.T) {
			for _, link := range []string{"x", "far/below/y"} {
				to, err := os.Lstat(link)
				require.NoError(t, err)
				assert.NotZero(t, to.Mode()&os.ModeSymlink, link)
			}
			assert.Equal(t, "new text", content(t, "far/it"))
		}},
		{"a link to what is not there yet", func(t *testing.T) { require.NoError(t, os.Symlink("later", "x")) },
			func(t *testing.T) { assert.Equal(t, "new text", content(t, "later")) }},
		{"a second name", func(t *testing.T) {
			require.NoError(t, os.WriteFile("x", []byte("old"), 0o644))
			require.NoError(t, os.Link("x", "second"))
		}, func(t *testing.T) {
			assert.Equal(t, "new text", content(t, "second"))
			assert.True(t, os.SameFile(stat(t, "x"), stat(t, "second")))
		}},
		{"a second name, of a longer text", func(t *testing.T) {
			require.NoError(t, os.WriteFile("x", []byte("a longer old text"), 0o644))
			require.NoError(t, os.Link("x", "second"))
		}, func(t *testing.T) { assert.Equal(t, "new text", content(t, "second")) }},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Chdir(t.TempDir())
			c.there(t)
			require.NoError(t, writeWhole("x", []byte("new text")))
			assert.Equal(t, "new text", content(t, "x"))
			c.check(t)
			assertNoHalves(t)
		})
	}
}

// TestAWriteProtectedFileIsKept, although its folder would let us replace it.
func TestAWriteProtectedFileIsKept(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everything")
	}
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("x", []byte("old"), 0o400))
	assert.EqualError(t, writeWhole("x", []byte("new")), `"x" cannot be written: permission denied`)
	assert.Equal(t, "old", content(t, "x"))
}

// TestAFolderThatTakesNoMoreFiles still has its files written.
func TestAFolderThatTakesNoMoreFiles(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everything")
	}
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("d", 0o755))
	require.NoError(t, os.WriteFile("d/x", []byte("old"), 0o644))
	require.NoError(t, os.Chmod("d", 0o500))
	t.Cleanup(func() { _ = os.Chmod("d", 0o700) })
	require.NoError(t, writeWhole("d/x", []byte("new text")))
	assert.Equal(t, "new text", content(t, "d/x"))
	assert.EqualError(t, writeWhole("d/y", nil), `"d/y" cannot be written: permission denied`)
}

func stat(t *testing.T, name string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(name)
	require.NoError(t, err)
	return info
}

func content(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

// assertNoHalves looks for what begin makes.
func assertNoHalves(t *testing.T) {
	t.Helper()
	halves, err := filepath.Glob(".barnyard-*")
	require.NoError(t, err)
	assert.Empty(t, halves, "left behind")
}
