package lessons

import (
	"regexp"
	"slices"
	"strings"

	"barnyard/lessons/lesson"
)

// The files beside the lessons, the glossary, the arguments and the talks, are
// lists of entries:
//
//	field: a value        of the whole file
//
//	## A title
//	field: a value, which goes on
//	  in lines that are indented by two blanks
//
//	Words, up to the next title.
//
// They are bounded as lessons are, and every mistake has its line.

// Bounds of such a file, beside those of linesOf.
const (
	maxEntries = 256
	maxFields  = 12
)

// fieldForm is how a field begins.
var fieldForm = regexp.MustCompile(`^([a-z]+):(?: (.*))?$`)

// entry is one title with what stands below it; the first of a file has no
// title and holds what stands above all others.
type entry struct {
	title  string
	line   int // from 1
	fields []field
	lines  []string // the words
	from   int      // line of the first of them
}

type field struct {
	key, value string
	line       int
}

// value is a field's, or empty.
func (e *entry) value(key string) string {
	for _, f := range e.fields {
		if f.key == key {
			return f.value
		}
	}
	return ""
}

// lineOf is where a field stands, or the entry.
func (e *entry) lineOf(key string) int {
	for _, f := range e.fields {
		if f.key == key {
			return f.line
		}
	}
	return e.line
}

// prose is the words, without empty lines around them.
func (e *entry) prose() string { return strings.Trim(strings.Join(e.lines, "\n"), "\n") }

// listFile is a file of entries while it is read.
type listFile struct {
	at      lesson.Place
	head    entry // what stands above the first title
	entries []entry
}

// readList takes a file apart. known is the fields that entries may have,
// ofAll those of the whole file.
func readList(file string, src []byte, ofAll, known []string) (*listFile, error) {
	lines, err := linesOf(file, src)
	if err != nil {
		return nil, err
	}
	l := &listFile{at: lesson.Place{File: file, Line: 1}, head: entry{line: 1}}
	now, infields := &l.head, true
	keys := ofAll
	for i, line := range lines {
		title, isTitle := strings.CutPrefix(line, "## ")
		switch {
		case isTitle:
			if now, err = l.opens(i, strings.TrimSpace(title)); err != nil {
				return nil, err
			}
			keys, infields = known, true
		case infields && line != "":
			if infields, err = l.fieldLine(now, keys, i, line); err != nil {
				return nil, err
			}
		case line == "" && len(now.lines) == 0:
			infields = infields && len(now.fields) == 0
		default:
			now.word(i, line)
		}
	}
	return l, l.titled()
}

// opens begins an entry.
func (l *listFile) opens(i int, title string) (*entry, error) {
	switch {
	case title == "":
		return nil, l.at.Errorf(i, 4, "an entry without a title")
	case len(l.entries) == maxEntries:
		return nil, l.at.Errorf(i, 1, "more than %d entries in one file", maxEntries)
	}
	l.entries = append(l.entries, entry{title: title, line: i + 1})
	return &l.entries[len(l.entries)-1], nil
}

// fieldLine takes a line where fields may stand, and says whether more may
// follow.
func (l *listFile) fieldLine(e *entry, keys []string, i int, line string) (more bool, err error) {
	m := fieldForm.FindStringSubmatch(line)
	switch {
	case strings.HasPrefix(line, "  ") && len(e.fields) > 0:
		last := &e.fields[len(e.fields)-1]
		last.value = strings.TrimSpace(last.value + " " + strings.TrimSpace(line))
		return true, nil
	case m == nil:
		e.word(i, line)
		return false, nil
	case !slices.Contains(keys, m[1]):
		return false, l.at.Errorf(i, 1, "found the field %q, expected one of %s", m[1], strings.Join(keys, ", "))
	case e.value(m[1]) != "":
		return false, l.at.Errorf(i, 1, "the field %q comes twice", m[1])
	case len(e.fields) == maxFields:
		return false, l.at.Errorf(i, 1, "more than %d fields", maxFields)
	}
	e.fields = append(e.fields, field{m[1], strings.TrimSpace(m[2]), i + 1})
	return true, nil
}

func (e *entry) word(i int, line string) {
	if len(e.lines) == 0 {
		e.from = i + 1
	}
	e.lines = append(e.lines, line)
}

// titled refuses two entries of one title.
func (l *listFile) titled() error {
	seen := map[string]int{}
	for _, e := range l.entries {
		if old, twice := seen[e.title]; twice {
			return l.at.Errorf(e.line-1, 4, "the entry %q is there already in line %d", e.title, old)
		}
		seen[e.title] = e.line
	}
	return nil
}

// need names the first of some fields that an entry has not.
func (l *listFile) need(e *entry, keys ...string) error {
	for _, key := range keys {
		if e.value(key) == "" {
			return l.at.Errorf(e.lineOf(key)-1, 1, "%s has no %s, expected a line such as %s: …", e.name(), key, key)
		}
	}
	return nil
}

func (e *entry) name() string {
	if e.title == "" {
		return "the file"
	}
	return "the entry " + e.title
}

// wordless refuses words where only fields belong.
func (l *listFile) wordless(e *entry) error {
	if e.prose() != "" {
		return l.at.Errorf(e.from-1, 1, "words below %s, expected only fields; a line that goes on is indented by two blanks", e.name())
	}
	return nil
}

// listOf takes a value apart at its commas.
func listOf(value string) (out []string) {
	for part := range strings.SplitSeq(value, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
