package scenario

import (
	"strconv"
	"strings"
)

// Printing of programs. The wide form gives each statement its line and each
// block a tab; the tight form spends no byte on looks.

// block writes { body } after what its owner wrote.
func (w *printer) block(body []Stmt) {
	w.openBrace()
	w.statements(body)
	w.closeBrace()
}

func (w *printer) openBrace() {
	w.WriteString(map[bool]string{true: "{", false: " {\n"}[w.tight])
	w.depth++
}

func (w *printer) closeBrace() {
	w.depth--
	if !w.tight {
		w.WriteString(strings.Repeat("\t", w.depth))
	}
	w.WriteByte('}')
}

// statements ends each with a newline, but the last before a brace when
// tight.
func (w *printer) statements(body []Stmt) {
	for i := range body {
		w.statement(&body[i])
		if !w.tight || i+1 < len(body) {
			w.end()
		}
	}
}

// words are the statement without its block.
func (st *Stmt) words() []string {
	words := []string{st.Verb.String()}
	words = append(words, operandTexts(st)...)
	words = append(words, countText(st))
	if st.Verb == Alloc {
		words = append(words, keyText("gfp", st.GFP != GFPKernel, st.GFP), keyText("node", st.Node >= 0, st.Node))
	}
	words = append(words, flagText("reserves", st.Reserves))
	if st.Verb == Free {
		words = append(words, keyText("order", st.Order != FIFOOrder, st.Order))
	}
	return words
}

// Head is the statement as text, without its block: what a listing shows.
func (st *Stmt) Head() string {
	w := printer{}
	w.line(st.words()...)
	return w.String()
}

func (w *printer) statement(st *Stmt) {
	w.line(st.words()...)
	switch {
	case st.Verb == Rand:
		w.arms(st.Arms)
	case shapeOf(st.Verb).block:
		w.block(st.Body)
	}
}

func operandTexts(st *Stmt) []string {
	switch shapeOf(st.Verb).operand {
	case opCache:
		return []string{st.Cache}
	case opMaybeCache:
		if st.Cache != "" {
			return []string{st.Cache}
		}
	case opTaskCache:
		return []string{st.To, st.Cache}
	case opCPU, opNode:
		return []string{strconv.FormatInt(st.N, 10)}
	case opTime:
		return []string{st.Dur.String()}
	case opMark:
		return []string{st.Name}
	case opRounds:
		if st.N > 0 {
			return []string{strconv.FormatInt(st.N, 10)}
		}
	}
	return nil
}

func countText(st *Stmt) string {
	switch c := shapeOf(st.Verb).count; {
	case c == noCount || !c.needed() && st.N == 1 && !st.All:
		return ""
	case st.All:
		return "n=all"
	}
	return keyText("n", true, st.N)
}

func (w *printer) arms(arms []Arm) {
	w.openBrace()
	for i, arm := range arms {
		w.line(strconv.FormatInt(arm.Weight, 10) + ":")
		w.arm(arm.Body)
		if !w.tight || i+1 < len(arms) {
			w.end()
		}
	}
	w.closeBrace()
}

// arm writes one arm's statements below its weight, one step to the right.
func (w *printer) arm(body []Stmt) {
	if !w.tight && len(body) > 0 {
		w.end()
	}
	w.depth++
	for i := range body {
		w.statement(&body[i])
		if i+1 < len(body) {
			w.end()
		}
	}
	w.depth--
}
