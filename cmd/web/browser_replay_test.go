//go:build !js

package main

import (
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/replay"
)

// twin is what the figure's page says in words.
const twin = `document.getElementById('_twin').textContent`

// The figure's address may hold a replay string. What else is in the address
// stays, and another string is another run without loading anything.
func TestBrowserTheAddressHoldsAReplay(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html#v=1&replay=b1:one::r0x3&later=x"))
	b.until(twin + ` === 'At step 0 in mode qpw=0. b1:one::r0x3'`)
	assert.Equal(t, "#v=1&replay=b1:one::r0x3&later=x", eval[string](b, `location.hash`))
	b.act(`self.mark = 1`)
	b.act(`location.hash = '#v=1&cover=some&replay=b1%3Atwo%3A%3A'`)
	b.until(twin + ` === 'At step 0 in mode qpw=0. b1:two::'`)
	b.act(`location.hash = ''`)
	b.until(twin + ` === 'At step 0 in mode qpw=0.'`)
	assert.Equal(t, 1.0, eval[float64](b, `self.mark`), "nothing was reloaded")
	b.noMistakes()
}

// The real program opens a replay string at its violation, says so, and goes on
// there when it is started again.
func TestBrowserAReplayOpensAtItsViolation(t *testing.T) {
	url, _ := realSite(t)
	text, err := os.ReadFile("../../engine/testdata/mutants/call-rcu-after-unlock.barn")
	require.NoError(t, err)
	s, err := engine.Parse("x", text)
	require.NoError(t, err)
	word, err := replay.Format(&replay.Replay{Scenario: s})
	require.NoError(t, err)

	b := open(t)
	b.size(1280, 720, 1, false)
	b.do(chromedp.Navigate(url + "figure.html#v=1&replay=" + word))
	b.until(`document.documentElement.classList.contains('running')`)
	b.until(twin + `.includes('S14 does not hold since step 286, 3.057 µs: wait comes back from kvfree_rcu_barrier')`)
	b.until(`document.querySelector('details.scenario summary').innerText === 'The scenario that runs here: one without a title, that of a replay string'`)
	b.shot("replay")
	b.act(`document.querySelector('canvas').dataset.first = 'yes'`)
	b.size(1280, 720, 2, false)
	b.until(`document.querySelector('canvas:not([data-first])')`)
	b.until(twin + `.includes('qpw=1, at 3.057 µs.')`)
	b.noMistakes()

	b.act(`document.querySelector('canvas').dataset.second = 'yes'`)
	b.size(1280, 720, 1, false)
	b.until(`document.querySelector('canvas:not([data-second])')`)
	b.act(`location.hash = '#v=1&replay=b1:nonsense::'`)
	b.until(twin + `.endsWith('the replay string is of scenario "nonsense"; expected a built-in\'s name, or a packed text')`)
	b.shot("replay-wrong")
	b.act(`location.hash = '#v=1&replay=b1:boot-assert:qpw=0:i0'`)
	b.until(twin + `.endsWith('choice 1: i0 cannot act there; expected r0')`)
}
