//go:build !386 && !js

package main

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz"
	"barnyard/viz/ui"
)

// TestReadmeLink: the link that README shows leads where it says. A step or a hash
// that is not the one of its run would come out as another link. What the timeline
// shows around the instant is left out of it.
func TestReadmeLink(t *testing.T) {
	links := regexp.MustCompile(`(?m)^figure\.html#(v=1&\S+)$`).FindAllStringSubmatch(readmeText(t), -1)
	require.NotEmpty(t, links)
	for _, l := range links {
		o, err := windowOptions([]string{l[0]})
		require.NoError(t, err)
		m := viz.New(o).Model()
		for range 1000 {
			ui.Update(m, ui.Tick{Steps: 5000})
			if !m.Seeking() {
				break
			}
		}
		require.False(t, m.Seeking(), "it does not arrive")
		assert.Empty(t, m.Notice.Text)
		got, err := m.LinkText()
		require.NoError(t, err)
		assert.Equal(t, l[1], regexp.MustCompile(`&from=[^&]*&to=[^&]*`).ReplaceAllString(got, ""))
	}
}
