package lessons

import (
	"regexp"
	"testing"

	"barnyard/lessons/lesson"
)

var oneLine = regexp.MustCompile(`^08-x\.md:\d+:\d+: [^\n]+$`)

// FuzzParse: any bytes either become a lesson with safe HTML that says what
// its blocks say, or one line of error.
func FuzzParse(f *testing.F) {
	for _, c := range badLessons {
		f.Add([]byte(c.src))
	}
	for _, v := range vectors {
		f.Add([]byte(stepOf(v)))
	}
	f.Add([]byte(whole))
	f.Fuzz(func(t *testing.T, src []byte) {
		l, err := fake().parse("08-x.md", src)
		if err != nil {
			if l != nil || !oneLine.MatchString(err.Error()) {
				t.Fatalf("%q", err)
			}
			return
		}
		for _, s := range l.Steps {
			page := HTML(&s)
			assertSafe(t, s.Prose, page)
			if words(blockWords(s.Blocks)) != words(htmlWords(page)) {
				t.Fatalf("%q\n%q\n%q", s.Prose, words(blockWords(s.Blocks)), words(htmlWords(page)))
			}
		}
	})
}

// FuzzSmallLanguages: cues, questions and changes never panic; a question that
// is taken has one right answer for every number.
func FuzzSmallLanguages(f *testing.F) {
	f.Add("mode qpw=1\nuntil event=A cpu=3 n=2", int64(3))
	f.Add("Why?\nvalue max(a.b) when qpw=1\n- < 3us\n  a.\n- \"b\": >= 3us\n  c.\n", int64(3000))
	f.Add("machine qpw=1; drop claims\ntask a cpu=1 {\n x }", int64(0))
	f.Fuzz(func(t *testing.T, text string, measured int64) {
		at := lesson.Place{File: "x", Line: 1}
		if cues, err := lesson.ParseCues(text); err == nil && len(cues) > 32 {
			t.Fatal(len(cues))
		}
		_, _ = lesson.Change(at, "machine cpus=4\nclaim a\n", text)
		a, err := lesson.ParseAsk(at, text)
		if err != nil || measured < 0 {
			return
		}
		holding := 0
		for _, c := range a.Choices {
			if c.Holds(measured) {
				holding++
			}
		}
		if holding != 1 {
			t.Fatalf("%d choices of %q hold for %d", holding, text, measured)
		}
	})
}
