package explore

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/sim"
)

// From state 2 only 3 can be reached and from there only 2; 4 is an end.
func TestWayOut(t *testing.T) {
	x := &search{table: newTable()}
	for n, parent := range []uint32{0, 0, 0, 2, 1} {
		x.table.add(uint64(n+1), parent, 0)
	}
	x.after.add(3, 2)
	assert.Equal(t, []bool{true, true, false, false, true}, x.withWayOut())
	x.after.add(3, 4)
	assert.Equal(t, []bool{true, true, true, true, true}, x.withWayOut())
}

// Steps come back in blocks as they were put in.
func TestStepsAreKept(t *testing.T) {
	g, r := graph{}, sim.NewRand(7, 44)
	var all []step
	for range 3*perBlock + 5 {
		s := step{uint32(r.Intn(1 << 31)), uint32(r.Intn(1 << 31))}
		all = append(all, s)
		g.add(s.from, s.to)
	}
	assert.Len(t, g.blocks, 4)
	var back []step
	for _, b := range g.blocks {
		back = append(back, read(b, nil)...)
	}
	assert.Equal(t, all, back)
}

// A table gives each fingerprint one number, however often it has grown.
func TestTableKnowsAgain(t *testing.T) {
	tab, r := newTable(), sim.NewRand(8, 45)
	prints := make([]uint64, 50_000)
	for n := range prints {
		prints[n] = r.Uint64()
		id, fresh := tab.add(prints[n], uint32(n/2), 0)
		assert.True(t, fresh && int(id) == n)
	}
	for n, print := range prints {
		id, fresh := tab.add(print, 0, 0)
		assert.True(t, !fresh && int(id) == n)
	}
	assert.Less(t, tab.bytes(), int64(30*len(prints)))
}
