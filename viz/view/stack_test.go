package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
)

func TestStack(t *testing.T) {
	for _, c := range []struct {
		name   string
		h      float32
		want   [3]float32
		absent bool
	}{
		{"room for more than they can use: the last takes it", 400, [3]float32{100, 100, 190}, false},
		{"dealt out evenly", 250, [3]float32{80, 80, 80}, false},
		{"tight before one goes", 160, [3]float32{50, 50, 50}, false},
		{"one goes, the others are as before", 150, [3]float32{72.5, 72.5, 0}, true},
	} {
		var out [3]scene.Rect
		stack(scene.Rect{Y: 3, W: 10, H: c.h}, []band{
			{into: &out[0], least: 60, most: 100, tight: 50, keep: 3},
			{into: &out[1], least: 60, most: 100, tight: 50, keep: 2, before: 5},
			{into: &out[2], least: 60, most: 100, tight: 50, keep: 1, before: 5},
		})
		for i, r := range out {
			assert.Equal(t, c.want[i], r.H, "%s: band %d", c.name, i)
		}
		assert.Equal(t, c.absent, out[2].Empty(), c.name)
	}
}

// Eight CPUs in the usual window have everything, the latencies too.
func TestEightCPUsHaveLatencies(t *testing.T) {
	m := modelOf(t, many(8, 2, 60), 1280, 720, "at 25us")
	f := FrameOf(m)
	assert.False(t, f.Latency.Empty())
	assert.NotNil(t, boxed(built(m), scene.LatencyTable.ID()))
}
