package ui

import (
	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// A conclusion is what somebody takes away from a run: one of the claims of its
// scenario, or that queueing work makes a series worse than taking the lock.
// The costs of the model are assumptions, so a conclusion is worth as much as
// the range of costs over which it holds.
type Conclusion struct {
	Text string
	// Time says that the values are ns; else they are counts.
	Time bool
	// Variant is the run that is measured, and Both that those of both sides are.
	Variant Variant
	Both    bool
	sides   [2]Variant
	claim   scenario.Claim
}

// conclusionsOf lists what can be asked of the runs that are shown. A claim
// that speaks of the other run only is measured there.
func (m *Model) conclusionsOf() (all []Conclusion) {
	for i := range m.Scenario.Claims {
		c := &m.Scenario.Claims[i]
		for _, side := range []*Side{m.Side(), &m.Sides[1-m.Shown]} {
			if c.Applies(side.Past.Run.Scenario) {
				all = append(all, Conclusion{Text: c.Text, Time: c.IsDur, Variant: side.Variant, claim: *c})
				break
			}
		}
	}
	at := m.Side().Tracks.Choose()
	if at < 0 || m.Sides[0].Variant == m.Sides[1].Variant {
		return all
	}
	name := m.Side().Tracks.Series[at].Name
	return append(all, Conclusion{Text: m.Sides[0].Variant.Short() + "'s max(" + name + ") > " + m.Sides[1].Variant.Short() + "'s", Time: true, Both: true,
		Variant: m.Sides[0].Variant, sides: [2]Variant{m.Sides[0].Variant, m.Sides[1].Variant},
		claim: scenario.Claim{Kind: scenario.ClaimSeries, Func: "max", Arg: name, CPU: -1, IsDur: true}})
}

// outcome is what a conclusion comes to at one value of a cost.
type outcome struct {
	value, other int64 // other: of the run that it is compared with
	has, holds   bool
}

// trial is the run, or the two, by which a conclusion is measured.
type trial struct {
	of   *Conclusion
	runs []*engine.Run
	at   int
	err  error
}

// models are the first runs of a scenario, one a side that is measured; all
// others differ from them in their costs.
type models []*engine.Run

// modelsOf makes them.
func modelsOf(of *Conclusion, s *scenario.Scenario) (made models, err error) {
	sides := []Variant{of.Variant}
	if of.Both {
		sides = of.sides[:]
	}
	for _, side := range sides {
		varied, _, err := side.of(s)
		if err != nil {
			return nil, err
		}
		run, err := startRun(varied, false, nil)
		if err != nil {
			return nil, err
		}
		made = append(made, run)
	}
	return made, nil
}

// start makes the runs in which a cost has another value.
func (all models) start(of *Conclusion, s *scenario.Scenario, cost sim.CostID, cycles int64) *trial {
	t := &trial{of: of}
	for _, model := range all {
		run, err := model.WithCosts(costsWith(s.Costs, sim.CostSpecs()[cost].Name, cycles))
		if err != nil {
			t.err = err
			return t
		}
		if len(run.Scenario.Mutants) > 0 {
			check.Watch(run, 0)
		}
		t.runs = append(t.runs, run)
	}
	return t
}

// costsWith is a list of costs with one of them at a value.
func costsWith(costs []scenario.Cost, name string, cycles int64) []scenario.Cost {
	out := make([]scenario.Cost, 0, len(costs)+1)
	for _, c := range costs {
		if c.Name != name {
			out = append(out, c)
		}
	}
	return append(out, scenario.Cost{Name: name, Cycles: cycles})
}

// advance goes on by so many steps and says how many are left, and whether the
// runs have ended.
func (t *trial) advance(steps int) (left int, done bool) {
	for t.err == nil && t.at < len(t.runs) {
		for ; steps > 0; steps-- {
			if !t.runs[t.at].Step() {
				break
			}
		}
		if steps == 0 {
			return 0, false
		}
		t.at++
	}
	return steps, true
}

// result is what has been measured.
func (t *trial) result() (o outcome) {
	for _, r := range t.runs {
		if t.err == nil {
			t.err = r.Err
		}
	}
	if t.err != nil || len(t.runs) == 0 {
		return outcome{}
	}
	if !t.of.Both {
		o.value, o.has, o.holds = t.runs[0].Judge(&t.of.claim)
		return o
	}
	var hasOther bool
	o.value, o.has = t.runs[0].Shown(&t.of.claim)
	o.other, hasOther = t.runs[1].Shown(&t.of.claim)
	o.has = o.has && hasOther
	o.holds = o.has && o.value > o.other
	return o
}
