package lessons

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"barnyard/lessons/lesson"
)

// The arguments of the discussion, D1 to D27, and the facts that the mails at
// its root bring, F1 and on: arguments.md. A step says which of them it shows,
// in a line under its heading:
//
//	## The step's title
//	shows: D9 F12
//
// The table of which step shows what is made from those lines and from nothing
// else. What no step shows has its reason here.

// Argument is one row of that table.
type Argument struct {
	ID     string // D9, F12
	Who    string // and in the case of a fact, whose mail has it
	When   string
	Source string // message ids, or the subject where no id is known
	Claim  string // in our words
	Answer string // what was said against it, or for it
	Open   string // what is not settled; empty: nothing
	Reason string // why no step shows it; empty: some step does
	Line   int
	Steps  []StepRef
}

// Fact reports whether this is a fact of a mail and no argument.
func (a *Argument) Fact() bool { return a.ID[0] == 'F' }

// IsOpen reports whether the discussion has not ended on it.
func (a *Argument) IsOpen() bool { return a.Open != "" }

// argumentID is what an argument is called.
var argumentID = regexp.MustCompile(`^[DF][1-9][0-9]?$`)

// Arguments is every argument and every fact, with the steps that show it.
func Arguments() ([]Argument, error) {
	list, err := arguments()
	if err != nil {
		return nil, err
	}
	all, err := All()
	if err != nil {
		return nil, err
	}
	return list, place(list, all)
}

// place puts the steps to what they show.
func place(list []Argument, all []*lesson.Lesson) error {
	for _, l := range all {
		for k := range l.Steps {
			s := &l.Steps[k]
			for _, id := range s.Shows {
				i := slices.IndexFunc(list, func(a Argument) bool { return a.ID == id })
				if i < 0 {
					at := lesson.Place{File: l.File, Line: 1}
					return at.Errorf(s.ShowsLine-1, 8, "the step shows %s, expected one of arguments.md", id)
				}
				list[i].Steps = append(list[i].Steps, refTo(l, s))
			}
		}
	}
	return nil
}

func arguments() ([]Argument, error) {
	src, err := files.ReadFile("arguments.md")
	if err != nil {
		return nil, err
	}
	return parseArguments("arguments.md", src)
}

func parseArguments(file string, src []byte) ([]Argument, error) {
	l, err := readList(file, src, nil, []string{"who", "when", "source", "claim", "answer", "open", "unshown"})
	if err != nil {
		return nil, err
	}
	var out []Argument
	for i := range l.entries {
		e := &l.entries[i]
		if !argumentID.MatchString(e.title) {
			return nil, l.at.Errorf(e.line-1, 4, "the argument is %q, expected D or F and a number", e.title)
		}
		if err := l.need(e, "who", "when", "claim"); err != nil {
			return nil, err
		}
		if err := l.wordless(e); err != nil {
			return nil, err
		}
		a := Argument{ID: e.title, Who: e.value("who"), When: e.value("when"), Source: e.value("source"),
			Claim: e.value("claim"), Answer: e.value("answer"), Open: e.value("open"), Reason: e.value("unshown"), Line: e.line}
		if n := len(out); n > 0 && order(out[n-1].ID) > order(a.ID) {
			return nil, l.at.Errorf(e.line-1, 4, "%s comes behind %s, expected all in order", a.ID, out[n-1].ID)
		}
		out = append(out, a)
	}
	return out, nil
}

// order is the place of an id among the others.
func order(id string) int {
	n, _ := strconv.Atoi(id[1:])
	if id[0] == 'F' {
		n += 1000
	}
	return n
}

// shows takes the line out of a step that says what it shows.
func (b *builder) shows(s *lesson.Step, p *part) error {
	for i, line := range p.lines {
		ids, ok := strings.CutPrefix(line, "shows:")
		switch {
		case ok:
			p.lines[i] = ""
			s.Shows, s.ShowsLine = strings.Fields(strings.ReplaceAll(ids, ",", " ")), p.line+1+i
			return b.showsIDs(s)
		case strings.TrimSpace(line) != "":
			return nil
		}
	}
	return nil
}

func (b *builder) showsIDs(s *lesson.Step) error {
	if len(s.Shows) == 0 {
		return b.at.Errorf(s.ShowsLine-1, 1, "the step shows nothing, expected ids of arguments.md such as shows: D9 F12")
	}
	for i, id := range s.Shows {
		if !argumentID.MatchString(id) {
			return b.at.Errorf(s.ShowsLine-1, 8, "found %q, expected ids of arguments.md such as D9 or F12", id)
		}
		if slices.Contains(s.Shows[:i], id) {
			return b.at.Errorf(s.ShowsLine-1, 8, "%s is shown twice in one step", id)
		}
	}
	return nil
}
