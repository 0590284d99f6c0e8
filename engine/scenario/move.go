package scenario

// The line of the load balancer: move TASK cpu=N at=TIME.

func (p *parser) move(at token) {
	name := p.name("the name of a task")
	p.later = append(p.later, check{pos: name.pos, kind: checkTask, text: name.text})
	if len(p.out.Moves) == MaxMoves {
		p.fail(at.pos, "too many moves; expected at most %d", MaxMoves)
	}
	m := Move{Pos: at.pos, Task: name.text}
	owner := "move " + quoteless(name.text)
	seen := p.keys(owner, []key{
		{"cpu", single, func(v value) { m.CPU = p.cpuOf(v, owner) }},
		{"at", single, func(v value) { m.At = v.time() }},
	})
	p.need(seen, name, owner, "cpu", "cpu=N")
	p.need(seen, name, owner, "at", "at=TIME")
	p.out.Moves = append(p.out.Moves, m)
}

func (w *printer) move(m *Move) {
	w.line("move", m.Task, keyText("cpu", true, m.CPU), keyText("at", true, m.At))
	w.end()
}
