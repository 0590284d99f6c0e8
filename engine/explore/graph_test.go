package explore

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// From state 2 only 3 can be reached and from there only 2; 4 is an end.
func TestWayOut(t *testing.T) {
	g := graph{}
	for _, e := range [][2]uint32{{0, 1}, {0, 2}, {1, 4}, {2, 3}, {3, 2}} {
		g.add(e[0], e[1])
	}
	assert.Equal(t, []bool{true, true, false, false, true}, g.withWayOut(5))
}
