package explore

import "barnyard/engine"

// SeedText is the scenario of a seed with its faults, as it is run.
func SeedText(n uint64) (string, error) {
	d := newDraws(n)
	swarm := newSwarm(d, len(kinds()), len(Faults()))
	s, err := engine.Parse("seed", []byte(generate(d, swarm, "")))
	if err != nil {
		return "", err
	}
	if s, _, err = withFaults(s, d, swarm); err != nil {
		return "", err
	}
	return s.String(), nil
}
