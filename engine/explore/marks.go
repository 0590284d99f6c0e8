package explore

import (
	"strings"

	"barnyard/engine"
	"barnyard/engine/sim"
)

// Marks are situations that random exploration must come to: if it never does, a
// thousand clean seeds say nothing about them. A mark is a line of the kernel
// that is executed, or that goes to a label; a kind of event; or a question that
// is asked where such a thing has happened.

// Mark is one situation.
type Mark struct {
	Name string
	What string
	Rare bool // random seeds seldom come there; its own scenario does

	fn, line string // a line of that function whose text begins so; "@x": the line with the label x
	to       string // and goes to this label
	kind     sim.Kind
	ask      func(l *looker, e *sim.Event) bool // more is wanted; e is nil for a line
}

// Marks says, by index in MarkTable, at which step a situation came up first; 0
// is never.
type Marks []uint32

// Reached reports whether a mark was reached.
func (m Marks) Reached(i int) bool { return i < len(m) && m[i] > 0 }

// looker watches a run for marks.
type looker struct {
	r     *engine.Run
	rec   *recorder
	table []Mark
	marks Marks
	lines [][]int32 // by function, by op: the first mark of the op, 0 for none, else 1+index; others by next
	next  []int32   // by mark: the next one of the same op
	kinds [sim.NKinds][]int32

	left []int32 // by thread: the CPU on which it gave the sheaf lock up to make or fill a sheaf
}

func newLooker(r *engine.Run, rec *recorder) *looker {
	l := &looker{r: r, rec: rec, table: MarkTable()}
	l.marks, l.next = make(Marks, len(l.table)), make([]int32, len(l.table))
	code := r.Kernel.Cfg.Code
	l.lines = make([][]int32, len(code.Funcs))
	l.left = make([]int32, len(r.Kernel.M.Threads))
	for i := range l.table {
		m := &l.table[i]
		if m.fn == "" {
			l.kinds[m.kind] = append(l.kinds[m.kind], int32(i))
			continue
		}
		fn, ok := code.Func(m.fn)
		if !ok {
			continue // another kernel has no such function
		}
		l.note(fn, int32(i))
	}
	return l
}

// note finds the ops of a mark.
func (l *looker) note(fn sim.FuncID, i int32) {
	m, f := &l.table[i], &l.r.Kernel.Cfg.Code.Funcs[fn]
	if l.lines[fn] == nil {
		l.lines[fn] = make([]int32, len(f.Ops))
	}
	for pc := range f.Ops {
		op := &f.Ops[pc]
		if label, by := strings.CutPrefix(m.line, "@"); by && op.Label == label || !by && strings.HasPrefix(op.Text, m.line) {
			l.next[i], l.lines[fn][pc] = l.lines[fn][pc], i+1
			return
		}
	}
}

// step looks at the step that was just taken.
func (l *looker) step() {
	m := l.r.Kernel.M
	for i := range m.Events {
		e := &m.Events[i]
		for _, mark := range l.kinds[e.Kind] {
			if ask := l.table[mark].ask; ask == nil || ask(l, e) {
				l.reach(mark)
			}
		}
	}
	if m.LastOp == sim.NoThread || m.LastOp != l.rec.from || l.lines[l.rec.fn] == nil {
		return
	}
	for i := l.lines[l.rec.fn][l.rec.pc]; i > 0; i = l.next[i-1] {
		if mark := &l.table[i-1]; l.went(mark) && (mark.ask == nil || mark.ask(l, nil)) {
			l.reach(i - 1)
		}
	}
}

// reach notes the first time of a mark.
func (l *looker) reach(mark int32) {
	if l.marks[mark] == 0 {
		l.marks[mark] = l.r.Kernel.M.Step
	}
}

// reached reports whether the mark of a name was reached.
func (l *looker) reached(name string) bool {
	for i := range l.table {
		if l.table[i].Name == name {
			return l.marks[i] > 0
		}
	}
	return false
}

// went reports whether the line has gone to the label that a mark wants.
func (l *looker) went(mark *Mark) bool {
	if mark.to == "" {
		return true
	}
	t := &l.r.Kernel.M.Threads[l.rec.from]
	if t.Depth == 0 || t.Top().Fn != l.rec.fn {
		return false
	}
	return l.r.Kernel.Cfg.Code.Funcs[l.rec.fn].Ops[t.Top().PC].Label == mark.to
}
