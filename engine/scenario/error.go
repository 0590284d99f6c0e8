package scenario

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Error is the author's mistake: where it stands, what was found there and
// what was expected.
type Error struct {
	File string
	Pos  Pos
	Msg  string
}

// Error gives file:line:col: message, always on one line.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", plain(e.File), e.Pos.Line, e.Pos.Col, e.Msg)
}

// maxQuoted bounds what a message repeats of the text.
const maxQuoted = 60

// quote shows a piece of the text in a message: nothing in it can break the
// line, hide, or turn the direction of writing.
func quote(s string) string {
	if utf8.RuneCountInString(s) <= maxQuoted {
		return strconv.Quote(s)
	}
	cut := 0
	for range maxQuoted {
		_, size := utf8.DecodeRuneInString(s[cut:])
		cut += size
	}
	return strconv.Quote(s[:cut]) + "..."
}

// plain is quote for a file name: bare where every character can be printed.
func plain(name string) string {
	q := strconv.Quote(name)
	return q[1 : len(q)-1]
}
