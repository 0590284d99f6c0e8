package ui

import (
	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
)

// What the shown run can be compared with: the modes, the policies, the kernel
// with and without PREEMPT_RT, its generations, its patches, the planted bugs.

// Choice is one run that the shown one can be compared with.
type Choice struct {
	Group   string // what it differs in
	Label   string
	Tip     string
	Variant Variant
}

// Choices is all of them. Those that change the kernel are the run that is
// shown, with that change.
func (m *Model) Choices() []Choice {
	shown := m.Side().Variant
	list := []Choice{
		{"mode", "qpw=n", "The build without the series' option: work is queued.", "qpw=n"},
		{"mode", "qpw=0", "Built in and switched off: work is queued.", "qpw=0"},
		{"mode", "qpw=1", "Built in and switched on: who asks takes the other CPU's lock.", "qpw=1"},
		{"policy", "alt=userret", Variant("qpw=0/alt=userret").About(), "qpw=0/alt=userret"},
		{"policy", "alt=nosheaves", Variant("qpw=0/alt=nosheaves").About(), "qpw=0/alt=nosheaves"},
	}
	rt, tip := "on", "This run on a kernel with PREEMPT_RT: its locks sleep and inherit priorities."
	if m.Side().RT() {
		rt, tip = "off", "This run on a kernel without PREEMPT_RT: its spinlocks spin."
	}
	list = append(list, Choice{"kernel", "rt=" + rt, tip, shown.With("rt", rt)})
	for _, g := range scenario.GenerationNames() {
		list = append(list, Choice{"kernel", "generation=" + g, "This run on the allocator as it was in " + g + ".", shown.With("generation", g)})
	}
	for _, p := range path.Patches() {
		list = append(list, Choice{"patch", p.Name, p.Name + ": " + p.What + ".", shown.With("patch", p.Name)})
	}
	for _, b := range path.Mutants() {
		list = append(list, Choice{"planted bug", b.Name, b.Number + " " + b.Name + ": " + b.What + ".", shown.With("mutant", b.Name)})
	}
	return list
}

// compareWith puts a run beside the shown one. What fits only another mode is
// run in that: the old generation knows no key, and many bugs are of one mode.
func (m *Model) compareWith(v Variant) {
	other, shown := 1-m.Shown, m.Side().Variant
	own, err := m.fitting(v)
	switch {
	case err != nil:
		m.tell(v.oneLine(err), true)
		return
	case own == shown:
		m.tell(own.Label()+" is the run that is shown.", false)
		return
	}
	m.setVariant(other, own)
	m.setCompare(true)
}

// fitting is a variant with the first mode in which it can run: its own, if it
// can be. The error is about that one.
func (m *Model) fitting(v Variant) (Variant, error) {
	var first error
	for _, mode := range [...]string{"", "n", "0", "1"} {
		try := v
		if mode != "" {
			try = v.With("qpw", mode)
		}
		s, own, err := try.of(m.Scenario)
		if err == nil {
			if _, err = engine.New(s); err == nil {
				return own, nil
			}
		}
		if first == nil {
			first = err
		}
	}
	return "", first
}

// showChoices turns to the runs that there are to compare with, or away.
func (m *Model) showChoices() {
	if m.Reading == ReadCompare {
		m.Choosing = !m.Choosing
	} else {
		m.Reading, m.Choosing = ReadCompare, true
	}
}

// choosing says whether the choice of a run is what is shown.
func (m *Model) choosing() bool { return m.Reading == ReadCompare && m.Choosing }

// pick moves along the choices.
func (m *Model) pick(to int) {
	m.Pick = min(max(to, 0), len(m.Choices())-1)
}
