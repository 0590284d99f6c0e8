package scenario

// The lines that hold programs: task, irq and nmi.

// program is what the parser knows about the program that it reads.
type program struct {
	owner   token // its task or interrupt
	handler bool  // it runs in an interrupt and must not sleep
	syscall bool  // within syscall { … }
}

func (p *parser) task(at token) {
	name := p.ownerName("task")
	t := Task{Pos: at.pos, Name: name.text}
	owner := "task " + quoteless(name.text)
	var fair Pos
	seen := p.keys(owner, []key{
		{"cpu", single, func(v value) { t.CPU = p.cpuOf(v, owner) }},
		{"fifo", single, func(v value) { t.FIFO = int(v.number(1, MaxFIFO)) }},
		{"fair", bare, func(v value) { fair = v.key.pos }},
		{"start", single, func(v value) { t.Start = v.time() }},
	})
	p.need(seen, name, owner, "cpu", "cpu=N")
	if fair != (Pos{}) && t.FIFO > 0 {
		p.fail(fair, "%s is fair and has fifo=%d; expected one of them", owner, t.FIFO)
	}
	p.program = program{owner: name}
	t.Body = p.block(owner)
	p.isTask[t.Name] = true
	p.out.Tasks = append(p.out.Tasks, t)
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
	if len(p.tasks) > MaxTasks {
		p.fail(name.pos, "too many tasks and interrupts; expected at most %d", MaxTasks)
	}
	return name
}

// cpuOf reads a CPU number for what.
func (p *parser) cpuOf(v value, what string) int {
	cpu := v.number(0, MaxCPUs-1)
	p.later = append(p.later, check{pos: v.pos(), kind: checkCPU, n: cpu, what: what})
	return int(cpu)
}
