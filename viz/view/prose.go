package view

import (
	"strings"

	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// prose sets a lesson's blocks, line below line. y is where the next line
// begins; what lies outside of clip is measured and not drawn.
type prose struct {
	s       *scene.Scene
	m       *ui.Model // whose words are live; nil: none are
	x, y, w float32
	clip    scene.Rect
	scroll  float32
	n       int // lines so far, for their ids
	live    int // live words so far
	leading float32
}

// proseLeading is from one line of running text to the next.
const proseLeading = 19

func (p *prose) gap(h float32) { p.y += h }

// seen says whether a line of some height that begins here can be seen.
func (p *prose) seen(h float32) bool {
	return p.y+h > p.clip.Y && p.y < p.clip.Y+p.clip.H
}

// text adds one piece of a line.
func (p *prose) text(x float32, text string, t theme.Type, ink theme.Role, leading float32) {
	p.n++
	if p.seen(leading) && text != "" {
		p.s.Text(scene.LessonLine.ID(p.n), x, p.y+leading*0.74, text, t, scene.Start, solid(ink))
	}
}

// title sets the name of a step; a term in it is as live as in the text.
func (p *prose) title(step *lesson.Step) {
	if len(step.Heads) == 0 {
		p.line(step.Title, theme.Heading.At(18), theme.Text, 24)
		return
	}
	p.set(step.Heads, theme.Text, 24, func(lesson.Run, theme.Role) (theme.Type, theme.Role) { return theme.Heading.At(18), theme.Text })
}

// line adds a text that is wrapped, and is called so for titles.
func (p *prose) line(text string, t theme.Type, ink theme.Role, leading float32) {
	p.wrapped(text, t, ink, leading)
}

func (p *prose) wrapped(text string, t theme.Type, ink theme.Role, leading float32) {
	for _, l := range typeset.Wrap(nil, text, t, p.w) {
		p.text(p.x, l, t, ink, leading)
		p.y += leading
	}
}

func (p *prose) blocks(blocks []lesson.Block) {
	for i := range blocks {
		p.block(&blocks[i])
		p.gap(9)
	}
}

func (p *prose) block(b *lesson.Block) {
	switch b.Kind {
	case lesson.Paragraph:
		p.runs(b.Runs, theme.TextSoft)
	case lesson.Heading:
		p.set(b.Runs, theme.Text, 20, func(lesson.Run, theme.Role) (theme.Type, theme.Role) { return theme.Strong.At(14), theme.Text })
	case lesson.List:
		p.list(b)
	case lesson.Quote:
		p.indented(14, func() { p.blocks(b.Items[0]) })
	case lesson.CodeBlock:
		p.code(b.Code)
	case lesson.Table:
		p.table(b)
	}
}

func (p *prose) indented(by float32, draw func()) {
	p.x, p.w = p.x+by, p.w-by
	draw()
	p.x, p.w = p.x-by, p.w+by
}

func (p *prose) list(b *lesson.Block) {
	for i, item := range b.Items {
		mark := "•"
		if b.Ordered {
			mark = itoa(int64(i+1)) + "."
		}
		p.text(p.x+2, mark, theme.Prose, theme.TextDim, proseLeading)
		p.indented(18, func() {
			for k := range item {
				p.block(&item[k])
				p.gap(3)
			}
		})
	}
}

func (p *prose) code(text string) {
	for l := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		p.text(p.x+8, typeset.Fit(l, theme.Code.At(11), p.w-8), theme.Code.At(11), theme.Text, 16)
		p.y += 16
	}
}

// runs sets running text of several looks.
func (p *prose) runs(runs []lesson.Run, ink theme.Role) { p.set(runs, ink, proseLeading, runFace) }

// set sets text of several looks, wrapped at spaces, a line so high.
func (p *prose) set(runs []lesson.Run, ink theme.Role, leading float32, look looks) {
	p.leading = leading
	p.flow(p.x, runs, ink, look)
	p.y += leading
}

// looks is what face and colour a run has in its place.
type looks func(lesson.Run, theme.Role) (theme.Type, theme.Role)

// flow goes on in a line at x, and says where it ends.
func (p *prose) flow(x float32, runs []lesson.Run, ink theme.Role, look looks) float32 {
	for i := range runs {
		face, color := look(runs[i], ink)
		if p.m == nil {
			x = p.words(x, runs[i].Text, face, color, nil)
			continue
		}
		for _, w := range p.m.Words(&runs[i]) {
			x = p.liveWords(x, &w, face, color)
		}
	}
	return x
}

// words sets a text that may go on in the next line.
func (p *prose) words(x float32, text string, face theme.Type, ink theme.Role, of *wordAt) float32 {
	for _, word := range strings.SplitAfter(text, " ") {
		x = p.word(x, word, face, ink, of)
	}
	return x
}

// word sets one word with the space after it, on the next line if it has to.
func (p *prose) word(x float32, word string, face theme.Type, ink theme.Role, of *wordAt) float32 {
	bare := strings.TrimRight(word, " ")
	if bare == "\n" {
		p.y += p.leading
		return p.x
	}
	if x > p.x && x+typeset.Measure(bare, face) > p.x+p.w {
		p.y += p.leading
		x = p.x
	}
	if bare != "" {
		at := len(p.s.Items)
		p.text(x, typeset.Fit(bare, face, p.w), face, ink, p.leading)
		p.mark(of, at, x, typeset.Measure(bare, face))
	}
	return x + typeset.Measure(word, face)
}

// runFace is how a run looks in running text.
func runFace(r lesson.Run, ink theme.Role) (theme.Type, theme.Role) { return runLook(r, ink, 13, 12) }

// runLook is how a run looks, in points for words and for code.
func runLook(r lesson.Run, ink theme.Role, words, code float32) (theme.Type, theme.Role) {
	switch {
	case r.Style&lesson.Code != 0:
		return theme.Code.At(code), theme.Text
	case r.Style&lesson.Strong != 0:
		return theme.Strong.At(words), theme.Text
	case r.Style&lesson.Emph != 0:
		return theme.Prose.At(words), theme.Text
	case r.URL != "":
		return theme.Prose.At(words), theme.Handle
	}
	return theme.Prose.At(words), ink
}
