package path

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
	"barnyard/engine/sim"
)

// Every function says what it is, where it comes from, and has a line for each
// op that people can read.
func TestListingsAreWhole(t *testing.T) {
	for _, mode := range []qpw.Mode{qpw.NotBuilt, qpw.Off, qpw.On} {
		code, err := Link(Build{Mode: mode})
		require.NoError(t, err)
		for _, l := range code.Funcs {
			assert.NotEmpty(t, l.What, l.Name)
			assert.NotEmpty(t, l.Section, l.Name)
			for pc, op := range l.Ops {
				assert.NotEmpty(t, strings.TrimSpace(op.Text), "%s line %d", l.Name, pc)
				assert.NotEqual(t, op.Do == nil, op.form == byItself, "%s line %d", l.Name, pc)
				assert.LessOrEqual(t, len(op.To), 4, "%s line %d", l.Name, pc)
			}
		}
	}
}

func TestOnlyTheKeyAddsBranches(t *testing.T) {
	plain, err := Link(Build{Mode: qpw.NotBuilt})
	require.NoError(t, err)
	built, err := Link(Build{Mode: qpw.Off})
	require.NoError(t, err)
	for i, l := range plain.Funcs {
		with := built.Funcs[i]
		require.Equal(t, l.Name, with.Name)
		if l.Name == "late_initcall" {
			continue // it calls what the series brings
		}
		if len(with.Ops) != len(l.Ops) {
			assert.Contains(t, with.Ops[0].Text, "static branch", l.Name)
		}
	}
}

func TestLinkRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		funcs []Listing
		want  string
	}{
		{"a call into nowhere", []Listing{{Name: "a", Ops: ops(call("x", "b", nil))}}, "a calls b, which does not exist"},
		{"a label that is not there", []Listing{{Name: "a", Ops: ops(jump("x", "y"))}}, "a goes to the label y"},
		{"a label twice", []Listing{{Name: "a", Ops: ops(at("l", done()), at("l", done()))}}, "the label l twice"},
		{"a name twice", []Listing{{Name: "a"}, {Name: "a"}}, "a is defined twice"},
	} {
		_, err := link(c.funcs, false)
		require.Error(t, err, c.name)
		assert.Contains(t, err.Error(), c.want)
	}
}

func TestFrameFitsItsRegisters(t *testing.T) {
	assert.LessOrEqual(t, rNodesAsked, sim.NRegs-1)
}
