package lesson

import "strings"

// Reading a question. Its lines come in this order:
//
//	the question, one line or more
//	value EXPR [when key=value …]
//	- RANGE            or    - "words": RANGE
//	  a sentence for whoever chose it
//	- …
//
// The question, the value and the sentences are plain text, not markdown.

// Bounds of an ask block.
const (
	maxAskBytes = 8192
	minChoices  = 2
	maxChoices  = 6
)

// ParseAsk reads the text of an ask block that starts at a place in a file.
func ParseAsk(at Place, text string) (*Ask, error) {
	if len(text) > maxAskBytes {
		return nil, at.Errorf(0, 1, "the question is %d bytes long, the limit is %d", len(text), maxAskBytes)
	}
	r := &askReader{at: at, ask: &Ask{Line: at.Line}}
	for i, line := range strings.Split(text, "\n") {
		r.line = i
		if strings.TrimSpace(line) != "" {
			r.read(line)
		}
		if r.err != nil {
			return nil, r.err
		}
	}
	r.finish()
	if r.err != nil {
		return nil, r.err
	}
	return r.ask, nil
}

type askReader struct {
	at   Place
	line int
	ask  *Ask
	err  error
}

func (r *askReader) fail(line, col int, format string, args ...any) {
	if r.err == nil {
		r.err = r.at.Errorf(line, col, format, args...)
	}
}

// read takes one line; what it means depends on what has come before.
func (r *askReader) read(line string) {
	trimmed := strings.TrimSpace(line)
	isChoice := strings.HasPrefix(line, "- ") || line == "-"
	switch {
	case isChoice && r.ask.Expr == "":
		r.fail(r.line, 1, "a choice comes before the value: write \"value EXPR\" first, such as value max(poll.gap)")
	case isChoice:
		r.choice(line)
	case len(r.ask.Choices) > 0 && line[0] == ' ':
		c := &r.ask.Choices[len(r.ask.Choices)-1]
		c.Why = strings.TrimSpace(c.Why + " " + trimmed)
	case len(r.ask.Choices) > 0:
		r.fail(r.line, 1, "found %s, expected a choice after \"- \" or, indented, the sentence of one", shown(trimmed))
	case strings.HasPrefix(line, "value ") && r.ask.Expr == "":
		r.value(line)
	case r.ask.Expr != "":
		r.fail(r.line, 1, "found %s, expected a choice after \"- \"", shown(trimmed))
	default:
		r.ask.Question = strings.TrimSpace(r.ask.Question + " " + trimmed)
	}
}

// value reads the expression and the run to measure it in.
func (r *askReader) value(line string) {
	words := wordsOf(line)[1:]
	expr := words
	for i, w := range words {
		if w.text != "when" {
			continue
		}
		expr = words[:i]
		r.when(words[i], words[i+1:])
		break
	}
	if r.ask.Expr = fold(expr); r.ask.Expr == "" {
		r.fail(r.line, 1, "value names no expression, expected one such as max(poll.gap)")
	}
}

func (r *askReader) when(when word, words []word) {
	if len(words) == 0 {
		r.fail(r.line, when.col, "when names no setting, expected one such as qpw=1")
	}
	for i, w := range words {
		s, wrong, col := setting(w)
		if wrong != "" {
			r.fail(r.line, col, "%s", wrong)
		}
		for _, old := range r.ask.When {
			if old.Key == s.Key {
				r.fail(r.line, words[i].col, "%s is set twice", s.Key)
			}
		}
		r.ask.When = append(r.ask.When, s)
	}
}

// choice reads the range behind the dash, and the words before it if any.
func (r *askReader) choice(line string) {
	c := Choice{Line: r.at.Line + r.line}
	body, col := strings.TrimSpace(line[1:]), 3
	if strings.HasPrefix(body, "\"") {
		words, after, ok := strings.Cut(body[1:], "\":")
		if !ok || words == "" {
			r.fail(r.line, col, "found %s, expected a choice such as - \"a kworker\": >= 1", shown(body))
			return
		}
		c.Text = words
		col += len([]rune(words)) + 3 + len(after) - len(strings.TrimLeft(after, " "))
		body = strings.TrimSpace(after)
	} else {
		c.Text = body
	}
	c.Range = body
	tests, expected := rangeOf(body)
	if expected != "" {
		r.fail(r.line, col, "found %s, expected %s", shown(body), expected)
	}
	c.Tests = tests
	r.ask.Choices = append(r.ask.Choices, c)
}

// finish checks what only the whole block shows.
func (r *askReader) finish() {
	a := r.ask
	switch {
	case a.Question == "":
		r.fail(0, 1, "an ask block without a question, expected one in its first line")
	case a.Expr == "":
		r.fail(r.line, 1, "an ask block without a value, expected a line such as value max(poll.gap)")
	case len(a.Choices) < minChoices || len(a.Choices) > maxChoices:
		r.fail(r.line, 1, "%d choices, expected %d to %d", len(a.Choices), minChoices, maxChoices)
	}
	for _, c := range a.Choices {
		if c.Why == "" {
			r.fail(c.Line-r.at.Line, 1, "the choice %s has no sentence, expected one in the next line, indented", shown(c.Text))
		}
	}
	if r.err == nil {
		r.cover()
	}
	for i := range a.Choices {
		if c := &a.Choices[i]; r.err == nil && c.Text == c.Range {
			c.Text = c.inWords() // messages before this speak of what is written
		}
	}
}
