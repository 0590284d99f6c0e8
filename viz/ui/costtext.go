package ui

import (
	"strconv"
	"strings"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

// A slider of the cost model changes the text: its cost line always says what
// runs. Everything else of the text stays as its author wrote it.

// withCost is the text with another value of a cost. A text with a mistake is
// given back as it is.
func withCost(text, name string, cycles int64) string {
	s, err := engine.Parse("costs", []byte(text))
	if err != nil {
		return text
	}
	value := strconv.FormatInt(cycles, 10)
	for _, c := range s.Costs {
		if c.Name == name {
			from, to := digitsAfter(text, c.Pos)
			return text[:from] + value + text[to:]
		}
	}
	if n := len(s.Costs); n > 0 {
		_, to := digitsAfter(text, s.Costs[n-1].Pos)
		return text[:to] + " " + name + "=" + value + text[to:]
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text + "cost " + name + "=" + value + "\n"
}

// digitsAfter is where the number of a pair NAME = NUMBER stands.
func digitsAfter(text string, at scenario.Pos) (from, to int) {
	from = offset(text, at)
	for text[from] != '=' {
		from++
	}
	for from++; text[from] == ' ' || text[from] == '\t'; {
		from++
	}
	for to = from; to < len(text) && text[to] >= '0' && text[to] <= '9'; {
		to++
	}
	return from, to
}

// offset is the byte at which a place of the text begins; columns count
// characters.
func offset(text string, at scenario.Pos) int {
	start := 0
	for line := 1; line < at.Line; line++ {
		start += strings.IndexByte(text[start:], '\n') + 1
	}
	column := 1
	for i := range text[start:] {
		if column == at.Col {
			return start + i
		}
		column++
	}
	return len(text)
}
