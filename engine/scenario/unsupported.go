package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The language is wider than the engine of the day. What the engine cannot
// run yet is told with its place, before the run: never skipped.

// Capabilities is what an engine can run. The zero value runs nothing.
type Capabilities struct {
	Verbs       []Verb
	Generations []string
	Alts        []Alt // besides AltNone
	GFPs        []GFP
	Orders      []Order
	Patches     []string
	Mutants     []string

	RT         bool
	Irq        bool // irq lines
	NMI        bool // nmi lines
	Move       bool // move lines
	Softirq    bool // softirq lines
	Memory     bool // memory line, machine memoryless=
	Spurious   bool // spurious line
	Ctor       bool
	Typesafe   bool // typesafe_rcu
	AllocNode  bool // alloc node=
	Jitter     bool
	RTThrottle bool
	// FairServer: the fair server runs beside FIFO tasks. Without it a text
	// with a FIFO task has to say fairserver=off.
	FairServer bool
}

// Unsupported gives an *Error for the first thing in the text that the engine
// cannot run, or nil.
func Unsupported(s *Scenario, caps Capabilities) error {
	r := &refusals{caps: caps}
	r.machine(s)
	r.kernel(&s.Kernel)
	r.generation(s)
	for i := range s.Caches {
		r.cache(&s.Caches[i])
	}
	for _, m := range s.Mutants {
		r.unless(slices.Contains(caps.Mutants, m.Name), m.Pos, "mutant %s", quoteless(m.Name))
	}
	for i := range s.Tasks {
		r.body("task "+quoteless(s.Tasks[i].Name), s.Tasks[i].Body)
	}
	for i := range s.Irqs {
		r.irq(&s.Irqs[i])
	}
	r.unless(r.caps.Memory || s.Memory.Pos == Pos{}, s.Memory.Pos, "memory")
	r.unless(r.caps.Spurious || s.Spurious.Pos == Pos{}, s.Spurious.Pos, "spurious")
	for _, m := range s.Moves {
		r.unless(r.caps.Move, m.Pos, "move %s", quoteless(m.Task))
	}
	if len(r.found) == 0 {
		return nil
	}
	first := slices.MinFunc(r.found, func(a, b *Error) int { return inOrder(a.Pos, b.Pos) })
	first.File = s.Name
	return first
}

func inOrder(a, b Pos) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

type refusals struct {
	caps  Capabilities
	found []*Error
}

// unless notes that something is not in the engine.
func (r *refusals) unless(ok bool, pos Pos, format string, args ...any) {
	if !ok {
		msg := fmt.Sprintf(format, args...)
		r.found = append(r.found, &Error{Pos: pos, Msg: notYet(msg)})
	}
}

// notYet puts the words before "; it …" of a message in their place.
func notYet(msg string) string {
	what, instead, has := strings.Cut(msg, "; ")
	what += " is not in this engine yet"
	if has {
		what += "; " + instead
	}
	return what
}

// where gives the place of a key, or of its line if the key was not written.
func where(keys map[string]Pos, key string, line Pos) Pos {
	if pos, ok := keys[key]; ok {
		return pos
	}
	return line
}

func (r *refusals) machine(s *Scenario) {
	m := &s.Machine
	at := func(key string) Pos { return where(m.Where, key, m.Pos) }
	r.unless(r.caps.RT || !m.RT, at("rt"), "machine rt=on")
	r.unless(m.Alt == AltNone || slices.Contains(r.caps.Alts, m.Alt), at("alt"), "machine alt=%s", m.Alt)
	r.unless(r.caps.Jitter || m.Jitter == 0, at("jitter"), "machine jitter=%d", m.Jitter)
	r.unless(r.caps.Memory || len(m.Memoryless) == 0, at("memoryless"), "machine memoryless=%s", nodeList(m.Memoryless))
	r.unless(r.caps.RTThrottle || !m.RTThrottle, at("rtthrottle"), "machine rtthrottle=on")
	fifo := slices.IndexFunc(s.Tasks, func(t Task) bool { return t.FIFO > 0 })
	if fifo >= 0 {
		r.unless(r.caps.FairServer || !m.FairServer, s.Tasks[fifo].Pos,
			"task %s: fifo=%d beside fairserver=on; fairserver=off runs", quoteless(s.Tasks[fifo].Name), s.Tasks[fifo].FIFO)
	}
}

func (r *refusals) kernel(k *Kernel) {
	r.unless(slices.Contains(r.caps.Generations, k.Generation), where(k.Where, "generation", k.Pos),
		"kernel generation=%s; it runs %s", k.Generation, orNone(r.caps.Generations))
	for _, name := range k.Patches {
		r.unless(slices.Contains(r.caps.Patches, name), where(k.Where, "patch", k.Pos), "kernel patch=%s", quoteless(name))
	}
}

// generation refuses what a generation of the kernel does not go with.
func (r *refusals) generation(s *Scenario) {
	m := &s.Machine
	if s.Kernel.Generation == OldGeneration {
		r.unless(m.QPW == QPWNotBuilt, where(m.Where, "qpw", m.Pos),
			"machine qpw=%s with kernel generation=%s; the patches are for later kernels, qpw=n runs", m.QPW, OldGeneration)
		r.unless(!m.RT, where(m.Where, "rt", m.Pos), "machine rt=on with kernel generation=%s", OldGeneration)
		r.unless(m.Alt == AltNone, where(m.Where, "alt", m.Pos), "machine alt=%s with kernel generation=%s", m.Alt, OldGeneration)
		for i := range s.Caches {
			c := &s.Caches[i]
			r.unless(!c.Late, c.Pos, "cache %s: boot=late with kernel generation=%s; the kmalloc caches have sheaves from 7.0 on", quoteless(c.Name), OldGeneration)
		}
	}
}

func (r *refusals) cache(c *Cache) {
	name := "cache " + quoteless(c.Name)
	r.unless(r.caps.Ctor || !c.Ctor, c.Pos, "%s: ctor", name)
	r.unless(r.caps.Typesafe || !c.TypesafeRCU, c.Pos, "%s: typesafe_rcu", name)
}

func (r *refusals) irq(q *Irq) {
	kind, ok := "irq ", r.caps.Irq
	if q.NMI {
		kind, ok = "nmi ", r.caps.NMI
	}
	if q.Soft {
		kind, ok = "softirq ", r.caps.Softirq
	}
	r.unless(ok, q.Pos, "%s", kind+quoteless(q.Name))
	r.body(kind+quoteless(q.Name), q.Body)
}

func (r *refusals) body(owner string, body []Stmt) {
	for i := range body {
		r.statement(owner, &body[i])
		r.body(owner, body[i].Body)
		for _, arm := range body[i].Arms {
			r.body(owner, arm.Body)
		}
	}
}

func (r *refusals) statement(owner string, st *Stmt) {
	if !slices.Contains(r.caps.Verbs, st.Verb) {
		r.unless(false, st.Pos, "%s: %s; it runs %s", owner, st.Verb, orNone(r.verbs()))
		return
	}
	if st.Verb == Alloc {
		r.unless(slices.Contains(r.caps.GFPs, st.GFP), st.Pos, "%s: alloc gfp=%s", owner, st.GFP)
		r.unless(r.caps.AllocNode || st.Node < 0, st.Pos, "%s: alloc node=%d", owner, st.Node)
	}
	if st.Verb == Free {
		r.unless(slices.Contains(r.caps.Orders, st.Order), st.Pos, "%s: free order=%s", owner, st.Order)
	}
}

func (r *refusals) verbs() []string {
	var names []string
	for _, v := range r.caps.Verbs {
		names = append(names, v.String())
	}
	return names
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
