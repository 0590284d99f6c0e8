package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// recordedWhole lets both runs come to their ends.
func recordedWhole(m *Model) {
	for range 100 {
		Update(m, Tick{Steps: 1 << 20})
	}
}

// A reader's claims are judged when the runs are whole, in the runs that they are
// about, and told.
func TestTheReadersClaimsAreJudged(t *testing.T) {
	for added, want := range map[string]string{
		"claim max(poll.gap) == 5us":                                      "Line 28 is false with qpw=0: claim max(poll.gap) == 5us, and it is 1.920 µs.",
		"claim max(poll.gap) == 5us\nclaim stat(BARN_PUT) == 77":          "Line 28 is false with qpw=0: claim max(poll.gap) == 5us, and it is 1.920 µs. Claims that are false here: 2.",
		"claim max(poll.gap) == 100ns when qpw=1":                         " claims about these runs hold.",
		"claim max(poll.gap) == 5us when rt=on":                           " claims about these runs hold.",
		"claim events(TaskDone) == 2 when qpw=1\nclaim violations() == 0": "Line 28 is false with qpw=1: claim events(TaskDone) == 2 when qpw=1, and it is 1.",
	} {
		m := loaded(t)
		Update(m, Edit{Text: m.Text + added + "\n"})
		recordedWhole(m)
		assert.Contains(t, m.Notice.Text, want, added)
		assert.Equal(t, strings.HasPrefix(want, "Line"), m.Notice.Alarm, added)
	}
	m := loaded(t)
	recordedWhole(m)
	assert.Empty(t, m.Notice.Text, "nobody asks about a built-in")
}

// The verdict comes soon after the picture of the new text, and does not take
// its place in what is spoken.
func TestTheVerdictIsSpokenBehindThePicture(t *testing.T) {
	m := loaded(t)
	var b Beside
	b.Watch([]string{besideSaid})
	told(&b, m)
	Update(m, Edit{Text: strings.Replace(m.Text, "cpus=4", "cpus=5", 1)})
	assert.Contains(t, told(&b, m)[besideSaid], "CPU 4: ")
	recordedWhole(m)
	said := told(&b, m)[besideSaid]
	assert.Contains(t, said, "CPU 4: ")
	assert.True(t, strings.HasSuffix(said, " claims about these runs hold."), said)

	Update(m, StepBy{N: 1})
	assert.NotContains(t, told(&b, m)[besideSaid], "claims", "once is enough")

	m = loaded(t)
	told(&b, m)
	Update(m, Edit{Text: m.Text + "claim max(poll.gap) == 5us\n"})
	recordedWhole(m)
	said = told(&b, m)[besideSaid]
	assert.Contains(t, said, "CPU 3: ", "nobody looked in between")
	assert.Contains(t, said, "Line 28 is false")
}
