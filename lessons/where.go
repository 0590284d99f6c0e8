package lessons

import (
	"strings"

	"barnyard/lessons/lesson"
)

// Where in its file something of a lesson stands, for messages.

// Source is a lesson's file as it is embedded.
func Source(l *lesson.Lesson) ([]byte, error) { return files.ReadFile(l.File) }

// ClaimLine is the line of a lesson's file that makes a claim of a step's
// scenario; of a claim that the scenario in use makes, the line of the block.
func ClaimLine(src []byte, s *lesson.Step, claim string) int {
	lines := strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
	for i := s.ScenarioLine; i < len(lines) && lines[i] != "```"; i++ {
		if said, ok := strings.CutPrefix(strings.TrimSpace(lines[i]), "claim "); ok && strings.Join(strings.Fields(said), " ") == claim {
			return i + 1
		}
	}
	return s.ScenarioLine
}

// unexplained is the first word that is set in bold as a term and is not in the
// glossary.
func unexplained(l *lesson.Lesson) error {
	at := lesson.Place{File: l.File, Line: 1}
	for i := range l.Steps {
		s := &l.Steps[i]
		for _, u := range s.Terms {
			if u.Slug != "" {
				continue
			}
			before := s.Prose[:u.Start]
			col := u.Start - strings.LastIndexByte(before, '\n')
			return at.Errorf(s.Line+strings.Count(before, "\n"), col,
				"the term %q has no entry in glossary.md, expected one, or *stress* where it is no term", strings.Join(strings.Fields(s.Prose[u.Start:u.End]), " "))
		}
	}
	return nil
}
