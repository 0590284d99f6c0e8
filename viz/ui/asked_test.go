package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The figure of a page answers a question from the run that it has, with what the
// reader has changed in the text.
func TestAPageAsks(t *testing.T) {
	const line = "?\tvalue max(poll.gap) when qpw=0\t- < 1us\t  .\t- 1us..20us\t  .\t- >= 20us\t  ."
	m := at(t, "mode qpw=1")
	answer := func() string {
		t.Helper()
		msg, ok := m.BesideMsg("ask " + line)
		require.True(t, ok)
		Update(m, msg)
		for range 200 {
			Update(m, Tick{Steps: 4000})
		}
		return m.besideAnswer()
	}
	assert.Empty(t, m.besideAnswer(), "nobody has asked")
	assert.Equal(t, "answer\t1\tmax(poll.gap) = 1.920 µs\t1", answer())
	assert.Equal(t, "answer\t1\tmax(poll.gap) = 1.920 µs\t2", answer(), "the same answer is told again")
	Update(m, Edit{Name: "mine", Text: strings.Replace(m.Text, "shrink kmalloc-64", "work 1us", 1)})
	assert.Equal(t, "answer\t0\tmax(poll.gap) = 0.100 µs\t3", answer(), "nobody shrinks any more")
	_, ok := m.BesideMsg("ask nonsense")
	assert.False(t, ok)
}
