package scenario

import (
	"strconv"
	"strings"
)

// The lines that hold programs: task, irq and nmi.

// program is what the parser knows about the program that it reads.
type program struct {
	owner   token  // its task or interrupt
	tasks   []Task // the tasks that it is the program of; none for a handler
	handler bool   // it runs in an interrupt and must not sleep
	syscall bool   // within syscall { … }
}

func (p *parser) task(at token) {
	name := p.ownerName("task")
	t := Task{Pos: at.pos, Name: name.text}
	owner := "task " + quoteless(name.text)
	var fair Pos
	var cpus []int
	seen := p.keys(owner, []key{
		{"cpu", list, func(v value) { cpus = p.cpusOfTask(&t, v, owner) }},
		{"fifo", single, func(v value) { t.FIFO = int(v.number(1, MaxFIFO)) }},
		{"fair", bare, func(v value) { fair = v.key.pos }},
		{"start", single, func(v value) { t.Start = v.time() }},
	})
	p.need(seen, name, owner, "cpu", "cpu=N")
	if fair != (Pos{}) && t.FIFO > 0 {
		p.fail(fair, "%s is fair and has fifo=%d; expected one of them", owner, t.FIFO)
	}
	tasks := p.members(t, name, cpus)
	p.program = program{owner: name, tasks: tasks}
	body := p.block(owner)
	for i := range tasks {
		tasks[i].Body = body
		p.isTask[tasks[i].Name] = true
	}
	p.out.Tasks = append(p.out.Tasks, tasks...)
}

// cpusOfTask reads the CPU of a task. A list or a range makes a task on each
// CPU of it; those are called after their CPU: worker0, worker1, ...
func (p *parser) cpusOfTask(t *Task, v value, owner string) []int {
	if len(v.words) == 1 && !strings.Contains(v.text(), "-") {
		t.CPU = p.cpuOf(v, owner)
		return nil
	}
	t.Group = t.Name
	return v.cpusFor(owner)
}

// members are the tasks that a line makes: one, or one on each CPU.
func (p *parser) members(t Task, name token, cpus []int) []Task {
	if t.Group == "" {
		return []Task{t}
	}
	var all []Task
	for _, cpu := range cpus {
		t.Name, t.CPU = t.Group+strconv.Itoa(cpu), cpu
		if len(t.Name) > MaxName {
			p.fail(name.pos, "the name of the task on CPU %d is too long; expected at most %d bytes", cpu, MaxName)
		}
		p.unique(p.tasks, token{text: t.Name, pos: name.pos}, "task, irq or nmi")
		p.room(name, len(all))
		all = append(all, t)
	}
	return all
}

func (p *parser) irq(at token) {
	name := p.ownerName(at.text)
	q := Irq{Pos: at.pos, Name: name.text, NMI: at.text == "nmi", Soft: at.text == "softirq"}
	owner := at.text + " " + quoteless(name.text)
	seen := p.keys(owner, []key{
		{"cpu", single, func(v value) { q.CPU = p.cpuOf(v, owner) }},
		{"at", single, func(v value) { q.At = v.time() }},
		{"every", single, func(v value) {
			if q.Every = v.time(); q.Every.N == 0 {
				v.bad(v.words[0], "more than 0")
			}
		}},
	})
	p.need(seen, name, owner, "cpu", "cpu=N")
	p.need(seen, name, owner, "at", "at=TIME")
	p.program = program{owner: name, handler: true}
	q.Body = p.block(owner)
	p.out.Irqs = append(p.out.Irqs, q)
}

// ownerName takes the name of a task or interrupt. They share one set of
// names: a series is called after its owner.
func (p *parser) ownerName(kind string) token {
	name := p.name("the name of the " + kind)
	p.unique(p.tasks, name, "task, irq or nmi")
	p.room(name, 0)
	return name
}

// room makes sure that one more task or interrupt may be there, beside those that
// this line has made. The name of a task on several CPUs is none itself.
func (p *parser) room(name token, made int) {
	if len(p.out.Tasks)+len(p.out.Irqs)+made >= MaxTasks {
		p.fail(name.pos, "too many tasks and interrupts; expected at most %d", MaxTasks)
	}
}

// cpuOf reads a CPU number for what.
func (p *parser) cpuOf(v value, what string) int {
	cpu := v.number(0, MaxCPUs-1)
	p.later = append(p.later, check{pos: v.pos(), kind: checkCPU, n: cpu, what: what})
	return int(cpu)
}
