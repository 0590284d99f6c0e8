package paint

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

func TestALetterHasTheInkOfItsShape(t *testing.T) {
	// A capital I of Go Mono at 64 pixels: some ink, not all, and the corners
	// of its box are inked because the I has serifs there.
	g := new(desk).letter(letterKey{r: 'I', family: theme.Mono, size: 64 * 8})
	require.NotZero(t, g.w)
	sum := 0
	for _, a := range g.mask {
		sum += int(a)
	}
	share := float64(sum) / 255 / float64(g.w*g.h)
	assert.Greater(t, share, 0.2)
	assert.Less(t, share, 0.7)
	assert.Equal(t, -g.h, g.dy, "it stands on the baseline")
	assert.Equal(t, uint8(0xff), g.mask[(g.h/2)*g.w+g.w/2], "its stem is in the middle")
}

func TestASpaceHasNoInk(t *testing.T) {
	assert.Zero(t, new(desk).letter(letterKey{r: ' ', size: 100}).w)
}

func TestLettersStandWhereTypesetSays(t *testing.T) {
	p := New(theme.Dark())
	var s scene.Scene
	s.Reset(300, 50)
	const text = "HHHHHHHHHHHHHHHH"
	s.Text(scene.ID{}, 200, 20, text, theme.Prose, scene.End, scene.Solid(theme.Text))
	p.build(&s, 1)
	require.Len(t, p.mesh.vertices, 4*len(text))
	first, last := p.mesh.vertices[0], p.mesh.vertices[len(p.mesh.vertices)-3]
	width := typeset.Measure(text, theme.Prose)
	assert.InDelta(t, 200-width, first.DstX, 2.5)
	assert.InDelta(t, 200, last.DstX, 2.5)
	assert.InDelta(t, 20, p.mesh.vertices[2].DstY, 0.01, "the letters stand on the baseline")
}

func TestTheAtlasKeepsLettersApart(t *testing.T) {
	a := newAtlas()
	var placed []letter
	for r := '!'; r <= '~'; r++ {
		for q := range uint8(4) {
			placed = append(placed, a.letter(letterKey{r: r, size: 15 * 8, quarter: q}))
		}
	}
	require.False(t, a.full)
	owner := map[[2]int]int{}
	for i, l := range placed {
		for y := l.y; y < l.y+l.h; y++ {
			for x := l.x; x < l.x+l.w; x++ {
				_, taken := owner[[2]int{x, y}]
				require.False(t, taken)
				require.False(t, x < whiteSide && y < whiteSide, "letter on the white spot")
				owner[[2]int{x, y}] = i
			}
		}
	}
}

func TestAFullAtlasStartsAgain(t *testing.T) {
	p := New(theme.Dark())
	var s scene.Scene
	for size := float32(100); size < 200; size++ {
		s.Reset(100, 100)
		s.Text(scene.ID{}, 0, 50, "kmem_cache_shrink", theme.Prose.At(size), scene.Start, scene.Solid(theme.Text))
		p.build(&s, 1)
		require.False(t, p.atlas.full, "size %v", size)
		require.Len(t, p.mesh.vertices, 4*len("kmem_cache_shrink"))
	}
}
