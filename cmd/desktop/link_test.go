//go:build !386 && !js

package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz"
	"barnyard/viz/link"
)

// A link opens the window in each of the forms in which people pass it on.
func TestTheWindowOpensALink(t *testing.T) {
	for _, args := range [][]string{
		{"#v=1&s=alloc-burst&t=2us"},
		{"v=1&s=alloc-burst&t=2us", "-light"},
		{"-light", "https://example.org/barnyard/figure.html#v=1&s=alloc-burst&t=2us"},
		{"figure.html#v=1&s=alloc-burst&t=2us"},
	} {
		o, err := windowOptions(args)
		require.NoError(t, err, args)
		require.NotNil(t, o.Link, args)
		assert.Equal(t, "alloc-burst", o.Link.Scenario)
		a := viz.New(o)
		assert.EqualValues(t, 6000, a.Model().Now, "2 µs at 3 GHz")
		text, err := a.Model().LinkText()
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(text, "v=1&s=alloc-burst&t=2us&step=2055&"), text)
	}
	o, err := windowOptions([]string{"#v=1&t=1us"})
	require.NoError(t, err)
	a := viz.New(o)
	assert.EqualValues(t, 3000, a.Model().Now, "of what the window opens with")
}

func TestTheWindowRefusesALink(t *testing.T) {
	for word, want := range map[string]string{
		"#v=2&s=alloc-burst":            `the link is of version "2"; expected v=1`,
		"https://x/#v=1&s=nonsense":     `the link is of scenario "nonsense"`,
		"v=1&s=alloc-burst&t=yesterday": `the link's part 3, t: is "yesterday"; expected a time`,
	} {
		_, err := windowOptions([]string{word})
		assert.ErrorContains(t, err, want)
	}
}

// What is not a command and not a file but a link is one for the window.
func TestALinkOpensTheWindow(t *testing.T) {
	old := openTheWindow
	defer func() { openTheWindow = old }()
	var got []string
	openTheWindow = func(args []string) int { got = args; return 7 }
	for _, word := range []string{"#v=1&s=x", "https://example.org/a/figure.html#v=1&s=x", "v=1&t=1us"} {
		assert.Equal(t, 7, Main([]string{word}, nil, nil, nil))
		assert.Equal(t, []string{word}, got)
	}
}

func TestWhatBecomesOfALink(t *testing.T) {
	for site, want := range map[string]string{
		"":                                   "figure.html#v=1&s=x",
		"https://example.org/barnyard/":      "https://example.org/barnyard/figure.html#v=1&s=x",
		"https://example.org/b":              "https://example.org/b/figure.html#v=1&s=x",
		"https://example.org/08-shrink.html": "https://example.org/08-shrink.html#v=1&s=x",
	} {
		var out strings.Builder
		in := ""
		told := giver(site, &out, func(text string) error { in = text; return nil })("v=1&s=x")
		assert.Equal(t, want, in)
		assert.Equal(t, "link "+want+"\n", out.String())
		assert.Contains(t, told, "in the clipboard")
		assert.True(t, link.Looks(want))
	}
	var out strings.Builder
	told := giver("", &out, func(string) error { return errors.New("no xclip") })("v=1")
	assert.Contains(t, told, "no xclip")
	assert.Equal(t, "link figure.html#v=1\n", out.String(), "it is not lost")
}
