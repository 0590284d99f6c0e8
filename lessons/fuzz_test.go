package lessons

import (
	"strings"
	"testing"

	"barnyard/engine/fuzzing"
	"barnyard/lessons/lesson"
)

// The fuzz targets of lessons: a whole file, the head of one, and the prose of
// one step. Whatever the bytes, what comes out is a lesson with safe HTML that
// says what its blocks say, or one line of error with a place in the file.

func FuzzParse(f *testing.F) {
	for _, c := range badLessons {
		f.Add([]byte(c.src))
	}
	for _, v := range vectors {
		f.Add([]byte(stepOf(v)))
	}
	f.Add([]byte(whole))
	f.Fuzz(func(t *testing.T, src []byte) {
		fuzzing.Within(t, len(src), func() { readLesson(t, src) })
	})
}

// FuzzFront puts the text between the lines of dashes of a lesson that is
// right otherwise.
func FuzzFront(f *testing.F) {
	for _, c := range badLessons {
		if front, _, ok := strings.Cut(strings.TrimPrefix(c.src, "---\n"), "\n---\n"); ok {
			f.Add([]byte(front))
		}
	}
	for _, front := range hostileFronts {
		f.Add([]byte(front))
	}
	front, _, _ := strings.Cut(whole[4:], "\n---\n")
	f.Add([]byte(front))
	f.Fuzz(func(t *testing.T, front []byte) {
		fuzzing.Within(t, len(front), func() { readLesson(t, []byte(withFront(string(front)))) })
	})
}

// maxProse bounds what FuzzMarkdown looks at: a million inputs have to be
// small. What a text of the size of a file can do is TestPathological's.
const maxProse = 1 << 10

// FuzzMarkdown puts the text into the one step of a lesson, behind front matter
// that is taken as read. What the first gate refuses still has to become safe
// HTML by the second alone.
func FuzzMarkdown(f *testing.F) {
	for _, v := range vectors {
		f.Add(v)
	}
	for name := range pathological {
		text := pathological[name].text
		f.Add(text[:min(len(text), 200)])
	}
	f.Fuzz(func(t *testing.T, prose string) {
		if len(prose) > maxProse {
			return
		}
		fuzzing.Within(t, len(prose), func() { readProse(t, prose) })
	})
}

func readProse(t *testing.T, prose string) {
	src := []byte(stepOf(prose)[len(head):])
	l := &lesson.Lesson{File: "08-x.md"}
	lines, err := linesOf(l.File, src)
	if err == nil {
		err = forFuzzing.body(l, lines, 0)
	}
	if err != nil {
		hasPlace(t, err, src)
		assertSafe(t, prose, render([]byte(prose), nil))
		return
	}
	mustSayTheSame(t, l)
}

// forFuzzing judges scenarios as the tests of parsing do; what the scenario
// language makes of a text has a target of its own.
var forFuzzing = fake()

func readLesson(t *testing.T, src []byte) {
	l, err := forFuzzing.parse("08-x.md", src)
	if err != nil {
		if l != nil {
			t.Fatal("an error, and yet a lesson")
		}
		hasPlace(t, err, src)
		return
	}
	mustSayTheSame(t, l)
}

// mustSayTheSame: the steps' HTML is safe and has the words of their blocks.
func mustSayTheSame(t *testing.T, l *lesson.Lesson) {
	for _, s := range l.Steps {
		page := HTML(&s)
		assertSafe(t, s.Prose, page)
		if words(blockWords(s.Blocks)) != words(htmlWords(page)) {
			t.Fatalf("%q\n%q\n%q", s.Prose, words(blockWords(s.Blocks)), words(htmlWords(page)))
		}
	}
}

// hasPlace checks the form of a mistake: file:line:col: words, in one line, and
// the line is one of the file.
func hasPlace(t *testing.T, err error, src []byte) {
	text := err.Error()
	rest, ok := strings.CutPrefix(text, "08-x.md:")
	line, rest, ok1 := number(rest)
	col, rest, ok2 := number(rest)
	if !ok || !ok1 || !ok2 || line < 1 || col < 1 || len(rest) < 2 || rest[0] != ' ' || strings.Contains(rest, "\n") {
		t.Fatalf("%q", text)
	}
	if line > strings.Count(string(src), "\n")+1 {
		t.Fatalf("%q: there is no such line", text)
	}
}

// number takes a number and the colon behind it off a text.
func number(s string) (n int, rest string, ok bool) {
	i := 0
	for ; i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9'; i++ {
		n = 10*n + int(s[i]-'0')
	}
	if i == 0 || i == len(s) || s[i] != ':' {
		return 0, s, false
	}
	return n, s[i+1:], true
}
