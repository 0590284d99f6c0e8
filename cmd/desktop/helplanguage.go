package main

import (
	"fmt"
	"slices"
	"strings"

	"barnyard/engine/scenario/language"
)

// help scenario prints the reference of the scenario language, help with the
// name of one of its parts that part. The text is the one that the site has as
// a page (engine/scenario/language).

// wholeLanguage is the topic that has all of it.
const wholeLanguage = "scenario"

// helpTopics are what help can be asked for beside the commands.
func helpTopics() []string {
	var names []string
	for _, s := range language.Sections() {
		names = append(names, s.Slug)
	}
	return names
}

// helpOn gives the text of a topic.
func helpOn(topic string) (text string, ok bool) {
	if topic == wholeLanguage {
		return language.Text(), true
	}
	for _, s := range language.Sections() {
		if s.Slug == topic {
			return s.Title + "\n\n" + s.Text, true
		}
	}
	return "", false
}

// helpAsked prints what stands behind the word help: the commands where that is
// nothing or one of them, else a topic.
func helpAsked(c *call) int {
	if len(c.args) == 0 || strings.HasPrefix(c.args[0], "-") || slices.Contains(commandNames(), c.args[0]) {
		return help(c)
	}
	text, ok := helpOn(c.args[0])
	switch {
	case !ok:
		return c.fail(fmt.Errorf("no help on %s; %s", quote(c.args[0]), expected(c.args[0], helpTopics())))
	case len(c.args) > 1:
		return c.fail(fmt.Errorf("unexpected %s; expected nothing after help %s", quote(c.args[1]), c.args[0]))
	}
	return c.say(text)
}

// languageHelp is what help says of the reference.
func languageHelp() string {
	return "\nhelp " + wholeLanguage + " is the reference of the scenario language; help and one of\n" + strings.Join(helpTopics()[1:], ", ") + "\nis that part of it.\n"
}
