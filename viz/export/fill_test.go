package export

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/scenario"
)

// Looking at what a step can reach finds what looking at everything finds, at the
// same step: in every built-in, in each mode, with CPUs that go and caches that are
// destroyed among them.
func TestLookingWhereAStepCanReachMissesNothing(t *testing.T) {
	for _, b := range scenario.Builtins() {
		for _, qpw := range []string{"0", "1"} {
			h := begunHistory(t, b.Name, "qpw", qpw, "until", "300us")
			k := h.Run.Kernel
			some, all := newWatcher(k), newWatcher(k)
			var got, want []fill
			steps := 0
			for more := true; more && steps < 60_000; steps++ {
				more = h.Advance(1)
				got, want = some.look(k, got), all.lookAtAll(k, want)
			}
			assert.Equal(t, byGauge(want), byGauge(got), "%s, qpw=%s", b.Name, qpw)
			assert.Equal(t, all.last, some.last, "%s, qpw=%s", b.Name, qpw)
			assert.Positive(t, steps)
		}
	}
}

// byGauge is what each gauge came to: of one step they may stand in any order.
func byGauge(all []fill) map[int32][]fill {
	out := map[int32][]fill{}
	for _, f := range all {
		out[f.gauge] = append(out[f.gauge], f)
	}
	return out
}
