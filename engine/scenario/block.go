package scenario

// Blocks: the bodies of programs, of loop, syscall, preempt_disable and
// irq_disable, and the arms of rand.

// block reads { statements } that belong to owner.
func (p *parser) block(owner string) []Stmt {
	open := p.open()
	body := p.body(open, owner, false)
	p.expect("}")
	p.depth--
	return body
}

func (p *parser) open() token {
	open := p.expect("{")
	if p.depth++; p.depth > MaxNesting {
		p.fail(open.pos, "too many blocks within blocks; expected at most %d", MaxNesting)
	}
	return open
}

// body reads statements up to the closing brace or, in an arm of rand, up to
// the next arm. It takes neither.
func (p *parser) body(open token, owner string, arm bool) []Stmt {
	var body []Stmt
	for {
		for p.tok.kind == tEnd {
			p.advance()
		}
		if p.tok.is("}") || arm && p.tok.kind == tWord && !isName(p.tok.text) {
			return body
		}
		if p.tok.kind == tEOF {
			p.fail(open.pos, "the block of %s is never closed; expected \"}\"", owner)
		}
		body = append(body, p.statement())
		if p.tok.kind != tEnd && p.tok.kind != tEOF && !p.tok.is("}") {
			p.unexpected(`a new line, ";" or "}"`)
		}
	}
}

// blocks reads the block of a statement that has one.
func (p *parser) blocks(t token, st *Stmt, sh shape) {
	if st.Verb == Rand {
		st.Arms = p.arms()
		return
	}
	if !sh.block {
		return
	}
	outer, rounds := p.program.syscall, p.rounds
	p.program.syscall = outer || st.Verb == Syscall
	if st.Verb == Loop {
		p.enterLoop(st)
	}
	st.Body = p.block(t.text)
	p.program.syscall, p.rounds = outer, rounds
	if st.Verb == Loop {
		p.checkLoop(st)
	}
}

// arms reads { weight: statements … }.
func (p *parser) arms() []Arm {
	var arms []Arm
	open := p.open()
	for {
		for p.tok.kind == tEnd {
			p.advance()
		}
		if p.tok.kind == tEOF {
			p.fail(open.pos, "the block of rand is never closed; expected \"}\"")
		}
		if p.tok.is("}") && len(arms) > 0 {
			p.advance()
			p.depth--
			return arms
		}
		arm := Arm{Pos: p.tok.pos, Weight: p.number("a weight and a colon", 1, MaxWeight)}
		p.expect(":")
		arm.Body = p.body(open, "rand", true)
		arms = append(arms, arm)
	}
}
