package engine_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/engine/swap"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata; commit them only if you can explain the difference")

// A script is cases of three parts: a headline, a scenario, what it prints.
//
//	=== 2.4: main has room | show t
//	machine cpus=1
//	task t cpu=0 { alloc c; mark here; free c }
//	---
//	kmem_cache_free: hooks before a free
//	...
//
// "show t" prints every op of task t that comes after its statement "mark
// here" (of all its program if it has none), indented by the depth of calls;
// "show t+kworker" other threads too, "show t in f,g" only the functions f and
// g. The statistics and where the objects are come last. The world is checked after every step.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.script")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { runScript(t, file) })
	}
}

func runScript(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	head, cases, _ := strings.Cut("\n"+string(text), "\n=== ")
	out := strings.TrimPrefix(head, "\n")
	if out != "" {
		out += "\n"
	}
	for _, c := range strings.Split(cases, "\n=== ") {
		title, rest, _ := strings.Cut(c, "\n")
		input, want, _ := strings.Cut(rest, "---\n")
		got := runCase(t, title, input)
		if !*update {
			assert.Equal(t, strings.TrimRight(want, "\n"), strings.TrimRight(got, "\n"), "%s: %s", file, title)
		}
		out += "=== " + title + "\n" + input + "---\n" + got + "\n"
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(strings.TrimRight(out, "\n")+"\n"), 0o644))
	}
}

func runCase(t *testing.T, title, input string) string {
	s, err := engine.Parse("script", []byte(input))
	if err != nil {
		return err.Error() + "\n"
	}
	r, err := engine.New(s)
	if err != nil {
		return err.Error() + "\n"
	}
	callWork(r)
	check.Watch(r, 1)
	_, show, _ := strings.Cut(title, "| show ")
	show, only, _ := strings.Cut(show, " in ")
	p := printer{run: r, show: strings.Split(show, "+")}
	if only != "" {
		p.only = strings.Split(only, ",")
	}
	for p.step() {
	}
	if r.Finish(); r.Err != nil {
		return r.Err.Error() + "\n"
	}
	if !strings.Contains(title, "a violation") {
		assert.Empty(t, r.Violations, title)
	}
	return p.out.String() + summary(r) + violations(r)
}

// violations are what the world's check has found, which the headline says
// where something is meant to be.
func violations(r *engine.Run) string {
	out := ""
	for _, v := range r.Violations {
		out += v.Invariant + ": " + v.Text + "\n"
	}
	return out
}

type printer struct {
	run     *engine.Run
	show    []string
	only    []string // functions; empty: all
	started bool
	out     strings.Builder
}

// step takes one step and prints the op that it executed, if it is shown.
func (p *printer) step() bool {
	k := p.run.Kernel
	steps := make([]string, len(k.M.Threads))
	for id := range k.M.Threads {
		if l, pc, ok := k.Line(sim.ThreadID(id)); ok {
			depth := int(k.M.Threads[id].Depth)
			steps[id] = fmt.Sprintf("%s%s: %s", strings.Repeat("  ", max(depth-2, 0)), l.Name, l.Ops[pc].Text)
			if l.Name == "program" {
				steps[id] = "> " + k.Cfg.Programs[id].Code[k.Tasks[id].PC].Text
			}
		}
	}
	if !p.run.Step() {
		return false
	}
	p.told()
	if k.M.LastOp != sim.NoThread {
		p.print(k.M.LastOp, steps[k.M.LastOp])
	}
	return true
}

func (p *printer) print(id sim.ThreadID, line string) {
	k := p.run.Kernel
	name := k.ThreadName(id)
	if !strings.HasSuffix(line, "mark here") && !p.started && hasMark(p.run, p.show[0]) {
		return
	}
	if strings.HasSuffix(line, "mark here") {
		p.started = name == p.show[0] || p.started
		return
	}
	for i, s := range p.show {
		if !strings.HasPrefix(name, s) || strings.HasPrefix(line, ">") {
			continue
		}
		if fn, _, _ := strings.Cut(strings.TrimSpace(line), ":"); len(p.only) > 0 && !slices.Contains(p.only, fn) {
			return
		}
		if i > 0 {
			line = "[" + name + "] " + line
		}
		p.out.WriteString(line + p.notes() + "\n")
		return
	}
}

// told prints what happens to CPUs and to where tasks run.
func (p *printer) told() {
	k := p.run.Kernel
	if !p.started && hasMark(p.run, p.show[0]) {
		return
	}
	for _, e := range k.M.Events {
		switch e.Kind {
		case sim.TaskMigrate:
			fmt.Fprintf(&p.out, "-- %s goes from CPU %d to CPU %d\n", k.ThreadName(sim.ThreadID(e.A)), e.B, e.C)
		case sim.CPUOffline, sim.CPUOnline, sim.HotplugRefused, sim.MemoryOffline, sim.MemoryBusy, sim.WorkerFail, sim.Mayday:
			fmt.Fprintf(&p.out, "-- %s %d\n", sim.EventSpecs()[e.Kind].Name, e.A)
		}
	}
}

// notes are the events of the step that the ops do not say themselves.
func (p *printer) notes() string {
	out := ""
	for _, e := range p.run.Kernel.M.Events {
		switch e.Kind {
		case sim.StatAdd:
			out += fmt.Sprintf(" +%d", e.C)
		case sim.LockContended, sim.TrylockFail, sim.IPISend, sim.AllocFail, sim.MemoryFail, sim.PIBoost, sim.PIRestore, sim.RTLockInAtomic:
			out += " !" + sim.EventSpecs()[e.Kind].Name
		}
	}
	return out
}

func hasMark(r *engine.Run, task string) bool {
	for _, s := range r.Kernel.Cfg.Series {
		if s == task+".here" {
			return true
		}
	}
	return false
}

// summary is the statistics that count and where the objects are.
func summary(r *engine.Run) string {
	res := r.Result()
	var b strings.Builder
	for _, spec := range slub.StatSpecs() {
		if n := res.Stats[spec.Name]; n != 0 {
			fmt.Fprintf(&b, "%s %d\n", spec.Name, n)
		}
	}
	for i := range r.Scenario.Caches {
		name := r.Scenario.Caches[i].Name
		c := res.Caches[name]
		fmt.Fprintf(&b, "%s: %d live, %d in sheaves, %d in barns, %d free in %d slabs;", name, c.Live, c.InSheaves, c.InBarns, c.InSlabsFree, c.Slabs)
		for cpu, s := range c.CPUs {
			fmt.Fprintf(&b, " cpu%d %s/%s", cpu, fill(s.Main), fill(s.Spare))
		}
		for node, n := range c.Nodes {
			fmt.Fprintf(&b, " node%d %d full %d empty %d partial", node, n.Full, n.Empty, n.Partial)
		}
		b.WriteString("\n")
	}
	b.WriteString(folios(r))
	for i := range r.Scenario.Tasks {
		name := r.Scenario.Tasks[i].Name
		fmt.Fprintf(&b, "%s: %s", name, res.Tasks[name].State)
		if at := res.Tasks[name].DoneNs; at != nil {
			fmt.Fprintf(&b, " at %d ns", *at)
		}
		b.WriteString("\n")
	}
	for _, name := range r.Kernel.Cfg.Series {
		if s := res.Series[name]; s.Count > 0 {
			fmt.Fprintf(&b, "%s: n %d min %d max %d ns\n", name, s.Count, s.MinNs, s.MaxNs)
		}
	}
	for _, s := range res.Starved {
		b.WriteString(s.Text + "\n")
	}
	for _, c := range res.CPUs {
		fmt.Fprintf(&b, "switches %d ipis %d irqs %d\n", c.Switches, c.IPIs, c.IRQs)
	}
	return b.String()
}

func fill(n *int32) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

// folios says where folios and buffer heads are, where there are any.
func folios(r *engine.Run) string {
	var b strings.Builder
	s := r.Kernel.Swap
	for cpu := range s.CPUs {
		c := &s.CPUs[cpu]
		for batch, n := range c.N {
			if n > 0 {
				fmt.Fprintf(&b, "cpu%d: %d in %s\n", cpu, n, swap.Batch(batch))
			}
		}
		if n := c.MlockN(); n > 0 {
			fmt.Fprintf(&b, "cpu%d: %d in mlock\n", cpu, n)
		}
		if c.NBH > 0 {
			fmt.Fprintf(&b, "cpu%d: %d buffer heads\n", cpu, c.NBH)
		}
	}
	for node, n := range s.Nodes {
		if n.Inactive+n.Active+n.Unevictable > 0 {
			fmt.Fprintf(&b, "node%d: %d inactive, %d active, %d unevictable\n", node, n.Inactive, n.Active, n.Unevictable)
		}
	}
	return b.String()
}
