package lesson

import (
	"slices"
	"strings"
)

// A lesson seldom writes a whole scenario: it says `use NAME` and what is
// different. Change applies such differences to a text:
//
//	machine, kernel, cost, memory, spurious
//	                        given keys replace the same keys, the rest stays
//	cache, task, irq, softirq, nmi
//	                        the declaration of the same name is replaced
//	seed, until, title      replaced
//	claim, mutant, move     added
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

// Under is the text with settings as a cue or a question says: keys of the
// machine, and those of the kernel that runs on it.
func Under(text string, settings []Setting) string {
	if len(settings) == 0 {
		return text
	}
	differences := ""
	for _, s := range settings {
		differences += declared(s)
	}
	changed, err := Change(Place{File: "settings", Line: 1}, text, differences)
	if err != nil {
		panic("lesson: settings of the machine cannot fail: " + err.Error())
	}
	return changed
}

// declared is the lines that a setting becomes. Where a setting has .. between
// two names, a kernel's patches have a comma and each mutant has its line.
func declared(s Setting) string {
	switch s.Key {
	case "mutant":
		if s.Value == "none" {
			return "" // a text says nothing of bugs that it does not have
		}
		return "mutant " + strings.ReplaceAll(s.Value, "..", "\nmutant ") + "\n"
	case "generation", "patch":
		return "kernel " + s.Key + "=" + strings.ReplaceAll(s.Value, "..", ",") + "\n"
	}
	return "machine " + s.Key + "=" + s.Value + "\n"
}

// How a verb's declarations meet those of the same verb.
var (
	mergedVerbs   = []string{"machine", "kernel", "cost", "memory", "spurious"}
	namedVerbs    = []string{"cache", "task", "irq", "softirq", "nmi"}
	replacedVerbs = []string{"seed", "until", "title"}
	addedVerbs    = []string{"claim", "mutant", "move"}
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
