package check_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

var update = flag.Bool("update", false, "rewrite testdata/proofs.txt; commit it only if you can explain the difference")

// A proof breaks one thing and gets exactly what is then reported, which stands
// in testdata/proofs.txt under its name. Without the damage nothing is.
type proof struct {
	name string

	text    string                    // the scenario; or
	builtin string                    // that of a built-in scenario; or
	mutant  string                    // that of a planted bug, ../testdata/mutants
	code    func(c *path.Code)        // breaks the code; or
	at      func(k *path.Kernel) bool // the first state
	damage  func(k *path.Kernel)      // that is damaged; nil: the last one of the run
	state   bool                      // the World is asked about the damaged state, and the run goes no further
}

// proofs are all there is.
func proofs() []proof {
	return slices.Concat(worldProofs(), slabProofs(), pathProofs(), progressProofs(), kernelProofs())
}

func TestProofs(t *testing.T) {
	file := filepath.Join("testdata", "proofs.txt")
	want := reports(t, file)
	var out strings.Builder
	for _, p := range proofs() {
		t.Run(p.name, func(t *testing.T) {
			got := p.run(t)
			assert.NotEmpty(t, got, "nothing was found")
			if !*update {
				assert.Equal(t, want[p.name], got)
			}
			out.WriteString("=== " + p.name + "\n" + strings.Join(got, "\n") + "\n\n")
		})
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(strings.TrimRight(out.String(), "\n")+"\n"), 0o644))
		return
	}
	assert.Len(t, want, len(proofs()), "each proof has its reports, and there are no others")
}

// reports reads what proofs report, by their names.
func reports(t *testing.T, file string) map[string][]string {
	text, err := os.ReadFile(file)
	if *update {
		return nil
	}
	require.NoError(t, err)
	out := map[string][]string{}
	for _, c := range strings.Split("\n"+string(text), "\n=== ")[1:] {
		name, lines, _ := strings.Cut(c, "\n")
		out[name] = strings.Split(strings.TrimRight(lines, "\n"), "\n")
	}
	return out
}

// scenario is the text that the proof runs.
func (p *proof) scenario(t *testing.T) string {
	if p.mutant == "" {
		return p.text
	}
	text, err := os.ReadFile(filepath.Join("..", "testdata", "mutants", p.mutant+".barn"))
	require.NoError(t, err)
	return string(text)
}

func (p *proof) started(t *testing.T) *engine.Run {
	if p.builtin != "" {
		return load(t, p.builtin, "0", "off")
	}
	text := p.scenario(t)
	r := start(t, text)
	for _, line := range strings.Split(text, "\n") {
		if list, ok := strings.CutPrefix(line, "# choices "); ok {
			choices, err := sim.ParseChoices(list, len(r.Kernel.M.CPUs))
			require.NoError(t, err)
			r.Sched = &sim.Replay{Choices: choices}
		}
	}
	return r
}

// run is what the proof reports.
func (p *proof) run(t *testing.T) []string {
	r := p.started(t)
	if p.state {
		return p.world(t, r)
	}
	check.Watch(r, 1)
	if p.code != nil {
		p.code(r.Kernel.Cfg.Code)
	}
	for p.damage != nil && !p.at(r.Kernel) {
		require.True(t, r.Step(), "the state that is to be damaged never comes")
	}
	if p.damage != nil {
		require.Empty(t, r.Violations, "before the damage")
		p.damage(r.Kernel)
	}
	require.NoError(t, r.Finish().Err)
	var got []string
	for _, v := range r.Violations {
		got = append(got, v.Invariant+": "+v.Text)
	}
	return got
}

// world is what a damaged state reports by itself.
func (p *proof) world(t *testing.T, r *engine.Run) []string {
	for p.at == nil || !p.at(r.Kernel) {
		if more := r.Step(); !more {
			require.Nil(t, p.at, "the state that is to be damaged never comes")
			break
		}
	}
	require.NoError(t, r.Err)
	require.Empty(t, check.World(r.Kernel), "before the damage")
	p.damage(r.Kernel)
	return lines(check.World(r.Kernel))
}

func lines(found []check.Broken) []string {
	var out []string
	for _, b := range found {
		out = append(out, b.Invariant+": "+b.Text)
	}
	return out
}

// op finds the one line of a function that contains some words.
func op(c *path.Code, fn, words string) *path.Op {
	id, ok := c.Func(fn)
	if !ok {
		panic("no function " + fn)
	}
	var found *path.Op
	for i := range c.Funcs[id].Ops {
		if o := &c.Funcs[id].Ops[i]; strings.Contains(o.Text, words) {
			if found != nil {
				panic(fn + " has two lines with " + words)
			}
			found = o
		}
	}
	if found == nil {
		panic(fn + " has no line with " + words)
	}
	return found
}

// always lets a line of a function end in the same way whatever the state is.
func always(fn, words string, v path.Verdict) func(*path.Code) {
	return func(c *path.Code) {
		op(c, fn, words).Become(func(*path.Kernel, *sim.Thread, *sim.Frame) path.Verdict { return v })
	}
}

// inside reports whether some thread is in a function.
func inside(fn string) func(*path.Kernel) bool {
	return func(k *path.Kernel) bool {
		for i := range k.M.Threads {
			if l, _, ok := k.Line(sim.ThreadID(i)); ok && l.Name == fn {
				return true
			}
		}
		return false
	}
}

// about reports whether some thread executes a line of a function next.
func about(fn, words string) func(*path.Kernel) bool {
	return func(k *path.Kernel) bool { return whoIs(k, fn, words) != sim.NoThread }
}

func whoIs(k *path.Kernel, fn, words string) sim.ThreadID {
	for i := range k.M.Threads {
		if l, pc, ok := k.Line(sim.ThreadID(i)); ok && l.Name == fn && strings.Contains(l.Ops[pc].Text, words) {
			return sim.ThreadID(i)
		}
	}
	return sim.NoThread
}
