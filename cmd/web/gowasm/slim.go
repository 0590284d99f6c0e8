package gowasm

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The program is smaller in the browser than it would be as it stands. What
// other modules import for what never happens there, or never with us, is
// swapped for a few lines of ours (folder instead), and the fonts leave out what
// only helps coarse screens. Whoever runs "go build" gets the same program, a
// third larger.
//
//	module cache --swaps, fonts--> overlay: folders that only the Go tool sees
//	go.mod + "replace MODULE => such a folder" --go build -modfile -overlay--> program
//
// The modules stay as they are and nothing of them is copied: the overlay names
// their files, and ours in the place of those that change.

// swap replaces one import of a file of Ebitengine. A file that does not have it
// any more, after an update, is an error: then the swap needs another look.
type swap struct {
	file string // from the module's folder
	path string // what it imports
	by   string // in folder instead
}

var swaps = []swap{
	{"internal/builtinshader/shader.go", "text/template", "template"},
	{"internal/colormshader/shader.go", "text/template", "template"},
	{"internal/debug/caller.go", "go/build", "build"},
	{"internal/legacyshader/convert.go", "go/printer", "printer"},
	{"internal/graphicscommand/image_js.go", "archive/zip", "zip"},
	{"internal/thread/thread.go", "log/slog", "slog"},
	{"internal/atlas/gpuresources.go", "log/slog", "slog"},
	{"internal/vmprotocol/vmprotocol.go", "encoding/gob", "gob"},
}

// cold are packages that run for a moment at the start, when somebody does
// something, or never: nothing is won by putting their functions into each other,
// and much space is lost.
var cold = []string{
	"bufio", "compress/flate", "compress/zlib", "encoding/json", "fmt", "go/ast", "go/constant", "go/parser", "go/scanner", "go/token",
	"hash/adler32", "hash/crc32", "internal/buildcfg", "io/fs", "log", "math/big", "net", "net/netip", "net/url", "os", "path", "path/filepath",
	"reflect", "regexp", "regexp/syntax", "sort", "strconv", "text/tabwriter", "time", "unique",
	ebiten + "/internal/shader", ebiten + "/internal/shaderir/glsl",
	images + "/font/sfnt", "golang.org/x/text/encoding", "golang.org/x/text/encoding/charmap", "golang.org/x/text/transform",
	"barnyard/engine", "barnyard/engine/packed", "barnyard/engine/replay", "barnyard/engine/scenario", "barnyard/lessons/lesson",
	"barnyard/viz/gesture", "barnyard/viz/link", "barnyard/viz/svg", "barnyard/viz/ui",
}

const (
	ebiten  = "github.com/hajimehoshi/ebiten/v2"
	images  = "golang.org/x/image"
	instead = "cmd/web/gowasm/instead"
	slimmed = "cmd/web/gowasm/slimmed" // where the Go tool sees the changed modules
)

// slim prepares the changed modules in a folder and returns the flags with which
// the Go tool takes them; none for a source tree that has nothing to swap in.
func (t *tool) slim(ctx context.Context, root, pkg, dir string) (flags []string, err error) {
	if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(instead))); err != nil {
		return nil, nil
	}
	o := newOverlay(dir)
	if err := t.see(ctx, o, root, pkg); err != nil {
		return nil, err
	}
	for _, s := range swaps {
		if err := o.swap(s); err != nil {
			return nil, fmt.Errorf("slimming the program: %w", err)
		}
	}
	if _, has := o.modules[images]; has { // the programs of some tests have no fonts
		for _, f := range fonts {
			if err := o.font(f); err != nil {
				return nil, fmt.Errorf("slimming the font %s: %w", f.name, err)
			}
		}
	}
	flags, err = o.flags(root)
	for _, pkg := range cold {
		flags = append(flags, "-gcflags="+pkg+"=-l")
	}
	return flags, err
}

// see lists the files of the packages of the two modules that the program has.
func (t *tool) see(ctx context.Context, o *overlay, root, pkg string) error {
	const form = "{{with .Module}}{{.Path}}\t{{.Dir}}{{end}}\t{{.Dir}}"
	list := exec.CommandContext(ctx, t.path, "list", "-deps", "-f", form, pkg)
	list.Dir, list.Env = root, environment()
	answer, err := list.Output()
	if err != nil {
		return fmt.Errorf("%s list -deps %s: %w", t.path, pkg, err)
	}
	for line := range strings.Lines(string(answer)) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if part[0] != ebiten && part[0] != images {
			continue
		}
		m := seenModule{from: part[1], to: filepath.Join(root, filepath.FromSlash(slimmed), filepath.FromSlash(part[0]))}
		o.modules[part[0]] = m
		o.Replace[filepath.Join(m.to, "go.mod")] = filepath.Join(m.from, "go.mod")
		if err := o.folder(m, part[2]); err != nil {
			return err
		}
	}
	return nil
}
