package locking

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// What the other member reads where one was taken: kernel.md 3.8, H2.
func TestMembersOnTopOfEachOther(t *testing.T) {
	for _, c := range []struct {
		name   string
		union  Union
		debug  bool
		enters bool
		says   []bug.Code
	}{
		{"acquired is the locked byte", TryUnion, false, false, nil},
		{"a plain local lock is empty", PlainUnion, false, true, []bug.Code{bug.TwoOwners}},
		{"with debugging something lies there, and no magic", PlainUnion, true, false, []bug.Code{bug.BadMagic}},
		{"the same of a trylock", TryUnion, true, false, []bug.Code{bug.BadMagic}},
	} {
		m, s, l := bench(2)
		s.Unite(l, c.union, Local)
		s.Dep = Dep{}
		if c.debug {
			s.Dep = NewDep(false, len(m.Threads))
		}
		s.Enter(m, l)
		require.Empty(t, m.Bugs, c.name)
		m.OnCPU(1)
		assert.Equal(t, c.enters, s.Try(m, l, Spin), c.name)
		var said []bug.Code
		for _, b := range m.Bugs {
			said = append(said, b.Code)
		}
		assert.Equal(t, c.says, said, c.name)
		if c.enters {
			assert.Equal(t, sim.ThreadID(1), s.L[l].Holder, c.name)
		}
	}
}
