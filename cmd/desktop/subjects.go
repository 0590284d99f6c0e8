package main

import (
	"errors"
	"fmt"
	"slices"

	"barnyard/engine/scenario"
	"barnyard/lessons"
)

// What check checks: the files that are named, or all that this program comes
// with.

// subject is one scenario to check. always are settings that it is checked
// with even where no claim asks for them.
type subject struct {
	source
	always [][]given
}

func (c *call) subjects(p *parsed) ([]subject, error) {
	if p.has("all") {
		if len(p.names) > 0 {
			return nil, fmt.Errorf("unexpected %s; --all stands alone", quote(p.names[0]))
		}
		return everything()
	}
	if len(p.names) == 0 {
		return nil, errors.New("nothing is named; expected files or --all")
	}
	var out []subject
	for i, name := range p.names {
		if name == "-" && slices.Contains(p.names[:i], "-") {
			return nil, errors.New("- is named twice; expected it once: standard input can be read only once")
		}
		src, err := c.load(name)
		if err != nil {
			return nil, err
		}
		out = append(out, subject{source: src})
	}
	return out, nil
}

// everything is all that this program comes with.
func everything() ([]subject, error) {
	var out []subject
	modes := [][]given{{{"qpw", "n"}}, {{"qpw", "0"}}, {{"qpw", "1"}}}
	for _, b := range scenario.Builtins() {
		out = append(out, subject{source{b.Name, b.Text}, modes})
	}
	all, err := lessons.All()
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		seen := map[string]bool{}
		for _, s := range l.Steps {
			if seen[s.ScenarioText] {
				continue
			}
			seen[s.ScenarioText] = true
			name := fmt.Sprintf("%s:%d", l.File, s.ScenarioLine)
			out = append(out, subject{source: source{name, []byte(s.ScenarioText)}})
		}
	}
	return out, nil
}
