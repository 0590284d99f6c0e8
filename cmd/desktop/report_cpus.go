package main

import (
	"slices"
	"strconv"

	"barnyard/engine"
	"barnyard/engine/slub"
)

// What the CPUs have counted. Those that have counted nothing share one line: on
// a machine of a thousand CPUs most have none, and that nothing has happened on an
// isolated CPU is what many a run is made to show.

func (r *reporter) cpus() {
	r.section("CPUs")
	rows := [][]string{{"", "switches", "ipis", "irqs", "lock wait µs", "cache lines fetched"}}
	var sum engine.CPUResult
	var idle []int
	for i, c := range r.res.CPUs {
		if c == (engine.CPUResult{}) {
			idle = append(idle, i)
			continue
		}
		rows = append(rows, cpuRow(r.cpuName(i), c))
		sum.Switches += c.Switches
		sum.IPIs += c.IPIs
		sum.IRQs += c.IRQs
		sum.LockWaitNs += c.LockWaitNs
		sum.LinesIn += c.LinesIn
	}
	align(&r.b, "  ", "lrrrrr", append(rows, cpuRow("sum", sum)))
	if len(idle) > 0 {
		r.b.WriteString("  none of these on " + r.cpuNames(idle) + "\n")
	}
}

// isolated is which CPUs are: the machine's isolated= is not all, where there is a
// command line.
func (r *reporter) isolated() []int {
	_, boot := engine.Cmdline(r.s)
	return boot.Isolated
}

// cpuNames names several CPUs, and says which of them are isolated.
func (r *reporter) cpuNames(cpus []int) string {
	name := "CPU " + numbers(cpus)
	if len(cpus) > 1 {
		name = "CPUs " + numbers(cpus)
	}
	isolated := r.isolated()
	apart := slices.DeleteFunc(slices.Clone(cpus), func(cpu int) bool { return !slices.Contains(isolated, cpu) })
	switch len(apart) {
	case 0:
		return name
	case len(cpus):
		return name + ", isolated"
	}
	return name + "; isolated of these: " + numbers(apart)
}

func (r *reporter) cpuName(cpu int) string {
	name := "cpu" + strconv.Itoa(cpu)
	if slices.Contains(r.isolated(), cpu) {
		name += " isolated"
	}
	return name
}

func cpuRow(name string, c engine.CPUResult) []string {
	n := func(v int64) string { return strconv.FormatInt(v, 10) }
	return []string{name, n(c.Switches), n(c.IPIs), n(c.IRQs), micros(c.LockWaitNs), n(c.LinesIn)}
}

// maxStatCPUs is how many CPUs get a column of their own; with more of them
// only the sums are shown.
const maxStatCPUs = 8

func (r *reporter) stats() {
	r.section("statistics")
	cpus := r.counting()
	head := []string{"", "sum"}
	how := "lr"
	for _, cpu := range cpus {
		head = append(head, "cpu"+strconv.Itoa(cpu))
		how += "r"
	}
	rows := [][]string{head}
	for _, spec := range slub.StatSpecs() {
		if r.res.Stats[spec.Name] == 0 {
			continue
		}
		row := []string{spec.Name, strconv.FormatInt(r.res.Stats[spec.Name], 10)}
		for _, cpu := range cpus {
			row = append(row, strconv.FormatInt(r.res.StatsByCPU[cpu][spec.Name], 10))
		}
		rows = append(rows, row)
	}
	if len(rows) == 1 {
		rows = [][]string{{"all zero", ""}}
	}
	align(&r.b, "  ", how, rows)
}

// counting is the CPUs that have a column: those with any statistic, unless
// they are too many.
func (r *reporter) counting() []int {
	var cpus []int
	for cpu, stats := range r.res.StatsByCPU {
		for _, n := range stats {
			if n != 0 {
				cpus = append(cpus, cpu)
				break
			}
		}
	}
	if len(cpus) > maxStatCPUs {
		return nil
	}
	return cpus
}
