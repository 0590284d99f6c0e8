package path

import "barnyard/engine/sim"

// control executes an instruction that only changes where the program goes, or
// in which context it is.
func (k *Kernel) control(t *sim.Thread, p *Task, in *Instr) {
	switch in.Op {
	case OpLoop:
		p.Loops[p.Open] = in.N
		p.Open++
	case OpEnd:
		if k.endRound(p, in) {
			return
		}
	case OpRand:
		p.PC = in.Targets[k.chooseArm(in)]
		return
	case OpJump:
		p.PC = in.To
		return
	case OpSyscallIn, OpSyscallOut:
		k.M.ChargeN(sim.CostSyscall, 1)
		if p.Out = -1; in.Op == OpSyscallOut {
			p.Out = k.M.Now
		}
	default:
		k.mask(t, in.Op)
	}
	k.advance(t)
}

// endRound goes back to the start of the loop's body while rounds are left; 0
// rounds mean for ever.
func (k *Kernel) endRound(p *Task, in *Instr) bool {
	left := &p.Loops[p.Open-1]
	if *left == 1 {
		p.Open--
		return false
	}
	if *left > 1 {
		*left--
	}
	p.PC = in.To
	return true
}

// chooseArm draws an arm by its weight from the seed.
func (k *Kernel) chooseArm(in *Instr) int {
	total := int64(0)
	for _, w := range in.Weights {
		total += w
	}
	at := k.M.Rand.Program.Intn(total)
	for i, w := range in.Weights {
		if at < w {
			return i
		}
		at -= w
	}
	panic("path: a draw beyond all weights")
}

// mask switches preemption or interrupts off and on.
func (k *Kernel) mask(t *sim.Thread, op Opcode) {
	own := &t.Stack[0].R
	switch op {
	case OpPreemptOff:
		t.Preempt++
		own[rOwnPins]++
	case OpPreemptOn:
		t.Preempt--
		own[rOwnPins]--
	case OpIRQOff:
		t.IRQOff++
		own[rOwnMasks]++
	case OpIRQOn:
		t.IRQOff--
		own[rOwnMasks]--
	}
	c := sim.CostPreempt
	if op == OpIRQOff || op == OpIRQOn {
		c = sim.CostIRQFlags
	}
	k.M.ChargeN(c, 1)
}
