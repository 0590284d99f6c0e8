package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// README.md shows what the commands print. It is run here, so that it stays
// true.

const readme = "../../README.md"

func readmeText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// TestReadmeExamples: each block that begins with a command shows lines of its
// answer, in order; ... stands for lines that are left out.
func TestReadmeExamples(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```\n\\$ go run ./cmd/desktop ([^\n]+)\n(.*?)```").FindAllStringSubmatch(readmeText(t), -1)
	require.NotEmpty(t, blocks)
	for _, b := range blocks {
		a := try(strings.Fields(b[1])...)
		want := exitOK
		if strings.HasPrefix(b[1], "replay ") || strings.Contains(b[1], " --mutant ") {
			want = exitViolated // the run that is shown finds a bug
		}
		require.Equal(t, want, a.code, b[1])
		rest := a.out
		for part := range strings.SplitSeq(b[2], "...\n") {
			before, after, found := strings.Cut(rest, part)
			require.True(t, found, "%s does not print (any more):\n%s", b[1], part)
			assert.True(t, before == "" || strings.HasSuffix(before, "\n"))
			rest = after
		}
	}
}

// TestReadmeSettings: the row of run has every setting that a flag changes, and the
// values that it takes.
func TestReadmeSettings(t *testing.T) {
	row := regexp.MustCompile("(?m)^\\| `run NAME \\[--qpw.*$").FindString(readmeText(t))
	for _, o := range settingOptions() {
		assert.Contains(t, strings.ReplaceAll(row, `\|`, "|"), "[--"+o.name+" "+o.value+"]")
	}
}

// TestReadmePicture: the picture is what the command beside it makes. It changes with
// the drawing, and -update draws it anew: look at it then.
func TestReadmePicture(t *testing.T) {
	m := regexp.MustCompile("`go run ./cmd/desktop (shot [^`]+) -o ([^`]+)`").FindStringSubmatch(readmeText(t))
	require.NotNil(t, m)
	now := shoot(t, strings.Fields(m[1])[1:]...)
	path := filepath.Join("../..", m[2])
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(now), 0o644))
	}
	old, err := os.ReadFile(path)
	require.NoError(t, err)
	was := strings.ReplaceAll(string(old), "\r\n", "\n")
	if now != was { // both are too long to be shown
		t.Errorf("%s is not what its command draws now, at byte %d of %d: go test ./cmd/desktop -run ReadmePicture -update, and look at it",
			m[2], common(now, was), len(now))
	}
}

// common is how many bytes two texts begin with alike.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// TestReadmePaths: every file and folder that it names is there.
func TestReadmePaths(t *testing.T) {
	named := regexp.MustCompile("`((?:engine|viz|lessons|cmd|assets|\\.ci)[a-z0-9/_.-]*)`").FindAllStringSubmatch(readmeText(t), -1)
	require.NotEmpty(t, named)
	for _, m := range named {
		if !strings.Contains(m[1], "NN-slug") {
			_, err := os.Stat(filepath.Join("../..", m[1]))
			assert.NoError(t, err)
		}
	}
}

// TestReadmeRooms: the map has every room, and no other.
func TestReadmeRooms(t *testing.T) {
	_, table, _ := strings.Cut(readmeText(t), "## The rooms")
	table, _, _ = strings.Cut(table, "## ")
	for _, parent := range []string{"engine", "viz", "cmd"} {
		entries, err := os.ReadDir(filepath.Join("../..", parent))
		require.NoError(t, err)
		for _, e := range entries {
			if e.IsDir() && e.Name() != "testdata" {
				room := "`" + parent + "/" + e.Name() + "`"
				assert.True(t, strings.Contains(table, room), "the rooms of README.md lack %s", room)
			}
		}
	}
}
