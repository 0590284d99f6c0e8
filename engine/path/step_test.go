package path_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// An op that does what it does by itself can enter the function that it names; a line
// that does nothing is gone over.
func TestOpsByThemselves(t *testing.T) {
	s, err := engine.Parse("ops", []byte("machine cpus=1\ntask t cpu=0 { work 1us }\n"))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	k := r.Kernel
	code, err := k.Cfg.Code.With(
		path.Listing{Name: "inner", Ops: []path.Op{{Text: "add", Do: func(_ *path.Kernel, t *sim.Thread, f *sim.Frame) path.Verdict {
			t.Ret = f.R[0] + 1
			return path.Return
		}}}},
		path.Listing{Name: "outer", Ops: []path.Op{
			{Text: "call it", Call: "inner", Do: func(_ *path.Kernel, t *sim.Thread, f *sim.Frame) path.Verdict {
				t.Arg[0] = f.R[0]
				return path.Call
			}},
			{Text: "nothing"},
			{Text: "add more", Do: func(_ *path.Kernel, t *sim.Thread, _ *sim.Frame) path.Verdict {
				t.Ret += 10
				return path.Return
			}},
		}})
	require.NoError(t, err)
	k.Cfg.Code = code
	depth := k.M.Threads[0].Depth
	p := k.Probe(0, "outer", "", 5)
	assert.False(t, p.Waits)
	assert.Equal(t, depth, k.M.Threads[0].Depth)
	assert.Equal(t, int32(16), k.M.Threads[0].Ret)
}
