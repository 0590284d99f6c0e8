package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/path"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// The switch says the name of every planted bug whole, in the usual window and in a
// low one: the other side gives way, and what both have in common is not said.
func TestTheSwitchNamesEveryBugWhole(t *testing.T) {
	for _, base := range []ui.Variant{"qpw=0", "qpw=1"} {
		for _, mu := range path.Mutants() {
			for _, z := range [][2]float32{{1280, 720}, {844, 390}, {390, 844}} {
				m := modelOf(t, "barn-empty", z[0], z[1], "")
				ui.Update(m, ui.SetVariant{Side: 0, Variant: base})
				ui.Update(m, ui.SetVariant{Side: 1, Variant: base.With("mutant", mu.Name)})
				if m.Sides[1].Variant == m.Sides[0].Variant || m.Notice.Alarm {
					continue // not a bug of this kernel
				}
				where := fmt.Sprintf("%s %s %g", base, mu.Name, z[0])
				var names [2]string
				s, right := built(m), float32(0)
				for i := range names {
					part := boxed(s, scene.Segment.ID(0, i))
					require.NotNil(t, part, where)
					assert.GreaterOrEqual(t, part.Rect.X, right, where)
					right = part.Rect.X + part.Rect.W
					names[i] = wordsOf(s, scene.Segment.ID(0, i).Sub(1))
				}
				assert.Contains(t, names[1], mu.Name, where)
				assert.NotContains(t, names[0], "…", where)
				ui.Update(m, ui.SwitchMode{})
				other := built(m)
				for i := range names {
					id := scene.Segment.ID(0, i)
					assert.Equal(t, boxed(s, id).Rect, boxed(other, id).Rect, "%s: it stays where it is when pressed", where)
				}
			}
		}
	}
}

// Two kernels with PREEMPT_RT are told apart by what only one of them has.
func TestTheSwitchSaysWhatDiffers(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "compare qpw=0/rt=on qpw=1/rt=on/mutant=capacity-written-into-barn-link")
	s := built(m)
	assert.Equal(t, "queue work", wordsOf(s, scene.Segment.ID(0, 0).Sub(1)))
	assert.Equal(t, "bug capacity-written-into-barn-link", wordsOf(s, scene.Segment.ID(0, 1).Sub(1)))
}
