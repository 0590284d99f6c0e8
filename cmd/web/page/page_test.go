package page

import (
	"errors"
	"html/template"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/site"
	"barnyard/lessons/lesson"
	"barnyard/viz/theme"
)

// twoLessons are small, and hold characters that must not become markup.
func twoLessons() []*lesson.Lesson {
	scenario := "title \"A & <b>\"\nseed 7\n"
	return []*lesson.Lesson{
		{Num: 8, Slug: "reaching", Title: "Reaching <out>", Summary: "Work & wait", Minutes: 6, File: "08-reaching.md",
			Sources: []lesson.Source{{ID: "v2", Who: "A. Person", Date: "2026-03-02", Subject: "[PATCH] x", Message: "id@host"}},
			Steps: []lesson.Step{
				{Title: "One", Slug: "one", Line: 9, Prose: "first", ScenarioText: scenario, ScenarioName: "small",
					Cues: []lesson.Cue{{Written: "mode qpw=0"}, {Written: "at 36us"}}},
				{Title: "Two", Slug: "two", Line: 20, Prose: "second", ScenarioText: scenario, ScenarioName: "small",
					Ask: &lesson.Ask{Question: "How long?", Choices: []lesson.Choice{{Text: "< 1 µs", Why: "It is more."}, {Text: "about 5", Why: "So it is."}}}},
			}},
		{Num: 10, Slug: "lock", Title: "The lock", Needs: []string{"reaching"}, File: "10-lock.md",
			Steps: []lesson.Step{{Title: "Three", Slug: "three", ScenarioText: "seed 8\n", ScenarioName: "other"}}},
	}
}

func input() Input {
	picture := &Still{Dark: []byte("<svg>d</svg>"), Light: []byte("<svg>l</svg>"), Width: 1280, Height: 720, Alt: "four CPUs"}
	return Input{
		Lessons: twoLessons(),
		Prose:   func(s *lesson.Step) template.HTML { return template.HTML("<p>" + s.Prose + "</p>") },
		Still:   func(*lesson.Lesson, *lesson.Step) (*Still, error) { return picture, nil },
		Answer:  func(*lesson.Step) (*Answer, error) { return &Answer{Right: 1, Measured: "Measured: 4.7 µs."}, nil },
		Demo:    lesson.Step{Title: "Demo", ScenarioName: "demo", ScenarioText: "seed 9\n", Cues: []lesson.Cue{{Written: "play"}}},
		Book:    aBook(),
		Program: []byte("\x00asm"), Loader: []byte("globalThis.Go = class {};"), Version: "go1.26.8",
	}
}

func made(t *testing.T) *site.Site {
	t.Helper()
	s, err := Make(input())
	require.NoError(t, err)
	return s
}

func text(t *testing.T, s *site.Site, name string) string {
	t.Helper()
	f := s.Get(name)
	require.NotNil(t, f, name)
	return string(f.Body)
}

func TestALessonIsCompleteWithoutScript(t *testing.T) {
	page := text(t, made(t), "08-reaching.html")
	for _, want := range []string{
		"<title>8 · Reaching &lt;out&gt; · Barnyard</title>",
		"<h1>Reaching &lt;out&gt;</h1>", "Work &amp; wait", "<p>first</p>", "<p>second</p>",
		"title &#34;A &amp; &lt;b&gt;&#34;\nseed 7",
		"mode qpw=0\nat 36us",
		`<a href="https://lore.kernel.org/all/id@host/" rel="noopener noreferrer"><code>id@host</code></a>`, "2026-03-02: [PATCH] x.",
		"<li><b>&lt; 1 µs</b>: <span class=\"why\">It is more.</span></li>",
		"<li data-right><b>about 5</b>: <span class=\"why\">So it is.</span></li>",
		"Measured: 4.7 µs.", `lang="en"`, `href="#_prose"`, `rel="next" href="10-lock.html"`,
	} {
		assert.Contains(t, page, want)
	}
	assert.Equal(t, 1, strings.Count(page, "seed 7"), "one scenario, printed once, used twice")
	assert.Equal(t, 2, strings.Count(page, `data-scenario="_scenario-1"`))
	assert.Equal(t, 1, strings.Count(page, "data-figure="), "one live figure a page")
}

func TestPagesLinkToEachOther(t *testing.T) {
	s := made(t)
	assert.Contains(t, text(t, s, "10-lock.html"), `first read <a href="08-reaching.html">Reaching &lt;out&gt;</a>`)
	index := text(t, s, "index.html")
	assert.Contains(t, index, `<a href="08-reaching.html">`)
	assert.Contains(t, index, `<a href="10-lock.html">`)
	figure := text(t, s, "figure.html")
	assert.Contains(t, figure, `data-bytes="4"`)
	assert.Contains(t, figure, "seed 9")
}

// refersTo finds every address in a page.
var refersTo = regexp.MustCompile(`(?:href|src|srcset|data-figure|data-live|data-program)="([^"]*)"`)

func TestEveryLinkIsRelativeAndLeadsSomewhere(t *testing.T) {
	s := made(t)
	for _, f := range s.Files() {
		if path.Ext(f.Name) != ".html" {
			continue
		}
		for _, m := range refersTo.FindAllStringSubmatch(string(f.Body), -1) {
			name, fragment, _ := strings.Cut(m[1], "#")
			if strings.HasPrefix(name, "https://lore.kernel.org/") {
				continue
			}
			assert.NotContains(t, name, "/", "%s: %s works in one folder only", f.Name, m[1])
			if name == "" {
				assert.Contains(t, string(f.Body), `id="`+fragment+`"`, "%s: %s", f.Name, m[1])
				continue
			}
			assert.NotNil(t, s.Get(name), "%s: %s leads nowhere", f.Name, m[1])
		}
	}
}

// The content policy forbids inline scripts, styles and handlers; a page that
// had one would look right in this test's reader only.
func TestPagesHoldNothingThatThePolicyForbids(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script>|javascript:|<script[^>]*>[^<]`)
	for _, f := range made(t).Files() {
		if path.Ext(f.Name) == ".html" {
			assert.Empty(t, forbidden.FindAllString(string(f.Body), -1), f.Name)
			assert.Contains(t, string(f.Body), "http-equiv=\"Content-Security-Policy\"", f.Name)
		}
	}
}

func TestIdsAreUnique(t *testing.T) {
	id := regexp.MustCompile(`\sid="([^"]*)"`)
	for _, f := range made(t).Files() {
		seen := map[string]bool{}
		if path.Ext(f.Name) != ".html" {
			continue
		}
		for _, m := range id.FindAllStringSubmatch(string(f.Body), -1) {
			assert.False(t, seen[m[1]], "%s: id %s twice", f.Name, m[1])
			seen[m[1]] = true
		}
	}
}

func TestModulesImportHashedNames(t *testing.T) {
	s := made(t)
	from := regexp.MustCompile(`from '\./([^']*)'`)
	found := 0
	for _, f := range s.Files() {
		for _, m := range from.FindAllStringSubmatch(string(f.Body), -1) {
			found++
			require.NotNil(t, s.Get(m[1]), "%s imports %s", f.Name, m[1])
			assert.True(t, s.Get(m[1]).Immutable)
		}
	}
	assert.Greater(t, found, 5)
}

func TestAChangedModuleChangesTheNamesOfItsUsers(t *testing.T) {
	m := &maker{assets: map[string]string{"b.js": "b.1.js"}}
	one := m.withHashedImports([]byte("import { x } from './b.js';\n"))
	assert.Equal(t, "import { x } from './b.1.js';\n", string(one))
	files := map[string][]byte{"a.js": []byte("import { x } from './b.js';\n"), "b.js": []byte("1")}
	assert.Equal(t, []string{"b.js", "a.js"}, order(files))
	files["b.js"] = []byte("import { y } from './a.js';\n")
	assert.Panics(t, func() { order(files) })
	files["b.js"] = []byte("import { y } from './c.js';\n")
	assert.Panics(t, func() { order(files) })
}

func TestMistakesNameTheLesson(t *testing.T) {
	for want, spoil := range map[string]func(*Input){
		"08-reaching.md:20: no engine": func(in *Input) {
			in.Answer = func(*lesson.Step) (*Answer, error) { return nil, errors.New("no engine") }
		},
		`08-reaching.md:20: the question "How long?": the measured answer is none of its 2 choices`: func(in *Input) {
			in.Answer = func(*lesson.Step) (*Answer, error) { return &Answer{Right: -1}, nil }
		},
		`08-reaching.md:9: the step's anchor "_prose", expected small letters, digits and dashes`: func(in *Input) {
			in.Lessons[0].Steps[0].Slug = "_prose"
		},
		"10-lock.md:1:1: the lesson has no steps, expected a ## heading": func(in *Input) { in.Lessons[1].Steps = nil },
	} {
		in := input()
		spoil(&in)
		_, err := Make(in)
		assert.EqualError(t, err, want)
	}
}

func TestColoursComeFromTheTheme(t *testing.T) {
	css := coloursCSS()
	assert.Contains(t, css, "--ground: #10141c;")
	assert.Contains(t, css, "@media (prefers-color-scheme: light) {\n:root:not([data-theme=dark]) {")
	assert.Equal(t, 3, strings.Count(css, variables(theme.Light())), "the system's wish, the address's, and paper")
	used := regexp.MustCompile(`var\(--([a-z-]+)\)`)
	for _, name := range []string{"static/page.css", "static/figure.css", "static/site.css"} {
		sheet, err := static.ReadFile(name)
		require.NoError(t, err)
		for _, m := range used.FindAllStringSubmatch(string(sheet), -1) {
			assert.Contains(t, css+string(sheet), "--"+m[1]+":", "%s uses a colour that the theme does not give, nor itself", name)
		}
	}
}

// Who knows nothing is told first what this is about, with the way to the words.
func TestTheFirstWordsSayWhatThisIsAbout(t *testing.T) {
	index := text(t, made(t), "index.html")
	_, after, found := strings.Cut(index, `<p class="what">`)
	require.True(t, found)
	what, _, _ := strings.Cut(after, "</p>")
	for _, want := range []string{"Linux", `<a href="glossary.html#slub">slab allocator</a>`, `<a href="glossary.html#sheaf">sheaf</a>`,
		"series of patches", `<a href="glossary.html#qpw">QPW</a>`, "<code>qpw=0</code>", "<code>qpw=1</code>"} {
		assert.Contains(t, what, want)
	}
	assert.Less(t, strings.Index(index, `<p class="what">`), strings.Index(index, `<p class="summary">`))
}

// The page that tells how to embed a figure shows the same one as its lines do.
func TestTheEmbedPageShowsItsExample(t *testing.T) {
	page := text(t, made(t), "embed.html")
	assert.Contains(t, page, `data-live="figure.html#v=1&amp;embed=1&amp;s=shrink-under-poll" data-at="38.7us"`)
	assert.Contains(t, page, `https://SITE/figure.html#v=1&amp;embed=1&amp;s=shrink-under-poll`)
	assert.Contains(t, page, "t: '38.7us'")
	assert.NotContains(t, page, "<iframe ", "it is loaded when somebody asks for it")
}

// Comments go out of the scripts that are served, and nothing else: no text of several
// lines in them has a line that looks like one.
func TestScriptsAreServedWithoutTheirComments(t *testing.T) {
	assert.Equal(t, "const a = 'http://b'; // c\n", string(withoutComments("a.js", []byte("// a\n\t// b\nconst a = 'http://b'; // c\n"))))
	assert.Equal(t, "a { b: c } /* d */\n", string(withoutComments("a.css", []byte("/* a\n   b */\na { b: c } /* d */\n"))))
	texts := regexp.MustCompile("(?s)`[^`]*`")
	entries, err := static.ReadDir("static")
	require.NoError(t, err)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".js") {
			continue
		}
		script, err := static.ReadFile("static/" + e.Name())
		require.NoError(t, err)
		bare := withoutComments(e.Name(), script)
		assert.Less(t, len(bare), len(script), e.Name())
		for _, text := range texts.FindAll(bare, -1) {
			assert.Contains(t, string(script), string(text), e.Name())
		}
	}
}
