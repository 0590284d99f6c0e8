package lessons

import (
	"slices"

	"barnyard/lessons/lesson"
)

// heading cuts the title of a step into its terms and the text between.
func (m *marker) heading(title string) []lesson.Run {
	low := lower(title)
	var uses []lesson.TermUse
	for _, f := range m.plain {
		at := standsAlone(low, f.text, 0)
		end := at + len(f.text)
		if at < 0 || slices.ContainsFunc(uses, func(u lesson.TermUse) bool { return at < u.End && u.Start < end || u.Slug == f.slug }) {
			continue
		}
		uses = append(uses, lesson.TermUse{Slug: f.slug, Start: at, End: end})
	}
	slices.SortFunc(uses, func(a, b lesson.TermUse) int { return a.Start - b.Start })

	var out []lesson.Run
	from := 0
	for _, u := range uses {
		if u.Start > from {
			out = append(out, lesson.Run{Text: title[from:u.Start]})
		}
		out = append(out, lesson.Run{Text: title[u.Start:u.End], Term: u.Slug})
		from = u.End
	}
	if from < len(title) {
		out = append(out, lesson.Run{Text: title[from:]})
	}
	return out
}
