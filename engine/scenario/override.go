package scenario

import (
	"fmt"
	"slices"
)

// Set changes one setting of s, as the flags of the commands and the switches
// of the picture do: qpw, rt, alt, fairserver, rtthrottle, seed or until, with a
// value as the language writes it. On an error s is as it was.
func (s *Scenario) Set(name, text string) error {
	switch name {
	case "qpw":
		return choose(name, text, triNames(), func(i int) { s.Machine.QPW = Tri(i) })
	case "rt":
		return choose(name, text, switchNames(), func(i int) { s.Machine.RT = i == 1 })
	case "alt":
		return choose(name, text, altNames(), func(i int) { s.Machine.Alt = Alt(i) })
	case "fairserver":
		return choose(name, text, switchNames(), func(i int) { s.Machine.FairServer = i == 1 })
	case "rtthrottle":
		return choose(name, text, switchNames(), func(i int) { s.Machine.RTThrottle = i == 1 })
	case "seed":
		return s.setSeed(text)
	case "until":
		return s.setUntil(text)
	}
	return fmt.Errorf("unknown setting %s; %s", quote(name), expected(name, []string{"alt", "fairserver", "qpw", "rt", "rtthrottle", "seed", "until"}))
}

func choose(name, text string, names []string, set func(int)) error {
	i := slices.Index(names, text)
	if i < 0 {
		return fmt.Errorf("bad value %s of %s; expected %s", quote(text), name, listing(names))
	}
	set(i)
	return nil
}

func (s *Scenario) setSeed(text string) error {
	n, ok := wholeNumber(text)
	if !ok {
		return fmt.Errorf("bad value %s of seed; expected a whole number from 0 to %d", quote(text), uint64(1<<64-1))
	}
	s.Seed = n
	return nil
}

func (s *Scenario) setUntil(text string) error {
	d, ok := ParseDur(text)
	if !ok || d.N == 0 || d.Cycles(s.Machine.GHz) > MaxSeconds*1_000_000_000*s.Machine.GHz {
		return fmt.Errorf("bad value %s of until; expected a whole number and a unit (ns, us, ms, s or cy), more than 0 and at most %ds",
			quote(text), MaxSeconds)
	}
	s.Until = d
	return nil
}
