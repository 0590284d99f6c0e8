package check_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/bug"
)

// where is who checks an invariant: the World in one state, the Probe after a
// step, its End, or the kernel itself in the op that breaks it or cannot go on.
type where string

const (
	inState where = "World"
	inStep  where = "Probe.Step"
	atEnd   where = "Probe.End"
	inOp    where = "kernel"
)

// invariants is kernel.md 8.1 and 8.2: every invariant, where it is checked,
// and a proof for each place that it fires there.
func invariants() []struct {
	name   string
	proofs map[where]string
} {
	type m = map[where]string
	return []struct {
		name   string
		proofs map[where]string
	}{
		{"S1", m{inState: "S1: an object is dropped", inOp: "mutant bulk-free-forgets-local-objects"}},
		{"S2", m{inStep: "mutant flush-locks-own-cpu", inOp: "S2: an assertion finds the lock free"}},
		{"S3", m{inState: "S3: a sheaf is dropped", inOp: "S3: a sheaf is freed that is main"}},
		{"S4", m{inState: "S4: main is gone", inOp: "S4: main is no sheaf when it is used"}},
		{"S5", m{inState: "S5: a sheaf holds more than it can", inOp: "mutant swap-with-empty-spare"}},
		{"S6", m{inState: "S6: a full sheaf is not"}},
		{"S7", m{inState: "S7: a barn counts one more than it has"}},
		{"S8", m{inStep: "S8: a callback does not ask how many full sheaves there are"}},
		{"S9", m{inStep: "mutant swap-with-empty-spare"}},
		{"S10", m{inState: "S10: a task ends with preemption off", inStep: "mutant pin-leak", inOp: "S2: a lock is taken that somebody has not released"}},
		{"S11", m{inState: "S11: a slab counts one too many in use", inOp: "S11: an object is freed twice"}},
		{"S12", m{inState: "S12: a partial list counts one more than it has", inStep: "mutant discard-below-minimum", inOp: "S12: a slab leaves a list that it is not on"}},
		{"S13", m{inState: "S13: an object lies on a CPU that is offline", inStep: "mutant flush-main-trylock", inOp: "S13: a cache goes with objects in its sheaves"}},
		{"S14", m{inStep: "mutant call-rcu-after-unlock"}},
		{"S15", m{inStep: "mutant skip-left-over"}},
		{"S16", m{inStep: "mutant init-work-once", inOp: "mutant queue-before-store"}},
		{"S17", m{inStep: "mutant sheaves-not-read-again"}},
		{"S18", m{inStep: "mutant foreign-free-to-own-sheaf"}},
		{"S19", m{inStep: "mutant flush-locks-own-cpu"}},
		{"S20", m{inStep: "mutant nolock-frees-to-slab", inOp: "S20: a mutex is taken with preemption off"}},
		{"S21", m{atEnd: "S21: a free is not counted"}},
		{"S22", m{inStep: "S22: a trylock that fails counts something"}},
		{"S23", m{inState: "S23: a spare beside the bootstrap sheaf"}},
		{"S24", m{inStep: "S24: a sheaf serves a request for another node"}},
		{"A1", m{inOp: "mutant assert-template"}},
		{"L1", m{inStep: "mutant destroy-without-rcu-barrier"}},
		{"L2", m{inOp: "mutant flush-wants-slab-mutex"}},
		{"L3", m{inState: "L3: a thread waits for work that is not queued", inStep: "mutant flush-waits-for-direct-call"}},
		{"L4", m{inOp: "mutant nolock-waits-for-barn"}},
		{"L5", m{inStep: "L5: an allocation waits for a flush"}},
		{"L6", m{inStep: "L6: a flush goes on where main is empty"}},
		{"L7", m{inStep: "L7: a replacement begins anew for no reason"}},
		{"L8", m{inState: "L8: a free was put off and nobody comes"}},
	}
}

// Every one of the 33 is checked somewhere, the table knows all places, and
// each place is shown to fire.
func TestEveryInvariantIsChecked(t *testing.T) {
	var want []string
	for i := range 24 {
		want = append(want, fmt.Sprint("S", i+1))
	}
	want = append(want, "A1")
	for i := range 8 {
		want = append(want, fmt.Sprint("L", i+1))
	}
	sites, shown := saySites(t), reports(t, filepath.Join("testdata", "proofs.txt"))
	var names []string
	for _, inv := range invariants() {
		names = append(names, inv.name)
		assert.Equal(t, placesOf(inv.name, sites), sorted(inv.proofs), "%s is checked in", inv.name)
		for at, p := range inv.proofs {
			assert.True(t, slices.ContainsFunc(shown[p], func(line string) bool {
				return strings.HasPrefix(line, inv.name+": ") && comesFrom(line, at, sites)
			}), "%q does not report %s of %s", p, inv.name, at)
		}
	}
	assert.Equal(t, want, names)
}

// Every sentence that the checks can say is said by a proof.
func TestEverySentenceIsSaid(t *testing.T) {
	var all []string
	for _, lines := range reports(t, filepath.Join("testdata", "proofs.txt")) {
		all = append(all, lines...)
	}
	for _, s := range saySites(t) {
		assert.True(t, slices.ContainsFunc(all, s.text.MatchString), "nothing proves that it can be said: %s: %s", s.at, s.text)
	}
}

// site is one place in the checks that says something.
type site struct {
	invariant string
	at        where
	text      *regexp.Regexp // the whole report
}

// comesFrom reports whether a report can be one of a place.
func comesFrom(line string, at where, sites []site) bool {
	said := slices.ContainsFunc(sites, func(s site) bool { return s.text.MatchString(line) })
	if at == inOp {
		return !said
	}
	return slices.ContainsFunc(sites, func(s site) bool { return s.at == at && s.text.MatchString(line) })
}

// placesOf is where an invariant is checked, as the source has it.
func placesOf(invariant string, sites []site) []where {
	places := map[where]string{}
	for _, s := range sites {
		if s.invariant == invariant {
			places[s.at] = ""
		}
	}
	for _, s := range bug.Specs() {
		if s.Invariant == invariant {
			places[inOp] = ""
		}
	}
	return sorted(places)
}

func sorted(places map[where]string) []where {
	var out []where
	for _, at := range []where{inState, inStep, atEnd, inOp} {
		if _, ok := places[at]; ok {
			out = append(out, at)
		}
	}
	return out
}

// saySites reads the calls of say off the source.
func saySites(t *testing.T) []site {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	var out []site
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name == "say" {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					out = append(out, sayCall(t, fn, call)...)
				}
				return true
			})
		}
	}
	require.Greater(t, len(out), 50)
	return out
}

func sayCall(t *testing.T, fn *ast.FuncDecl, call *ast.CallExpr) []site {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "say" {
		return nil
	}
	at := inStep
	switch receiver := fn.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name; {
	case receiver == "world":
		at = inState
	case fn.Name.Name == "atEnd":
		at = atEnd
	}
	name, err := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
	require.NoError(t, err)
	format, err := strconv.Unquote(call.Args[1].(*ast.BasicLit).Value)
	require.NoError(t, err)
	text := strings.NewReplacer("%d", `-?\d+`, "%s", ".+", "%v", "(true|false)").Replace(regexp.QuoteMeta(name + ": " + format))
	return []site{{name, at, regexp.MustCompile("^" + text + "$")}}
}
