package scenario

import "slices"

// The line of what happens for no reason that the program could see: spurious
// trylock=LIST wake=LIST. A list holds numbers, counted from 1 in the order of
// the run. trylock names tries of a lock that could be held and is free: they
// fail all the same, as if a holder had just left. wake names the times that a
// thread goes to sleep for a lock, or for a CPU to have nothing left: it is
// woken at once, and looks again.

// Spurious is the tries that fail and the waits that end for nothing.
type Spurious struct {
	Pos           Pos
	Trylock, Wake []Range // sorted, without overlaps
}

func (p *parser) spurious(at token) {
	s := &p.out.Spurious
	s.Pos = at.pos
	seen := p.keys("spurious", []key{
		{"trylock", list, func(v value) { s.Trylock = v.ranges("tries") }},
		{"wake", list, func(v value) { s.Wake = v.ranges("waits") }},
	})
	if len(seen) == 0 {
		p.notBad()
		p.fail(at.pos, "spurious names nothing; expected %s", listing([]string{"trylock=LIST", "wake=LIST"}))
	}
	for _, name := range []string{"trylock", "wake"} {
		if pos, ok := seen[name]; ok {
			p.later = append(p.later, check{pos: pos, kind: checkSpurious, text: name})
		}
	}
}

// checkSpurious refuses what cannot come up: where nobody can ever hold the
// lock that is tried, or nobody ever sleeps for one.
func (p *parser) checkSpurious(c check) {
	s := p.out
	if s.Machine.RT || len(s.Tasks) > 1 && c.text == "wake" {
		return
	}
	if c.text == "trylock" && s.Machine.CPUs == 1 && len(s.Irqs) == 0 {
		p.fail(c.pos, "spurious trylock on one CPU that nothing interrupts: nobody can hold what is tried there; expected more CPUs, an interrupt, or rt=on")
	}
	if c.text == "wake" && !slices.ContainsFunc(s.Tasks, func(t Task) bool { return says(t.Body) }) {
		p.fail(c.pos, "spurious wake with one task: nobody sleeps for a lock there; expected two tasks, one that takes CPUs away, or rt=on")
	}
}

func (w *printer) spurious(s *Spurious) {
	words := []string{"spurious", keyText("trylock", s.Trylock != nil, rangesText(s.Trylock)), keyText("wake", s.Wake != nil, rangesText(s.Wake))}
	if s.Trylock != nil || s.Wake != nil {
		w.line(words...)
		w.end()
	}
}
