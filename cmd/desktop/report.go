package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The report that people read. It shows what the JSON object shows: all of it
// that is not zero, in the order of the scenario's text. Times are µs.

// report writes all sections of one run.
func report(s *scenario.Scenario, res outcome) []byte {
	r := &reporter{s: s, res: res}
	r.head()
	r.boot()
	r.claims()
	r.tasks()
	r.series()
	r.cpus()
	r.stats()
	for i := range s.Caches {
		r.cache(s.Caches[i].Name)
	}
	if n := r.res.AllocFails; n > 0 {
		r.section("memory")
		r.b.WriteString("  " + counted(n, "allocation") + " returned nothing: no memory (by a memory line, or beyond " + strconv.Itoa(slub.MaxObjects) +
			" objects), a lock that a nolock allocation does not wait for, or an empty prefilled sheaf\n")
	}
	r.bench()
	r.findings()
	return []byte(r.b.String())
}

type reporter struct {
	b   strings.Builder
	s   *scenario.Scenario
	res outcome
}

// section begins a part of the report, apart from the one before it.
func (r *reporter) section(title string) { r.b.WriteString("\n" + title + "\n") }

func (r *reporter) head() {
	title := r.s.Title
	if title == "" {
		title = "A run without a title"
	}
	r.b.WriteString(title + "\n\n")
	m := &r.s.Machine
	where := fmt.Sprintf("%s, %s, %d GHz", counted(int64(m.CPUs), "CPU"), counted(int64(m.Nodes), "node"), m.GHz)
	_, boot := engine.Cmdline(r.s)
	for _, list := range []struct {
		what string
		of   []int
	}{{"isolated", boot.Isolated}, {"nohz_full", boot.NohzFull}, {"memoryless node", m.Memoryless}} {
		if len(list.of) > 0 {
			where += ", " + list.what + " " + numbers(list.of)
		}
	}
	align(&r.b, "  ", "ll", [][]string{
		{"scenario", bare(r.res.Scenario)},
		{"machine", where},
		{"configuration", fmt.Sprintf("qpw=%s rt=%s alt=%s generation=%s seed=%d", r.res.QPW, r.res.RT, r.res.Alt, r.res.Generation, r.res.Seed) + r.unusual()},
		{"simulated", micros(r.res.TimeNs) + " µs in " + counted(int64(r.res.Steps), "step")},
		{"hash", r.res.Hash + " of engine " + r.res.Engine},
	})
}

// unusual is the settings beside those that are always told: two runs that differ
// have different heads, also where flags or a replay string have said so.
func (r *reporter) unusual() (text string) {
	if jitter := r.s.Machine.Jitter; jitter != 0 {
		text = " jitter=" + strconv.FormatInt(jitter, 10)
	}
	for _, name := range sorted(r.res.Settings) {
		text += " " + name + "=" + r.res.Settings[name]
	}
	return text
}

// tasks tells how each task ended or what it does at the end of the run.
func (r *reporter) tasks() {
	if len(r.s.Tasks) == 0 {
		return
	}
	r.section("tasks")
	var rows [][]string
	for i := range r.s.Tasks {
		t := &r.s.Tasks[i]
		res := r.res.Tasks[t.Name]
		state := res.State
		if res.Done {
			state = "done at " + micros(*res.DoneNs) + " µs"
		}
		rows = append(rows, []string{t.Name, "cpu" + strconv.Itoa(t.CPU), class(t), state})
	}
	align(&r.b, "  ", "llll", rows)
}

func class(t *scenario.Task) string {
	if t.FIFO > 0 {
		return "FIFO " + strconv.Itoa(t.FIFO)
	}
	return "fair"
}

func (r *reporter) series() {
	if len(r.res.Series) == 0 {
		return
	}
	r.section("series, µs")
	rows := [][]string{{"", "n", "min", "p50", "p99", "p99.9", "max", "mean"}}
	for _, name := range sorted(r.res.Series) {
		v := r.res.Series[name]
		row := []string{name, strconv.FormatInt(v.Count, 10)}
		for _, ns := range []int64{v.MinNs, v.P50Ns, v.P99Ns, v.P999Ns, v.MaxNs, v.MeanNs} {
			cell := micros(ns)
			if v.Count == 0 {
				cell = "-"
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	align(&r.b, "  ", "lrrrrrrr", rows)
}

// findings are what went wrong in the kernel that was simulated.
func (r *reporter) findings() {
	if len(r.res.Starved) > 0 {
		r.section("starvation")
		for _, v := range r.res.Starved {
			fmt.Fprintf(&r.b, "  since %s µs: %s\n", micros(v.SinceNs), v.Text)
		}
	}
	r.section("violations")
	if len(r.res.Violations) == 0 {
		fmt.Fprintf(&r.b, "  none, in %s at the whole state\n", counted(int64(r.res.looks), "look"))
	}
	for _, v := range r.res.Violations {
		violationLine(&r.b, &v)
	}
}

// micros prints nanoseconds as µs: at 1 GHz a cycle is a nanosecond.
func micros(ns int64) string { return sim.Micros(ns, 1) }

func counted(n int64, what string) string { return strconv.FormatInt(n, 10) + " " + named(n, what) }

// named is the word for so many.
func named(n int64, what string) string {
	if n == 1 {
		return what
	}
	return what + "s"
}

func sorted[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// numbers writes a sorted list as the language does: 0-2,5.
func numbers(list []int) string {
	var b strings.Builder
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && list[j+1] == list[j]+1 {
			j++
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(list[i]))
		if j > i {
			b.WriteString("-" + strconv.Itoa(list[j]))
		}
		i = j + 1
	}
	return b.String()
}
