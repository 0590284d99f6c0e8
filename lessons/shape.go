package lessons

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"barnyard/lessons/lesson"
)

// The shape of prose, checked line by line before the markdown parser sees it.
// Some inputs of 64 KiB make that parser work for seconds or write hundreds of
// megabytes: deep nesting, wide tables, link references used many times, long
// rows of brackets. None of them can pass here, so none of them reaches it.

// Bounds of prose.
const (
	maxIndent  = 12   // blanks before text
	maxNesting = 4    // list and quote markers before text
	maxPipes   = 16   // columns of a table, plus one
	maxRows    = 500  // lines without an empty one between
	maxCells   = 1024 // of one table
	maxMarks   = 1500 // characters with a meaning in one paragraph or table
)

// referenceForm is a link reference definition: short to write, long in what
// it becomes. Links are written in place.
var referenceForm = regexp.MustCompile(`^[ >*+-]*(\d+[.)] *)*\[[^\]]*\]:`)

// listForm is the begin of a list, wordsForm a line that cannot be part of one. A
// sentence that is broken before "1. " would become a list in silence.
var (
	listForm  = regexp.MustCompile(`^([-+*]|\d{1,9}[.)])( |$)`)
	wordsForm = regexp.MustCompile(`^[^ \t>|+*\d-]|^\d+[^\d.)]|^[-+*]+[^-+* ]`)
)

// shape checks the lines of one step's prose; line 0 stands at p.
func shape(at lesson.Place, lines []string) error {
	var marks, rows, pipes int  // of the paragraph or table so far
	fenced, before := false, "" // before is the line before this one
	for i, line := range lines {
		last := before
		before = line
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
			continue
		}
		if fenced {
			continue
		}
		if strings.TrimSpace(line) == "" {
			marks, rows, pipes = 0, 0, 0
		}
		markers, indent := depth(line)
		marks += countMarks(line)
		rows++
		pipes = max(pipes, strings.Count(line, "|"))
		switch {
		case indent > maxIndent:
			return at.Errorf(i, 1, "text after %d blanks, the limit is %d", indent, maxIndent)
		case markers > maxNesting:
			return at.Errorf(i, 1, "lists and quotes %d deep, the limit is %d", markers, maxNesting)
		case pipes > maxPipes:
			return at.Errorf(i, 1, "a table of more than %d columns", maxPipes-1)
		case rows > maxRows:
			return at.Errorf(i, 1, "more than %d lines without an empty one", maxRows)
		case rows*pipes > maxCells:
			return at.Errorf(i, 1, "a table of more than %d cells", maxCells)
		case marks > maxMarks:
			return at.Errorf(i, 1, "more than %d marks such as * or [ in one paragraph", maxMarks)
		case listForm.MatchString(line) && wordsForm.MatchString(last):
			return at.Errorf(i, 1, "a list begins in the middle of a paragraph, expected an empty line before it, or the words %q in another line", strings.TrimSpace(listForm.FindString(line)))
		case referenceForm.MatchString(line):
			return at.Errorf(i, 1, "a link reference, expected links in place: [words](address)")
		}
	}
	return nil
}

// depth counts the list and quote markers that a line opens, and the longest
// run of blanks before its text.
func depth(line string) (markers, indent int) {
	blanks := 0
	for line != "" {
		switch n := markerLen(line); {
		case line[0] == ' ':
			blanks++
			indent = max(indent, blanks)
			line = line[1:]
		case n > 0:
			markers++
			blanks = 0
			line = line[n:]
		default:
			return markers, indent
		}
	}
	return markers, indent
}

// markerLen is the length of the list or quote marker at the start, or 0.
func markerLen(s string) int {
	if s[0] == '>' {
		return 1
	}
	n := 0
	for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	ordered := n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')')
	if ordered || n == 0 && strings.ContainsRune("-*+", rune(s[0])) {
		if n+1 == len(s) || s[n+1] == ' ' {
			return n + 1
		}
	}
	return 0
}

func countMarks(line string) int {
	n := 0
	for _, r := range line {
		if r < utf8.RuneSelf && strings.ContainsRune("*_[]()<>!`&~\\", r) {
			n++
		}
	}
	return n
}
