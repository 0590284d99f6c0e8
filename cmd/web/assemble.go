//go:build !js

package main

import (
	"context"
	"fmt"
	"html/template"
	"io"
	"time"

	"barnyard/cmd/web/gowasm"
	"barnyard/cmd/web/page"
	"barnyard/cmd/web/site"
	"barnyard/lessons"
	"barnyard/lessons/lesson"
)

// module is the name on our go.mod's first line.
const module = "barnyard"

// assemble makes the whole site in memory, and says what it does while it does
// it: compiling for the first time, and compressing well, take a minute or so.
func assemble(ctx context.Context, out io.Writer, effort site.Effort) (*site.Site, error) {
	root, err := gowasm.FindRoot(".", module)
	if err != nil {
		return nil, err
	}
	all, err := lessons.All()
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(out, "compiling the program for the browser; the first time takes longest")
	program, err := gowasm.Build(ctx, root, "./cmd/web", out)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "  %s with %s in %.1f s\n", megabytes(len(program.Wasm)), program.Version, program.Took.Seconds())
	// A site that is published can be read without a network. One that is served
	// from here is on this machine already, and may change with every start.
	s, err := makePages(out, all, program, effort == site.Best)
	if err != nil {
		return nil, err
	}
	return s, compress(ctx, out, s, effort)
}

func pages(out io.Writer, all []*lesson.Lesson, program *gowasm.Program) (*site.Site, error) {
	return makePages(out, all, program, false)
}

func makePages(out io.Writer, all []*lesson.Lesson, program *gowasm.Program, offline bool) (*site.Site, error) {
	began := time.Now()
	in, err := pageInput(all, program, offline)
	if err != nil {
		return nil, err
	}
	s, err := page.Make(in)
	if err == nil {
		fmt.Fprintf(out, "made %d lessons and their pictures in %.1f s\n", len(all), time.Since(began).Seconds())
	}
	return s, err
}

// pageInput gathers what the pages are made of.
func pageInput(all []*lesson.Lesson, program *gowasm.Program, offline bool) (page.Input, error) {
	in := page.Input{
		Lessons: all,
		Prose:   func(s *lesson.Step) template.HTML { return template.HTML(lessons.HTML(s)) },
		Still:   poster,
		Answer:  answer,
		DemoEnd: demoEnd,
		Offline: offline,
		Program: program.Wasm,
		Loader:  program.Exec,
		Version: program.Version,
	}
	var err error
	if in.About, err = about(program.Version); err != nil {
		return in, err
	}
	if in.Book, err = book(); err != nil {
		return in, err
	}
	if in.Language, err = languageSections(); err != nil {
		return in, err
	}
	if in.Demo, err = demoStep(); err != nil {
		return in, err
	}
	in.Contrast, err = contrast(in.Demo)
	return in, err
}

func compress(ctx context.Context, out io.Writer, s *site.Site, effort site.Effort) error {
	if effort == site.Best {
		fmt.Fprintln(out, "compressing as well as possible, which takes a minute or two")
	} else {
		fmt.Fprintln(out, "compressing")
	}
	began := time.Now()
	if err := s.Compress(effort); err != nil {
		return err
	}
	plain, small := sizes(s)
	fmt.Fprintf(out, "  %s, %s with brotli, in %.1f s\n", megabytes(plain), megabytes(small), time.Since(began).Seconds())
	return ctx.Err()
}

// sizes adds up the site as it is and as a browser of today fetches it.
func sizes(s *site.Site) (plain, small int) {
	for _, f := range s.Files() {
		plain += f.Size
		if f.Brotli != nil {
			small += len(f.Brotli)
		} else {
			small += f.Size
		}
	}
	return plain, small
}

func megabytes(n int) string { return fmt.Sprintf("%.2f MB", float64(n)/1e6) }
