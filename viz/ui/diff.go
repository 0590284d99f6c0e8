package ui

import (
	"slices"

	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// The listings of both sides against each other: what an edit of the kernel
// takes out of a function and what it brings. Left is before, right is after.

// DiffRow is one line of a function in both kernels. PC is its step in each;
// -1 where that kernel does not have it, or the line is the function's head.
type DiffRow struct {
	Sign byte // ' ' both have it, '-' the left one, '+' the right one
	Text string
	PC   [2]int
}

// FuncRows is a function of both kernels, line by line.
type FuncRows struct {
	Name, What string
	Changed    bool
	Rows       []DiffRow
	at         [2][]int // by step: its row
}

// Row is the row of a step of a side's function; -1 for none.
func (f *FuncRows) Row(side, pc int) int {
	if pc < 0 || pc >= len(f.at[side]) {
		return -1
	}
	return f.at[side][pc]
}

// difference is what the code of two sides differs in.
type difference struct {
	codes   [2]*path.Code // what is compared
	funcs   []FuncRows    // the functions that differ
	byName  map[string]int
	same    FuncRows // one that does not
	sameFor string
	name    string          // the function that is shown
	ids     [2]sim.ThreadID // the followed thread
}

// DiffFuncs is the functions that differ.
func (m *Model) DiffFuncs() []FuncRows { return m.diff.funcs }

// readyDiff compares the code of both sides, if that is what is shown and it
// is not compared yet.
func (m *Model) readyDiff() {
	if !m.Loaded() || m.Reading != ReadDiff {
		return
	}
	codes := [2]*path.Code{m.Sides[0].Past.Run.Kernel.Cfg.Code, m.Sides[1].Past.Run.Kernel.Cfg.Code}
	d := &m.diff
	if d.codes != codes {
		*d = difference{codes: codes, byName: map[string]int{}}
		for _, f := range path.Diff(codes[0].Funcs, codes[1].Funcs) {
			d.byName[f.Name] = len(d.funcs)
			d.funcs = append(d.funcs, rowsOf(f))
		}
	}
	d.ids = m.pairThreads()
	d.name = m.diffName()
	if d.sameFor != d.name {
		d.same, d.sameFor = FuncRows{}, d.name
		if _, changed := d.byName[d.name]; !changed {
			d.same = m.unchanged(d.name)
		}
	}
}

// PairThreads is the followed thread on both sides; NoThread where there is
// none of its name.
func (m *Model) PairThreads() [2]sim.ThreadID { return m.diff.ids }

// DiffName is the function that the difference shows.
func (m *Model) DiffName() string { return m.diff.name }

// rowsOf numbers the lines of a difference: the head of a function comes first
// in it, and then its steps in order.
func rowsOf(f path.FuncDiff) FuncRows {
	rows := FuncRows{Name: f.Name, What: f.What, Changed: true}
	next := [2]int{-1, -1}
	for i, l := range f.Lines {
		row := DiffRow{Sign: l.Sign, Text: l.Text, PC: [2]int{-1, -1}}
		for side, other := range [...]byte{'+', '-'} {
			if l.Sign == other {
				continue
			}
			if next[side] >= 0 {
				row.PC[side] = next[side]
				rows.at[side] = append(rows.at[side], i)
			}
			next[side]++
		}
		rows.Rows = append(rows.Rows, row)
	}
	return rows
}

// unchanged is a function that both kernels have alike.
func (m *Model) unchanged(name string) FuncRows {
	fn, ok := m.diff.codes[0].Func(name)
	if !ok {
		return FuncRows{}
	}
	l := &m.diff.codes[0].Funcs[fn]
	f := path.FuncDiff{Name: name, What: l.What, Lines: []path.DiffLine{{Sign: ' ', Text: name + "(" + l.Args + ")"}}}
	for i := range l.Ops {
		f.Lines = append(f.Lines, path.DiffLine{Sign: ' ', Text: l.Ops[i].Line()})
	}
	rows := rowsOf(f)
	rows.Changed = false
	return rows
}

// DiffFunc is the function that the difference shows; nil if there is none.
func (m *Model) DiffFunc() *FuncRows {
	d := &m.diff
	if at, ok := d.byName[m.DiffName()]; ok {
		return &d.funcs[at]
	}
	if d.same.Name == "" || d.same.Name != m.DiffName() {
		return nil
	}
	return &d.same
}

// diffName is the function that the difference shows: the chosen one, else the
// innermost changed one that the followed thread is in, on the shown side or on
// the other. If it is in none, the first that differs; once both sides are
// stepped, or where none differs, the one in which that thread is.
func (m *Model) diffName() string {
	if m.diffPick != "" {
		return m.diffPick
	}
	ids, kernels := m.diff.ids, m.pairKernels()
	for _, side := range [...]int{m.Shown, 1 - m.Shown} {
		k, id := kernels[side], ids[side]
		if id == sim.NoThread {
			continue
		}
		t := &k.M.Threads[id]
		for i := int(t.Depth) - 1; i >= 0; i-- {
			name := k.Cfg.Code.Funcs[t.Stack[i].Fn].Name
			if _, ok := m.diff.byName[name]; ok {
				return name
			}
		}
	}
	if len(m.diff.funcs) > 0 && !m.paired() {
		return m.diff.funcs[0].Name
	}
	if id := ids[m.Shown]; id != sim.NoThread {
		if l, _, ok := kernels[m.Shown].Line(id); ok {
			return l.Name
		}
	}
	return ""
}

// pickDiff goes along the functions that differ.
func (m *Model) pickDiff(by int) {
	n := len(m.diff.funcs)
	if n == 0 {
		m.tell("Both sides run the same code.", false)
		return
	}
	at := slices.IndexFunc(m.diff.funcs, func(f FuncRows) bool { return f.Name == m.DiffName() })
	if at < 0 {
		at, by = 0, 0
	}
	m.diffPick = m.diff.funcs[((at+by)%n+n)%n].Name
}

// DiffPicked says whether somebody has chosen the function.
func (m *Model) DiffPicked() bool { return m.diffPick != "" }

// DiffAt is the step of the difference's function at which a side's followed
// thread is, and the thread; else that of whoever else is in it; -1 if nobody.
// Of a function that has called another it is the line of the call.
func (m *Model) DiffAt(side int) (pc int, id sim.ThreadID) {
	f := m.DiffFunc()
	if f == nil {
		return -1, sim.NoThread
	}
	k := m.pairKernels()[side]
	fn, ok := k.Cfg.Code.Func(f.Name)
	if !ok {
		return -1, sim.NoThread
	}
	id = m.PairThreads()[side]
	if id == sim.NoThread || frameOf(&k.M.Threads[id], fn) < 0 {
		if id = inFunction(k, fn); id == sim.NoThread {
			return -1, id
		}
	}
	t := &k.M.Threads[id]
	return frameLine(t, frameOf(t, fn)), id
}

// frameOf is the innermost frame of a function on a thread's stack; -1 if it is
// not there.
func frameOf(t *sim.Thread, fn sim.FuncID) int {
	for i := int(t.Depth) - 1; i >= 0; i-- {
		if t.Stack[i].Fn == fn {
			return i
		}
	}
	return -1
}

// frameLine is the step at which a frame is; that of the call, where it has called
// something.
func frameLine(t *sim.Thread, frame int) int {
	pc := int(t.Stack[frame].PC)
	if frame+1 < int(t.Depth) {
		pc--
	}
	return pc
}
