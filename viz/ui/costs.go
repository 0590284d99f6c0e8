package ui

import (
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
)

// The reading of the costs: a slider for each row of the cost model, and for
// the chosen one the range over which a conclusion holds. All values come from
// runs: first the strip of the chosen cost, then, cost by cost, what twice its
// cycles change. They are measured in ticks while this reading is shown.
//
//	slider --SetCost--> the text's cost line --Edit--> runs
//	ChooseCost, NextConclusion --> sweep, effects --Tick--> points, rows

// costs is the state of that reading.
type costs struct {
	chosen  sim.CostID
	asked   int // which conclusion
	of      []Conclusion
	text    string     // for which these are
	sides   [2]Variant // shown, and the other
	strip   *sweep
	effects effects
	scroll  float32
	follow  bool // the chosen row is to be in sight
}

// effects is what twice the cycles of each cost change.
type effects struct {
	of      Conclusion
	base    *scenario.Scenario
	present outcome
	rows    [sim.NCosts]Effect
	next    int // the row that is tried; 0: the run as it is
	trial   *trial
	models  models // those of the strip
	// matters are the costs that changed something in the last whole pass: the
	// order of the rows stays while another pass is on its way.
	matters [sim.NCosts]bool
	passed  bool
}

// Effect is what a conclusion comes to with twice the cycles of a cost.
type Effect struct {
	Known, Changes bool
	Value, More    int64 // More: than now
	Has            bool
}

// CostRow is one slider.
type CostRow struct {
	ID             sim.CostID
	Cycles, Before int64 // now, and what the model has by itself
	Effect         Effect
	First          bool // the first of those that change nothing
}

// CostOf is the value that a cost has in the scenario.
func (m *Model) CostOf(id sim.CostID) int64 {
	spec := &sim.CostSpecs()[id]
	for _, c := range m.Scenario.Costs {
		if c.Name == spec.Name {
			return c.Cycles
		}
	}
	return spec.Cycles
}

// CostShare is where a value stands on its slider, 0 to 1.
func CostShare(id sim.CostID, cycles int64) float32 {
	series := CostSeries(id)
	last := len(series) - 1
	for i := range last {
		if low, high := series[i], series[i+1]; cycles < high {
			part := float32(max(cycles-low, 0)) / float32(high-low)
			return (float32(i) + part) / float32(last)
		}
	}
	return 1
}

// CostRows are the sliders: those that change the conclusion first.
func (m *Model) CostRows() (rows []CostRow) {
	e := &m.costs.effects
	for _, matter := range [2]bool{true, false} {
		first := !matter && e.passed && len(rows) > 0
		for id := sim.CostID(1); id < sim.NCosts; id++ {
			if e.matters[id] != matter && e.passed || !e.passed && !matter {
				continue
			}
			rows = append(rows, CostRow{ID: id, Cycles: m.CostOf(id), Before: sim.CostSpecs()[id].Cycles, Effect: e.rows[id], First: first})
			first = false
		}
	}
	return rows
}

// ChosenCost is the cost whose strip is shown.
func (m *Model) ChosenCost() sim.CostID { return m.costs.chosen }

// CostScroll is how far the sliders are scrolled, in points, and whether the
// chosen one is to be in sight.
func (m *Model) CostScroll() (by float32, follow bool) { return m.costs.scroll, m.costs.follow }

// Concluded is the conclusion that is asked for, its place among how many; nil
// where the scenario has none.
func (m *Model) Concluded() (c *Conclusion, at, of int) {
	if len(m.costs.of) == 0 {
		return nil, 0, 0
	}
	return &m.costs.of[m.costs.asked], m.costs.asked, len(m.costs.of)
}

// Strip is the points of the chosen cost, known or not yet.
func (m *Model) Strip() []Point {
	if m.costs.strip == nil {
		return nil
	}
	return m.costs.strip.points
}

// measureCosts goes on with what is measured and says whether there is news.
func (m *Model) measureCosts(steps int) (news bool) {
	if m.Reading != ReadCosts {
		return false
	}
	c := &m.costs
	news = m.freshCosts()
	if c.strip == nil {
		return news
	}
	if !c.strip.done() {
		return c.strip.advance(steps) || news
	}
	if c.strip.err != nil {
		return news
	}
	if c.effects.models == nil {
		if c.strip.models == nil { // the strip was known already
			c.strip.models, c.strip.err = modelsOf(&c.strip.of, c.strip.base)
			return news
		}
		c.effects.models = c.strip.models
	}
	return c.effects.advance(m, steps) || news
}

// freshCosts begins anew where the text or the shown mode is another one.
func (m *Model) freshCosts() (news bool) {
	c := &m.costs
	sides := [2]Variant{m.Side().Variant, m.Sides[1-m.Shown].Variant}
	if c.text == m.Text && c.sides == sides {
		return false
	}
	asked := ""
	if len(c.of) > 0 {
		asked = c.of[c.asked].Text
	}
	c.text, c.sides, c.asked = m.Text, sides, 0
	c.of = m.conclusionsOf()
	for i := range c.of {
		if c.of[i].Text == asked {
			c.asked = i
		}
	}
	if c.chosen == sim.CostNone {
		c.chosen, c.follow = sim.CostSwitch, true
	}
	m.ask()
	return true
}

// ask measures the conclusion for the chosen cost. A strip that another value
// of its own cost has left as it is stays.
func (m *Model) ask() {
	c := &m.costs
	if len(c.of) == 0 {
		c.strip, c.effects = nil, effects{}
		return
	}
	of := c.of[c.asked]
	old := c.strip
	c.strip = newSweep(of, m.Scenario, c.chosen, m.CostOf(c.chosen))
	if old != nil && sameQuestion(&old.of, &of) && sameBut(old.base, m.Scenario) {
		c.strip.models = old.models
	}
	if old != nil && old.cost == c.chosen && sameQuestion(&old.of, &of) && apart(old.base, old.cost) == apart(m.Scenario, c.chosen) {
		c.strip.learn(old)
	}
	e := &c.effects
	if !sameQuestion(&e.of, &of) {
		*e = effects{}
	}
	if e.base == nil || apart(e.base, sim.CostNone) != apart(m.Scenario, sim.CostNone) {
		*e = effects{rows: e.rows, matters: e.matters, passed: e.passed}
		e.of, e.base = of, m.Scenario
	}
}

// sameBut says whether two scenarios differ in their costs only: then they have
// the same kernel.
func sameBut(a, b *scenario.Scenario) bool {
	x, y := *a, *b
	x.Costs, y.Costs = nil, nil
	return x.String() == y.String()
}

func sameQuestion(a, b *Conclusion) bool {
	return a.Text == b.Text && a.Variant == b.Variant && a.Both == b.Both && a.sides == b.sides
}

// apart is a scenario as text without one of its costs.
func apart(s *scenario.Scenario, cost sim.CostID) string {
	changed := *s
	changed.Costs = costsWith(s.Costs, sim.CostSpecs()[cost].Name, 0)
	return changed.String()
}

// learn takes over what another sweep has measured of the same.
func (w *sweep) learn(old *sweep) {
	for i := range w.points {
		for _, p := range old.points {
			if p.Known && p.Cycles == w.points[i].Cycles {
				present := w.points[i].Present
				w.points[i] = p
				w.points[i].Present = present
			}
		}
	}
}

// advance goes on with the effects.
func (e *effects) advance(m *Model, steps int) (news bool) {
	if e.base == nil || e.next >= int(sim.NCosts) {
		return false
	}
	if e.trial == nil {
		id := sim.CostID(e.next)
		e.trial = e.models.start(&e.of, e.base, id, twice(m, id))
		steps -= startSteps
	}
	if _, done := e.trial.advance(max(steps, leastSteps)); !done {
		return false
	}
	o := e.trial.result()
	if e.trial = nil; e.next == 0 {
		e.present = o
	} else {
		e.rows[e.next] = Effect{Known: true, Has: o.has, Value: o.value, More: o.value - e.present.value, Changes: o != e.present}
	}
	if e.next++; e.next == int(sim.NCosts) {
		e.passed = true
		for id := range e.rows {
			e.matters[id] = e.rows[id].Changes
		}
	}
	return true
}

// twice is the value with which a cost's effect is measured. The first row is
// the run as it is.
func twice(m *Model, id sim.CostID) int64 {
	v := m.CostOf(id)
	switch {
	case id == sim.CostNone:
		return v
	case v == 0:
		return 2
	}
	return 2 * v
}

// setCost changes the text so that a cost has a value.
func (m *Model) setCost(id sim.CostID, cycles int64) {
	if id <= sim.CostNone || id >= sim.NCosts {
		return
	}
	m.chooseCost(id)
	cycles = min(max(cycles, 0), scenario.MaxCycles)
	if cycles == m.CostOf(id) {
		return
	}
	m.edit("", withCost(m.Text, sim.CostSpecs()[id].Name, cycles))
	m.freshCosts()
}

// costBy moves the chosen cost's value along its series.
func (m *Model) costBy(by int) {
	m.freshCosts()
	id := m.costs.chosen
	series, now := CostSeries(id), m.CostOf(id)
	at := 0
	for at < len(series) && series[at] < now {
		at++
	}
	if by > 0 && (at == len(series) || series[at] > now) {
		at-- // between two values: the next one is above
	}
	at = min(max(at+by, 0), len(series)-1)
	m.setCost(id, series[at])
}

// slideCost puts a cost where its slider is.
func (m *Model) slideCost(id sim.CostID, share float32) {
	if id <= sim.CostNone || id >= sim.NCosts {
		return
	}
	series := CostSeries(id)
	m.setCost(id, series[int(share*float32(len(series)-1)+0.5)])
}

// chooseCost shows the strip of a cost.
func (m *Model) chooseCost(id sim.CostID) {
	m.freshCosts()
	if id > sim.CostNone && id < sim.NCosts && id != m.costs.chosen {
		m.costs.chosen = id
		m.ask()
	}
}

// costDown chooses the next slider, in the order in which they are shown.
func (m *Model) costDown(by int) {
	m.freshCosts()
	rows := m.CostRows()
	for i := range rows {
		if rows[i].ID == m.costs.chosen {
			m.costs.follow = true
			m.chooseCost(rows[min(max(i+by, 0), len(rows)-1)].ID)
			return
		}
	}
}

// nextConclusion asks for another one.
func (m *Model) nextConclusion(by int) {
	m.freshCosts()
	if n := len(m.costs.of); n > 0 {
		m.costs.asked = ((m.costs.asked+by)%n + n) % n
		m.ask()
	}
}

// isCost says whether a slider is that of a cost, and of which.
func isCost(id scene.ID) (sim.CostID, bool) {
	if id.Kind != scene.Slider && id.Kind != scene.Knob || id.N[0] <= SliderCost || id.N[0] >= SliderCost+int32(sim.NCosts) {
		return 0, false
	}
	return sim.CostID(id.N[0] - SliderCost), true
}

// costAt is the value of a point of the strip.
func (m *Model) costAt(i int) int64 {
	if points := m.Strip(); i >= 0 && i < len(points) {
		return points[i].Cycles
	}
	return m.CostOf(m.costs.chosen)
}
