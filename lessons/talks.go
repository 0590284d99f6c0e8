package lessons

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"barnyard/lessons/lesson"
)

// Talks: talk-NN.md is a list of steps for who stands before a room, with the
// time that each has. NN is the minutes of the whole.
//
//	title: The whole thing in twenty minutes
//	audience: people who know what a slab is
//
//	## 8#a-loop-stops-and-nobody-near-it-knows-why
//	time: 2:30
//
//	What is said here that the notes of the step do not say.

// Talk is one of them.
type Talk struct {
	File     string
	Slug     string // talk-20
	Title    string
	Audience string
	Minutes  int
	Stops    []Stop
}

// Stop is a step of a talk.
type Stop struct {
	StepRef
	Seconds int
	Say     string // markdown; may be empty
	Line    int
}

var (
	talkName = regexp.MustCompile(`^(talk-([1-9]\d))\.md$`)
	stopForm = regexp.MustCompile(`^(\d{1,2})#([a-z0-9-]+)$`)
	timeForm = regexp.MustCompile(`^(\d{1,2}):([0-5]\d)$`)
)

// Talks is every talk, the shortest first.
func Talks() ([]Talk, error) {
	all, err := All()
	if err != nil {
		return nil, err
	}
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var out []Talk
	for _, f := range entries {
		if !talkName.MatchString(f.Name()) {
			continue
		}
		src, err := files.ReadFile(f.Name())
		if err != nil {
			return nil, err
		}
		t, err := parseTalk(f.Name(), src, all)
		if err != nil {
			return nil, err
		}
		out = append(out, *t)
	}
	return out, nil
}

// parseTalk reads one talk; its steps are looked up in all.
func parseTalk(file string, src []byte, all []*lesson.Lesson) (*Talk, error) {
	l, err := readList(file, src, []string{"title", "audience"}, []string{"time"})
	if err != nil {
		return nil, err
	}
	if err := l.need(&l.head, "title", "audience"); err != nil {
		return nil, err
	}
	if err := l.wordless(&l.head); err != nil {
		return nil, err
	}
	m := talkName.FindStringSubmatch(file)
	t := &Talk{File: file, Slug: m[1], Title: l.head.value("title"), Audience: l.head.value("audience")}
	t.Minutes, _ = strconv.Atoi(m[2])
	total := 0
	for i := range l.entries {
		s, err := l.stop(&l.entries[i], all)
		if err != nil {
			return nil, err
		}
		total += s.Seconds
		t.Stops = append(t.Stops, *s)
	}
	if total != t.Minutes*60 {
		return nil, l.at.Errorf(0, 1, "the steps take %d:%02d, expected the %d minutes of the file's name", total/60, total%60, t.Minutes)
	}
	return t, nil
}

// stop reads one step of a talk.
func (l *listFile) stop(e *entry, all []*lesson.Lesson) (*Stop, error) {
	where := stopForm.FindStringSubmatch(e.title)
	if where == nil {
		return nil, l.at.Errorf(e.line-1, 4, "the step is %q, expected a lesson's number and a step such as 8#the-work-itself-is-small", e.title)
	}
	if err := l.need(e, "time"); err != nil {
		return nil, err
	}
	time := timeForm.FindStringSubmatch(e.value("time"))
	if time == nil {
		return nil, l.at.Errorf(e.lineOf("time")-1, 7, "the time is %q, expected minutes and seconds such as 1:30", e.value("time"))
	}
	minutes, _ := strconv.Atoi(time[1])
	seconds, _ := strconv.Atoi(time[2])
	s := &Stop{Seconds: minutes*60 + seconds, Say: e.prose(), Line: e.line}
	if s.Seconds == 0 {
		return nil, l.at.Errorf(e.lineOf("time")-1, 7, "a step of no time, expected minutes and seconds such as 1:30")
	}
	num, _ := strconv.Atoi(where[1])
	for _, n := range all {
		k := slices.IndexFunc(n.Steps, func(s lesson.Step) bool { return s.Slug == where[2] })
		if n.Num == num && k >= 0 {
			s.StepRef = refTo(n, &n.Steps[k])
			return s, shape(lesson.Place{File: l.at.File, Line: max(e.from, 1)}, e.lines)
		}
	}
	return nil, l.at.Errorf(e.line-1, 4, "no step is called %s%s", e.title, nearStep(all, num))
}

// nearStep names the steps of a lesson, for who mistyped one.
func nearStep(all []*lesson.Lesson, num int) string {
	for _, n := range all {
		if n.Num != num {
			continue
		}
		var slugs []string
		for _, s := range n.Steps {
			slugs = append(slugs, s.Slug)
		}
		return ", expected one of " + strings.Join(slugs, ", ")
	}
	return ", there is no lesson " + strconv.Itoa(num)
}
