package ui

import (
	"strconv"

	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// Places in time to go to: events of a kind, and conditions that become so. The
// pane of text lists both, for hands; the same lines can be typed (":").

// Messages that go there.
type (
	// RunUntil goes on until an event, or until a condition becomes so: the
	// words after until, as in a cue.
	RunUntil struct{ Text string }
	// SetKind chooses the kind of event that KindBy goes to; EvNone leaves it to
	// the event shown.
	SetKind struct{ Kind sim.Kind }
	// KindBy goes to the next or the previous event of that kind.
	KindBy struct{ N int }
	// ChooseGoal moves the choice along the list of places; RunGoal goes there.
	ChooseGoal struct{ By int }
	RunGoal    struct{ Row int }
	// OpenUntil begins to type a line.
	OpenUntil struct{}
)

func (RunUntil) msg()   {}
func (SetKind) msg()    {}
func (KindBy) msg()     {}
func (ChooseGoal) msg() {}
func (RunGoal) msg()    {}
func (OpenUntil) msg()  {}

// goalKeys are the keys that go to events of a kind and to conditions.
func goalKeys() []Key {
	return []Key{
		{[]string{"N"}, "N", "next event of the same kind", always(KindBy{1})},
		{[]string{"B"}, "B", "event of the same kind before", always(KindBy{-1})},
		{[]string{"g"}, "g", "kinds of events, and what to run until: j, k, Enter", always(ChooseGoal{0})},
		{[]string{"x"}, "x", "cache lines: owners' marks and table", always(ShowLines{})},
		{[]string{":"}, ":", "type what to run until", always(OpenUntil{})},
	}
}

// goTo answers to one of them; false if it is none.
func (m *Model) goTo(msg Msg) bool {
	switch msg := msg.(type) {
	case RunUntil:
		m.halt()
		m.runUntil(msg.Text)
	case SetKind:
		m.Time.Kind = min(msg.Kind, sim.NKinds-1)
	case KindBy:
		m.halt()
		m.kindBy(msg.N)
	case ChooseGoal:
		m.Reading = ReadGoals
		m.Time.Goal = min(max(m.Time.Goal+msg.By, 0), max(len(m.Goals())-1, 0))
	case RunGoal:
		m.runGoal(msg.Row)
	case OpenUntil:
		m.Time.typing = new(string)
	default:
		return false
	}
	return true
}

// halt ends what is under way, as every move does.
func (m *Model) halt() {
	m.Playing = false
	m.goals = m.goals[:0]
}

// runUntil goes to where a line leads, or says what is wrong with it.
func (m *Model) runUntil(text string) {
	g, err := m.untilGoal(text)
	if err != nil {
		m.tell(err.Error(), true)
		return
	}
	m.Notice = Notice{} // that the one before was not found
	m.seek(g)
}

// untilGoal is the goal of a line.
func (m *Model) untilGoal(text string) (goal, error) {
	u, err := parseUntil(m.Kernel(), text)
	if err != nil {
		return goal{}, err
	}
	if u.cond == nil {
		what := sim.EventSpecs()[u.event].Name
		if u.cpu >= 0 {
			what += " on " + scene.CPU.ID(u.cpu).String()
		}
		return eventGoal(u.event, u.cpu, u.nth, what), nil
	}
	return goal{kind: goalUntil, cond: u.cond, left: u.nth, nth: u.nth, text: text, what: "instant at which it becomes so that " + text}, nil
}

// shownKind is the kind of event that KindBy goes to: the chosen one, that of
// the chosen line of the list of events, or that of the step shown.
func (m *Model) shownKind() sim.Kind {
	p := m.Side().Past
	if m.Time.Kind != sim.EvNone {
		return m.Time.Kind
	}
	if id := m.Sel; id.Kind == scene.EventLine && int(id.N[0]) < p.Len() {
		return p.Event(int(id.N[0])).Kind
	}
	kind := sim.EvNone
	specs := sim.EventSpecs()
	for i := p.FirstOfStep(m.Step); i < p.FirstOfStep(m.Step+1); i++ {
		if e := p.Event(i); kind == sim.EvNone || specs[e.Kind].Attention && !specs[kind].Attention {
			kind = e.Kind
		}
	}
	return kind
}

// kindBy goes to the n-th event of the kind, on or back.
func (m *Model) kindBy(n int) {
	kind := m.shownKind()
	if kind == sim.EvNone {
		m.tell("No kind of event is chosen, and no event happens at this step; g lists the kinds.", false)
		return
	}
	m.Time.Kind = kind
	name := sim.EventSpecs()[kind].Name
	if n > 0 {
		m.seek(eventGoal(kind, -1, n, name))
		return
	}
	p := m.Side().Past
	step := m.Step
	for ; n < 0; n++ {
		i, ok := p.PrevEvent(step, func(e *sim.Event) bool { return e.Kind == kind })
		if !ok {
			m.tell("No "+name+" before this instant.", false)
			return
		}
		step = p.Event(i).Step
		m.showStep(step)
	}
}

// TypedGoal is the row above the list, for a line that is typed.
const TypedGoal = -1

// GoalRow is one place of the list: a kind of event, or a condition.
type GoalRow struct {
	Kind  sim.Kind // EvNone: Until is a condition
	Until string   // as RunUntil reads it
	Count int      // Kind: how many have happened up to now
}

// Goals is the list: the kinds that occur in what is recorded, and conditions
// that this scenario has things for.
func (m *Model) Goals() []GoalRow {
	if !m.Loaded() {
		return nil
	}
	var rows []GoalRow
	counts, all := m.Side().Tracks.CountKinds(m.Side().Past, m.Side().Past.FirstOfStep(m.Step+1))
	for kind := sim.EvNone + 1; kind < sim.NKinds; kind++ {
		if all[kind] > 0 {
			rows = append(rows, GoalRow{Kind: kind, Until: eventGoals[kind], Count: counts[kind]})
		}
	}
	for _, text := range m.conditions() {
		rows = append(rows, GoalRow{Until: text})
	}
	return rows
}

// eventGoals is the line that goes to the next event of each kind.
var eventGoals = func() (lines [sim.NKinds]string) {
	for kind, spec := range sim.EventSpecs() {
		lines[kind] = "event=" + spec.Name
	}
	return lines
}()

// mostConditions bounds the conditions that are offered; any can be typed.
const mostConditions = 24

// conditions is what may be waited for with the tasks, and with the shown
// cache, of this scenario.
func (m *Model) conditions() (all []string) {
	k := m.Kernel()
	for id := range k.Cfg.Programs {
		if k.M.Threads[id].Kind == sim.Task && len(all) < mostConditions/2 {
			all = append(all, "waits("+k.Cfg.Programs[id].Name+")")
		}
	}
	if len(k.Heap.Caches) == 0 {
		return all
	}
	cache := k.Heap.Caches[m.Cache].Name
	for cpu := range k.M.CPUs {
		if of := strconv.Itoa(cpu); len(all) < mostConditions-4 {
			all = append(all, "lock=cpu"+of+"("+cache+") held", "main("+cache+","+of+")=0")
		}
	}
	return append(all, "full("+cache+",0)>=1", "slabs("+cache+",0)>=2", "stat(SHEAF_FLUSH)>=1", "stat(BARN_GET_FAIL)>=1")
}

// runGoal goes to a place of the list; a kind of event is chosen too.
func (m *Model) runGoal(row int) {
	rows := m.Goals()
	if row == TypedGoal {
		m.Time.typing = new(string)
		return
	}
	if row < 0 || row >= len(rows) {
		return
	}
	m.Time.Goal = row
	if g := rows[row]; g.Kind != sim.EvNone {
		m.Time.Kind = g.Kind
	}
	m.halt()
	m.runUntil(rows[row].Until)
}

// Typing is the line that is being typed, if one is.
func (m *Model) Typing() (line string, ok bool) {
	if m.Time.typing == nil {
		return "", false
	}
	return *m.Time.typing, true
}

// typeUntil takes a key while a line is typed; false if none is.
func (m *Model) typeUntil(e gesture.Event) bool {
	if m.Time.typing == nil {
		return false
	}
	line := *m.Time.typing
	switch {
	case e.Kind == gesture.Char && e.Rune >= ' ':
		if len(line) < mostUntil {
			line += string(e.Rune)
		}
	case e.Name == "Space":
		line += " "
	case e.Name == "Backspace" && line != "":
		r := []rune(line)
		line = string(r[:len(r)-1])
	case e.Name == "Enter":
		m.Time.typing = nil
		Update(m, RunUntil{line})
		return true
	case e.Name == "Escape":
		m.Time.typing = nil
		return true
	}
	m.Time.typing = &line
	return true
}

// rereads reads the line of a goal that came from another run.
func (m *Model) rereads(g *goal) bool {
	again, err := m.untilGoal(g.text)
	if err != nil {
		m.tell(err.Error(), true)
		return false
	}
	g.cond = again.cond
	return true
}
