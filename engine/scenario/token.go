package scenario

// The scanner cuts a text into words, quoted titles, marks and ends of
// statements. A newline and ";" are the same thing to everyone above it.
//
// It does not stop at a bad character: it hands out a tBad token, and the
// parser complains only when it gets there. So the first mistake in the text
// is the one that is reported.

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tEOF    tokenKind = iota
	tEnd              // newline or ;
	tWord             // letters, digits, _ - . in any order: names, numbers, times
	tString           // "..."
	tMark             // one of { } ( ) , : = < > == <= >= !=
	tBad              // a character that no text may hold; text is the complaint
)

type token struct {
	kind     tokenKind
	text     string
	pos      Pos
	from, to int // bytes of the text
}

// is reports whether t is this mark.
func (t token) is(mark string) bool { return t.kind == tMark && t.text == mark }

// found describes t in a message.
func (t token) found() string {
	switch {
	case t.kind == tEOF:
		return "the end of the text"
	case t.kind == tEnd && t.text == "\n":
		return "the end of the line"
	case t.kind == tString:
		return "the title " + quote(t.text)
	}
	return quote(t.text)
}

// eof is what look gives at the end, and at a character that it refuses.
const eof rune = -1

type scanner struct {
	text []byte
	at   int
	pos  Pos
	bad  *token
}

func newScanner(text []byte) scanner {
	return scanner{text: text, pos: Pos{1, 1}}
}

// refuse notes the first thing that no text may hold.
func (s *scanner) refuse(pos Pos, format string, args ...any) {
	if s.bad == nil {
		s.bad = &token{kind: tBad, text: fmt.Sprintf(format, args...), pos: pos, from: s.at}
	}
}

// look gives the next character and its bytes, without taking it. CR LF is
// one newline.
func (s *scanner) look() (rune, int) {
	if s.at >= len(s.text) || s.bad != nil {
		return eof, 0
	}
	r, size := utf8.DecodeRune(s.text[s.at:])
	switch {
	case r == utf8.RuneError && size == 1:
		s.refuse(s.pos, "byte %#02x is not UTF-8; expected UTF-8 text", s.text[s.at])
	case r == '\ufeff':
		s.refuse(s.pos, "a byte order mark; expected UTF-8 text without one")
	case r == '\r':
		if s.at+1 < len(s.text) && s.text[s.at+1] == '\n' {
			return '\n', 2
		}
		s.refuse(s.pos, "a carriage return alone; expected a newline")
	case r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0:
		s.refuse(s.pos, "control character %s; expected text", quote(string(r)))
	default:
		return r, size
	}
	return eof, 0
}

// take is look, and goes past it.
func (s *scanner) take() rune {
	r, size := s.look()
	s.at += size
	switch r {
	case eof:
	case '\n':
		s.pos.Line, s.pos.Col = s.pos.Line+1, 1
	default:
		s.pos.Col++
	}
	return r
}

// takeWhile takes what ok accepts and returns it.
func (s *scanner) takeWhile(ok func(rune) bool) string {
	from := s.at
	for r, _ := s.look(); r != eof && ok(r); r, _ = s.look() {
		s.take()
	}
	return string(s.text[from:s.at])
}

// next gives the next token; after the end, the end again.
func (s *scanner) next() token {
	s.skipBlanks()
	t := token{pos: s.pos, from: s.at}
	switch r, _ := s.look(); {
	case r == eof:
		t.kind = tEOF
	case r == '\n' || r == ';':
		t.kind, t.text = tEnd, string(s.take())
	case r == '"':
		t.kind, t.text = tString, s.quoted()
	case isWord(r):
		t.kind, t.text = tWord, s.word()
	default:
		t.kind, t.text = tMark, s.mark()
	}
	t.to = s.at
	if s.bad != nil {
		return *s.bad
	}
	return t
}

// skipBlanks goes past blanks and a comment. The newline that ends a comment
// stays: it also ends the statement.
func (s *scanner) skipBlanks() {
	s.takeWhile(func(r rune) bool { return r == ' ' || r == '\t' })
	if r, _ := s.look(); r == '#' {
		s.takeWhile(func(r rune) bool { return r != '\n' })
	}
}

func isWord(r rune) bool {
	return isLetter(r) || r >= '0' && r <= '9' || r == '_' || r == '-' || r == '.'
}

func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func (s *scanner) word() string {
	pos, left := s.pos, MaxName+1
	w := s.takeWhile(func(r rune) bool { left--; return left >= 0 && isWord(r) })
	if len(w) > MaxName {
		s.refuse(pos, "%s is too long; expected at most %d bytes", quote(w), MaxName)
	}
	return w
}

// mark takes one mark, or two characters where "=" follows a comparison.
func (s *scanner) mark() string {
	pos := s.pos
	r, _ := s.look()
	m := string(r)
	if !strings.ContainsRune("{}(),:=<>!", r) {
		s.refuse(pos, "unexpected character %s; expected a word, a title in quotes or one of { } ( ) , : = < > !", quote(m))
		return m
	}
	s.take()
	if n, _ := s.look(); n == '=' && strings.ContainsRune("=<>!", r) {
		m += string(s.take())
	}
	if m == "!" {
		s.refuse(pos, `"!" alone; expected "!="`)
	}
	return m
}
