package ui

import (
	"strconv"
	"strings"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
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

// RangeText says over which range the conclusion holds, or does not.
func (m *Model) RangeText() string {
	w := m.costs.strip
	if w == nil {
		return ""
	}
	here := &w.points[w.here]
	switch {
	case !here.Known:
		return "measuring"
	case w.known() < len(w.points):
		return verdict(here.Holds) + " at " + Grouped(here.Cycles) + " cycles; " + strconv.Itoa(w.known()) + " of " + strconv.Itoa(len(w.points)) + " values tried"
	}
	r, ok := w.span()
	if !ok {
		return "measuring"
	}
	text := verdict(r.Holds)
	low, high := Grouped(w.points[0].Cycles), Grouped(w.points[len(w.points)-1].Cycles)
	switch {
	case r.OpenFrom && r.OpenTo:
		return text + " at every value tried, from " + low + " to " + high + " cycles"
	case r.OpenFrom:
		text += " up to " + Grouped(r.To) + " cycles, tried from " + low
	case r.OpenTo:
		text += " from " + Grouped(r.From) + " cycles on, tried up to " + high
	default:
		text += " from " + Grouped(r.From) + " to " + Grouped(r.To) + " cycles"
	}
	if !w.done() {
		text += ", about"
	}
	if r.Elsewhere > 0 {
		text += "; and again at " + strconv.Itoa(r.Elsewhere) + " of the other values tried"
	}
	return text
}

func verdict(holds bool) string {
	if holds {
		return "holds"
	}
	return "does not hold"
}

// Grouped writes a number with a comma after the thousands.
func Grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// costsInWords is the reading for those who cannot see it.
func (m *Model) costsInWords() string {
	c, _, _ := m.Concluded()
	if m.Reading != ReadCosts || c == nil {
		return ""
	}
	id := m.costs.chosen
	return " Cost " + sim.CostSpecs()[id].Name + ", " + Grouped(m.CostOf(id)) + " cycles: " + c.Text + " " + m.RangeText() + "."
}
