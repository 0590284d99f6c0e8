package path

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNolockFreeSaysWhereTo: kernels whose kfree_nolock goes past the sheaves do
// not say that it goes to them.
func TestNolockFreeSaysWhereTo(t *testing.T) {
	for _, b := range []Build{{Generation: "7.1"}, {Generation: "7.0-rc1"}, {Generation: "6.18"}, {Generation: "7.1", Patches: []string{"before-nolock"}}} {
		funcs, err := Functions(b)
		require.NoError(t, err)
		l := funcs[slices.IndexFunc(funcs, func(l Listing) bool { return l.Name == "kfree_nolock" })]
		asks := slices.ContainsFunc(l.Ops, func(op Op) bool { return op.Call == "free_to_pcs" })
		if asks {
			require.Contains(t, l.What, "sheaves", "%+v", b)
		} else {
			require.NotContains(t, l.What, "sheaves", "%+v", b)
		}
	}
}
