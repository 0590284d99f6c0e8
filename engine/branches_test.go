package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Which ways out of which ops the scripts take. An op goes on to the next
// line, to one of its labels, into another function or out of its own; an op
// that takes a lock may have to wait. Each way of each op of each kernel that
// can be built has to be taken by some script, or stand in unreached with the
// reason.

// way is one way out of an op. Ops are told apart by their words: the same
// line of another build is the same op.
type way struct {
	fn, line string
	nth      int    // of the lines with these words in the function
	out      string // "next", "wait", "run" or a label
}

func (w way) String() string {
	s := fmt.Sprintf("%s: %s", w.fn, w.line)
	if w.nth > 0 {
		s += fmt.Sprintf(" (%d)", w.nth+1)
	}
	return s + " ⇒ " + w.out
}

// The ways that count: of an op that decides each label and the next line, of
// one that takes a lock also to wait; of all others that they run at all.
const (
	outNext = "next"
	outWait = "wait"
	outRun  = "run"
)

// waysOf lists the ways of an op.
func waysOf(op *path.Op) []string {
	switch {
	case len(op.To) == 0 && waits(op):
		return []string{outNext, outWait}
	case len(op.To) == 0 || goesOnly(op):
		return []string{outRun}
	case waits(op):
		return append([]string{outNext, outWait}, op.To...)
	case strings.HasPrefix(op.Text, "the next statement"):
		return op.To
	}
	return append([]string{outNext}, op.To...)
}

// goesOnly reports whether an op is a plain jump.
func goesOnly(op *path.Op) bool {
	return len(op.To) == 1 && !strings.HasPrefix(op.Text, "if ") && strings.HasSuffix(op.Text, "→ "+op.To[0])
}

// waits reports whether an op takes a lock and may have to wait for it.
func waits(op *path.Op) bool {
	if op.Call != "" {
		return false
	}
	if strings.Contains(op.Text, "or queue and spin") || strings.HasPrefix(op.Text, "cpus_write_lock") || strings.HasPrefix(op.Text, "cpus_read_lock") {
		return true
	}
	return strings.HasPrefix(op.Text, "take ") && slices.ContainsFunc([]string{"lock", "mutex"}, func(w string) bool { return strings.Contains(op.Text, w) }) &&
		!strings.Contains(op.Text, "both lists") && !strings.Contains(op.Text, "if it is free")
}

// coverage is the ways that were taken, and by whom first.
type coverage struct {
	taken map[way]string
	codes map[*path.Code][][]way // the names of ops, by function and line, without out

	unreached []exempt
}

func newCoverage() *coverage {
	return &coverage{taken: map[way]string{}, codes: map[*path.Code][][]way{}, unreached: unreached()}
}

// named gives each op of some functions its words.
func named(funcs []path.Listing) [][]way {
	all := make([][]way, len(funcs))
	for i, l := range funcs {
		n := map[string]int{}
		for j := range l.Ops {
			text := l.Ops[j].Text
			all[i] = append(all[i], way{fn: l.Name, line: text, nth: n[text]})
			n[text]++
		}
	}
	return all
}

// place is where a thread is.
type place struct {
	fn, pc, depth int32
}

func placeOf(t *sim.Thread) place {
	if t.Depth == 0 {
		return place{depth: 0}
	}
	f := &t.Stack[t.Depth-1]
	return place{int32(f.Fn), int32(f.PC), t.Depth}
}

// run runs a scenario to its end and notes the ways that its threads take.
func (c *coverage) run(who string, r *engine.Run) {
	k := r.Kernel
	names, ok := c.codes[k.Cfg.Code]
	if !ok {
		names = named(k.Cfg.Code.Funcs)
		c.codes[k.Cfg.Code] = names
	}
	at := make([]place, len(k.M.Threads))
	for id := range at {
		at[id] = placeOf(&k.M.Threads[id])
	}
	for r.Step() {
		if id := k.M.LastOp; id != sim.NoThread {
			was, now := at[id], placeOf(&k.M.Threads[id])
			c.note(who, k, names, id, was, now)
		}
		for _, id := range k.M.CPUs[k.M.Self].Ctx {
			if id != sim.NoThread {
				at[id] = placeOf(&k.M.Threads[id])
			}
		}
		if id := k.M.LastOp; id != sim.NoThread {
			at[id] = placeOf(&k.M.Threads[id])
		}
	}
}

// note notes the way that a thread has taken from was to now.
func (c *coverage) note(who string, k *path.Kernel, names [][]way, id sim.ThreadID, was, now place) {
	op := &k.Cfg.Code.Funcs[was.fn].Ops[was.pc]
	w := names[was.fn][was.pc]
	t := &k.M.Threads[id]
	waited := now == was && (t.Why == sim.WaitLock || t.Why == sim.WaitMutex)
	if waited && !waits(op) {
		panic("an op that waits for a lock and is not known to: " + w.String())
	}
	for _, w.out = range outs(k, op, was, now, waited) {
		if _, ok := c.taken[w]; !ok {
			c.taken[w] = who
		}
	}
}

// outs are the names of the way that was taken.
func outs(k *path.Kernel, op *path.Op, was, now place, waited bool) []string {
	switch {
	case waited:
		return []string{outWait}
	case len(op.To) == 0 && !waits(op) || goesOnly(op):
		return []string{outRun}
	case now.depth != was.depth || now.fn != was.fn:
		return []string{outNext} // entered a function, which happens on the next line
	}
	var all []string
	if now.pc == was.pc+1 {
		all = append(all, outNext)
	}
	for _, label := range op.To {
		if k.Cfg.Code.Funcs[was.fn].Ops[now.pc].Label == label {
			all = append(all, label)
		}
	}
	return all
}

// builds are all kernels that can be made, without those of PREEMPT_RT.
func builds() []path.Build {
	var all []path.Build
	for _, g := range engine.Capabilities().Generations {
		for _, p := range path.Patches() {
			if !path.IsSeries(p.Name) || p.Name == "pw-v4" {
				continue // version 4 is version 3 by other names: TestVersionsThreeAndFour
			}
			for _, mode := range []qpw.Mode{qpw.NotBuilt, qpw.Off, qpw.On} {
				b := path.Build{Mode: mode, Generation: g, Series: p.Name}
				if _, err := path.Functions(b); err == nil { // some do not go together
					all = append(all, b)
				}
			}
		}
	}
	slices.Reverse(all) // the newest first: it has the most scripts
	return all
}

// describe names a kernel.
func describe(b path.Build) string {
	text := fmt.Sprintf("%s %s qpw=%s", b.Generation, b.Series, b.Mode)
	if b.RT {
		text += " rt=on"
	}
	return text
}

// waysIn lists the ways of a kernel that count.
func waysIn(t *testing.T, b path.Build) []way {
	funcs, err := path.Functions(b)
	require.NoError(t, err)
	var all []way
	for i, ops := range named(funcs) {
		for j, w := range ops {
			for _, w.out = range waysOf(&funcs[i].Ops[j]) {
				all = append(all, w)
			}
		}
	}
	return all
}

// untaken are those of some ways that nobody has taken and that have to be.
func (c *coverage) untaken(all []way) []way {
	return slices.DeleteFunc(slices.Clone(all), func(w way) bool { return c.taken[w] != "" || exemptOf(c.unreached, w) })
}

// cases calls f for each case of each script.
func cases(t *testing.T, f func(file, title, input string)) {
	files, err := filepath.Glob("testdata/*.script")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		_, rest, _ := strings.Cut("\n"+string(text), "\n=== ")
		for _, c := range strings.Split(rest, "\n=== ") {
			title, rest, _ := strings.Cut(c, "\n")
			input, _, _ := strings.Cut(rest, "---\n")
			f(filepath.Base(file), title, input)
		}
	}
}

// underBuild lets a scenario run on a kernel: false if it says itself on which.
func underBuild(s *scenario.Scenario, b path.Build) bool {
	if len(s.Kernel.Where) > 0 || s.Machine.Where["qpw"] != (scenario.Pos{}) || s.Machine.Where["rt"] != (scenario.Pos{}) {
		return false
	}
	s.Machine.RT = b.RT
	s.Machine.QPW = scenario.Tri(b.Mode)
	s.Kernel.Generation, s.Kernel.Patches = b.Generation, []string{b.Series}
	return true
}

// runCases runs every case of every script as it stands; and then, on each
// kernel that still has ways that nobody has taken, the short ones that do not
// say on which kernel they run.
func (c *coverage) runCases(t *testing.T) {
	const short = 20000 // steps
	type open struct {
		who, input string
	}
	var free []open
	cases(t, func(file, title, input string) {
		r := started(input, path.Build{})
		if r == nil {
			return // the case shows an author's mistake
		}
		c.run(file+": "+title, r)
		if r.Kernel.M.Step <= short {
			free = append(free, open{file + ": " + title, input})
		}
	})
	// A way that no case takes under one kernel of a mode and version of the
	// series is not looked for under another of these.
	type attempt struct {
		mode   qpw.Mode
		series string
		way    way
	}
	tried := map[attempt]bool{}
	for _, b := range builds() {
		left := slices.DeleteFunc(c.untaken(waysIn(t, b)), func(w way) bool { return tried[attempt{b.Mode, b.Series, w}] })
		for _, w := range left {
			tried[attempt{b.Mode, b.Series, w}] = true
		}
		for _, o := range free {
			if len(left) == 0 {
				break
			}
			if r := started(o.input, b); r != nil {
				c.run(fmt.Sprintf("%s, %s", o.who, describe(b)), r)
				left = c.untaken(left)
			}
		}
	}
}

// started begins a case, on a kernel if one is named; nil if the case does not
// run, or says itself on which kernel.
func started(input string, b path.Build) *engine.Run {
	s, err := engine.Parse("script", []byte(input))
	if err != nil || b.Series != "" && !underBuild(s, b) {
		return nil
	}
	r, err := engine.New(s)
	if err != nil {
		return nil
	}
	callWork(r)
	return r
}

// exempt is ways that no script takes.
type exempt struct {
	why  string
	ways []string
}

// exemptOf finds the reason why a way need not be taken.
func exemptOf(list []exempt, w way) bool {
	for _, e := range list {
		if slices.Contains(e.ways, w.String()) || slices.Contains(e.ways, w.fn+": *") {
			return true
		}
	}
	return false
}

// TestBranches: each way of each op is taken by a script, or stands in the list
// of those that none takes, and in that only those.
func TestBranches(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the scripts on every kernel")
	}
	c := newCoverage()
	c.runCases(t)
	known := map[string]bool{}
	told := map[way]bool{}
	for _, b := range builds() {
		all := waysIn(t, b)
		for _, w := range c.untaken(all) {
			if !told[w] {
				t.Errorf("no script takes %s (%s)", w, describe(b))
			}
			told[w] = true
		}
		for _, w := range all {
			known[w.String()], known[w.fn+": *"] = true, true
			if who := c.taken[w]; who != "" && exemptOf(c.unreached, w) && !told[w] {
				told[w] = true
				t.Errorf("%s takes %s: it is not unreached any more", who, w)
			}
		}
	}
	for _, e := range c.unreached {
		for _, name := range e.ways {
			if !known[name] {
				t.Errorf("no kernel has %s: it cannot be unreached", name)
			}
		}
	}
}

// TestVersionsThreeAndFour: version 4 of the series is version 3 by other
// names, so that what is shown of one is shown of the other.
func TestVersionsThreeAndFour(t *testing.T) {
	for _, b := range builds() {
		if b.Series != "qpw-v3" {
			continue
		}
		three, err := path.Functions(b)
		require.NoError(t, err)
		b.Series = "pw-v4"
		four, err := path.Functions(b)
		require.NoError(t, err)
		assert.Empty(t, path.Diff(path.Rename(three), four), "%s %s", b.Generation, b.Mode)
	}
}
