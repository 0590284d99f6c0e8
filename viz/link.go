package viz

import (
	"strings"

	"barnyard/viz/link"
	"barnyard/viz/ui"
)

// Links come from outside and go there: what to begin with, and what somebody
// wants to pass on.

// openLink begins with a link. What is wrong with it is told over what the app
// begins with otherwise.
func (a *App) openLink(l *link.Link) {
	if l != nil {
		ui.Update(a.m, ui.OpenLink{Link: *l})
	}
}

// giveLink hands out a link when somebody has asked for one, and says what
// became of it.
func (a *App) giveLink() {
	if a.m.LinkAsked() == a.linksGiven {
		return
	}
	a.linksGiven = a.m.LinkAsked()
	text, err := a.m.LinkText()
	switch {
	case err != nil:
		ui.Update(a.m, ui.Tell{Text: err.Error(), Alarm: true})
	case a.options.OnLink != nil:
		if told := a.options.OnLink(text); told != "" {
			ui.Update(a.m, ui.Tell{Text: strings.TrimSpace(told + " " + a.m.LinkLacks())})
		}
	}
}
