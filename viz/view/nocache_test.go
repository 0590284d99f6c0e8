package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// A scenario without a cache is drawn in every size: no lock, sheaf, barn or
// slab that does not exist.
func TestAScenarioWithoutACache(t *testing.T) {
	for _, cpus := range []int{1, 4, 8, 24, 70} {
		text := fmt.Sprintf("machine cpus=%d\ntask a cpu=0 { work 1us }\n", cpus)
		for _, z := range append([][2]float32{{840, 660}, {700, 500}}, sizes...) {
			m := modelOf(t, text, z[0], z[1], "at 500ns")
			ui.Update(m, ui.ShowCache{Index: 1})
			where := fmt.Sprintf("%d CPUs, %gx%g", cpus, z[0], z[1])
			assert.True(t, FrameOf(m).Barns.Empty(), where)
			s := built(m)
			for i := range s.Items {
				switch kind := s.Items[i].ID.Kind; kind {
				case scene.CPULock, scene.Main, scene.Spare, scene.RCUFree, scene.Node, scene.Barn, scene.Slab:
					assert.Fail(t, "drawn without a cache", "%s: %s", where, s.Items[i].ID)
				}
			}
			checkTexts(t, m, s, where)
		}
	}
}
