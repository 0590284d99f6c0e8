package scenario

// What can be seen in the text of CPUs that go and come: where only one
// program says offline and online, one after the other, each of its statements
// must be possible. What depends on the run (several programs, loops, chance)
// is refused there, with an event.

// hotplugText walks one program.
type hotplugText struct {
	p    *parser
	gone map[int64]Pos
	sure bool // so far every statement runs once, in the order of the text
}

func (p *parser) checkHotplug() {
	var only []Stmt
	for i := range p.out.Tasks {
		if !says(p.out.Tasks[i].Body) {
			continue
		}
		if only != nil {
			return
		}
		only = p.out.Tasks[i].Body
	}
	(&hotplugText{p, map[int64]Pos{}, true}).walk(only)
}

// says reports whether a body takes a CPU or brings one.
func says(body []Stmt) bool {
	for i := range body {
		st := &body[i]
		if st.Verb == Offline || st.Verb == Online || says(st.Body) {
			return true
		}
		for _, arm := range st.Arms {
			if says(arm.Body) {
				return true
			}
		}
	}
	return false
}

func (h *hotplugText) walk(body []Stmt) {
	for i := range body {
		st := &body[i]
		switch {
		case (st.Verb == Loop || st.Verb == Rand) && says(body[i:i+1]):
			h.sure = false
		case len(st.Body) > 0:
			h.walk(st.Body)
		case st.Verb == Offline && h.sure:
			h.offline(st)
		case st.Verb == Online && h.sure:
			if _, gone := h.gone[st.N]; !gone {
				h.p.fail(st.Pos, "CPU %d is online; expected offline %d before", st.N, st.N)
			}
			delete(h.gone, st.N)
		}
	}
}

func (h *hotplugText) offline(st *Stmt) {
	if at, gone := h.gone[st.N]; gone {
		h.p.fail(st.Pos, "CPU %d is offline since line %d, column %d; expected online %d before", st.N, at.Line, at.Col, st.N)
	}
	if len(h.gone)+1 == h.p.out.Machine.CPUs {
		h.p.fail(st.Pos, "CPU %d is the last one that is online; expected one that stays", st.N)
	}
	h.gone[st.N] = st.Pos
}
