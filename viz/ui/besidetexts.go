package ui

import (
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The texts beside the figure, each read from the state and the recording that
// the picture is drawn from.

// besideHands is what the controls show: where in time, how fast, which run.
//
//	now    NS  41.280 µs      speed  PLACE  LAST  NS a second
//	end    NS  220.000 µs     side   0  qpw=0  shown
//	a      NS  36.000 µs      cpu    CPUS  CHOSEN (-1: none)
//	on     playing compare byhand
func (m *Model) besideHands() string {
	var r rows
	at := func(name string, cycles int64) {
		r.add(name, strconv.FormatInt(sim.Ns(cycles, m.GHz()), 10), sim.Micros(cycles, m.GHz())+" µs")
	}
	at("now", m.Now)
	at("end", m.End())
	for i, mk := range m.Time.Markers {
		if mk.Set {
			at([2]string{"a", "b"}[i], mk.At)
		}
	}
	if text := m.MarkerText(); text != "" {
		r.add("markers", text[1:])
	}
	r.add("speed", strconv.Itoa(m.Speed), strconv.Itoa(len(speeds)-1), strconv.FormatInt(m.SpeedNs(), 10))
	for i := range m.Sides {
		shown := ""
		if i == m.Shown {
			shown = "shown"
		}
		r.add("side", strconv.Itoa(i), m.Label(i), shown)
	}
	chosen, ok := CPUOf(m.Sel)
	if !ok {
		chosen = -1
	}
	r.add("cpu", strconv.Itoa(m.Scenario.Machine.CPUs), strconv.Itoa(chosen))
	r.add("on", is(m.Playing, "playing"), is(m.Compare, "compare"), is(m.ByHand(), "byhand"))
	return r.String()
}

func is(so bool, word string) string {
	if so {
		return word
	}
	return ""
}

// besideListing is the code of who runs on the chosen CPU: whose, who called
// whom, and a row a line with what RunTo takes and a mark at the current one.
//
//	title  shrink on CPU 0, running
//	calls  program › kmem_cache_shrink › flush_all_cpus_locked
//	head   flush_all_cpus_locked(s)
//	line   step 12 3  now  for each online CPU
func (m *Model) besideListing() string {
	var r rows
	k, id := m.Kernel(), m.Followed()
	fn, listed := m.ListedFunc()
	if id == sim.NoThread && !listed {
		r.add("title", IdleText(k, m.Sel))
		return r.String()
	}
	pc := -1
	if id != sim.NoThread {
		th := &k.M.Threads[id]
		r.add("title", k.ThreadName(id)+" on CPU "+strconv.Itoa(int(th.CPU))+", "+k.StateText(id))
		pc = currentLine(th, fn)
		if calls := callChain(k, th); calls != "" {
			r.add("calls", calls)
		}
	} else {
		r.add("title", "nobody is in it now")
	}
	if !listed {
		return r.String()
	}
	l := &k.Cfg.Code.Funcs[fn]
	if l.Name == "program" && id != sim.NoThread && int(id) < len(k.Tasks) {
		r.program(k, id)
		return r.String()
	}
	r.add("head", l.Name+"("+l.Args+")", l.What)
	for i := range l.Ops {
		if l.Ops[i].Text != "" || i == pc {
			r.add("line", "step "+strconv.Itoa(int(fn))+" "+strconv.Itoa(i), is(i == pc, "now"), l.Ops[i].Text)
		}
	}
	return r.String()
}

// currentLine is where a thread is in a function; -1 where it is not in it.
func currentLine(th *sim.Thread, fn sim.FuncID) int {
	pc := -1
	for i := range th.Stack[:th.Depth] {
		if th.Stack[i].Fn != fn {
			continue
		}
		if pc = int(th.Stack[i].PC); i+1 < int(th.Depth) {
			pc-- // the line that called: it goes on after it
		}
	}
	return pc
}

func callChain(k *path.Kernel, th *sim.Thread) (text string) {
	for i := range th.Stack[:th.Depth] {
		if i > 0 {
			text += " › "
		}
		text += k.Cfg.Code.Funcs[th.Stack[i].Fn].Name
	}
	return text
}

// program is the statements of a task, as the scenario nests them.
func (r *rows) program(k *path.Kernel, id sim.ThreadID) {
	code, pc := k.Cfg.Programs[id].Code, int(k.Tasks[id].PC)
	r.add("head", "task "+k.Cfg.Programs[id].Name, "its program, as the scenario says it")
	current := 0
	for i := range code {
		if i <= pc && code[i].Op != path.OpJump {
			current = i
		}
	}
	indent := ""
	for i := range code {
		text, ends, opens := code[i].Text, false, false
		switch code[i].Op {
		case path.OpJump: // the end of an arm: not a line of the text
			continue
		case path.OpEnd, path.OpPreemptOn, path.OpIRQOn, path.OpSyscallOut:
			text, ends = "}", true
		case path.OpLoop, path.OpPreemptOff, path.OpIRQOff, path.OpSyscallIn:
			text, opens = text+" {", true
		}
		if ends && indent != "" {
			indent = indent[2:]
		}
		r.add("line", "statement "+strconv.Itoa(int(id))+" "+strconv.Itoa(i), is(i == current, "now"), indent+text)
		if opens {
			indent += "  "
		}
	}
}

// How many events are told: while time passes nobody reads far back.
const (
	mostEvents     = 200
	mostEventsPlay = 40
)

// besideEvents is what has happened, the last event at the end: its number, now
// for those of the step shown, its sentence as run --events prints it.
func (m *Model) besideEvents() string {
	var r rows
	k, past := m.Kernel(), m.Side().Past
	most := mostEvents
	if m.Playing {
		most = mostEventsPlay
	}
	end := past.FirstOfStep(m.Step + 1)
	r.add("count", strconv.Itoa(end))
	for i := max(end-most, 0); i < end; i++ {
		e := past.Event(i)
		r.add("event", strconv.Itoa(i), is(e.Step == m.Step, "now"), m.eventLine(k, &e))
	}
	return r.String()
}

func (m *Model) eventLine(k *path.Kernel, e *sim.Event) string {
	return sim.Micros(e.Time, m.GHz()) + "  CPU " + strconv.Itoa(int(e.CPU)) + "  " + k.EventText(e)
}

// besideStats is a table: the statistics that have counted anything and the
// series, of the shown run, or of both and what they differ by.
func (m *Model) besideStats() string {
	var r rows
	both := m.Compare && m.Reached(1-m.Shown)
	if both {
		r.add("head", "", "", m.Label(0), m.Label(1), "difference")
	} else {
		r.add("head", "", "", m.Label(m.Shown))
	}
	var sums [2][slub.NStats]int64
	sum(&sums[m.Shown], m.Kernel().Heap.Stats)
	if both {
		sum(&sums[1-m.Shown], m.OtherKernel().Heap.Stats)
	}
	specs := slub.StatSpecs()
	for s := range slub.NStats {
		of := [2]int64{sums[0][s], sums[1][s]}
		if of == [2]int64{} {
			continue
		}
		r.compared(m, both, specs[s].Name, specs[s].What, of, count)
	}
	m.seriesRows(&r, both)
	if m.Compare && !both {
		r.add("note", "the other run is being recorded")
	}
	return r.String()
}

// seriesRows is what the series comes to, which the pane of samples shows.
func (m *Model) seriesRows(r *rows, both bool) {
	var of [2]Tail
	name := ""
	for i := range m.Sides {
		tail, series := m.TailOf(i)
		of[i] = tail
		if series != nil && i == m.Shown {
			name = series.Name + " on CPU " + strconv.Itoa(int(series.CPU))
		}
	}
	if name == "" || of[m.Shown].N == 0 {
		return
	}
	micros := func(cycles int64) string { return sim.Micros(cycles, m.GHz()) }
	r.compared(m, both, name, "samples up to now", [2]int64{int64(of[0].N), int64(of[1].N)}, count)
	r.compared(m, both, "p50", "half of them are no longer, µs", [2]int64{of[0].P50, of[1].P50}, micros)
	r.compared(m, both, "p99", "one in a hundred is longer, µs", [2]int64{of[0].P99, of[1].P99}, micros)
	r.compared(m, both, "p99.9", "one in a thousand is longer, µs", [2]int64{of[0].P999, of[1].P999}, micros)
	r.compared(m, both, "max", "the longest, µs", [2]int64{of[0].Max, of[1].Max}, micros)
	if of[0].Open > 0 || of[1].Open > 0 {
		r.compared(m, both, "under way", "it is longer than all before already: so far, µs", [2]int64{of[0].Open, of[1].Open}, micros)
	}
}

func count(n int64) string { return strconv.FormatInt(n, 10) }

// compared is a row of one number, or of two and their difference.
func (r *rows) compared(m *Model, both bool, name, what string, of [2]int64, write func(int64) string) {
	if !both {
		r.add("row", name, what, write(of[m.Shown]))
		return
	}
	by := "="
	switch d := of[1] - of[0]; {
	case d < 0:
		by = "−" + write(-d)
	case d > 0:
		by = "+" + write(d)
	}
	r.add("row", name, what, write(of[0]), write(of[1]), by)
}

// besideGoals is what may be waited for in this scenario, as RunUntil reads it.
func (m *Model) besideGoals() string {
	var r rows
	for _, text := range m.conditions() {
		r.add(text)
	}
	return r.String()
}

// besideNext is the next event that is worth stopping at, as far as the run is
// recorded: for who speaks about it.
func (m *Model) besideNext() string {
	p := m.Side().Past
	i, ok := m.nextStop(p.FirstOfStep(m.Step + 1))
	switch {
	case ok:
		e := p.Event(i)
		return m.eventLine(m.Kernel(), &e)
	case p.Ended():
		return "no further event worth stopping at"
	}
	return "not recorded yet"
}
