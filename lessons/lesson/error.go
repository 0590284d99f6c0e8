package lesson

import "fmt"

// Error is a mistake of an author: where it stands, what was found and what
// was expected. Lines and columns count from 1, columns count characters.
type Error struct {
	File      string
	Line, Col int
	Msg       string
}

// Error is file:line:col: message, the form that editors jump to.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
}

// Errorf makes an Error at a line and column of the text at p; line 0 is the
// first line.
func (p Place) Errorf(line, col int, format string, args ...any) *Error {
	return &Error{File: p.File, Line: p.Line + line, Col: col, Msg: fmt.Sprintf(format, args...)}
}

// shown quotes what was found, cut so that one line stays one line.
func shown(s string) string {
	r := []rune(s)
	if len(r) > 40 {
		return fmt.Sprintf("%q…", string(r[:40]))
	}
	return fmt.Sprintf("%q", s)
}
