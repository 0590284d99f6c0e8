package scenario

import (
	"slices"
	"strings"
)

// What needs the whole text is noted where it is read and checked here, in
// the order of the text.

type checkKind uint8

const (
	checkNothing      checkKind = iota
	checkCPU                    // n is a CPU of the machine
	checkNode                   // n is a node of the machine
	checkNodes                  // n nodes have a CPU each
	checkHousekeeping           // cpus are not all CPUs
	checkCycles                 // n cycles are at most MaxSeconds
	checkTask                   // text names a task, not an interrupt
	checkCache                  // text names a cache
	checkMemory                 // cpus are not all nodes
	checkReceiver               // text names a task, an irq or an nmi
	checkSeries                 // text is task.NAME of some mark
	checkSpurious               // what the key text of spurious names can come up
)

type check struct {
	pos  Pos
	kind checkKind
	n    int64
	what string // for the message: the key, or the kind of statement
	text string
	cpus []int
}

// finish checks what had to wait.
func (p *parser) finish() {
	if _, ok := p.lines["machine"]; !ok {
		p.fail(Pos{1, 1}, "there is no machine line; expected one, such as: machine cpus=4")
	}
	for _, c := range p.later {
		switch c.kind {
		case checkTask, checkReceiver, checkCache, checkSeries:
			p.checkName(c)
		case checkSpurious:
			p.checkSpurious(c)
		default:
			p.checkNumber(c)
		}
	}
	p.checkHotplug()
}

func (p *parser) checkNumber(c check) {
	m := &p.out.Machine
	switch {
	case c.kind == checkCPU && c.n >= int64(m.CPUs):
		p.fail(c.pos, "there is no CPU %d for %s; the machine has CPUs 0 to %d", c.n, c.what, m.CPUs-1)
	case c.kind == checkNode && c.n >= int64(m.Nodes):
		p.fail(c.pos, "there is no node %d for %s; the machine has nodes 0 to %d", c.n, c.what, m.Nodes-1)
	case c.kind == checkNodes && c.n > int64(m.CPUs):
		p.fail(c.pos, "nodes=%d is more than cpus=%d; expected a CPU for each node", c.n, m.CPUs)
	case c.kind == checkHousekeeping && missing(c.cpus, m.CPUs) < 0:
		p.fail(c.pos, "%s takes all %d CPUs; expected one left for housekeeping", c.what, m.CPUs)
	case c.kind == checkMemory && missing(c.cpus, m.Nodes) < 0:
		p.fail(c.pos, "memoryless takes all %d nodes; expected one with memory", m.Nodes)
	case c.kind == checkCycles && c.n > MaxSeconds*1_000_000_000*m.GHz:
		p.fail(c.pos, "bad value \"%dcy\" of %s; expected at most %ds, which is %dcy at ghz=%d",
			c.n, c.what, MaxSeconds, MaxSeconds*1_000_000_000*m.GHz, m.GHz)
	}
}

func (p *parser) checkName(c check) {
	switch {
	case c.kind == checkTask && !p.isTask[c.text]:
		p.fail(c.pos, "unknown task %s; %s", quote(c.text), expected(c.text, p.taskNames()))
	case c.kind == checkReceiver && !p.isTask[c.text] && !p.isIrq(c.text):
		p.fail(c.pos, "unknown task %s; %s", quote(c.text), expected(c.text, p.taskNames()))
	case c.kind == checkCache:
		p.declared(token{text: c.text, pos: c.pos}, "unknown cache %s; %s")
	case c.kind == checkSeries:
		p.checkSeries(c)
	}
}

func (p *parser) isIrq(name string) bool {
	return slices.ContainsFunc(p.out.Irqs, func(q Irq) bool { return q.Name == name })
}

func (p *parser) checkSeries(c check) {
	if _, ok := p.series[c.text]; ok {
		return
	}
	if !strings.Contains(c.text, ".") {
		p.fail(c.pos, "unknown series %s; expected TASK.NAME", quote(c.text))
	}
	p.fail(c.pos, "unknown series %s; expected TASK.NAME, with a \"mark NAME\" in the program of that task", quote(c.text))
}

// declared fails with complaint unless the cache was declared by now.
func (p *parser) declared(t token, complaint string) {
	if _, ok := p.caches[t.text]; !ok {
		p.fail(t.pos, complaint, quote(t.text), expected(t.text, p.cacheNames()))
	}
}

func (p *parser) taskNames() []string {
	var names []string
	for i := range p.out.Tasks {
		names = append(names, p.out.Tasks[i].Name)
	}
	return names
}

func (p *parser) cacheNames() []string {
	var names []string
	for i := range p.out.Caches {
		names = append(names, p.out.Caches[i].Name)
	}
	return names
}
