package engine_test

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Statements that no test reaches are in testdata/uncovered.txt with the
// reason, or they fail this test. It reads the profile that BARNYARD_PROFILE
// names, of all tests of the engine together, as .ci/run makes it:
//
//	go test -coverpkg=./engine/... -coverprofile=/tmp/engine.cov ./engine/...
//	BARNYARD_PROFILE=/tmp/engine.cov go test -run '^TestUncovered$' -v ./engine
//
// A block is named by its file, its function and the words of its first line,
// so that the list outlives edits around it.

// wantCovered is the share of the engine's statements that tests have to reach.
const wantCovered = 95.0

func TestUncovered(t *testing.T) {
	profile := os.Getenv("BARNYARD_PROFILE")
	if profile == "" {
		t.Skip("BARNYARD_PROFILE names no profile")
	}
	listed, left := uncoveredList(t), map[string]int{}
	for _, name := range listed {
		left[name]++
	}
	all, reached := 0, 0
	for _, b := range readProfile(t, profile) {
		all += b.statements
		if b.count > 0 {
			reached += b.statements
			continue
		}
		name := b.name(t)
		if left[name]--; left[name] < 0 {
			assert.Fail(t, "no test reaches this, and testdata/uncovered.txt gives no reason", name)
		}
	}
	require.NotZero(t, all)
	share := 100 * float64(reached) / float64(all)
	fmt.Printf("statement coverage of engine  >= %.0f %%  %.1f %%\n", wantCovered, share)
	assert.GreaterOrEqual(t, share, wantCovered)
	for _, name := range listed {
		if left[name] > 0 {
			left[name]--
			t.Logf("reached by now, so testdata/uncovered.txt can do without: %s", name)
		}
	}
}

// uncoveredList reads the names of the list: lines that begin with blanks. The
// others are the reasons.
func uncoveredList(t *testing.T) (names []string) {
	text, err := os.ReadFile("testdata/uncovered.txt")
	require.NoError(t, err)
	for _, line := range strings.Split(string(text), "\n") {
		if name := strings.TrimSpace(line); strings.HasPrefix(line, "  ") {
			names = append(names, name)
		}
	}
	return names
}

// profileBlock is a run of statements without a branch, as the compiler counts
// them.
type profileBlock struct {
	file              string // below the module
	line, col, toLine int
	statements, count int
}

// readProfile adds up what every test program has counted.
func readProfile(t *testing.T, file string) []profileBlock {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	at := map[string]int{}
	var blocks []profileBlock
	for lines := bufio.NewScanner(f); lines.Scan(); {
		where, counts, ok := strings.Cut(lines.Text(), " ")
		if strings.HasPrefix(where, "mode:") {
			continue
		}
		require.True(t, ok, lines.Text())
		i, known := at[where]
		if !known {
			i = len(blocks)
			at[where] = i
			blocks = append(blocks, profileBlock{})
		}
		b, n, toCol := &blocks[i], 0, 0
		name, span, _ := strings.Cut(where, ":")
		b.file = strings.TrimPrefix(name, "barnyard/")
		_, err := fmt.Sscanf(span, "%d.%d,%d.%d", &b.line, &b.col, &b.toLine, &toCol)
		require.NoError(t, err, lines.Text())
		_, err = fmt.Sscanf(counts, "%d %d", &b.statements, &n)
		require.NoError(t, err, lines.Text())
		b.count += n
	}
	slices.SortStableFunc(blocks, func(a, b profileBlock) int {
		if c := strings.Compare(a.file, b.file); c != 0 {
			return c
		}
		return a.line - b.line
	})
	return blocks
}

// name is what the list calls the block.
func (b profileBlock) name(t *testing.T) string {
	file := filepath.Join(module, b.file)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	lines := strings.Split(string(text), "\n")
	require.LessOrEqual(t, b.line, len(lines), "the profile is of another version of %s", b.file)
	return b.file + " " + funcAt(t, file, b.line) + ": " + strings.TrimSpace(lines[b.line-1])
}

// funcAt is the function that a line belongs to.
func funcAt(t *testing.T, file string, line int) string {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fset.Position(fn.Pos()).Line <= line && line <= fset.Position(fn.End()).Line {
			return fn.Name.Name
		}
	}
	return "?"
}
