package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// However many CPUs there are, a phone that lies and a small window have the farm and
// the timeline, also where a violation takes its part of the height.
func TestManyCPUsInALowWindowHaveATimeline(t *testing.T) {
	texts := map[string]string{"key-flip": "key-flip"}
	for _, c := range [][2]int{{9, 1}, {12, 2}, {16, 2}, {24, 2}, {32, 4}, {33, 1}, {64, 2}, {256, 4}, {1024, 8}} {
		texts[fmt.Sprintf("%d CPUs", c[0])] = fmt.Sprintf(
			"machine cpus=%d nodes=%d\ncache c size=64\ntask w cpu=0-%d { alloc c n=9; loop 9 { work 1us } }\nuntil 9us\n", c[0], c[1], c[0]-1)
	}
	for name, text := range texts {
		for _, z := range [][2]float32{{844, 390}, {1000, 600}, {1024, 500}} {
			m, where := modelOf(t, text, z[0], z[1], "at 5us"), fmt.Sprintf("%s, %gx%g", name, z[0], z[1])
			f := FrameOf(m)
			assert.GreaterOrEqual(t, f.Timeline.H, float32(timelineHead+tileTracks*barelyRow), where)
			assert.False(t, f.Cards.Empty(), where)
			checkTexts(t, m, built(m), where)
		}
	}
}
