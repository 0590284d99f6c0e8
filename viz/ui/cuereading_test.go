package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestACueTurnsThePage: to the text that it names, and the next step's cues
// turn back, unless a hand has turned further.
func TestACueTurnsThePage(t *testing.T) {
	m := New(1280, 720)
	Update(m, Load{Name: "x", Text: "machine cpus=1 qpw=0\ncache k size=64\ntask t cpu=0 { alloc k n=2 }\n"})
	for name, want := range map[string]Reading{
		"events": ReadEvents, "compare": ReadCompare, "choices": ReadChoices, "costs": ReadCosts, "ledger": ReadLedger, "lines": ReadLines,
	} {
		Update(m, Cue{Text: "reading " + name})
		assert.False(t, m.Notice.Alarm, m.Notice.Text)
		assert.Equal(t, want, m.Reading, name)
		Update(m, Cue{Text: "at 0ns"})
		assert.Equal(t, ReadListing, m.Reading, name)
	}
	assert.False(t, m.Owning())
	Update(m, Cue{Text: "reading lines"})
	Update(m, ShowReading{Reading: ReadEvents})
	Update(m, Cue{Text: "at 0ns"})
	assert.Equal(t, ReadEvents, m.Reading, "a hand has chosen it")
	Update(m, Cue{Text: "reading novels"})
	assert.True(t, m.Notice.Alarm)
	assert.Contains(t, m.Notice.Text, `found "novels", expected one of events, compare, choices, costs, ledger, lines`)
}
