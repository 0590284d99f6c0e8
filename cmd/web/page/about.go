package page

import (
	"cmp"
	"html/template"
	"slices"

	"barnyard/lessons/lesson"
)

// About is what the site says of itself: what is modelled, in the very words of
// the README, and what it was built from.
type About struct {
	Modelled template.HTML
	Versions []Version
}

// Version is one part and which one of it this is.
type Version struct{ Name, Value string }

// aboutPage is what about.html shows.
type aboutPage struct {
	common
	About
	Sources    []source
	Files      []Primary
	Commits    []Primary
	ProgramTag string
}

// source is a mail, with the lessons that lean on it.
type source struct {
	lesson.Source
	Lessons []entry
}

func (m *maker) addAbout() error {
	return m.add("about.html", "about.html", aboutPage{
		common:     m.common("About · Barnyard", "What Barnyard models and what it does not, its sources, and the versions that it was built from."),
		About:      m.About,
		Sources:    sourcesOf(m.Lessons),
		Files:      Files(),
		Commits:    Commits(),
		ProgramTag: m.programTag(),
	})
}

// sourcesOf gathers what the lessons name, each mail once, the oldest first.
func sourcesOf(lessons []*lesson.Lesson) []source {
	var out []source
	for _, l := range lessons {
		for _, s := range l.Sources {
			i := slices.IndexFunc(out, func(o source) bool { return sameMail(o.Source, s) })
			if i < 0 {
				i = len(out)
				out = append(out, source{Source: s})
			}
			if !slices.ContainsFunc(out[i].Lessons, func(e entry) bool { return e.Num == l.Num }) {
				out[i].Lessons = append(out[i].Lessons, entryOf(l))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b source) int { return cmp.Compare(a.Date, b.Date) })
	return out
}

// sameMail goes by the message id, and without one by all the rest.
func sameMail(a, b lesson.Source) bool {
	if a.Message != "" || b.Message != "" {
		return a.Message == b.Message
	}
	return a.Who == b.Who && a.Date == b.Date && a.Subject == b.Subject
}
