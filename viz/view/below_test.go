package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Below the cards there is room for the ways from one to another and their names,
// whichever pane comes next: where there is no room for the barns it is another.
func TestBelowTheCardsThereIsRoomForTheWays(t *testing.T) {
	without := 0
	for _, cue := range []string{"", "compare qpw=0 qpw=1"} {
		for _, z := range append([][2]float32{{840, 660}, {840, 600}, {840, 560}, {1000, 600}}, sizes...) {
			f := FrameOf(modelOf(t, "shrink-under-poll", z[0], z[1], cue))
			next := f.Barns
			if next.Empty() {
				next = f.Timeline
				without++
			}
			assert.GreaterOrEqual(t, next.Y-(f.Cards.Y+f.Cards.H), float32(gapFarm), "%q, %g x %g", cue, z[0], z[1])
		}
	}
	assert.Positive(t, without, "in none of them the barns had to go")
}
