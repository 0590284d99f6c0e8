package lesson

import (
	"slices"
	"strings"
)

// A lesson seldom writes a whole scenario: it says `use NAME` and what is
// different. Change applies such differences to a text:
//
//	machine, kernel, cost   given keys replace the same keys, the rest stays
//	cache, task, irq, nmi   the declaration of the same name is replaced
//	seed, until, title      replaced
//	claim, mutant           added
//	drop claims             all claims so far are taken out
//	drop task NAME          one declaration is taken out (cache, irq, nmi too)
//
// What is not there yet is added at the end. Change looks at words and braces
// only; whether the result makes sense is for scenario.Parse to say.

// Change returns base with the differences applied.
func Change(at Place, base, differences string) (string, error) {
	decls := split(base)
	for _, d := range split(differences) {
		var err error
		if decls, err = apply(at, decls, d); err != nil {
			return "", err
		}
	}
	var b strings.Builder
	for _, d := range decls {
		b.WriteString(d.text)
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// Under is the text with some settings as a cue or a question says: most are
// keys of the machine, some of the kernel, and a planted bug is a line.
func Under(text string, settings []Setting) string {
	lines := ""
	for _, s := range settings {
		switch s.Key {
		case "generation", "patch", "names":
			lines += "kernel " + s.Key + "=" + s.Value + "\n"
		case "mutant":
			lines += "mutant " + s.Value + "\n"
		default:
			lines += "machine " + s.Key + "=" + s.Value + "\n"
		}
	}
	if lines == "" {
		return text
	}
	changed, err := Change(Place{File: "settings", Line: 1}, text, lines)
	if err != nil {
		panic("lesson: settings cannot fail: " + err.Error())
	}
	return changed
}

// How a verb's declarations meet those of the same verb.
var (
	mergedVerbs   = []string{"machine", "kernel", "cost"}
	namedVerbs    = []string{"cache", "task", "irq", "nmi"}
	replacedVerbs = []string{"seed", "until", "title"}
	addedVerbs    = []string{"claim", "mutant"}
)

func apply(at Place, decls []decl, d decl) ([]decl, error) {
	verb := d.words[0].text
	switch {
	case verb == "drop":
		return drop(at, decls, d)
	case slices.Contains(addedVerbs, verb):
		return append(decls, d), nil
	case slices.Contains(mergedVerbs, verb):
		return merge(decls, d), nil
	case slices.Contains(namedVerbs, verb), slices.Contains(replacedVerbs, verb):
		if i := d.sameIn(decls); i >= 0 {
			decls[i] = d
			return decls, nil
		}
		return append(decls, d), nil
	}
	return nil, at.Errorf(d.line, d.words[0].col, "found %s, expected a declaration of the scenario language or drop", shown(verb))
}

// sameIn finds the declaration that d stands for: same verb, and same name
// where the verb has one.
func (d decl) sameIn(decls []decl) int {
	return slices.IndexFunc(decls, func(o decl) bool {
		return o.words[0].text == d.words[0].text &&
			(!slices.Contains(namedVerbs, d.words[0].text) || o.name() == d.name())
	})
}

// merge lays the keys of d over the declarations of the same verb.
func merge(decls []decl, d decl) []decl {
	i := d.sameIn(decls)
	if i < 0 {
		return append(decls, d)
	}
	words := slices.Clone(decls[i].words)
	for _, w := range d.words[1:] {
		key, _, _ := strings.Cut(w.text, "=")
		at := slices.IndexFunc(words[1:], func(o word) bool { return strings.HasPrefix(o.text, key+"=") })
		if at < 0 {
			words = append(words, w)
		} else {
			words[at+1] = w
		}
	}
	decls[i] = decl{text: fold(words), words: words, line: d.line}
	return decls
}

// drop takes out what it names; naming nothing that is there is a mistake.
func drop(at Place, decls []decl, d decl) ([]decl, error) {
	what := fold(d.words[1:])
	kept := slices.DeleteFunc(slices.Clone(decls), func(o decl) bool {
		return what == "claims" && o.words[0].text == "claim" ||
			slices.Contains(namedVerbs, o.words[0].text) && what == o.words[0].text+" "+o.name()
	})
	if len(kept) == len(decls) {
		return nil, at.Errorf(d.line, 1, "nothing to drop by %s, expected drop claims or, say, drop task NAME of the scenario in use", shown(what))
	}
	return kept, nil
}
