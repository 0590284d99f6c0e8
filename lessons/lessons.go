// Package lessons holds the lessons and turns their markdown into plain data
// and into HTML. One lesson is one file, NN-slug.md; _template.md is the one to
// copy from.
//
//	file --bounds--> front matter, steps --fences--> scenario, cues, ask, notes
//	                                 \---prose--> goldmark --> Blocks (desktop)
//	                                                       \-> sanitizer -> HTML (page)
//
// Lessons are written by us and read at build time; still the text is treated
// as hostile. It is bounded before the markdown parser sees it, raw HTML is a
// mistake and not a feature, and what becomes HTML passes a list of what is
// allowed. Every mistake is one line: file:line:col: what was found, what was
// expected.
package lessons

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"

	"barnyard/lessons/lesson"
)

//go:embed *.md
var files embed.FS

// fileName is what a lesson's file is called; a leading _ marks a template.
var fileName = regexp.MustCompile(`^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$`)

// All reads every lesson, in the order of their numbers.
func All() ([]*lesson.Lesson, error) {
	env, err := known()
	if err != nil {
		return nil, err
	}
	all, err := all(files, env)
	if err != nil {
		return nil, err
	}
	return all, apparatus(all)
}

// apparatus checks what stands beside the lessons against them.
func apparatus(all []*lesson.Lesson) error {
	for _, l := range all {
		if err := unexplained(l); err != nil {
			return err
		}
	}
	list, err := arguments()
	if err != nil {
		return err
	}
	return place(list, all)
}

// Parse reads one lesson. The file's name gives its number and its slug.
func Parse(file string, src []byte) (*lesson.Lesson, error) {
	env, err := known()
	if err != nil {
		return nil, err
	}
	l, err := env.parse(file, src)
	if err != nil {
		return nil, err
	}
	if err := unexplained(l); err != nil {
		return nil, err
	}
	return l, nil
}

// Template is the text of the file to copy from.
func Template() ([]byte, error) { return files.ReadFile("_template.md") }

func all(fsys fs.FS, env env) ([]*lesson.Lesson, error) {
	names, err := fs.Glob(fsys, "*.md")
	if err != nil {
		return nil, err
	}
	var out []*lesson.Lesson
	for _, name := range names {
		if name[0] == '_' || besides(name) {
			continue
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		l, err := env.parse(name, src)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b *lesson.Lesson) int { return a.Num - b.Num })
	return out, agree(out)
}

// agree checks what only all lessons together show.
func agree(all []*lesson.Lesson) error {
	for i, l := range all {
		if i > 0 && all[i-1].Num == l.Num {
			return fmt.Errorf("%s:1:1: the number %d is taken by %s", l.File, l.Num, all[i-1].File)
		}
		for _, need := range l.Needs {
			if !slices.ContainsFunc(all, func(o *lesson.Lesson) bool { return o.Slug == need }) {
				return fmt.Errorf("%s:1:1: needs %q, expected the slug of a lesson", l.File, need)
			}
		}
	}
	return nil
}

// numberAndSlug reads the file's name.
func numberAndSlug(file string) (int, string, error) {
	if file == "_template.md" {
		return 0, "template", nil
	}
	m := fileName.FindStringSubmatch(file)
	if m == nil {
		return 0, "", fmt.Errorf("%s:1:1: the file's name, expected NN-slug.md such as 08-reaching-out.md", file)
	}
	n, err := strconv.Atoi(m[1])
	return n, m[2], err
}

// besides reports whether a file is part of the book's apparatus.
func besides(name string) bool {
	return name == "glossary.md" || name == "arguments.md" || talkName.MatchString(name)
}
