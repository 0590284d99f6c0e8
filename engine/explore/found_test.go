package explore_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/explore"
	"barnyard/engine/path"
)

var update = flag.Bool("update", false, "search anew for what testdata holds; commit a change only if you can explain it")

// mostSeeds is how many seeds are tried for a planted bug.
const mostSeeds = 2000

// found is one row of testdata/found.txt: with which seed random exploration
// finds a planted bug, which of the invariants that the bug is said to break is
// broken, and at which step. "seed" is a seed of everything; "own" one of only
// the schedule and the faults, in the bug's own scenario of
// engine/testdata/mutants; "none" means that neither finds it in mostSeeds.
type found struct {
	mutant, how string
	seed        uint64
	invariant   string
	steps       int
}

func (f found) String() string {
	if f.how == "none" {
		return fmt.Sprintf("%-36s none", f.mutant)
	}
	return fmt.Sprintf("%-36s %-4s %5d %-4s %6d", f.mutant, f.how, f.seed, f.invariant, f.steps)
}

const foundFile = "testdata/found.txt"

// readFound reads the table.
func readFound(t *testing.T) map[string]found {
	text, err := os.ReadFile(foundFile)
	require.NoError(t, err)
	all := map[string]found{}
	for _, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var f found
		if n, err := fmt.Sscan(line, &f.mutant, &f.how, &f.seed, &f.invariant, &f.steps); n < 2 {
			t.Fatalf("%s: %q: %v", foundFile, line, err)
		}
		all[f.mutant] = f
	}
	return all
}

// tried runs one seed for a planted bug.
func tried(t *testing.T, m *path.Mutant, how string, seed uint64) (found, explore.Outcome) {
	opts := explore.Options{Mutant: m.Name, Wanted: m.Breaks}
	var o explore.Outcome
	if how == "own" {
		text, err := os.ReadFile(filepath.Join("..", "testdata", "mutants", m.Name+".barn"))
		require.NoError(t, err)
		s, err := engine.Parse(m.Name, text)
		require.NoError(t, err)
		o = explore.Given(s, seed, opts)
	} else {
		o = explore.Seed(seed, opts)
	}
	if !o.Found {
		return found{}, o
	}
	for _, v := range o.Violations {
		if slices.Contains(m.Breaks, v.Invariant) {
			return found{m.Name, how, seed, v.Invariant, int(v.Step)}, o
		}
	}
	t.Errorf("%s: seed %d found nothing that it wanted", m.Name, seed)
	return found{}, o
}

// search is the first seed that finds a planted bug.
func search(t *testing.T, m *path.Mutant) found {
	most := number(t, "BARNYARD_SEEDS", mostSeeds)
	for _, how := range []string{"seed", "own"} {
		for from := uint64(0); from < most; from += abreast {
			var row [abreast]found
			var wait sync.WaitGroup
			for i := range uint64(abreast) {
				wait.Add(1)
				go func() {
					defer wait.Done()
					row[i], _ = tried(t, m, how, from+i)
				}()
			}
			wait.Wait()
			for _, f := range row {
				if f.how != "" {
					return f
				}
			}
		}
	}
	return found{mutant: m.Name, how: "none"}
}

// abreast is how many seeds are tried at a time.
const abreast = 4

// Each planted bug is found by the seed that the table names. With
// BARNYARD_LONG it is also the first one that does; BARNYARD_MUTANT looks at one
// bug only. -update searches and writes the table.
func TestPlantedBugsAreFoundByChance(t *testing.T) {
	only, long := os.Getenv("BARNYARD_MUTANT"), os.Getenv("BARNYARD_LONG") != ""
	table := map[string]found{}
	if _, err := os.Stat(foundFile); err == nil {
		table = readFound(t)
	}
	for _, m := range path.Mutants() {
		if only != "" && m.Name != only {
			continue
		}
		row, has := table[m.Name]
		if *update || long {
			if f := search(t, &m); *update {
				table[m.Name], row, has = f, f, true
				fmt.Println(f)
				writeFound(t, table)
			} else {
				assert.Equal(t, row, f)
			}
		}
		if !assert.True(t, has, "%s has no row in %s", m.Name, foundFile) || row.how == "none" {
			continue
		}
		f, o := tried(t, &m, row.how, row.seed)
		assert.Equal(t, row, f, "%s\n%s", m.Name, o.Text)
	}
}

func writeFound(t *testing.T, table map[string]found) {
	var b strings.Builder
	fmt.Fprintf(&b, "# Written by go test ./engine/explore -run PlantedBugs -update.\n# The planted bug; seed: a seed of everything, own: of the schedule and the\n# faults in the bug's own scenario; the first such seed below %d that finds it;\n# the invariant that is broken, of those that the bug is said to break; the step.\n", mostSeeds)
	for _, m := range path.Mutants() {
		if f, ok := table[m.Name]; ok {
			b.WriteString(f.String() + "\n")
		}
	}
	require.NoError(t, os.WriteFile(foundFile, []byte(b.String()), 0o644))
}
