package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
)

// A link says what it lacks exactly where another figure that follows it has
// another run beside the branch.
func TestALinkSaysWhatItLacks(t *testing.T) {
	for _, c := range []struct {
		side   int // that gets another run
		beside Variant
		lacks  bool
	}{{1, "", false}, {0, "qpw=0/alt=userret", true}, {1, "qpw=1/alt=userret", true}} {
		m := New(1280, 720)
		b, _ := scenario.Lookup("flush-race")
		Update(m, Load{b.Name, string(b.Text)})
		if c.beside != "" {
			Update(m, SetVariant{c.side, c.beside})
		}
		assert.Empty(t, m.LinkLacks(), "without a branch both sides are in it")
		Update(m, StepBy{20})
		Update(m, TakeOver{})
		for n := range 12 {
			offers, _ := m.Offers()
			require.NotEmpty(t, offers)
			Update(m, Take{Actor: offers[n%len(offers)].Actor})
			arriveAll(t, m)
		}
		require.NotZero(t, m.tree().at, "a branch")
		there := follow(t, linkOf(t, m))
		run := func(m *Model) string { return m.Sides[1-m.Shown].Past.Run.Scenario.String() }
		assert.Equal(t, run(there) != run(m), c.lacks, "side %d: %q there, %q here", c.side, run(there), run(m))
		assert.Equal(t, c.lacks, m.LinkLacks() != "", m.LinkLacks())
	}
}
