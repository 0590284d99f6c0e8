package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/track"
	"barnyard/viz/ui"
)

func TestCrumbsAreTheLastPlacesEachOnce(t *testing.T) {
	place := func(kind track.PlaceKind, n int32) track.Stay {
		return track.Stay{Place: track.Place{Kind: kind, N: n}}
	}
	stays := []track.Stay{place(track.NoSlab, -1), place(track.OnSlab, 3), place(track.OnWay, -1), place(track.InMain, 1),
		place(track.WithTask, 0), place(track.InMain, 1), place(track.WithTask, 0), place(track.InSpare, 1), place(track.OnWay, -1)}
	c := crumbsOf(stays)
	assert.Equal(t, []int{1, 5, 6, 7, 8}, c.stay[:c.n])
	assert.Equal(t, 2, c.number(5))
	assert.Zero(t, c.number(3), "it was there again later")
	var many []track.Stay
	for i := range int32(20) {
		many = append(many, place(track.InMain, i))
	}
	c = crumbsOf(many)
	assert.Equal(t, []int{13, 14, 15, 16, 17, 18, 19}, c.stay[:c.n])
}

// The breadcrumb of an object that one CPU allocates and another frees: its slab,
// the sheaves of both CPUs, and the filled number where it is now.
func TestTheBreadcrumbStandsWhereTheObjectWas(t *testing.T) {
	m := modelOf(t, "producer-consumer", 1280, 720, "at 3ms")
	keyed(m, "o")
	stays, soFar := m.Life()
	require.False(t, soFar)
	s := built(m)
	c := crumbsOf(stays)
	require.Greater(t, c.n, 3)
	for _, i := range c.stay[:c.n] {
		badge := boxed(s, scene.LifeStep.ID(i))
		require.NotNil(t, badge, "step %d", i)
		if id, ok := map[track.PlaceKind]scene.ID{
			track.InMain: scene.Main.ID(0, int(stays[i].Place.N)), track.InSpare: scene.Spare.ID(0, int(stays[i].Place.N)), track.OnSlab: scene.Slab.ID(0, int(stays[i].Place.N)),
		}[stays[i].Place.Kind]; ok {
			thing := boxed(s, id)
			require.NotNil(t, thing)
			assert.True(t, thing.Rect.Grow(3).Contains(badge.Rect.X+7, badge.Rect.Y+7), "%s at %s", scene.LifeStep.ID(i), id)
		}
		assert.Contains(t, badge.Hint, ui.StayText(m.Kernel(), stays[i].Place))
	}
	segments := 0
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == scene.LifeSpan && it.ID.Part == 0 {
			segments++
			assert.NotEmpty(t, it.Hint)
		}
	}
	assert.Positive(t, segments)
}

// A slab for which there is no room has its number in the strip or the cell of its
// own node, never in another's.
func TestAStepOfALifeStandsInItsNode(t *testing.T) {
	left := 0
	for _, nodes := range []int{2, 4} {
		text := fmt.Sprintf("machine cpus=4 nodes=%d\ncache c size=256\n"+
			"task w cpu=0-3 { loop { alloc c n=500; work 1us; free c n=500; mark round } }\nuntil 90us\n", nodes)
		for _, z := range [][2]float32{{1280, 720}, {390, 844}} {
			m := modelOf(t, text, z[0], z[1], "")
			for _, at := range []int64{30, 60, 85} {
				ui.Update(m, ui.SeekTo{At: at * 1000 * m.GHz()})
				for range 20 {
					ui.Update(m, ui.Tick{Steps: 50_000})
				}
				ui.Update(m, ui.Select{})
				keyed(m, "o")
				stays, _ := m.Life()
				s := built(m)
				c := crumbsOf(stays)
				for _, i := range c.stay[:c.n] {
					badge, place := boxed(s, scene.LifeStep.ID(i)), stays[i].Place
					if badge == nil || place.Kind != track.OnSlab || boxed(s, scene.Slab.ID(0, int(place.N))) != nil {
						continue
					}
					left++
					node := int(m.Kernel().Heap.Slabs[place.N].Node)
					home, ok := nodePlace(s, m, node)
					require.True(t, ok, "%d nodes", nodes)
					assert.True(t, home.Grow(3).Contains(badge.Rect.X+7, badge.Rect.Y+7), "%d nodes: %s is not in node %d", nodes, scene.LifeStep.ID(i), node)
				}
			}
		}
	}
	assert.Greater(t, left, 5)
}
