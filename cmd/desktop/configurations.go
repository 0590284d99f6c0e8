package main

import (
	"slices"

	"barnyard/engine/scenario"
)

// Which configurations a scenario has to be run in, so that each of its claims
// is looked at.

// configurations gives the settings of each run: first none, the text as it
// is written; then what must always be run; then what the claims are about.
// Two that come to the same are one.
func configurations(s *scenario.Scenario, always [][]given) [][]given {
	all := append([][]given{nil}, always...)
	for i := range s.Claims {
		all = append(all, asked(&s.Claims[i]))
	}
	var out [][]given
	var seen []string
	for _, set := range all {
		if key := fingerprint(s, set); !slices.Contains(seen, key) {
			seen = append(seen, key)
			out = append(out, set)
		}
	}
	return out
}

// asked is the settings under which a claim applies: those that are flags, the
// patches, and the planted bugs.
func asked(c *scenario.Claim) []given {
	var set []given
	for _, w := range c.When {
		flag := slices.ContainsFunc(settingOptions(), func(o option) bool { return o.name == w.Key })
		if flag || w.Key == "mutant" || w.Key == "patch" {
			set = append(set, given{w.Key, w.Value})
		}
	}
	return set
}

// fingerprint is the same for settings that lead to the same run.
func fingerprint(s *scenario.Scenario, set []given) string {
	copied := *s
	for _, f := range set {
		if copied.Set(f.name, f.text) != nil {
			return f.name + "=" + f.text
		}
	}
	return copied.String()
}

// configText names a configuration in few words: the mode, and what else was
// changed.
func configText(s *scenario.Scenario, set []given) string {
	text := "qpw=" + s.Machine.QPW.String()
	for _, f := range set {
		if f.name != "qpw" {
			text += " " + f.name + "=" + f.text
		}
	}
	return text
}
