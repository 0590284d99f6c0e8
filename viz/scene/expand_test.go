package scene

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/theme"
)

func TestExpandGivesPlainItems(t *testing.T) {
	rnd := rand.New(rand.NewSource(6))
	s := randomScene(rnd, 500)
	var parts Scene
	for i := range s.Items {
		it := &s.Items[i]
		s.Expand(it, &parts)
		require.NotEmpty(t, parts.Items)
		for k := range parts.Items {
			p := &parts.Items[k]
			require.NotContains(t, []Shape{Padlock, Chip, Icon}, p.Shape)
			require.False(t, p.Has(ArrowEnd) || p.Has(ArrowStart))
			require.Equal(t, it.ID, p.ID)
			require.Equal(t, it.Clip, p.Clip)
			require.Equal(t, it.Alpha, p.Alpha)
		}
	}
}

// A padlock and a sign stay in their square, give or take half a stroke.
func TestPadlocksAndSignsStayInTheirSquare(t *testing.T) {
	var s, parts Scene
	s.Reset(100, 100)
	for shape := LocalLock; shape <= RTLock; shape++ {
		s.Padlock(ID{}, 40, 40, 20, shape, true, Solid(theme.LockOpen))
		s.Padlock(ID{}, 40, 40, 20, shape, false, Solid(theme.LockHeld))
	}
	for sign := Sign(0); sign < signCount; sign++ {
		s.Icon(ID{}, 40, 40, 20, sign, Solid(theme.Text))
	}
	square := Rect{40, 40, 20, 20}.Grow(1.5)
	for i := range s.Items {
		s.Expand(&s.Items[i], &parts)
		for _, p := range parts.Points {
			require.True(t, square.Contains(p.X, p.Y), "item %d: %v", i, p)
		}
		for _, it := range parts.Items {
			if it.Pts.N == 0 {
				require.True(t, square.Contains(it.Rect.X, it.Rect.Y), "item %d", i)
				require.True(t, square.Contains(it.Rect.X+it.Rect.W, it.Rect.Y+it.Rect.H), "item %d", i)
			}
		}
	}
}

func TestTheKindsOfLockDiffer(t *testing.T) {
	var s, parts Scene
	s.Reset(100, 100)
	seen := map[string]bool{}
	for shape := LocalLock; shape <= RTLock; shape++ {
		for _, open := range []bool{false, true} {
			s.Expand(s.Padlock(ID{}, 0, 0, 14, shape, open, Solid(theme.LockHeld)), &parts)
			seen[parts.TextDump()] = true
		}
	}
	assert.Len(t, seen, 6)
}

func TestAnArrowEndsAtItsPoint(t *testing.T) {
	var s, parts Scene
	s.Reset(100, 100)
	s.Expand(s.Line(ID{}, 0, 50, 100, 50, Solid(theme.RemoteWork), 2).Arrow(), &parts)
	assert.Equal(t, `scene 100x100
line - 0,50 93.6,50 stroke=RemoteWork*2
area - 100,50 92,53.6 92,46.4 fill=RemoteWork
`, parts.TextDump())
}

func TestAnArrowWithTwoHeads(t *testing.T) {
	var s, parts Scene
	s.Reset(100, 100)
	it := s.Line(ID{}, 0, 50, 100, 50, Solid(theme.RemoteWork), 2).Arrow()
	it.Flags |= ArrowStart
	s.Expand(it, &parts)
	require.Len(t, parts.Items, 3)
	assert.Equal(t, []Point{{6.4, 50}, {93.6, 50}}, parts.Of(&parts.Items[0]))
}
