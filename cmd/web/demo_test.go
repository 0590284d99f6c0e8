//go:build !js

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the first screen says is what lesson 8 claims of the same scenario: with
// qpw=0 two switches and one interrupt on CPU 3, which puts back 60 objects
// itself; with qpw=1 none of it, and no gap longer than the loop's own round.
func TestTheFirstScreenIsMeasured(t *testing.T) {
	step, err := demoStep()
	require.NoError(t, err)
	rows, err := contrast(step)
	require.NoError(t, err)
	got := map[string][2]string{}
	for _, r := range rows {
		got[r.Expr] = [2]string{r.Queue, r.Lock}
	}
	assert.Equal(t, "0.100 µs", got["max(poll.gap)"][1])
	assert.Regexp(t, `^[1-9]\.\d{3} µs$`, got["max(poll.gap)"][0])
	assert.Equal(t, [2]string{"2", "0"}, got["switches(cpu=3)"])
	assert.Equal(t, [2]string{"1", "0"}, got["ipis(cpu=3)"])
	assert.Equal(t, "60", got["stat(SHEAF_FLUSH, cpu=3)"][0])
	assert.Equal(t, "0", got["stat(SHEAF_FLUSH, cpu=3)"][1])
}
