package ui

import (
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Stepping through two runs at once, while the difference of their listings is
// shown. One thread is followed, by its name, in both. A step means a line of
// its code:
//
//   - Where both are at lines that both kernels have, each goes on by its own
//     micro-steps until the thread has taken one line. The rest of the machine
//     does meanwhile what it does there.
//   - Where one is in lines that only its kernel has (or in what they call) and
//     the other is not, that one takes a line and the other waits. So the two
//     are at the same line again when the change is over.
//
// Stepping begins where the other side's thread is at the same line as the shown
// one's, if that is near; instants have many steps, and costs differ. The sides
// are then at instants of their own: in the comparison each block has
// its own cursor. A step back takes back the last step of both. Any other
// movement ends it, and both sides are at one instant again.

// pair is where two sides are that are stepped together.
type pair struct {
	name   string // of the thread
	ids    [2]sim.ThreadID
	at     [2]uint32 // the step of each side
	shown  int
	pasts  [2]*history.History
	trail  [][2]uint32 // where they came from
	moving [2]bool     // sides that have still to take their line
	look   [2]uint32   // how far that was looked for
	from   [2]position // where the thread was
}

// position is where a thread is in its code.
type position struct {
	depth     int32
	fn        sim.FuncID
	pc        int32
	statement int32 // of a task's program
}

// paired says whether both sides are where steps of both have led.
func (m *Model) paired() bool {
	p := &m.pair
	return p.name != "" && m.Reading == ReadDiff && !m.Playing && p.pasts == m.pasts() && p.shown == m.Shown && p.at[m.Shown] == m.Step
}

// OtherTime is the instant at which the other side is shown.
func (m *Model) OtherTime() int64 {
	if !m.paired() {
		return m.Now
	}
	return m.OtherKernel().M.Now
}

// pairKernels is the state of both sides as they are shown, left and right.
func (m *Model) pairKernels() (k [2]*path.Kernel) {
	k[m.Shown], k[1-m.Shown] = m.Kernel(), m.OtherKernel()
	return k
}

// pairThreads finds the followed thread on both sides.
func (m *Model) pairThreads() [2]sim.ThreadID {
	if m.paired() {
		return m.pair.ids
	}
	k, ids := m.pairKernels(), [2]sim.ThreadID{sim.NoThread, sim.NoThread}
	if id := m.Followed(); id != sim.NoThread {
		ids[m.Shown] = id
		ids[1-m.Shown] = threadNamed(k[1-m.Shown], k[m.Shown].ThreadName(id), id)
	}
	return ids
}

// threadNamed is the thread of a name, which most often has the same number as
// in another run.
func threadNamed(k *path.Kernel, name string, likely sim.ThreadID) sim.ThreadID {
	if int(likely) < len(k.M.Threads) && k.ThreadName(likely) == name {
		return likely
	}
	for id := range k.M.Threads {
		if k.ThreadName(sim.ThreadID(id)) == name {
			return sim.ThreadID(id)
		}
	}
	return sim.NoThread
}

// pairBy takes lines on both sides, or goes back.
func (m *Model) pairBy(n int) {
	if !m.paired() && !m.beginPair() {
		m.stepBy(n)
		return
	}
	if n < 0 {
		m.pairBack()
		return
	}
	m.pairOn()
	m.goals = append(m.goals[:0], goal{kind: goalPair})
	m.chase(firstBudget)
}

// beginPair starts to step both sides from the instant that is shown.
func (m *Model) beginPair() bool {
	ids := m.pairThreads()
	if ids[0] == sim.NoThread || ids[1] == sim.NoThread {
		m.tell("Nobody is followed who is there in both runs: only the shown side goes on.", false)
		return false
	}
	k := m.pairKernels()
	m.pair = pair{name: k[0].ThreadName(ids[0]), ids: ids, shown: m.Shown, pasts: m.pasts(), at: [2]uint32{k[0].M.Step, k[1].M.Step}}
	m.pair.at[1-m.Shown] = m.nearestAlike()
	return true
}

// mostApart is how many steps are looked through on both sides of the instant.
const mostApart = 512

// nearestAlike is the step of the other side, near the instant that is shown, at
// which the followed thread is at the same line of both kernels; if there is
// none, that of the instant.
func (m *Model) nearestAlike() uint32 {
	p, other := &m.pair, 1-m.Shown
	past, here := m.Sides[other].Past, p.at[other]
	want, both := m.commonLine(m.Shown, m.Kernel())
	best, found := here, false
	for step := here - min(here, mostApart); both && step <= min(here+mostApart, past.Steps()); step++ {
		if at, ok := m.commonLine(other, past.AtStep(step)); ok && at == want {
			if !found || stepsApart(step, here) < stepsApart(best, here) {
				best, found = step, true
			}
		}
	}
	return best
}

func stepsApart(a, b uint32) uint32 { return max(a, b) - min(a, b) }

// common is a line that both kernels have.
type common struct {
	name             string
	row              int
	depth, statement int32
}

// commonLine is where the followed thread of a side is; false if that is a line
// that only its kernel has.
func (m *Model) commonLine(side int, k *path.Kernel) (common, bool) {
	id := m.pair.ids[side]
	at := positionOf(k, id)
	if at.depth == 0 {
		return common{}, false
	}
	line := common{name: k.Cfg.Code.Funcs[at.fn].Name, row: int(at.pc), depth: at.depth, statement: at.statement}
	if i, changed := m.diff.byName[line.name]; changed {
		f := &m.diff.funcs[i]
		if line.row = f.Row(side, int(at.pc)); line.row < 0 || f.Rows[line.row].Sign != ' ' {
			return common{}, false
		}
	}
	return line, true
}

// pairBack takes back the last step of both.
func (m *Model) pairBack() {
	p := &m.pair
	if len(p.trail) == 0 {
		m.tell("This is where stepping both sides began.", false)
		return
	}
	last := len(p.trail) - 1
	p.at = p.trail[last]
	p.trail = p.trail[:last]
	m.showPair()
}

// showPair shows both sides where they are.
func (m *Model) showPair() { m.showStep(m.pair.at[m.Shown]) }

// pairOn says which sides have to take a line.
func (m *Model) pairOn() {
	p, ids, k := &m.pair, m.pair.ids, m.pairKernels()
	alone := [2]bool{m.inChange(0), m.inChange(1)}
	p.trail = append(p.trail, p.at)
	p.look = p.at
	for side := range p.moving {
		p.moving[side] = alone[side] || !alone[1-side]
		p.from[side] = positionOf(k[side], ids[side])
	}
}

// inChange says whether the followed thread of a side is in lines that only
// its kernel has, or in what such a line has called.
func (m *Model) inChange(side int) bool {
	k, id := m.pairKernels()[side], m.pair.ids[side]
	t := &k.M.Threads[id]
	for i := range int(t.Depth) {
		at, ok := m.diff.byName[k.Cfg.Code.Funcs[t.Stack[i].Fn].Name]
		if !ok {
			continue
		}
		f := &m.diff.funcs[at]
		if row := f.Row(side, frameLine(t, i)); row >= 0 && f.Rows[row].Sign != ' ' {
			return true
		}
	}
	return false
}

func positionOf(k *path.Kernel, id sim.ThreadID) position {
	t := &k.M.Threads[id]
	if t.Depth == 0 {
		return position{}
	}
	at := position{depth: t.Depth, fn: t.Top().Fn, pc: int32(t.Top().PC)}
	if int(id) < len(k.Tasks) {
		at.statement = k.Tasks[id].PC
	}
	return at
}

// towardsPair goes on until every side that has to has taken its line.
func (m *Model) towardsPair(budget int) (done bool, used int) {
	p := &m.pair
	if p.name == "" {
		return true, 1
	}
	for side := range m.Sides {
		for p.moving[side] {
			if used >= budget {
				return false, used
			}
			used += m.lookOn(side, budget-used)
		}
	}
	p.at = p.look
	m.showPair()
	return true, used + 1
}

// lookOn looks at one more step of a side, and records it if it has to.
func (m *Model) lookOn(side, budget int) (used int) {
	p, past := &m.pair, m.Sides[side].Past
	if p.look[side] >= past.Steps() {
		used = m.recordSide(side, min(256, budget))
	}
	if p.look[side] >= past.Steps() {
		p.moving[side] = false
		m.tell("With "+m.Sides[side].Variant.Label()+" "+p.name+" goes no further: the run has ended.", false)
		return used + 1
	}
	p.look[side]++
	k := past.AtStep(p.look[side])
	id := p.ids[side]
	l, pc, ok := k.Line(id)
	if now := positionOf(k, id); now != p.from[side] && (!ok || l.Ops[pc].Text != "") {
		p.moving[side] = false
	}
	return used + 1
}
