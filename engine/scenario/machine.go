package scenario

// The lines that describe what programs run on: machine, kernel, cache, cost
// and mutant.

func (p *parser) machine(at token) {
	m := &p.out.Machine
	m.Pos = at.pos
	m.Where = p.keys("machine", append(p.hardware(m), p.bootOptions(m)...))
	p.need(m.Where, at, "machine", "cpus", "cpus=N")
}

func (p *parser) hardware(m *Machine) []key {
	return []key{
		{"cpus", single, func(v value) { m.CPUs = int(v.number(1, MaxCPUs)) }},
		{"nodes", single, func(v value) {
			m.Nodes = int(v.number(1, MaxNodes))
			p.later = append(p.later, check{pos: v.pos(), kind: checkNodes, n: int64(m.Nodes)})
		}},
		{"ghz", single, func(v value) { m.GHz = v.number(1, MaxGHz) }},
		{"jitter", single, func(v value) { m.Jitter = v.number(0, MaxJitter) }},
		{"memoryless", list, func(v value) { m.Memoryless = v.nodes() }},
	}
}

func (p *parser) bootOptions(m *Machine) []key {
	return []key{
		{"isolated", list, func(v value) { m.Isolated = p.leaveOne(v) }},
		{"nohz_full", list, func(v value) { m.NohzFull = p.leaveOne(v) }},
		{"rt", single, func(v value) { m.RT = v.on() }},
		{"qpw", single, func(v value) { m.QPW = Tri(v.choice(triNames())) }},
		{"alt", single, func(v value) { m.Alt = Alt(v.choice(altNames())) }},
		{"fairserver", single, func(v value) { m.FairServer = v.on() }},
		{"rtthrottle", single, func(v value) { m.RTThrottle = v.on() }},
		{"cmdline", quoted, func(v value) { m.Cmdline = v.text() }},
		{"lockdep", single, func(v value) { m.Lockdep = v.on() }},
		{"steps", single, func(v value) { m.Steps = Steps(v.choice(stepsNames())) }},
	}
}

// leaveOne reads a list of CPUs that must not be all of them: somebody has to
// do the housekeeping.
func (p *parser) leaveOne(v value) []int {
	cpus := v.cpus()
	p.later = append(p.later, check{pos: v.pos(), kind: checkHousekeeping, what: v.key.text, cpus: cpus})
	return cpus
}

func (p *parser) kernel(at token) {
	k := &p.out.Kernel
	k.Pos = at.pos
	k.Where = p.keys("kernel", []key{
		{"generation", single, func(v value) { k.Generation = GenerationNames()[v.choice(GenerationNames())] }},
		{"names", single, func(v value) { k.Names = apiNames()[v.choice(apiNames())] }},
		{"patch", list, func(v value) {
			k.Patches = v.names()
			for _, w := range v.words {
				p.known(w, "patch", p.words.Patches)
			}
		}},
	})
}

func (p *parser) cache(at token) {
	name := p.name("the name of the cache")
	p.unique(p.caches, name, "cache")
	c := Cache{Pos: at.pos, Name: name.text}
	seen := p.keys("cache "+quoteless(name.text), []key{
		{"size", single, func(v value) { c.Size = v.number(MinSize, MaxSize) }},
		{"capacity", single, func(v value) { c.Capacity = int(v.number(1, MaxCapacity)) }},
		{"slabobjs", single, func(v value) { c.SlabObjs = int(v.number(1, MaxSlabObjs)) }},
		{"ctor", flag, func(v value) { c.Ctor = v.on() }},
		{"typesafe_rcu", flag, func(v value) { c.TypesafeRCU = v.on() }},
		{"sheaves", single, func(v value) { c.Sheaves = SheavesOff + Sheaves(v.choice(switchNames())) }},
		{"refuse", single, func(v value) { c.Refuse = int(v.number(1, MaxSlabObjs)) }},
		{"boot", single, func(v value) { c.Late = v.choice(bootNames()) == 1 }},
	})
	p.need(seen, name, "cache "+quoteless(name.text), "size", "size=BYTES")
	p.out.Caches = append(p.out.Caches, c)
}

// quoteless shows a name that the scanner has accepted; it needs no quotes,
// but may still be too long for a message.
func quoteless(name string) string {
	if len(name) > maxQuoted {
		return name[:maxQuoted] + "..."
	}
	return name
}

// cost reads NAME=CYCLES pairs; a name may come once in the whole text.
func (p *parser) cost(token) {
	for {
		name := p.keyName("the name of a cost")
		p.known(name, "cost", p.words.Costs)
		p.unique(p.lines, token{text: "cost " + name.text, pos: name.pos}, "line")
		p.expect("=")
		cycles := p.number("a cost in cycles", 0, MaxCycles)
		p.out.Costs = append(p.out.Costs, Cost{Pos: name.pos, Name: name.text, Cycles: cycles})
		if p.tok.kind != tWord {
			return
		}
	}
}

func (p *parser) mutant(at token) {
	name := p.name("the name of a mutant")
	p.known(name, "mutant", p.words.Mutants)
	p.unique(p.lines, token{text: "mutant " + name.text, pos: name.pos}, "line")
	p.out.Mutants = append(p.out.Mutants, Mutant{Pos: at.pos, Name: name.text})
}
