// Package page makes the pages of the site: a landing page, one page a lesson
// and the figure's own page, with the scripts, styles and still pictures that
// they need.
//
//	lessons, prose --+
//	answers ---------+--> Make --> site.Site (html, js, css, svg, wasm)
//	still pictures --+
//	program, loader -+
//
// A page is complete without script: the prose, the scenario of each step, the
// answers and a still picture are in it. The scripts read what they tell the
// figure from the page itself, so what a reader can unfold is what runs.
//
// This package knows nothing of the engine, of markdown or of the picture: what
// comes from there is handed in as functions.
package page

import (
	"bytes"
	"fmt"
	"html/template"

	"barnyard/cmd/web/site"
	"barnyard/lessons/lesson"
)

// Still is a picture that does not move, in both themes.
type Still struct {
	Dark, Light   []byte // SVG
	Width, Height int
	Alt           string
}

// Answer is what the engine says to a question.
type Answer struct {
	Right    int    // index of the choice that holds
	Measured string // a sentence with the value
}

// Input is everything that the pages are made of.
type Input struct {
	Lessons []*lesson.Lesson
	// Prose turns a step's markdown into HTML that is safe to show.
	Prose func(*lesson.Step) template.HTML
	// Still draws the picture that a step begins with.
	Still func(*lesson.Lesson, *lesson.Step) (*Still, error)
	// Answer measures what a step's question asks for.
	Answer func(*lesson.Step) (*Answer, error)
	// Demo is what the landing page and the bare figure show, DemoEnd the
	// microsecond at which the landing page shows it again from its start, and
	// Contrast what was measured in both modes of it.
	Demo     lesson.Step
	DemoEnd  int
	Contrast []Contrast
	// Book is what stands around the lessons.
	Book Book
	// Language is the reference of the scenario language.
	Language []LanguageSection
	// About is what only the whole program knows of itself.
	About About
	// Program is the app, Loader the wasm_exec.js of the same toolchain.
	Program, Loader []byte
	// Offline lets browsers keep the whole site, to read it without a network.
	Offline bool
	// Version is the toolchain that built the program.
	Version string
}

// maker holds what the pages share while they are made.
type maker struct {
	Input
	site      site.Site
	assets    map[string]string // plain name to hashed name
	templates *template.Template
	demo      still
	drafts    []draft
	chapters  []*lessonPage // of the page that has them all
}

// Make returns the whole site, not yet compressed.
func Make(in Input) (*site.Site, error) {
	m := &maker{Input: in}
	steps := []func() error{m.addAssets, m.addTemplates, m.addDemo, m.addLessons, m.addIndex, m.addFigure, m.addEmbed, m.addNotes, m.addRemote, m.addAbout, m.addBook, m.addLanguage, m.finish}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	made := m.site // by itself: what it was made of, the program too, can go
	return &made, nil
}

// common is what every page's template needs.
type common struct {
	Title, Description string
	Policy, Version    string
	Release            string // empty where nothing is kept
	assets             map[string]string
}

// Asset is the hashed name of a file; a template that asks for an unknown one
// does not build.
func (c common) Asset(name string) (string, error) {
	hashed, known := c.assets[name]
	if !known {
		return "", fmt.Errorf("page: there is no file %s", name)
	}
	return hashed, nil
}

func (m *maker) common(title, description string) common {
	c := common{Title: title, Description: description, Policy: site.Policy, Version: m.Version, assets: m.assets}
	if m.Offline {
		c.Release = releaseMark
	}
	return c
}

// add renders a template into a page; it is in the site once all are made.
func (m *maker) add(name, templateName string, data any) error {
	var out bytes.Buffer
	if err := m.templates.ExecuteTemplate(&out, templateName, data); err != nil {
		return fmt.Errorf("page: %s: %w", name, err)
	}
	m.drafts = append(m.drafts, draft{name, out.Bytes()})
	return nil
}

// still is a Still that is in the site.
type still struct {
	Dark, Light   string // file names
	Alt           string
	Width, Height int
	Lazy          bool
}

func (m *maker) addStill(name string, s *Still, lazy bool) (still, error) {
	out := still{Alt: s.Alt, Width: s.Width, Height: s.Height, Lazy: lazy}
	var err error
	if out.Dark, err = m.site.AddHashed(name+"-dark.svg", s.Dark); err != nil {
		return out, err
	}
	out.Light, err = m.site.AddHashed(name+"-light.svg", s.Light)
	return out, err
}
