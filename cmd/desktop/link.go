//go:build !386 && !js

package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/atotto/clipboard"

	"barnyard/lessons"
	"barnyard/viz"
	"barnyard/viz/link"
	"barnyard/viz/ui"
)

// Links in the window: one on the command line is opened, and the key L gives
// one to the instant that is shown. It goes into the clipboard and to standard
// output, since not every system has the one.

// openedLink puts the link of a command line into the options.
func openedLink(o *viz.Options, word string) error {
	l, err := link.Parse(link.Fragment(word))
	if err != nil {
		return err
	}
	text := ""
	if l.Scenario == "" && l.Text == "" && l.Replay == "" {
		all, err := lessons.All()
		if err != nil {
			return err
		}
		text = all[0].Steps[0].ScenarioText // what the window shows otherwise
	}
	if err := ui.CheckLink(l, text); err != nil {
		return err
	}
	o.Link = &l
	return nil
}

// page is where links lead that the window gives out, unless it was told of
// another place: a page beside the reader's own.
const page = "figure.html"

// giver is what becomes of a link that was asked for.
func giver(site string, out io.Writer, copied func(string) error) func(string) string {
	return func(text string) string {
		whole := strings.TrimSuffix(site, "/")
		if whole != "" && !strings.HasSuffix(whole, ".html") {
			whole += "/" + page
		}
		if whole == "" {
			whole = page
		}
		whole += "#" + text
		fmt.Fprintln(out, "link "+whole)
		if err := copied(whole); err != nil {
			return "The link is on standard output. There is no way to the clipboard here: " + err.Error()
		}
		return "A link to this instant is in the clipboard, and on standard output."
	}
}

// toClipboard hands a text to the system, or says which program is missing.
func toClipboard(text string) error { return clipboard.WriteAll(text) }
