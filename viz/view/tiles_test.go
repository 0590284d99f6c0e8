package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// Each CPU of many has a tile of its own, in the block of its node, and nothing
// lies over another's.
func TestTilesStandWithTheirNode(t *testing.T) {
	for _, c := range []struct{ cpus, nodes int }{{33, 1}, {64, 2}, {100, 3}, {256, 8}, {1024, 1}, {1024, 8}, {1000, 7}, {1024, 64}, {40, 40}} {
		for _, w := range []float32{640, 700, 1280, 1920} {
			m := ui.New(w, 900)
			text := fmt.Sprintf("machine cpus=%d nodes=%d\ncache c size=64\ntask t cpu=0 { alloc c }\n", c.cpus, c.nodes)
			ui.Update(m, ui.Load{Name: "many", Text: text})
			require.True(t, m.Loaded(), m.Notice.Text)
			f := FrameOf(m)
			where := fmt.Sprintf("%d CPUs, %d nodes, %g wide", c.cpus, c.nodes, w)
			var rects []scene.Rect
			for cpu := range c.cpus {
				r := f.Card(cpu, c.cpus).Grow(-0.01)
				node := int(m.Kernel().M.CPUs[cpu].Node)
				b := f.tiles.block(node, f.Cards)
				assert.True(t, b.Contains(r.X, r.Y) && b.Contains(r.X+r.W, r.Y+r.H), "%s: CPU %d stands in the block of node %d", where, cpu, node)
				assert.Less(t, r.X+r.W, f.Cards.X+f.Cards.W+1, where)
				rects = append(rects, r)
			}
			for i := 1; i < len(rects); i++ {
				assert.False(t, overlap(rects[i-1], rects[i]), "%s: CPUs %d and %d", where, i-1, i)
			}
			assert.GreaterOrEqual(t, f.tiles.size, float32(4), where)
		}
	}
}

// The CPU of many that is chosen or pointed at has its full card, with every
// place of its sheaves; the others have none.
func TestACardOpensForTheChosenCPU(t *testing.T) {
	m := ui.New(1280, 720)
	ui.Update(m, ui.Load{Name: "many", Text: "machine cpus=128 nodes=4 isolated=100\ncache c size=64 capacity=28\ntask t cpu=70 { alloc c n=3 }\n"})
	ui.Update(m, ui.ToEnd{})
	for range 20 {
		ui.Update(m, ui.Tick{Steps: 4000})
	}
	places := func(cpu int) (n int) {
		var s scene.Scene
		Build(m, &s)
		for i := range s.Items {
			if id := s.Items[i].ID; (id.Kind == scene.Main || id.Kind == scene.MainAt) && int(id.N[1]) == cpu {
				n++
			}
		}
		return n
	}
	assert.Zero(t, places(70), "nothing is chosen")
	ui.Update(m, ui.Select{ID: scene.CPU.ID(70)})
	assert.Positive(t, places(70))
	assert.Zero(t, places(71))
	ui.Update(m, ui.Select{})
	m.Live, m.Hover = true, scene.CPU.ID(100)
	assert.Greater(t, places(100), 28, "pointed at")
	m.Hover = scene.ID{}
	assert.Zero(t, places(100))
}

// Of many nodes each has a cell, and the chosen one its strip.
func TestEachOfManyNodesHasACell(t *testing.T) {
	m := ui.New(1280, 720)
	ui.Update(m, ui.Load{Name: "many", Text: "machine cpus=16 nodes=8\ncache c size=64\ntask t cpu=5 { alloc c n=3 }\n"})
	strip := func() (node int, cells int) {
		var s scene.Scene
		Build(m, &s)
		node = -1
		for i := range s.Items {
			switch id := s.Items[i].ID; {
			case id.Kind == scene.Node && id.Part == 0:
				require.Equal(t, -1, node, "one strip")
				node = int(id.N[1])
			case id.Kind == scene.NodeCell && id.Part == 0:
				cells++
			}
		}
		return node, cells
	}
	for _, c := range []struct {
		sel  scene.ID
		want int
	}{{scene.ID{}, 0}, {scene.CPU.ID(5), 2}, {scene.Node.ID(0, 7), 7}, {scene.BarnLock.ID(0, 3), 3}} {
		m.Sel = c.sel
		node, cells := strip()
		assert.Equal(t, c.want, node, c.sel)
		assert.Equal(t, 8, cells)
	}
}

// With hundreds of CPUs, too, the usual window has the barns of the nodes and the
// latencies.
func TestManyCPUsHaveBarnsAndLatencies(t *testing.T) {
	for _, c := range []struct{ cpus, nodes int }{{64, 2}, {128, 4}, {1024, 8}} {
		text := fmt.Sprintf("machine cpus=%d nodes=%d\ncache c size=64\ntask w cpu=0-%d { alloc c n=9; loop 9 { work 1us; mark gap } }\nuntil 9us\n",
			c.cpus, c.nodes, c.cpus-1)
		m := modelOf(t, text, 1280, 720, "at 5us")
		f := FrameOf(m)
		assert.False(t, f.Barns.Empty(), "%d CPUs", c.cpus)
		assert.False(t, f.Latency.Empty(), "%d CPUs", c.cpus)
		assert.GreaterOrEqual(t, f.Timeline.H, float32(130), "%d CPUs", c.cpus)
		s := built(m)
		assert.NotNil(t, boxed(s, scene.BarnLock.ID(0, 0)), "%d CPUs", c.cpus)
		assertTidy(t, ofLatency(s), []scene.Rect{f.Latency})
	}
}

// A hand on a tile opens its card and is told of it; the sentence lies beside the
// card.
func TestTheSentenceLiesBesideTheOpenCard(t *testing.T) {
	m := modelOf(t, "machine cpus=64 nodes=2\ncache c size=64\ntask w cpu=0-63 { alloc c n=9; loop 9 { work 1us } }\nuntil 9us\n", 1280, 720, "at 5us")
	m.Live = true
	for cpu := range 64 {
		s := built(m)
		x, y := middleOf(t, s, scene.CPU.ID(cpu))
		at(m, s, gesture.Hover, x, y)
		tip, card := boxed(s, scene.Tooltip.ID()), boxed(s, scene.CPU.ID(cpu).Sub(openPart))
		require.NotNil(t, tip)
		require.NotNil(t, card)
		assert.False(t, overlap(tip.Rect, card.Rect), "CPU %d: %v and %v", cpu, tip.Rect, card.Rect)
	}
}

// On a phone, too, a node says all of which CPUs it has.
func TestNamesOfNodesAreWhole(t *testing.T) {
	for _, w := range []float32{360, 390, 1280} {
		m := modelOf(t, "machine cpus=1024 nodes=8\ncache c size=64\ntask w cpu=0 { alloc c }\nuntil 9us\n", w, 844, "")
		s := built(m)
		for node := range 8 {
			assert.Contains(t, boxed(s, scene.NodeName.ID(node)).Text, fmt.Sprintf("%d · ", node))
			assert.Contains(t, boxed(s, scene.NodeName.ID(node)).Text, fmt.Sprintf("%d-%d", node*128, node*128+127))
		}
	}
}

// The full card of a small one leaves the timeline to be seen, and the small one too,
// wherever the farm is high enough for that.
func TestAnOpenCardLeavesTheTimelineFree(t *testing.T) {
	for name, text := range map[string]string{"16": "key-flip", "64": "machine cpus=64 nodes=2\ncache c size=64\ntask a cpu=1 { alloc c n=3 }"} {
		for _, z := range [][2]float32{{1280, 720}, {1920, 1080}, {1100, 640}, {960, 540}} {
			m := modelOf(t, text, z[0], z[1], "")
			for _, cpu := range []int{0, 7, 8, 15} {
				ui.Update(m, ui.Select{ID: scene.CPU.ID(cpu)})
				f, s := FrameOf(m), built(m)
				open := boxed(s, scene.CPU.ID(cpu).Sub(openPart))
				if open == nil {
					assert.True(t, f.Narrow, "%s at %v", name, z)
					continue
				}
				assert.True(t, open.Rect.X >= 0 && open.Rect.X+open.Rect.W <= z[0] && open.Rect.Y >= f.Top.H && open.Rect.Y+open.Rect.H <= f.Transport.Y, "%s at %v", name, z)
				if f.Timeline.Y-f.Top.H > 210 && f.Timeline.Y > f.Cards.Y {
					assert.False(t, overlap(open.Rect, f.Timeline), "%s at %v: CPU %d", name, z, cpu)
					assert.False(t, overlap(open.Rect, f.Card(cpu, len(m.Kernel().M.CPUs))), "%s at %v: CPU %d", name, z, cpu)
				}
			}
		}
	}
}
