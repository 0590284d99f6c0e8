package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// Of thirty caches whose names begin alike no two buttons say the same, and the chosen
// one says which of how many it is.
func TestButtonsOfManyCachesAreToldApart(t *testing.T) {
	var b strings.Builder
	b.WriteString("machine cpus=2\n")
	for i := range 30 {
		fmt.Fprintf(&b, "cache a-cache-with-quite-a-long-name-%d size=64\n", i)
	}
	b.WriteString("task a cpu=0 { work 1us }\nuntil 9us\n")
	for _, w := range []float32{390, 1280} {
		m := modelOf(t, b.String(), w, 844, "")
		for at := range 30 {
			s, seen := built(m), map[string]bool{}
			chosen := fmt.Sprintf("%d %d/30", at, at+1)
			for i := range s.Items {
				if it := &s.Items[i]; it.Shape == scene.Text && it.ID.Kind == scene.Button && it.ID.N[0] >= ui.ButtonCache {
					assert.False(t, seen[it.Text], it.Text)
					seen[it.Text] = true
					chosen = strings.TrimPrefix(chosen, it.Text[strings.LastIndexByte(it.Text, '-')+1:])
				}
			}
			assert.Empty(t, chosen, "%g: %v", w, seen)
			ui.Update(m, ui.ShowCache{Index: (at + 1) % 30})
		}
	}
}

// Where there is more than one cache a finger on a phone can go to the next.
func TestAPhoneHasAButtonForTheCaches(t *testing.T) {
	for _, b := range scenario.Builtins() {
		m := modelOf(t, b.Name, 390, 844, "")
		if len(m.Scenario.Caches) < 2 {
			continue
		}
		s, there := built(m), false
		for i := range s.Items {
			there = there || s.Items[i].ID.Kind == scene.Button && s.Items[i].ID.N[0] >= ui.ButtonCache
		}
		assert.True(t, there, b.Name)
	}
}

// A barn with more sheaves than places says how many more.
func TestARackSaysWhatItHasNoPlaceFor(t *testing.T) {
	m := modelOf(t, "machine cpus=8\ncache c size=64 capacity=4 slabobjs=4\ntask a cpu=0-7 { loop 20 { alloc c n=20; free c n=all } }\nuntil 40us\n", 1280, 720, "")
	over := false
	for !over && m.Now < m.End() {
		ui.Update(m, ui.StepBy{N: 50})
		ui.Update(m, ui.Tick{Steps: 50_000})
		n := int(m.Kernel().Heap.Barns[m.Kernel().Heap.BarnOf(slub.CacheID(0), 0)].NrFull)
		if over = n > racks; over {
			assert.Equal(t, fmt.Sprintf("+%d", n-racks), wordsOf(built(m), scene.BarnFull.ID(0, 0, racks)))
		}
	}
	require.True(t, over, "a race puts more there")
}
