package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Who pays for a cache line: by hand, on 130 CPUs of two nodes, so that the set of
// sharers takes three words.
func TestTouchCharges(t *testing.T) {
	m := NewMachine(130, 2, 1, 0)
	m.Boot()
	m.NewLines(2)
	l := m.NewLines(1)
	assert.EqualValues(t, 2, l)
	near, far := m.Cost[CostLineNear], m.Cost[CostLineFar]
	assert.Less(t, near, far)
	for i, c := range []struct {
		cpu   int32
		write bool
		cost  int64
		from  int32 // whose copy came
		owner int32
		dirty bool
	}{
		{cpu: 0, owner: 0},                                         // from memory: nobody pays
		{cpu: 0, owner: 0},                                         // it has it
		{cpu: 0, write: true, owner: 0, dirty: true},               // and owns it: it may write
		{cpu: 0, write: true, owner: 0, dirty: true},               // and again
		{cpu: 64, cost: near, owner: 0},                            // a copy; the owner's is clean now
		{cpu: 64, owner: 0},                                        // in the second word of the set
		{cpu: 0, owner: 0},                                         // the first still has its own
		{cpu: 129, cost: far, owner: 0},                            // the other node
		{cpu: 64, write: true, cost: near, owner: 64, dirty: true}, // others have copies, which they drop
		{cpu: 129, cost: far, from: 64, owner: 64},                 // it has dropped its own
		{cpu: 0, write: true, cost: near, from: 64, owner: 0, dirty: true},
		{cpu: 129, write: true, cost: far, owner: 129, dirty: true},
		{cpu: 128, cost: near, from: 129, owner: 129},
		{cpu: 129, write: true, owner: 129, dirty: true}, // the owner's own line: it need not fetch it
	} {
		m.OnCPU(c.cpu)
		m.Events = nil
		in := m.CPUs[c.cpu].LinesIn
		before := m.extra
		m.Touch(l, c.write)
		assert.Equal(t, c.cost, m.extra-before, "move %d", i)
		assert.Equal(t, Line{Owner: c.owner, Dirty: c.dirty}, m.Lines[l], "move %d", i)
		if c.cost == 0 {
			assert.Empty(t, m.Events, "move %d", i)
			continue
		}
		assert.Equal(t, in+1, m.CPUs[c.cpu].LinesIn)
		if assert.Len(t, m.Events, 1, "move %d", i) {
			e := m.Events[0]
			assert.Equal(t, []int64{int64(LineMove), int64(l), int64(c.from), c.cost}, []int64{int64(e.Kind), int64(e.A), int64(e.B), e.C}, "move %d", i)
		}
	}
	assert.Equal(t, []Line{{Owner: -1}, {Owner: -1}}, m.Lines[:2], "the others' words are theirs")
}
