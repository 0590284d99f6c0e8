package ui

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
)

// Lines of the listing: steps of a function, or statements of a task's
// program. One can be chosen, and the run taken to where a thread comes to it.

func isLine(id scene.ID) bool {
	return id.Kind == scene.ListingStep || id.Kind == scene.Statement
}

// runTo goes on until a thread comes to a line.
func (m *Model) runTo(id scene.ID) {
	cfg, n := m.Kernel().Cfg, int(id.N[1])
	switch {
	case n < 0:
	case id.Kind == scene.ListingStep && int(id.N[0]) < len(cfg.Code.Funcs):
		if l := &cfg.Code.Funcs[id.N[0]]; n < len(l.Ops) {
			m.seek(goal{kind: goalLine, thread: sim.NoThread, fn: sim.FuncID(id.N[0]), pc: int32(n), what: "thread that comes to this line of " + l.Name})
		}
	case id.Kind == scene.Statement && int(id.N[0]) < len(cfg.Programs):
		if p := &cfg.Programs[id.N[0]]; n < len(p.Code) {
			m.seek(goal{kind: goalStatement, thread: sim.ThreadID(id.N[0]), pc: int32(n), what: "more of this statement of " + p.Name})
		}
	}
}

// chooseLine moves the choice along the listing, from the current line.
func (m *Model) chooseLine(by int) {
	if m.Reading == ReadCosts {
		m.costDown(by)
		return
	}
	fn, ok := m.ListedFunc()
	if !ok {
		return
	}
	k, id := m.Kernel(), m.Followed()
	l := &k.Cfg.Code.Funcs[fn]
	if l.Name == "program" && int(id) < len(k.Cfg.Programs) {
		line := int(k.Tasks[id].PC)
		if m.Sel.Kind == scene.Statement && m.Sel.N[0] == int32(id) {
			line = int(m.Sel.N[1])
		}
		m.Sel = scene.Statement.ID(int(id), min(max(line+by, 0), len(k.Cfg.Programs[id].Code)-1))
		return
	}
	line := 0
	if m.Sel.Kind == scene.ListingStep && m.Sel.N[0] == int32(fn) {
		line = int(m.Sel.N[1])
	} else if id != sim.NoThread && k.M.Threads[id].Depth > 0 {
		line = int(k.M.Threads[id].Top().PC)
	}
	for next := line + by; next >= 0 && next < len(l.Ops); next += by {
		if line = next; l.Ops[line].Text != "" { // lines without words are not shown
			break
		}
	}
	m.Sel = scene.ListingStep.ID(int(fn), line)
}
