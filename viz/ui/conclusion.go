package ui

import (
	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/qpw"
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
	// Mode is the run that is measured, and Both that those of both sides are.
	Mode  qpw.Mode
	Both  bool
	modes [2]qpw.Mode
	claim scenario.Claim
}

// conclusionsOf lists what can be asked of the runs that are shown. A claim
// that speaks of the other mode only is measured there.
func (m *Model) conclusionsOf() (all []Conclusion) {
	shown, other := m.Side().Mode, m.Sides[1-m.Shown].Mode
	for i := range m.Scenario.Claims {
		c := &m.Scenario.Claims[i]
		for _, mode := range []qpw.Mode{shown, other} {
			s := *m.Scenario
			s.Machine.QPW = scenario.Tri(mode)
			if c.Applies(&s) {
				all = append(all, Conclusion{Text: c.Text, Time: c.IsDur, Mode: mode, claim: *c})
				break
			}
		}
	}
	at := m.Side().Tracks.Choose()
	if at < 0 || m.Sides[0].Mode == m.Sides[1].Mode {
		return all
	}
	name := m.Side().Tracks.Series[at].Name
	return append(all, Conclusion{Text: "queue work's max(" + name + ") > take the lock's", Time: true, Both: true,
		Mode: m.Sides[0].Mode, modes: m.Modes(),
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

// models are the first runs of a scenario, one a mode that is measured; all
// others differ from them in their costs.
type models []*engine.Run

// modelsOf makes them.
func modelsOf(of *Conclusion, s *scenario.Scenario) (made models, err error) {
	modes := []qpw.Mode{of.Mode}
	if of.Both {
		modes = of.modes[:]
	}
	for _, mode := range modes {
		run, err := startRun(s, mode, nil)
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
		if len(s.Mutants) > 0 {
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
