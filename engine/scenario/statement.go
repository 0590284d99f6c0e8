package scenario

import (
	"fmt"
	"slices"
)

// Statements, from one table: what follows the verb, which keys it knows, and
// where it may stand.

// operand is what follows a verb.
type operand uint8

const (
	opNone operand = iota
	opCache
	opTaskCache // give TASK CACHE
	opCPU
	opNode
	opTime
	opMark
	opRounds     // loop [N]
	opMaybeCache // kvfree_rcu_barrier [CACHE]
)

// count says how a statement takes n=.
type count uint8

const (
	noCount    count = iota
	countOne         // n=1 unless given
	countOrAll       // the same, and n=all
	countNeeded
	countNeededOrAll // n=K or n=all
)

// needed reports whether the count has to be written.
func (c count) needed() bool { return c == countNeeded || c == countNeededOrAll }

// all reports whether the count may be all.
func (c count) all() bool { return c == countOrAll || c == countNeededOrAll }

type shape struct {
	operand operand
	count   count
	block   bool
	sleeps  bool // may sleep or enters from user space: never in a handler
	costs   bool // takes simulated time by itself
}

func shapeOf(v Verb) shape {
	return [...]shape{
		Alloc:            {operand: opCache, count: countOne, costs: true},
		Free:             {operand: opCache, count: countOrAll, costs: true},
		Give:             {operand: opTaskCache, count: countNeededOrAll},
		BulkAlloc:        {operand: opCache, count: countNeeded, costs: true},
		BulkFree:         {operand: opCache, count: countNeededOrAll, costs: true},
		KfreeRCU:         {operand: opCache, count: countOrAll, costs: true},
		Prefill:          {operand: opCache, count: countNeeded, sleeps: true, costs: true},
		ReturnSheaf:      {operand: opCache, sleeps: true, costs: true},
		Shrink:           {operand: opCache, sleeps: true, costs: true},
		Destroy:          {operand: opCache, sleeps: true, costs: true},
		KvfreeRCUBarrier: {operand: opMaybeCache, sleeps: true, costs: true},
		LruAdd:           {count: countNeeded, costs: true},
		Mlock:            {count: countNeeded, costs: true},
		BhRead:           {count: countNeeded, costs: true},
		LruAddDrainAll:   {sleeps: true, costs: true},
		Offline:          {operand: opCPU, sleeps: true, costs: true},
		Online:           {operand: opCPU, sleeps: true, costs: true},
		MemoryOffline:    {operand: opNode, sleeps: true, costs: true},
		Syscall:          {block: true, sleeps: true, costs: true},
		Work:             {operand: opTime, costs: true},
		Sleep:            {operand: opTime, sleeps: true, costs: true},
		Mark:             {operand: opMark},
		PreemptDisable:   {block: true},
		IrqDisable:       {block: true},
		Rand:             {},
		Loop:             {operand: opRounds, block: true},

		LruActivate:       {count: countNeeded, costs: true},
		LruDeactivate:     {count: countNeeded, costs: true},
		LruDeactivateFile: {count: countNeeded, costs: true},
		LruLazyfree:       {count: countNeeded, costs: true},
		LruMoveTail:       {count: countNeeded, costs: true},
		MlockLRU:          {count: countNeeded, costs: true},
		Munlock:           {count: countNeeded, costs: true},
		LruAddDrain:       {costs: true},
		BootstrapSheaves:  {sleeps: true, costs: true},
		LateInitcall:      {sleeps: true, costs: true},
		AllocFromSheaf:    {operand: opCache, count: countOne, costs: true},
		RefillSheaf:       {operand: opCache, count: countNeeded, sleeps: true, costs: true},
		Validate:          {operand: opCache, sleeps: true, costs: true},
	}[v]
}

// statement reads one statement.
func (p *parser) statement() Stmt {
	t := p.word(`a statement or "}"`)
	i := slices.Index(verbNames(), t.text)
	if i < 0 {
		p.fail(t.pos, "unknown statement %s; %s", quote(t.text), expected(t.text, sorted(verbNames())))
	}
	if p.statements++; p.statements > MaxStatements {
		p.fail(t.pos, "too many statements; expected at most %d", MaxStatements)
	}
	if p.expanded += max(1, len(p.program.tasks)); p.expanded > MaxExpanded {
		p.fail(t.pos, "too many statements on several CPUs; expected at most %d, counted for each CPU", MaxExpanded)
	}
	st := Stmt{Pos: t.pos, Verb: Verb(i), Node: -1}
	sh := shapeOf(st.Verb)
	p.place(t, sh)
	p.operand(&st, sh.operand)
	p.options(t, &st, sh)
	p.blocks(t, &st, sh)
	return st
}

// place refuses a statement where it cannot run.
func (p *parser) place(t token, sh shape) {
	if p.program.handler && sh.sleeps {
		p.fail(t.pos, "%s in %s, which runs in an interrupt; expected a statement that cannot sleep",
			t.text, quoteless(p.program.owner.text))
	}
	if p.program.syscall && t.text == Syscall.String() {
		p.fail(t.pos, "syscall within syscall; expected statements of the kernel")
	}
}

// operand reads what follows the verb.
func (p *parser) operand(st *Stmt, op operand) {
	switch op {
	case opTaskCache:
		p.receiver(st)
	case opMaybeCache:
		if p.tok.kind == tWord {
			st.Cache = p.cacheName()
		}
	case opCache:
		st.Cache = p.cacheName()
	case opCPU:
		st.N = p.ordinal(st, checkCPU, "a CPU", MaxCPUs)
	case opNode:
		st.N = p.ordinal(st, checkNode, "a node", MaxNodes)
	case opTime:
		st.Dur = p.time(p.word("a time"), st.Verb.String())
	case opMark:
		st.Name = p.markName()
	case opRounds:
		st.N = p.roundsOf()
	}
}

// receiver reads who gets objects, then of which cache. Who wrote them the
// other way round is told so.
func (p *parser) receiver(st *Stmt) {
	to := p.name("the name of a task")
	if _, cache := p.caches[to.text]; cache {
		if _, another := p.caches[p.tok.text]; !another {
			p.fail(to.pos, "%s is a cache; expected the task before it: %s TASK CACHE n=K or n=all", quote(to.text), st.Verb)
		}
	}
	p.later = append(p.later, check{pos: to.pos, kind: checkReceiver, text: to.text})
	st.To = to.text
	st.Cache = p.cacheName()
}

// ordinal reads a CPU or a node as an operand.
func (p *parser) ordinal(st *Stmt, kind checkKind, what string, limit int64) int64 {
	pos := p.tok.pos
	n := p.number(what, 0, limit-1)
	p.later = append(p.later, check{pos: pos, kind: kind, n: n, what: st.Verb.String()})
	return n
}

func (p *parser) cacheName() string {
	t := p.name("the name of a cache")
	p.declared(t, "cache %s is not declared before this; %s")
	return t.text
}

// markName reads the series of a mark. Two different marks must not give the
// same series: task a.b with mark c, and task a with mark b.c.
func (p *parser) markName() string {
	t := p.name("the name of a series")
	if len(p.program.tasks) == 0 {
		p.nameSeries(t, p.program.owner.text)
	}
	for i := range p.program.tasks {
		p.nameSeries(t, p.program.tasks[i].Name)
	}
	return t.text
}

func (p *parser) nameSeries(t token, task string) {
	series := task + "." + t.text
	if owner, ok := p.series[series]; ok && owner.pos != p.program.owner.pos {
		p.fail(t.pos, "series %s belongs to %s as well; expected another name", quote(series), quote(owner.text))
	}
	p.series[series] = p.program.owner
}

// options reads the keys of a statement.
func (p *parser) options(t token, st *Stmt, sh shape) {
	seen := p.keys(t.text, append(p.countKey(st, sh.count), p.verbKeys(st)...))
	if sh.count.needed() {
		p.need(seen, t, t.text, "n", "n=K")
	}
}

func (p *parser) countKey(st *Stmt, c count) []key {
	if c == noCount {
		return nil
	}
	if !c.needed() {
		st.N = 1
	}
	return []key{{"n", single, func(v value) {
		if c.all() && v.text() == "all" {
			st.N, st.All = 0, true
			return
		}
		st.N = countOf(v, c)
	}}}
}

func countOf(v value, c count) int64 {
	n, ok := wholeNumber(v.text())
	if ok && n >= 1 && n <= MaxObjects {
		return int64(n)
	}
	want := fmt.Sprintf("a whole number from 1 to %d", MaxObjects)
	if c.all() {
		want += ", or all"
	}
	v.bad(v.words[0], want)
	return 0
}

func (p *parser) verbKeys(st *Stmt) []key {
	switch st.Verb {
	case Alloc:
		return []key{
			{"gfp", single, func(v value) { st.GFP = GFP(v.choice(gfpNames())) }},
			{"node", single, func(v value) {
				st.Node = int(v.number(0, MaxNodes-1))
				p.later = append(p.later, check{pos: v.pos(), kind: checkNode, n: int64(st.Node), what: "alloc"})
			}},
		}
	case Prefill, RefillSheaf:
		return []key{{"reserves", flag, func(v value) { st.Reserves = v.on() }}}
	case Free:
		return []key{{"order", single, func(v value) { st.Order = Order(v.choice(orderNames())) }}}
	}
	return nil
}
