package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// aBook is small, and holds characters that must not become markup.
func aBook() Book {
	one := Place{Num: 8, Step: "two", LessonTitle: "Reaching <out>", StepTitle: "Two & more"}
	return Book{
		Terms: []Term{
			{Title: "64-byte <line>", Slug: "64-byte-line", Words: "<p>A <em>line</em>.</p>"},
			{Title: "barn", Slug: "barn", Words: "<p>A store.</p>", Where: []Place{one}},
			{Title: "Batch", Slug: "batch", Words: "<p>A few.</p>"},
		},
		Arguments: []Argument{
			{ID: "D9", Who: "A. Person", When: "2026", Source: "a.b+c@host.example, then x@y holds it", Claim: "<p>So it is.</p>", Open: "<p>Not settled.</p>", Steps: []Place{one}},
			{ID: "F1", Who: "B. <Person>", When: "2025", Fact: true, Claim: "<p>Measured.</p>", Unshown: "<p>too small</p>"},
		},
		Talks: []Talk{{Slug: "talk-20", Title: "Short & clear", Audience: "all", Minutes: 20, Stops: []Stop{{Place: one, Seconds: 150}, {Place: one, Seconds: 61, Say: "<p>Say it.</p>"}}}},
	}
}

func TestTheGlossary(t *testing.T) {
	page := text(t, made(t), "glossary.html")
	for _, want := range []string{
		`<a href="#_0">0–9</a> <a href="#_b">B</a>`, `<h2 id="_b">B</h2>`, `<div id="64-byte-line" data-entry><dt>64-byte &lt;line&gt;</dt><dd><p>A <em>line</em>.</p>`,
		`<div id="barn" data-entry><dt>barn</dt>`, `<a href="08-reaching.html#two">8 Two &amp; more</a>`,
	} {
		assert.Contains(t, page, want)
	}
}

func TestTheArguments(t *testing.T) {
	page := text(t, made(t), "arguments.html")
	for _, want := range []string{
		`<article class="argument" id="D9" data-entry>`, `<span class="open">open</span>`, `Shown in <a href="08-reaching.html#two">8 · Two &amp; more</a>`,
		`<a href="https://lore.kernel.org/all/a.b&#43;c@host.example/" rel="noopener noreferrer"><code>a.b&#43;c@host.example</code></a>, then <a href="https://lore.kernel.org/all/x@y/"`,
		`B. &lt;Person&gt;`, `No step shows it: <p>too small</p>`,
	} {
		assert.Contains(t, page, want)
	}
}

func TestATalkSaysWhenEachStepBegins(t *testing.T) {
	page := text(t, made(t), "talks.html")
	for _, want := range []string{"Short &amp; clear", "20 minutes, for all", "<time>0:00</time>", "<time>2:30</time>", "lesson 8, 1:01", "<p>Say it.</p>"} {
		assert.Contains(t, page, want)
	}
}

func TestAllLessonsOnOnePage(t *testing.T) {
	page := text(t, made(t), "book.html")
	for _, want := range []string{`id="lesson-8"`, `id="lesson-10"`, "<p>first</p>", "<h3>Three</h3>", "Measured: 4.7 µs.", `href="08-reaching.html"`} {
		assert.Contains(t, page, want)
	}
	assert.Equal(t, ` <a href="08-x.html#one">1</a> <a href="glossary.html#barn">b</a>`,
		string(inBook("08-x.html", ` <a href="#one">1</a> <a href="glossary.html#barn">b</a>`)))
}

func TestABookThatNamesALessonThatIsNotThere(t *testing.T) {
	in := input()
	in.Book.Talks[0].Stops[0].Num = 99
	_, err := Make(in)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "page: there is no lesson 99")
}

func TestMailsAreLinkedByTheirIds(t *testing.T) {
	assert.Equal(t, []piece{{Text: "see "}, {Text: "a/b@c", URL: "https://lore.kernel.org/all/a%2Fb@c/"}, {Text: ", or no id"}}, mails("see a/b@c, or no id"))
	assert.Equal(t, []piece{{Text: "[PATCH] x"}}, mails("[PATCH] x"))
}
