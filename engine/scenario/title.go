package scenario

import (
	"strconv"
	"strings"
)

// A title stands in double quotes on one line. Within it \" and \\ mean the
// character itself; there is no other escape, and nothing that cannot be
// printed, so that a title looks on every screen as it does in its file.

// quoted takes a title, its quotes included.
func (s *scanner) quoted() string {
	pos := s.pos
	s.take()
	var b strings.Builder
	for {
		at := s.pos
		r := s.take()
		switch {
		case r == '"':
			return b.String()
		case r == eof || r == '\n':
			s.refuse(pos, `the quote is never closed; expected a second "\"" on this line`)
			return ""
		case r == '\\':
			r = s.escaped(at)
		case !strconv.IsPrint(r):
			s.refuse(at, "%s cannot be printed; expected visible characters in a title", quote(string(r)))
		}
		if b.Len()+len(string(r)) > MaxName {
			s.refuse(pos, "the title is too long; expected at most %d bytes", MaxName)
		}
		b.WriteRune(r)
	}
}

// escaped takes the character after a backslash.
func (s *scanner) escaped(at Pos) rune {
	r, _ := s.look()
	if r != '"' && r != '\\' {
		s.refuse(at, `a lone backslash; expected \" or \\ in a title`)
		return '\\'
	}
	return s.take()
}

// titleText writes a title as quoted reads it.
func titleText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
