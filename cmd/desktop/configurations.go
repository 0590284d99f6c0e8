package main

import (
	"strings"

	"barnyard/engine/scenario"
)

// Which configurations a scenario has to be run in, so that each of its claims
// is looked at.

// configuration is the settings of a run, and the claims that ask for it.
type configuration struct {
	set    []given
	claims []*scenario.Claim
}

// configurations gives each run: first the text as it is written; then what must
// always be run; then what the claims are about. Two that come to the same are
// one, which goes by the settings of the first.
func configurations(s *scenario.Scenario, always [][]given) []configuration {
	all := []configuration{{}}
	for _, set := range always {
		all = append(all, configuration{set: set})
	}
	for i := range s.Claims {
		c := &s.Claims[i]
		all = append(all, configuration{asked(c), []*scenario.Claim{c}})
	}
	var out []configuration
	at := map[string]int{}
	for _, one := range all {
		key := fingerprint(s, one.set)
		i, seen := at[key]
		if !seen {
			at[key] = len(out)
			out = append(out, one)
			continue
		}
		out[i].claims = append(out[i].claims, one.claims...)
	}
	return out
}

// asked is the settings under which a claim applies: all that it says.
func asked(c *scenario.Claim) []given {
	var set []given
	for _, w := range c.When {
		set = append(set, given{w.Key, w.Value})
	}
	return set
}

// with is a text in a configuration. Errors say why there is none.
func (s source) with(set []given) (*scenario.Scenario, error) {
	out, err := s.parse()
	for i := 0; i < len(set) && err == nil; i++ {
		err = out.Set(set[i].name, set[i].text)
	}
	if err != nil {
		return nil, err
	}
	if wrong := refusal(out); wrong != nil {
		return nil, wrong
	}
	return out, nil
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

// setText is settings as a claim has them behind when.
func setText(set []given) string {
	var words []string
	for _, f := range set {
		words = append(words, f.name+"="+f.text)
	}
	return strings.Join(words, " ")
}
