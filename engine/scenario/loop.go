package scenario

import "fmt"

// Loops. A counted loop multiplies with those around it; a loop for ever must
// let time pass, or the run would never get past one instant.

// roundsOf reads the number of rounds; 0 is for ever.
func (p *parser) roundsOf() int64 {
	if p.tok.kind != tWord {
		return 0
	}
	return p.number("rounds", 1, MaxLoop)
}

// enterLoop multiplies the rounds, and refuses a product over the limit.
func (p *parser) enterLoop(st *Stmt) {
	n := max(st.N, 1)
	if n > MaxLoop/p.rounds {
		p.fail(st.Pos, "loop %d within loops makes more than %d rounds; expected fewer", n, MaxLoop)
	}
	p.rounds *= n
}

func (p *parser) checkLoop(st *Stmt) {
	if len(st.Body) == 0 {
		p.fail(st.Pos, "%s does nothing; expected a statement in its block", loopText(st.N))
	}
	if st.N == 0 && p.program.handler {
		p.fail(st.Pos, "loop without end in %s, which runs in an interrupt; expected loop N", quoteless(p.program.owner.text))
	}
	if st.N == 0 && !takesTime(st.Body) {
		p.fail(st.Pos, "loop never ends and takes no time; expected a statement that takes some, such as work 100ns")
	}
}

func loopText(n int64) string {
	if n == 0 {
		return "loop"
	}
	return fmt.Sprintf("loop %d", n)
}

// takesTime reports whether time can pass in body. Masks and marks are free
// as far as an author may rely on it; give moves objects in no time.
func takesTime(body []Stmt) bool {
	for i := range body {
		st := &body[i]
		switch st.Verb {
		case Work, Sleep:
			if st.Dur.N > 0 {
				return true
			}
		case Rand:
			for _, arm := range st.Arms {
				if takesTime(arm.Body) {
					return true
				}
			}
		default:
			if shapeOf(st.Verb).costs || takesTime(st.Body) {
				return true
			}
		}
	}
	return false
}
