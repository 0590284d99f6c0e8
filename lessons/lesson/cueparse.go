package lesson

import "strings"

// Reading cues. One line is one cue; a # and what follows is a comment. What
// is unknown, written twice or contradicts another line is an error.

// Bounds of a cue block: no picture does more than this in one step.
const (
	maxCues     = 32
	maxCueBytes = 4096
)

// cueForms names every cue with its form, for reading and for messages.
var cueForms = []struct {
	word string
	kind CueKind
	form string
	read func(*cueReader, *Cue)
}{
	{"mode", CueMode, "mode qpw=1", (*cueReader).mode},
	{"compare", CueCompare, "compare qpw=0 qpw=1", (*cueReader).compare},
	{"at", CueAt, "at 36us", (*cueReader).time},
	{"until", CueUntil, "until event=LockContended cpu=3", (*cueReader).until},
	{"focus", CueFocus, "focus cpu3.lock", (*cueReader).focus},
	{"listing", CueListing, "listing pcs_flush_all", (*cueReader).listing},
	{"diff", CueDiff, "diff patch=qpw-v2 func=flush_all_cpus_locked", (*cueReader).diff},
	{"speed", CueSpeed, "speed 1us", (*cueReader).speed},
	{"play", CuePlay, "play", (*cueReader).alone},
	{"manual", CueManual, "manual", (*cueReader).alone},
	{"sides", CueSides, "sides qpw=0/alt=userret qpw=1", (*cueReader).sides},
	{"reading", CueReading, "reading lines", (*cueReader).reading},
	{"samples", CueSamples, "samples policies", (*cueReader).samples},
}

// ParseCues reads the text of a cue block that comes from no file.
func ParseCues(text string) ([]Cue, error) {
	return ParseCuesAt(Place{File: "cue", Line: 1}, text)
}

// ParseCuesAt reads the text of a cue block that starts at a place in a file.
func ParseCuesAt(at Place, text string) ([]Cue, error) {
	if len(text) > maxCueBytes {
		return nil, at.Errorf(0, 1, "the cues are %d bytes long, the limit is %d", len(text), maxCueBytes)
	}
	r := &cueReader{at: at}
	for i, line := range strings.Split(text, "\n") {
		code, _, _ := strings.Cut(line, "#")
		if words := wordsOf(code); len(words) > 0 {
			r.line, r.words = i, words
			r.cue()
		}
		if r.err != nil {
			return nil, r.err
		}
	}
	return r.cues, nil
}

// cueReader reads one line at a time and keeps the first mistake.
type cueReader struct {
	at    Place
	line  int    // of the text, from 0
	words []word // of this line; words[0] says which cue it is
	form  string // what a line of this cue looks like
	cues  []Cue
	err   error
}

func (r *cueReader) fail(col int, format string, args ...any) {
	if r.err == nil {
		r.err = r.at.Errorf(r.line, col, format, args...)
	}
}

// cue reads the line that words holds.
func (r *cueReader) cue() {
	first := r.words[0]
	for _, f := range cueForms {
		if f.word != first.text {
			continue
		}
		c := Cue{Kind: f.kind, Line: r.at.Line + r.line, CPU: -1, Written: fold(r.words)}
		r.form = f.form
		f.read(r, &c)
		r.admit(c)
		return
	}
	r.fail(first.col, "found the cue %s, expected one of %s", shown(first.text), cueNames())
}

func cueNames() string {
	names := make([]string, len(cueForms))
	for i, f := range cueForms {
		names[i] = f.word
	}
	return strings.Join(names, ", ")
}

// Pairs of cues that ask for two different pictures at once.
var cuesApart = [][2]CueKind{
	{CueMode, CueCompare}, {CueListing, CueDiff}, {CueListing, CueReading}, {CueDiff, CueReading}, {CuePlay, CueManual},
	{CueCompare, CueSides},
}

// admit adds a cue unless the lines before it forbid it. Only until may come
// again: each one looks further on.
func (r *cueReader) admit(c Cue) {
	if len(r.cues) == maxCues {
		r.fail(r.words[0].col, "more than %d cues in one step", maxCues)
	}
	for _, old := range r.cues {
		if old.Kind == c.Kind && c.Kind != CueUntil {
			r.fail(r.words[0].col, "%s comes twice in one step, first in line %d", r.words[0].text, old.Line)
		}
		for _, p := range cuesApart {
			if old.Kind == p[0] && c.Kind == p[1] || old.Kind == p[1] && c.Kind == p[0] {
				r.fail(r.words[0].col, "%s does not go with %s of line %d: write one of them",
					r.words[0].text, shown(old.Written), old.Line)
			}
		}
		if old.Kind == CueUntil && c.Kind == CueAt {
			r.fail(r.words[0].col, "at comes after until of line %d: at jumps, so write it first", old.Line)
		}
	}
	r.cues = append(r.cues, c)
}
