package scenario

import "slices"

// Conditions: a claim may hold for some configurations only. "when" takes
// keys of machine and kernel, seed, and patch or mutant, which ask whether
// that one is among those asked for; mutant=none asks for a run without any.
// Several keys must all agree.

func conditionKeys() []string {
	return []string{"alt", "cpus", "fairserver", "generation", "lockdep", "mutant", "names", "patch", "qpw", "rt", "rtthrottle", "seed"}
}

// conditions reads "when key=value …", if it is there.
func (p *parser) conditions(c *Claim) {
	if p.tok.kind != tWord {
		return
	}
	if p.tok.text != "when" {
		p.unexpected(`"when" or the end of the claim`)
	}
	p.advance()
	if p.tok.kind != tWord {
		p.unexpected("a key: " + listing(conditionKeys()))
	}
	var table []key
	for _, name := range conditionKeys() {
		table = append(table, key{name, single, func(v value) { c.When = append(c.When, p.condition(v)) }})
	}
	p.keys("when", table)
}

// condition checks a value of when.
func (p *parser) condition(v value) Cond {
	switch v.key.text {
	case "alt":
		v.choice(altNames())
	case "cpus":
		v.number(1, MaxCPUs)
	case "generation":
		v.choice(GenerationNames())
	case "names":
		v.choice(apiNames())
	case "qpw":
		v.choice(triNames())
	case "rt", "fairserver", "rtthrottle", "lockdep":
		v.choice(switchNames())
	case "seed":
		if _, ok := wholeNumber(v.text()); !ok {
			v.bad(v.words[0], "a whole number")
		}
	case "patch":
		p.known(v.words[0], "patch", p.words.Patches)
	case "mutant":
		if v.text() != noMutant {
			p.known(v.words[0], "mutant", p.words.Mutants)
		}
	}
	return Cond{Pos: v.key.pos, Key: v.key.text, Value: v.text()}
}

// Applies reports whether c says anything about s: all its conditions hold.
func (c Claim) Applies(s *Scenario) bool {
	for _, cond := range c.When {
		if !cond.holds(s) {
			return false
		}
	}
	return true
}

func (c Cond) holds(s *Scenario) bool {
	switch c.Key {
	case "patch":
		return slices.Contains(s.Kernel.Patches, c.Value)
	case "mutant":
		if c.Value == noMutant {
			return len(s.Mutants) == 0
		}
		return slices.ContainsFunc(s.Mutants, func(m Mutant) bool { return m.Name == c.Value })
	}
	return c.Value == s.Setting(c.Key)
}
