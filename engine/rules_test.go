package engine_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The rules of the house, read off the source. maxLines holds everywhere;
// the others hold for the simulation, whose every run must be the same
// everywhere.
const maxLines = 70

// simulation is the packages in which a run happens.
func simulation() []string {
	return []string{"engine", "engine/bug", "engine/sim", "engine/locking", "engine/workqueue", "engine/qpw", "engine/rcu", "engine/slub", "engine/path", "engine/history", "engine/check", "engine/packed", "engine/replay", "engine/explore"}
}

// banned imports, and why.
func banned() map[string]string {
	return map[string]string{"time": "a clock", "math/rand": "hidden randomness", "math/rand/v2": "hidden randomness",
		"unsafe": "memory layout", "os": "the outside", "runtime": "the outside", "sync": "concurrency", "sync/atomic": "concurrency",
		"context": "concurrency", "reflect": "hidden order", "hash/maphash": "hidden randomness", "math": "floating point"}
}

// excepted is the one place that looks at memory: to see, sooner than types could, that
// nothing differs, and to copy what does. What it is used for is in memory_test.go.
func excepted(file, path string) bool {
	return path == "unsafe" && filepath.ToSlash(file) == module+"/engine/sim/memory.go"
}

// pkg is one package of the simulation, parsed.
type pkg struct {
	fset  *token.FileSet
	files []*ast.File
	info  *types.Info
}

func load(t *testing.T, fset *token.FileSet, dir string) pkg {
	p := pkg{fset: fset, info: &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}}}
	matches, err := filepath.Glob(filepath.Join(module, dir, "*.go"))
	require.NoError(t, err)
	for _, m := range matches {
		if strings.HasSuffix(m, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(p.fset, m, nil, parser.SkipObjectResolution|parser.ParseComments)
		require.NoError(t, err)
		p.files = append(p.files, f)
	}
	return p
}

// addTypes works out the types of a package's expressions.
func (p pkg) addTypes(imp types.Importer) {
	conf := types.Config{Importer: imp, Error: func(error) {}}
	_, _ = conf.Check("p", p.fset, p.files, p.info)
}

func TestSimulationIsDeterministic(t *testing.T) {
	fset := token.NewFileSet()
	imp := importer.ForCompiler(fset, "source", nil)
	for _, dir := range simulation() {
		t.Run(dir, func(t *testing.T) {
			p := load(t, fset, dir)
			p.addTypes(imp)
			for _, broken := range brokenRules(p) {
				assert.Fail(t, broken)
			}
		})
	}
}

// brokenRules names every place that breaks a rule of the simulation.
func brokenRules(p pkg) []string {
	var out []string
	say := func(at ast.Node, format string, args ...any) {
		out = append(out, fmt.Sprintf("%s: %s", p.fset.Position(at.Pos()), fmt.Sprintf(format, args...)))
	}
	for _, f := range p.files {
		for _, spec := range f.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			if why, no := banned()[path]; no && !excepted(p.fset.Position(f.Pos()).Filename, path) {
				say(spec, "imports %s: %s", spec.Path.Value, why)
			}
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				say(g, "a global variable")
			}
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				say(fn, "an init function")
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			checkNode(p, n, say)
			return true
		})
	}
	return out
}

func checkNode(p pkg, n ast.Node, say func(ast.Node, string, ...any)) {
	switch n := n.(type) {
	case *ast.GoStmt:
		say(n, "starts a goroutine")
	case *ast.SelectStmt:
		say(n, "selects")
	case *ast.ChanType:
		say(n, "a channel")
	case *ast.RangeStmt:
		if typ := p.info.Types[n.X].Type; typ != nil {
			if _, isMap := typ.Underlying().(*types.Map); isMap {
				say(n, "ranges over a map")
			}
		}
	case *ast.Ident:
		if slices.Contains([]string{"float32", "float64", "complex64", "complex128"}, n.Name) {
			say(n, "floating point")
		}
	case *ast.BasicLit:
		if n.Kind == token.FLOAT || n.Kind == token.IMAG {
			say(n, "a floating-point constant")
		}
	}
}

// Each rule can fire.
func TestRulesFire(t *testing.T) {
	src := `package p
import "time"
var global int
func init() {}
func f(m map[int]int, c chan int) float64 {
	go f(nil, nil)
	for range m {
	}
	select {}
	_ = time.Now
	return 1.5
}`
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	require.NoError(t, err)
	p := pkg{fset: fset, files: []*ast.File{f}, info: &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}}
	p.addTypes(importer.ForCompiler(fset, "source", nil))
	all := strings.Join(brokenRules(p), "\n")
	for _, want := range []string{`imports "time"`, "global variable", "init function", "goroutine", "ranges over a map", "selects", "a channel", "floating point", "floating-point constant"} {
		assert.Contains(t, all, want)
	}
}

func TestNoFunctionIsTooLong(t *testing.T) {
	require.NoError(t, filepath.WalkDir(module, func(file string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && file != module {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			lines := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1
			assert.LessOrEqual(t, lines, maxLines, "%s: %s has %d lines", file, fn.Name.Name, lines)
		}
		return nil
	}))
}

// Every exported name of the simulation says what it is.
func TestExportedNamesAreDocumented(t *testing.T) {
	for _, dir := range simulation() {
		for _, f := range load(t, token.NewFileSet(), dir).files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.IsExported() {
					assert.NotNil(t, fn.Doc, "%s: %s has no comment", dir, fn.Name.Name)
				}
			}
		}
	}
}
