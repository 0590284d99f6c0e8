package lesson

import (
	"strings"
	"unicode/utf8"
)

// decl is one declaration of a scenario text, found by its outer shape alone:
// it ends at a newline or a ; outside braces and quotes.
type decl struct {
	text  string
	words []word // of its first line
	line  int    // of the text, from 0
}

// name is the word behind the verb.
func (d decl) name() string {
	if len(d.words) < 2 {
		return ""
	}
	return d.words[1].text
}

// split parts a text into declarations; comments between them go.
func split(text string) []decl {
	var (
		out           []decl
		start, depth  int
		line, began   int
		quote, remark bool
		escaped       bool // the character before was a backslash in quotes
	)
	end := func(i int) {
		before := strings.LastIndexByte(text[:start], '\n') + 1
		if d, ok := declOf(text[start:i], began, utf8.RuneCountInString(text[before:start])); ok {
			out = append(out, d)
		}
		start, began = i+1, line
	}
	for i, c := range []byte(text + "\n") {
		switch {
		case c == '\n':
			line++
			quote, remark, escaped = false, false, false
			if depth <= 0 {
				end(i)
			}
		case remark:
		case escaped:
			escaped = false
		case quote && c == '\\':
			escaped = true
		case c == '"':
			quote = !quote
		case quote:
		case c == '#':
			remark = true
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == ';' && depth <= 0:
			end(i)
		}
	}
	if depth > 0 { // an open brace: scenario.Parse will say where
		end(len(text))
	}
	return out
}

// declOf strips blanks and a trailing remark from one declaration that starts
// after some characters of its line.
func declOf(text string, line, after int) (decl, bool) {
	first, _, _ := strings.Cut(text, "\n")
	if !strings.Contains(first, "\"") {
		first, _, _ = strings.Cut(first, "#")
	}
	words := wordsOf(first)
	if len(words) == 0 || strings.HasPrefix(words[0].text, "#") {
		return decl{}, false
	}
	for i := range words {
		words[i].col += after
	}
	return decl{text: strings.TrimSpace(text), words: words, line: line}, true
}
