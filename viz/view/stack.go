package view

import "barnyard/viz/scene"

// band is one pane of a pile: how high it has to be, how high it can use, and
// how much it matters that it is there.
type band struct {
	into        *scene.Rect
	least, most float32
	tight       float32 // how high it may be when one would have to go else
	before      float32 // the gap above it
	after       float32 // and below it, whatever is there: the larger of two counts
	keep        int     // the least of these goes first when there is no room
	should      float32 // what least was before it had to be tight
	upTo        float32 // what it is dealt at most, in this round
	height      float32
}

// stack piles bands up in r. When they do not fit all of them get tight before
// one goes. Those that matter least are left out until the rest fits; what room is
// left over is dealt out evenly, first up to what each should have and then up to what
// it can use, and the last one takes the remainder.
func stack(r scene.Rect, bands []band) {
	for i := range bands {
		bands[i].should = bands[i].least
	}
	for len(bands) > 1 && leastOf(bands) > r.H {
		if saved := tighten(bands); leastOf(bands)-saved <= r.H {
			for i := range bands {
				bands[i].least = bands[i].tight
			}
			break
		}
		bands = without(bands)
	}
	over := r.H - leastOf(bands)
	for i := range bands {
		bands[i].height = bands[i].least
	}
	for i := range bands {
		bands[i].upTo = bands[i].should
	}
	over = dealAll(bands, over)
	for i := range bands {
		bands[i].upTo = bands[i].most
	}
	dealAll(bands, over)
	y := r.Y
	for i := range bands {
		b := &bands[i]
		y += gapAbove(bands, i)
		h := b.height
		if i == len(bands)-1 {
			h = r.Y + r.H - y
		}
		*b.into = scene.Rect{X: r.X, Y: y, W: r.W, H: h}
		y += h
	}
}

// tighten is the height that is saved when all bands are tight.
func tighten(bands []band) (saved float32) {
	for _, b := range bands {
		saved += b.least - b.tight
	}
	return saved
}

// dealAll deals out what is over, up to upTo of each; a round deals out what full
// ones could not take in the one before.
func dealAll(bands []band, over float32) float32 {
	for range bands {
		over = deal(bands, over)
	}
	return over
}

// deal gives each band an even share of what is over and returns the rest.
func deal(bands []band, over float32) float32 {
	open := 0
	for i := range bands {
		if bands[i].height < bands[i].upTo {
			open++
		}
	}
	if open == 0 || over <= 0 {
		return over
	}
	share := over / float32(open)
	for i := range bands {
		b := &bands[i]
		more := min(share, max(b.upTo-b.height, 0))
		b.height += more
		over -= more
	}
	return over
}

// leastOf is the height that all bands need.
func leastOf(bands []band) (sum float32) {
	for i, b := range bands {
		sum += b.least + gapAbove(bands, i)
	}
	return sum
}

// gapAbove is the gap between a band and the one above it.
func gapAbove(bands []band, i int) float32 {
	if i == 0 {
		return 0
	}
	return max(bands[i].before, bands[i-1].after)
}

// without leaves out the band that matters least.
func without(bands []band) []band {
	at := 0
	for i := range bands {
		if bands[i].keep < bands[at].keep {
			at = i
		}
	}
	return append(bands[:at], bands[at+1:]...)
}
