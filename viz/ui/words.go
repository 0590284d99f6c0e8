package ui

import (
	"slices"
	"strings"

	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
)

// Words of the lesson beside the figure, in the window. A word that the glossary
// explains opens its entry when it is pressed; one that names something in the
// picture lights it, and a hand on the thing marks the word. (A page around the
// figure has its own words, static/terms.js; what names what is in terms.go.)
//
//	step --eachOfStep--> words, numbered --> lessonPane draws Word.ID(n)
//	a hand on Word.ID(n) --> Lit        a press --> ShowTerm

// ShowTerm opens an entry of the glossary below the step; the one that is open,
// or none, closes it.
type ShowTerm struct{ Slug string }

// NextTerm opens the entry of the step's next word that has one.
type NextTerm struct{}

func (ShowTerm) msg() {}
func (NextTerm) msg() {}

// Word is a piece of a run of prose. One with neither is only text.
type Word struct {
	Text string
	Term string // the slug of its entry in the glossary
	Name string // what it lights: a name as terms.go knows them
}

// Live says whether a hand can do something with it.
func (w *Word) Live() bool { return w.Term != "" || w.Name != "" }

// nounTerms is which entry of the glossary is about which noun of the picture.
func nounTerms() [][2]string {
	return [][2]string{
		{"main-sheaf", "main"}, {"spare-sheaf", "spare"}, {"collector", "rcu_free"},
		{"local-lock", "lock"}, {"acquired-byte", "lock"}, {"barn", "barn"},
		{"slab", "slabs"}, {"partial-slab", "slabs"}, {"list-lock", "list_lock"}, {"kworker", "kworker"},
	}
}

// meant is the noun that an entry is about; empty: none.
func meant(slug string) string {
	for _, t := range nounTerms() {
		if t[0] == slug {
			return t[1]
		}
	}
	return ""
}

// Words cuts a run into words that name something and the text between.
func (m *Model) Words(r *lesson.Run) []Word {
	switch {
	case r.Term != "":
		return []Word{{r.Text, r.Term, meant(r.Term)}}
	case r.Style&lesson.Code != 0:
		name, _, _ := strings.Cut(r.Text, "(")
		if !m.Loaded() || !m.named(name) {
			name = ""
		}
		return []Word{{r.Text, "", name}}
	case r.URL != "" || !m.Loaded():
		return []Word{{Text: r.Text}}
	}
	return m.cpuWords(r.Text)
}

// named says whether a name is one of this run's, whether or not it is drawn now.
func (m *Model) named(name string) bool {
	k := m.Kernel()
	if slices.ContainsFunc(nouns(), func(n noun) bool { return n.name == name }) {
		return true
	}
	if _, ok := k.Cfg.Code.Func(name); ok && name != "program" {
		return true
	}
	for i := range k.Cfg.Programs {
		if k.Cfg.Programs[i].Name == name {
			return true
		}
	}
	return false
}

// cpuWords finds "CPU 3" in running text.
func (m *Model) cpuWords(text string) (out []Word) {
	rest := text
	for from := 0; ; {
		at := strings.Index(rest[from:], "CPU ")
		if at < 0 {
			return append(out, Word{Text: rest})
		}
		at += from
		end := at + len("CPU ")
		for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
			end++
		}
		if _, ok := cpuNamed(m.Kernel(), rest[at:end]); !ok {
			from = at + len("CPU ")
			continue
		}
		if at > 0 {
			out = append(out, Word{Text: rest[:at]})
		}
		out = append(out, Word{Text: rest[at:end], Name: rest[at:end]})
		rest, from = rest[end:], 0
	}
}

// eachOfStep goes through the live words of a step in the order in which they
// are numbered: its title, then its text.
func (m *Model) eachOfStep(s *lesson.Step, visit func(Word)) {
	m.eachOf(s.Heads, visit)
	m.eachWord(s.Blocks, visit)
}

// eachWord goes through the live words of blocks. In a table the heads of the
// columns come first, wherever they are drawn.
func (m *Model) eachWord(blocks []lesson.Block, visit func(Word)) {
	for i := range blocks {
		b := &blocks[i]
		switch b.Kind {
		case lesson.Paragraph, lesson.Heading:
			m.eachOf(b.Runs, visit)
		case lesson.List, lesson.Quote:
			for _, item := range b.Items {
				m.eachWord(item, visit)
			}
		case lesson.Table:
			for _, row := range append([][]lesson.Cell{b.Head}, b.Rows...) {
				for _, c := range row {
					m.eachOf(c.Runs, visit)
				}
			}
		}
	}
}

// eachOf goes through the live words of one line of text.
func (m *Model) eachOf(runs []lesson.Run, visit func(Word)) {
	for k := range runs {
		for _, w := range m.Words(&runs[k]) {
			if w.Live() {
				visit(w)
			}
		}
	}
}

// WordAt is one of the step's words by its number.
func (m *Model) WordAt(n int) (found Word) {
	if m.Lesson == nil {
		return found
	}
	m.eachOfStep(&m.Lesson.Steps[m.Page], func(w Word) {
		if n == 0 {
			found = w
		}
		n--
	})
	return found
}

// wordUnder is the word that a hand is on.
func (m *Model) wordUnder() Word {
	if m.Hover.Kind != scene.Word {
		return Word{}
	}
	return m.WordAt(int(m.Hover.N[0]))
}

// Marked says whether a word names the thing that a hand is on.
func (m *Model) Marked(w *Word) bool {
	if w.Name == "" || m.Hover.Kind == scene.Word || m.Hover.Kind == scene.Nothing {
		return false
	}
	return slices.Contains(strings.Split(m.namesOf(m.Hover.Whole()), "\n"), w.Name)
}

// Entry is the entry of the glossary that is open; nil: none.
func (m *Model) Entry() *lesson.Entry { return m.entryOf(m.entry) }

// Explains is the entry of a word.
func (m *Model) Explains(w *Word) *lesson.Entry { return m.entryOf(w.Term) }

func (m *Model) entryOf(slug string) *lesson.Entry {
	if at := slices.IndexFunc(m.Glossary, func(e lesson.Entry) bool { return e.Slug == slug }); at >= 0 && slug != "" {
		return &m.Glossary[at]
	}
	return nil
}

// showTerm opens an entry, or closes the one that is open.
func (m *Model) showTerm(slug string) {
	if m.entry == slug || m.entryOf(slug) == nil {
		slug = ""
	}
	m.entry, m.lit = slug, meant(slug)
}

// nextTerm goes from term to term, and behind the last closes.
func (m *Model) nextTerm() {
	if m.Lesson == nil {
		return
	}
	var terms []string // each once: the title may have one that the text has too
	m.eachOfStep(&m.Lesson.Steps[m.Page], func(w Word) {
		if w.Term != "" && !slices.Contains(terms, w.Term) {
			terms = append(terms, w.Term)
		}
	})
	next := ""
	if at := slices.Index(terms, m.entry) + 1; at < len(terms) {
		next = terms[at]
	}
	m.showTerm(next)
}

// tapWord answers to a press on a word: its entry, or else the light stays.
func (m *Model) tapWord(n int) {
	w := m.WordAt(n)
	switch {
	case w.Term != "":
		Update(m, ShowTerm{w.Term})
	case w.Name == m.lit:
		Update(m, Light{})
	default:
		Update(m, Light{w.Name})
	}
}

// wordKeys is the keys of the lesson for those who have no pointer.
func wordKeys() []Key {
	return []Key{
		{[]string{"R"}, "R", "back to where the step of the lesson begins", inLesson(StepAgain{})},
		{[]string{"W"}, "W", "what the next term of the lesson means", inLesson(NextTerm{})},
	}
}

func inLesson(msg Msg) func(*Model) Msg {
	return func(m *Model) Msg {
		if m.Lesson == nil {
			return nil
		}
		return msg
	}
}
