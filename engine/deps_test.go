package engine_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// module is the root of the repository, seen from this package.
const module = ".."

// The picture of who may import whom (README, "The rooms"), as a table. A room
// is a folder and those below it that have no row of their own; std is always
// allowed, and so is a room's own inside. Outside imports are named by prefix.
func rooms() map[string][]string {
	const ebiten, text = "github.com/hajimehoshi/ebiten/v2", "golang.org/x/image"
	engineRooms := []string{"engine/bug", "engine/sim", "engine/locking", "engine/workqueue", "engine/qpw", "engine/rcu", "engine/slub", "engine/swap", "engine/path"}
	with := func(more ...string) []string { return append(append([]string{}, engineRooms...), more...) }
	return map[string][]string{
		"engine/bug":          {},
		"engine/sim":          {"engine/bug"},
		"engine/locking":      {"engine/bug", "engine/sim"},
		"engine/rcu":          {"engine/sim"},
		"engine/workqueue":    {"engine/sim", "engine/locking"},
		"engine/qpw":          {"engine/sim", "engine/locking", "engine/workqueue"},
		"engine/slub":         {"engine/bug", "engine/sim", "engine/locking"},
		"engine/swap":         {"engine/sim", "engine/locking"},
		"engine/path":         {"engine/bug", "engine/sim", "engine/locking", "engine/workqueue", "engine/qpw", "engine/rcu", "engine/slub", "engine/swap"},
		"engine/scenario":     {},
		"engine/fuzzing":      {},
		"engine":              with("engine/scenario"),
		"engine/same":         with("engine", "engine/scenario"),
		"engine/check":        with("engine", "engine/scenario"),
		"engine/packed":       {},
		"engine/replay":       with("engine/packed", "engine", "engine/scenario", "engine/check"),
		"engine/history":      with("engine", "engine/scenario"),
		"engine/explore":      with("engine", "engine/check", "engine/scenario"),
		"engine/bench":        {},
		"viz/theme":           {},
		"viz/scene":           {"viz/theme"},
		"viz/scene/scenetest": {"viz/scene", "viz/theme", "viz/typeset"},
		"viz/measure":         {},
		"viz/typeset":         {"viz/theme", "assets", text},
		"viz/svg":             {"viz/scene", "viz/theme", "viz/typeset"},
		"viz/gesture":         {},
		"viz/track":           with("engine", "engine/history"),
		"viz/ledger":          with("engine", "engine/history", "viz/track"),
		"viz/link":            {"engine/packed", "engine/scenario"},
		"viz/ui":              with("viz/link", "engine/packed", "engine", "engine/scenario", "engine/check", "engine/replay", "engine/history", "engine/explore", "lessons/lesson", "viz/scene", "viz/theme", "viz/gesture", "viz/track", "viz/ledger"),
		"viz/export":          with("engine", "engine/history", "viz/track", "google.golang.org/protobuf"),
		"viz/view":            with("engine", "engine/scenario", "engine/history", "lessons/lesson", "viz/ui", "viz/scene", "viz/theme", "viz/typeset", "viz/gesture", "viz/track", "viz/ledger"),
		"viz/input":           {"viz/gesture", ebiten},
		"viz/paint":           {"viz/scene", "viz/theme", "viz/typeset", "assets", ebiten, text},
		"viz":                 with("viz/link", "engine", "engine/scenario", "engine/history", "lessons/lesson", "viz/ui", "viz/view", "viz/scene", "viz/theme", "viz/typeset", "viz/gesture", "viz/track", "viz/input", "viz/paint", ebiten),
		"lessons/lesson":      {"engine/scenario"},
		"lessons":             {"engine/scenario", "lessons/lesson", "github.com/yuin/goldmark", "github.com/microcosm-cc/bluemonday", "golang.org/x/net/html", "gopkg.in/yaml.v3"},
		"assets":              {text},
		"cmd/desktop":         {"engine", "viz", "lessons", "assets", ebiten, "github.com/atotto/clipboard", "github.com/ncruces/zenity"},
		"cmd/web":             {"engine", "viz", "lessons", "assets", ebiten, "github.com/andybalholm/brotli"},
	}
}

func TestImportsFollowTheTable(t *testing.T) {
	table := rooms()
	require.NoError(t, filepath.WalkDir(module, func(file string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && file != module {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "testdata") {
			return nil
		}
		rel, err := filepath.Rel(module, filepath.Dir(file))
		require.NoError(t, err)
		checkImports(t, table, filepath.ToSlash(rel), file)
		return nil
	}))
}

func checkImports(t *testing.T, table map[string][]string, dir, file string) {
	room := dir
	for room != "." {
		if _, ok := table[room]; ok {
			break
		}
		room = filepath.ToSlash(filepath.Dir(room))
	}
	allowed, ok := table[room]
	if !assert.True(t, ok, "%s is in no room of the table", file) {
		return
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	require.NoError(t, err)
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		assert.True(t, mayImport(table, room, allowed, path), "%s: room %s must not import %s", file, room, path)
	}
}

func mayImport(table map[string][]string, room string, allowed []string, path string) bool {
	inside, ours := strings.CutPrefix(path, "barnyard/")
	if !ours && !strings.Contains(strings.SplitN(path, "/", 2)[0], ".") {
		return true // std
	}
	if ours {
		path = inside
	}
	// A subfolder without a row belongs to its room.
	owner := path
	for _, has := table[owner]; ours && !has && owner != "."; _, has = table[owner] {
		owner = filepath.ToSlash(filepath.Dir(owner))
	}
	for _, a := range append(allowed, room) {
		command := strings.HasPrefix(room, "cmd/") && strings.HasPrefix(path, a+"/")
		if owner == a || command || !ours && (path == a || strings.HasPrefix(path, a+"/")) {
			return true
		}
	}
	return false
}

// The table must be able to say no.
func TestTheTableRefuses(t *testing.T) {
	table := rooms()
	for _, c := range []struct{ room, path string }{
		{"engine/sim", "barnyard/engine/slub"},
		{"engine", "barnyard/engine/history"},
		{"engine/path", "github.com/hajimehoshi/ebiten/v2"},
		{"viz/scene", "barnyard/engine/sim"},
		{"viz/view", "github.com/hajimehoshi/ebiten/v2"},
		{"viz/ui", "barnyard/lessons"},
		{"viz", "github.com/yuin/goldmark"},
	} {
		assert.False(t, mayImport(table, c.room, table[c.room], c.path), "%s importing %s", c.room, c.path)
	}
	assert.True(t, mayImport(table, "engine/path", table["engine/path"], "barnyard/engine/sim"))
	assert.True(t, mayImport(table, "viz/paint", table["viz/paint"], "github.com/hajimehoshi/ebiten/v2/vector"))
}

// Nothing stands at the top level that was not agreed on.
func TestTopLevel(t *testing.T) {
	want := map[string]bool{"go.mod": true, "go.sum": true, "engine": true, "viz": true, "lessons": true,
		"cmd": true, "assets": true, "README.md": true, ".ci": true, ".gitignore": true, ".git": true}
	entries, err := os.ReadDir(module)
	require.NoError(t, err)
	for _, e := range entries {
		assert.True(t, want[e.Name()], "%s stands at the top level", e.Name())
	}
	cmds, err := os.ReadDir(filepath.Join(module, "cmd"))
	require.NoError(t, err)
	for _, e := range cmds {
		assert.Contains(t, []string{"web", "desktop"}, e.Name())
	}
}
