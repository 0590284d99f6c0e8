package main

import (
	"strings"

	"barnyard/viz/ui"
)

// The texts and controls beside the figure (viz/ui/beside.go). What they say
// comes as one line with a word in front, so that it cannot be taken for
// another command:
//
//	beside watch listing events    what the page shows from now on
//	beside until main(1)=0         where to run; what is wrong with it comes back
//	beside step -1                 a control (viz/ui/besidehands.go)

// mostWatched bounds what a page shows at a time.
const mostWatched = 16

// besideMessage answers to such a line; false if it is none.
func (f *figure) besideMessage(line string) bool {
	rest, ok := strings.CutPrefix(line, "beside ")
	if !ok {
		return false
	}
	m := f.app.Model()
	verb, what, _ := strings.Cut(rest, " ")
	switch verb {
	case "watch":
		names := strings.Fields(what)
		f.beside.Watch(names[:min(len(names), mostWatched)])
		f.beside.Changed(m, f.page.Beside)
	case "until":
		problem := ""
		if err := m.CheckUntil(what); err != nil {
			problem = err.Error()
		} else {
			f.app.Send(ui.RunUntil{Text: what})
		}
		f.page.Beside("until", problem)
	default:
		if msg, ok := m.BesideMsg(rest); ok {
			f.app.Send(msg)
		}
	}
	return true
}
