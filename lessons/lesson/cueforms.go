package lesson

import (
	"slices"
	"strings"
)

// One reader for each cue: what may follow its first word.

// rest is the words after the first; fewer than min or more than max of them
// is an error that shows the form.
func (r *cueReader) rest(min, max int) []word {
	rest := r.words[1:]
	switch {
	case len(rest) < min:
		r.fail(r.words[0].col, "%s is not complete, expected a line such as %q", shown(fold(r.words)), r.form)
	case len(rest) > max:
		r.fail(rest[max].col, "found %s after the cue, expected the end of the line", shown(rest[max].text))
	default:
		return rest
	}
	return nil
}

func (r *cueReader) alone(*Cue) { r.rest(0, 0) }

func (r *cueReader) time(c *Cue) {
	for _, w := range r.rest(1, 1) {
		d, expected := duration(w.text)
		if expected != "" {
			r.fail(w.col, "found %s, expected %s", shown(w.text), expected)
		}
		c.Time = d
	}
}

func (r *cueReader) speed(c *Cue) {
	r.time(c)
	if r.err == nil && c.Time.N == 0 {
		r.fail(r.words[1].col, "a speed of %s would never arrive, expected more than 0", r.words[1].text)
	}
}

func (r *cueReader) settings(words []word) []Setting {
	var out []Setting
	for _, w := range words {
		s, wrong, col := setting(w)
		if wrong != "" {
			r.fail(col, "%s", wrong)
		}
		out = append(out, s)
	}
	return out
}

func (r *cueReader) mode(c *Cue) {
	words := r.rest(1, len(settingValues))
	c.Modes = r.settings(words)
	for i, s := range c.Modes {
		for _, old := range c.Modes[:i] {
			if s.Key == old.Key {
				r.fail(words[i].col, "%s is set twice", s.Key)
			}
		}
	}
}

func (r *cueReader) compare(c *Cue) {
	words := r.rest(2, 2)
	one := len(words) == 2 && !strings.Contains(words[0].text+words[1].text, "/")
	if !one {
		r.pair(c, words)
		return
	}
	if c.Modes = r.settings(words); len(c.Modes) != 2 {
		return
	}
	if a, b := c.Modes[0], c.Modes[1]; a.Key != b.Key || a == b {
		r.fail(words[1].col, "found %s beside %s, expected another value of %s",
			words[1].text, words[0].text, a.Key)
	}
	c.Sides = [2]string{words[0].text, words[1].text}
}

func (r *cueReader) sides(c *Cue) { r.pair(c, r.rest(2, 2)) }

// pair reads two runs, each as settings with / between them.
func (r *cueReader) pair(c *Cue, words []word) {
	for i, w := range words {
		col := w.col
		for _, text := range strings.Split(w.text, "/") {
			r.settings([]word{{text, col}})
			col += len([]rune(text)) + 1
		}
		c.Sides[i] = w.text
	}
}

func (r *cueReader) focus(c *Cue) {
	for _, w := range r.rest(1, 1) {
		if !isName(w.text, "./-") {
			r.fail(w.col, "found %s, expected the name of a thing in the picture such as cpu3.lock", shown(w.text))
		}
		c.Target = w.text
	}
}

// readings are the texts that a cue can ask for; listing and diff have cues of
// their own.
func readings() []string {
	return []string{"events", "compare", "choices", "costs", "ledger", "lines"}
}

func (r *cueReader) reading(c *Cue) { r.oneOf(c, readings()) }

// samples are counted, in the two runs or in the four policies.
func (r *cueReader) samples(c *Cue) { r.oneOf(c, []string{"histogram", "policies"}) }

func (r *cueReader) oneOf(c *Cue, words []string) {
	for _, w := range r.rest(1, 1) {
		if !slices.Contains(words, w.text) {
			r.fail(w.col, "found %s, expected one of %s", shown(w.text), strings.Join(words, ", "))
		}
		c.Target = w.text
	}
}

func (r *cueReader) listing(c *Cue) {
	for _, w := range r.rest(1, 1) {
		c.Target = r.function(w)
	}
}

func (r *cueReader) function(w word) string {
	if !isName(w.text, "") {
		r.fail(w.col, "found %s, expected the name of a kernel function", shown(w.text))
	}
	return w.text
}

// until reads event=NAME, and cpu=N and n=N where they are wanted; or a
// condition on the state, which only a run can check: main(kmalloc-64,1)=0,
// waits(admin), lock=cpu3 held.
func (r *cueReader) until(c *Cue) {
	if words := r.words[1:]; len(words) > 0 && (strings.Contains(words[0].text, "(") || strings.HasPrefix(words[0].text, "lock=")) {
		c.State, c.Nth = fold(r.rest(1, 3)), 1
		return
	}
	c.Nth = 1
	r.pairs(r.rest(1, 3), func(key, value word) bool {
		switch key.text {
		case "event":
			if c.Event = value.text; !isName(value.text, "") {
				r.fail(value.col, "found %s, expected the name of an event such as LockContended", shown(value.text))
			}
		case "cpu":
			c.CPU = r.whole(value, 0, 1023)
		case "n":
			c.Nth = r.whole(value, 1, 1_000_000)
		default:
			return false
		}
		return true
	}, "event, cpu, n")
	if r.err == nil && c.Event == "" {
		r.fail(r.words[0].col, "until names no event, expected a line such as %q", r.form)
	}
}

func (r *cueReader) diff(c *Cue) {
	r.pairs(r.rest(2, 2), func(key, value word) bool {
		switch key.text {
		case "patch":
			if c.Patch = value.text; !isName(value.text, "-.") {
				r.fail(value.col, "found %s, expected the name of a patch such as qpw-v2", shown(value.text))
			}
		case "func":
			c.Func = r.function(value)
		default:
			return false
		}
		return true
	}, "patch, func")
}

// pairs reads key=value words, each key once.
func (r *cueReader) pairs(words []word, take func(key, value word) bool, keys string) {
	for i, w := range words {
		key, value, ok := w.keyValue()
		if !ok {
			r.fail(w.col, "found %s, expected key=value with a key of %s", shown(w.text), keys)
			return
		}
		for _, old := range words[:i] {
			if k, _, _ := old.keyValue(); k.text == key.text {
				r.fail(w.col, "%s is written twice", key.text)
			}
		}
		if !take(key, value) {
			r.fail(key.col, "found the key %s, expected one of %s", shown(key.text), keys)
		}
	}
}

func (r *cueReader) whole(w word, lo, hi int64) int {
	n, ok := number(w.text, lo, hi)
	if !ok {
		r.fail(w.col, "found %s, expected a whole number of %d to %d", shown(w.text), lo, hi)
	}
	return int(n)
}
