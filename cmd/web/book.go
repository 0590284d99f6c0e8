//go:build !js

package main

import (
	"html/template"

	"barnyard/cmd/web/page"
	"barnyard/lessons"
)

// What stands around the lessons, as the pages take it: words become HTML here,
// through the same gates as a lesson's prose.

func book() (page.Book, error) {
	var out page.Book
	terms, err := lessons.Glossary()
	if err != nil {
		return out, err
	}
	arguments, err := lessons.Arguments()
	if err != nil {
		return out, err
	}
	talks, err := lessons.Talks()
	if err != nil {
		return out, err
	}
	for i := range terms {
		t := &terms[i]
		out.Terms = append(out.Terms, page.Term{Title: t.Title, Slug: t.Slug, Words: template.HTML(lessons.TermHTML(t, terms)), Where: places(t.Where)})
	}
	for i := range arguments {
		a := &arguments[i]
		out.Arguments = append(out.Arguments, page.Argument{
			ID: a.ID, Who: a.Who, When: a.When, Source: a.Source, Fact: a.Fact(), Steps: places(a.Steps),
			Claim: line(a.Claim), Answer: line(a.Answer), Open: line(a.Open), Unshown: line(a.Reason),
		})
	}
	for i := range talks {
		out.Talks = append(out.Talks, talk(&talks[i]))
	}
	return out, nil
}

func talk(t *lessons.Talk) page.Talk {
	out := page.Talk{Slug: t.Slug, Title: t.Title, Audience: t.Audience, Minutes: t.Minutes}
	for _, s := range t.Stops {
		out.Stops = append(out.Stops, page.Stop{Place: place(s.StepRef), Seconds: s.Seconds, Say: line(s.Say)})
	}
	return out
}

func line(text string) template.HTML {
	if text == "" {
		return ""
	}
	return template.HTML(lessons.LineHTML(text))
}

func places(refs []lessons.StepRef) []page.Place {
	var out []page.Place
	for _, r := range refs {
		out = append(out, place(r))
	}
	return out
}

func place(r lessons.StepRef) page.Place {
	return page.Place{Num: r.Num, Step: r.Step, LessonTitle: r.LessonTitle, StepTitle: r.StepTitle}
}
