package ui

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// "Run until" as people write it. A line is an event, as in the cues of
// lessons, or a condition on the state; the run goes to where the condition
// becomes so, for the n-th time from here on.
//
//	event=LockContended cpu=3 n=2
//	lock=cpu3 contended            held, free, contended or by=TASK; see lockForms
//	main(kmalloc-64,1)=0           and spare, rcu_free
//	full(kmalloc-64,0)>=3          and empty, partial, slabs: of a node
//	stat(SHEAF_FLUSH)>=60          of all caches, or stat(NAME,CACHE)
//	holds(netd)>10                 objects
//	waits(admin)                   and runs, ready, sleeps, done
//
// Numbers compare with =, !=, <, <=, > and >=. Where there is one cache its name
// may be left out: main(1)=0.

// until is such a line, read.
type until struct {
	event sim.Kind // EvNone: a condition
	cpu   int
	nth   int
	cond  *condition
}

// condition is something that is so in a state or is not.
type condition struct {
	look func(*path.Kernel) int64
	op   string
	n    int64
}

func (c *condition) holds(k *path.Kernel) bool {
	switch v := c.look(k); c.op {
	case "=":
		return v == c.n
	case "!=":
		return v != c.n
	case "<":
		return v < c.n
	case "<=":
		return v <= c.n
	case ">":
		return v > c.n
	default:
		return v >= c.n
	}
}

// most bounds what a line may ask for.
const (
	mostUntil = 200 // characters
	mostNth   = 1_000_000
)

// untilReader reads one line for a kernel.
type untilReader struct {
	k    *path.Kernel
	text string
	err  error
}

func (r *untilReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = errors.New(visible(strings.TrimSpace("until "+r.text) + ": " + fmt.Sprintf(format, args...)))
	}
}

// visible writes out the characters that are not seen, or that turn others round.
func visible(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
	}
	return b.String()
}

// parseUntil reads what follows the word until.
func parseUntil(k *path.Kernel, text string) (u until, err error) {
	r := &untilReader{k: k, text: strings.Join(strings.Fields(text), " ")}
	if len(r.text) > mostUntil {
		r.text = ""
		r.fail("found %d characters, expected at most %d", len(text), mostUntil)
		return u, r.err
	}
	words := strings.Fields(text)
	if len(words) == 0 {
		r.fail("found nothing, expected event=KIND, lock=NAME held, or a condition such as main(1)=0 or waits(TASK)")
		return u, r.err
	}
	u.cpu, u.nth = -1, 1
	key, value, isPair := strings.Cut(words[0], "=")
	switch {
	case isPair && key == "event":
		r.event(&u, value, words[1:])
	case isPair && key == "lock":
		r.lock(&u, value, words[1:])
	default:
		r.term(&u, words[0])
		r.times(&u, words[1:])
	}
	return u, r.err
}

// times reads n=K, the only word that may follow a condition.
func (r *untilReader) times(u *until, words []string) {
	for i, w := range words {
		value, ok := strings.CutPrefix(w, "n=")
		if !ok || i > 0 {
			r.fail("found %s, expected n=K or the end of the line", w)
			return
		}
		u.nth = int(r.number("n", value, 1, mostNth))
	}
}

func (r *untilReader) event(u *until, name string, words []string) {
	kind, ok := sim.KindByName(name)
	if !ok {
		r.fail("there is no event called %s, expected one of list events such as LockContended", name)
		return
	}
	u.event = kind
	if len(words) > 0 && strings.HasPrefix(words[0], "cpu=") {
		u.cpu = int(r.number("cpu", words[0][len("cpu="):], 0, int64(len(r.k.M.CPUs))-1))
		words = words[1:]
	}
	r.times(u, words)
}

// number reads a whole number from low to high.
func (r *untilReader) number(what, text string, low, high int64) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < low || n > high {
		r.fail("found %s=%s, expected a number from %d to %d", what, text, low, high)
		return low
	}
	return n
}

// operators, the longer ones first.
func operators() []string { return []string{"!=", "<=", ">=", "=", "<", ">"} }

// term reads NAME(ARGUMENTS), and for a number what it is compared with.
func (r *untilReader) term(u *until, word string) {
	open, shut := strings.IndexByte(word, '('), strings.LastIndexByte(word, ')')
	if open <= 0 || shut < open {
		r.fail("found %s, expected event=KIND, lock=NAME held, or a condition such as main(1)=0 or waits(TASK)", word)
		return
	}
	name, args, rest := word[:open], strings.Split(word[open+1:shut], ","), word[shut+1:]
	look, isNumber := r.look(name, args)
	if r.err != nil {
		return
	}
	c := &condition{look: look, op: "=", n: 1}
	if isNumber {
		at := slices.IndexFunc(operators(), func(op string) bool { return strings.HasPrefix(rest, op) })
		if at < 0 {
			r.fail("found %q after %s, expected one of = != < <= > >= and a number", rest, word[:shut+1])
			return
		}
		c.op = operators()[at]
		c.n = r.number(word[:shut+1], rest[len(c.op):], 0, 1<<40)
	} else if rest != "" {
		r.fail("found %s after %s, expected the end: it is so or it is not", rest, word[:shut+1])
	}
	u.cond = c
}
