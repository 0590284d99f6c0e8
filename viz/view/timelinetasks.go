package view

import (
	"slices"
	"strconv"
	"strings"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// The task view: one row a task instead of one a CPU, drawn from the same
// tracks. It answers what a row a CPU cannot: what became of this thread?
//
//	poll         |CPU 3 |- off, for admin -|CPU 3     <- red, dashed: put aside though it could run
//	admin        |CPU 0|\\\\ flush_work \\\|_|CPU 0    <- hatched: waits; green: woken, and not there yet
//	kworker/3:0        |____|CPU 3, for admin|
//	interrupts        | |
//
// A shade stands for the CPU, and its name where there is room. Tasks are
// always there, kworkers once they could do something. The interrupts of all
// CPUs share a row: each CPU has its own height in it.

// taskRow is one row: a thread, or with NoThread all interrupts.
type taskRow struct {
	thread sim.ThreadID
	score  int // how interesting it is, when not all fit
}

// mostTasks is how many rows there may be at once.
const mostTasks = 64

// taskLayout is the rows of the task view, in the order of their threads.
type taskLayout struct {
	row  [mostTasks]taskRow
	n    int
	more int // rows that have no room
}

// fitTasks chooses the rows.
func (p *plot) fitTasks() {
	fit := min(max(int(p.area.H/smallPitch), 1), mostTasks)
	all := p.taskRows(p.tasks.row[:0])
	if len(all) > fit {
		fit = min(max(int((p.area.H-moreHeight)/smallPitch), 1), mostTasks)
		all = chooseRows(all, fit, p.in.Top)
		p.tasks.more = p.tasks.n - len(all)
	}
	p.tasks.n = copy(p.tasks.row[:], all)
	p.rows = rows{n: p.tasks.n, y: p.area.Y, total: p.tasks.n, pitch: fullPitch + 8}
	if p.tasks.n > 0 {
		p.rows.pitch = min((p.area.H-p.moreRoom())/float32(p.tasks.n), p.rows.pitch)
	}
}

// moreHeight is the room of the line that says how many rows there are besides.
const moreHeight = 13

func (p *plot) moreRoom() float32 {
	if p.tasks.more > 0 {
		return moreHeight
	}
	return 0
}

// chosenScore is more than any thread has by what it did.
const chosenScore = 1 << 30

// taskRows appends every row that there is something to show of up to now.
func (p *plot) taskRows(all []taskRow) []taskRow {
	chosen := p.selectedThread()
	for i := range p.t.Threads {
		th, id := &p.t.Threads[i], sim.ThreadID(i)
		if th.Kind > sim.Kworker || th.Kind == sim.Kworker && !th.Active(p.known) {
			continue
		}
		score := 4*th.Waits.First(p.known) + 2*th.Off.First(p.known) + th.Runs.First(p.known)
		if id == chosen {
			score = chosenScore
		}
		all = append(all, taskRow{id, score})
	}
	for cpu := range p.t.CPUs {
		if nest := &p.t.CPUs[cpu].Nest[0]; len(nest.Spans) > 0 && nest.Spans[0].From <= p.known {
			all = append(all, taskRow{sim.NoThread, nest.First(p.known)})
			break
		}
	}
	p.tasks.n = len(all)
	return all
}

// chooseRows keeps n rows: the most interesting after the first top of them,
// in the order that they had.
func chooseRows(all []taskRow, n, top int) []taskRow {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return all[b].score - all[a].score })
	top = min(max(top, 0), len(all)-n)
	kept := order[top : top+n]
	if top > 0 && all[order[0]].score == chosenScore {
		kept[n-1] = order[0] // the chosen one stays
	}
	slices.Sort(kept)
	out := make([]taskRow, 0, n)
	for _, i := range kept {
		out = append(out, all[i])
	}
	return out
}

// selectedThread is the thread that the chosen thing belongs to.
func (p *plot) selectedThread() sim.ThreadID {
	id := p.in.Selected
	switch id.Kind {
	case scene.TaskRow, scene.TaskRun, scene.ThreadWait, scene.ThreadOff:
		return sim.ThreadID(id.N[0])
	case scene.RunSpan:
		if cpu, n := int(id.N[0]), int(id.N[1]); cpu < len(p.t.CPUs) && n < len(p.t.CPUs[cpu].Base.Spans) {
			return p.t.CPUs[cpu].Base.Spans[n].Thread
		}
	}
	return nobody
}

// rowOf is the row of a thread, or of an interrupt; -1 if it has none.
func (p *plot) rowOf(id sim.ThreadID) int {
	if id != sim.NoThread && p.t.Threads[id].Kind > sim.Kworker {
		id = sim.NoThread
	}
	for i := range p.tasks.row[:p.tasks.n] {
		if p.tasks.row[i].thread == id {
			return i
		}
	}
	return -1
}

// taskTracks draws the task view; it says how many rows it has drawn before
// there were too many items.
func (p *plot) taskTracks() int {
	for i := range p.tasks.n {
		if p.taskTrack(i); p.full() {
			return i
		}
	}
	p.nestedOnTasks()
	p.directOnTasks()
	p.stops()
	p.parting()
	p.findings()
	p.mistakeCross()
	p.wakes()
	p.eachAsk(p.ask)
	for i := range p.tasks.n {
		p.taskNames(i)
	}
	p.eachAsk(p.askName)
	p.moreNote()
	return p.tasks.n
}

// taskTrack draws one row, without its texts.
func (p *plot) taskTrack(i int) {
	r, row := &p.tasks.row[i], p.rows.of(i)
	p.taskRowName(r, row)
	if r.thread == sim.NoThread {
		p.interrupts(row)
		return
	}
	p.offCPU(r.thread, row)
	p.taskRuns(r.thread, row)
	p.eachWaitOf(r.thread, func(th, n int, w *track.Span) {
		if w.What == track.SpinWait {
			p.waitBar(th, n, w, row.track)
		}
	})
}

// interrupts draws those of all CPUs, each CPU a little lower than the one
// before.
func (p *plot) interrupts(row row) {
	n := float32(len(p.t.CPUs))
	h := max(row.track.H/n, 3)
	for cpu := range p.t.CPUs {
		own := row
		own.names = row.names && h >= 12
		own.track.Y += float32(cpu) * max(row.track.H-h, 0) / max(n-1, 1)
		own.track.H = h
		for depth := range p.t.CPUs[cpu].Nest {
			p.nestedAt(cpu, depth, scene.Rect{Y: own.track.Y, H: h}, own)
		}
	}
}

// taskRowName draws a row's ground and its name.
func (p *plot) taskRowName(r *taskRow, row row) {
	ground := scene.Rect{X: p.area.X, Y: row.track.Y, W: p.area.W, H: row.track.H}
	id, name, below := scene.IRQRow.ID(), "interrupts", "all CPUs"
	if r.thread != sim.NoThread {
		th := &p.t.Threads[r.thread]
		id, name, below = scene.TaskRow.ID(int(r.thread)), th.Name, p.kindText(th)
	}
	it := p.s.Box(id, ground, theme.RadiusCell, scene.Solid(theme.Well))
	switch {
	case !p.told(id):
	case r.thread == sim.NoThread:
		it.Tip("The interrupts of all CPUs, on top of what runs there; CPU 0 is at the top of the row.")
	default:
		it.Tip(name + ", " + below + ": what became of it, wherever it ran.")
	}
	ink := theme.TextDim
	if p.in.Selected == id {
		it.Outline(scene.Solid(theme.Focus), theme.Hairline)
		ink = theme.Text
	}
	left := p.pane.X + 4
	face := theme.Label
	if typeset.Measure(name, face) > p.area.X-6-left {
		face = theme.Tiny
		if rest, ok := strings.CutPrefix(name, "kworker"); ok && typeset.Measure(name, face) > p.area.X-6-left {
			name = p.s.Join("kw", rest)
		}
	}
	y := row.track.Y + min(row.track.H-3.5, 13)
	wordsEnd(p.s, id.Sub(1), p.area.X-6, y, name, face, ink, p.area.X-6-left)
	if row.bracket > 0 && p.area.X-left > 60 {
		wordsEnd(p.s, id.Sub(2), p.area.X-6, y+12, below, theme.Tiny, theme.TextDim, p.area.X-6-left)
	}
}

// kindText says in words what a thread is.
func (p *plot) kindText(th *track.Thread) string {
	switch {
	case th.Kind == sim.Kworker:
		return "kworker"
	case th.FIFO > 0:
		return "FIFO " + strconv.Itoa(int(th.FIFO))
	}
	return "fair task"
}

// taskRuns draws when a thread had a CPU, in the shade of that CPU.
func (p *plot) taskRuns(id sim.ThreadID, row row) {
	lane := &p.t.Threads[id].Runs
	for _, pc := range p.pieces(lane, p.grain) {
		s := &lane.Spans[pc.I]
		ink := p.shade(s)
		if pc.J-pc.I > 1 {
			share := float32(float64(lane.Covered(pc)) / float64(max(min(pc.To, p.end)-pc.From, 1)))
			ink.Alpha = 0.35 + 0.65*min(share, 1)
		}
		run, r := scene.TaskRun.ID(int(id), pc.I), p.bar(pc.From, pc.To, row.track.Y, row.track.H)
		it := p.fade(p.ring(p.s.Box(run, r, theme.RadiusCell, ink)), id)
		if p.told(run) {
			it.Tip(p.runHint(lane, pc))
		}
		if s.What == track.RTTask && pc.J-pc.I == 1 {
			r.H = min(rtBar, r.H/2)
			p.fade(p.s.Box(run.Sub(1), r, 0, scene.Tint(theme.TextOn, 0.6)).Through(), id)
		}
	}
}

// shade is the colour of what runs, on its way to that of text by its CPU:
// neighbours differ, and what is written on it stays readable.
func (p *plot) shade(s *track.Span) scene.Ink {
	ink := scene.Solid(baseRoles[s.What])
	if by := s.Other % 4; by > 0 {
		ink.To, ink.Blend = theme.Text, float32(by)*0.16
	}
	return ink
}

func (p *plot) runHint(lane *track.Lane, pc track.Piece) string {
	s := &lane.Spans[pc.I]
	if n := pc.J - pc.I; n > 1 {
		return p.name(s.Thread) + " runs " + strconv.Itoa(n) + " times here, " + long(lane.Covered(pc), p.in.GHz) + " in all; zoom in to tell them apart."
	}
	text := p.name(s.Thread) + " runs on " + cpuText(s.Other)
	if a := p.doneFor(s); a != nil {
		text += ", for " + p.name(a.Asker)
	}
	return text + ": " + p.when(s.From, s.To) + "."
}

// nestedOnTasks draws interrupts on top of the task that they interrupt.
func (p *plot) nestedOnTasks() {
	for cpu := range p.t.CPUs {
		c := &p.t.CPUs[cpu]
		for _, pc := range p.pieces(&c.Nest[0], p.grain) {
			s := &c.Nest[0].Spans[pc.I]
			base := c.Base.At(s.From)
			if pc.J-pc.I > 1 || base == nil || base.Thread == sim.NoThread || base.What == track.Switch || p.full() {
				continue
			}
			if i := p.rowOf(base.Thread); i >= 0 {
				row := p.rows.of(i)
				id, r := scene.Nested.ID(cpu, 0, pc.I).Sub(40), p.bar(pc.From, pc.To, row.track.Y+3, max(row.track.H-6, 1))
				p.s.Box(id, r, theme.RadiusCell, scene.Solid(p.irqRole(s))).Through()
				p.take(r)
			}
		}
	}
}

// directOnTasks draws the work that threads do for other CPUs themselves.
func (p *plot) directOnTasks() {
	for cpu := range p.t.CPUs {
		lane := &p.t.CPUs[cpu].Direct
		for _, pc := range p.pieces(lane, p.grain) {
			s := &lane.Spans[pc.I]
			i := p.rowOf(s.Thread)
			if i < 0 || p.full() {
				continue
			}
			row := p.rows.of(i)
			id, r := scene.DirectSpan.ID(cpu, pc.I), p.bar(pc.From, pc.To, row.track.Y+3, max(row.track.H-6, 1))
			it := p.ring(p.s.Box(id, r, theme.RadiusCell, scene.Solid(theme.RemoteWork)))
			if p.told(id) {
				it.Tip(p.directHint(cpu, s))
			}
			p.slice(id, r, p.s.Join("for ", cpuName(p.s, s.Other)), row)
		}
	}
}

// moreNote says how many rows have no room.
func (p *plot) moreNote() {
	if p.tasks.more == 0 {
		return
	}
	text := "and " + strconv.Itoa(p.tasks.more) + " more"
	y := p.area.Y + p.area.H - 3
	p.s.Text(scene.RowsMore.ID(), p.area.X, y, text, theme.Tiny, scene.Start, scene.Solid(theme.TextDim)).
		Wide(typeset.Measure(text, theme.Tiny)).Tip("So many rows have no room; those with the most waiting come first. J and K, or the wheel over the names, scroll.")
}
