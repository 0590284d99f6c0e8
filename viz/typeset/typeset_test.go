package typeset

import (
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/assets"
	"barnyard/viz/theme"
)

func TestEveryFontReads(t *testing.T) {
	for name, file := range map[string][]byte{
		"sans": assets.SansRegular(), "sans bold": assets.SansBold(),
		"mono": assets.MonoRegular(), "mono bold": assets.MonoBold(),
	} {
		f, err := parseFace(file)
		require.NoError(t, err, name)
		assert.Equal(t, 2048, f.upem, name)
		for r := rune(' '); r <= '~'; r++ {
			require.True(t, f.has(r), "%s lacks %q", name, r)
		}
		assert.False(t, f.has('漢'), name)
		assert.False(t, f.has(0x1F600), name)
		assert.False(t, f.has(-1), name)
	}
}

func TestTheSignsOfThePictureAreCovered(t *testing.T) {
	for _, r := range "·µ×≥≤–—‘’“”…±→←é" {
		assert.True(t, Covered(r), "%q", r)
	}
	for _, r := range "▶◀▸" {
		assert.False(t, Covered(r), "%q is in the fonts now: scene.Icon need not draw it", r)
	}
}

func TestMonoIsMono(t *testing.T) {
	want := Measure("0", theme.Code)
	for r := rune(' '); r <= '~'; r++ {
		require.Equal(t, want, Advance(r, theme.Code), "%q", r)
	}
}

func TestWidthGrowsWithSizeAndText(t *testing.T) {
	small := Measure("flush_work", theme.Prose.At(10))
	assert.InDelta(t, 2*small, Measure("flush_work", theme.Prose.At(20)), 1e-3)
	assert.Greater(t, Measure("flush_work", theme.Strong.At(10)), small, "bold is wider")
	assert.InDelta(t, Measure("ab", theme.Prose), Measure("a", theme.Prose)+Measure("b", theme.Prose), 1e-3)
	assert.Zero(t, Measure("", theme.Prose))
}

// Every glyph that a character can name is read, so that none fails later.
func TestEveryCharacterIsRead(t *testing.T) {
	for _, typ := range []theme.Type{theme.Prose, theme.Strong, theme.Code, theme.CodeBold} {
		shapes := 0
		for r := rune(0); r <= 0x10000; r++ {
			if faceOf(typ).has(r) {
				steps, _ := Outline(r, typ)
				shapes += min(1, len(steps))
				require.LessOrEqual(t, Advance(r, typ), 2*typ.Size, "%q", r)
			}
		}
		assert.Greater(t, shapes, 600, "the Go fonts draw over 600 characters")
	}
}

// An outline stays as it was when other letters are asked for, from elsewhere
// too.
func TestOutlinesAreNotShared(t *testing.T) {
	want, _ := Outline('é', theme.Prose)
	keep := slices.Clone(want)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for r := rune('A'); r <= 'z'; r++ {
				Outline(r, theme.Prose)
				again, _ := Outline('é', theme.Prose)
				assert.Equal(t, keep, again)
			}
		})
	}
	all.Wait()
	assert.Equal(t, keep, want)
}

// A capital H stands exactly on the baseline and is lower than its size.
func TestOutlineStandsOnTheBaseline(t *testing.T) {
	steps, upem := Outline('H', theme.Prose)
	require.NotEmpty(t, steps)
	low, high := steps[0].Y, steps[0].Y
	for _, s := range steps {
		low, high = min(low, s.Y), max(high, s.Y)
	}
	assert.Zero(t, low)
	assert.Greater(t, high, upem/2)
	assert.Less(t, high, upem)
	assert.Equal(t, MoveTo, steps[0].Op)
}

func TestOutlinesCloseAndStayInTheLine(t *testing.T) {
	for _, typ := range []theme.Type{theme.Prose, theme.Strong, theme.Code, theme.CodeBold} {
		for r := rune(' '); r < 0x180; r++ {
			if !Covered(r) {
				continue
			}
			steps, upem := Outline(r, typ)
			var begin, at [2]int
			for _, s := range steps {
				if s.Op == MoveTo {
					require.Equal(t, begin, at, "%q: a contour stays open", r)
					begin = [2]int{s.X, s.Y}
				}
				at = [2]int{s.X, s.Y}
				require.Less(t, s.Y, upem*5/4, "%q", r)
				require.Greater(t, s.Y, -upem/2, "%q", r)
			}
			require.Equal(t, begin, at, "%q: the last contour stays open", r)
		}
	}
}

func TestAccentedLettersAreComposite(t *testing.T) {
	plain, _ := Outline('e', theme.Prose)
	accented, _ := Outline('é', theme.Prose)
	assert.Greater(t, len(accented), len(plain))
}

func TestFit(t *testing.T) {
	wide := Measure("kmem_cache_shrink", theme.Code)
	one := Measure("0", theme.Code)
	assert.Equal(t, "kmem_cache_shrink", Fit("kmem_cache_shrink", theme.Code, wide))
	assert.Equal(t, "kmem_cache_shri…", Fit("kmem_cache_shrink", theme.Code, wide-one+0.1))
	assert.Equal(t, "…", Fit("kmem", theme.Code, one+0.1))
	assert.Equal(t, "", Fit("kmem", theme.Code, one/2))
	assert.Equal(t, "a…", Fit("a bcd", theme.Code, 3.1*one), "no space before the ellipsis")
}

func TestWrap(t *testing.T) {
	one := Measure("0", theme.Code)
	cases := []struct {
		text  string
		width float32
		want  []string
	}{
		{"", 10, []string{""}},
		{"who pays", 8, []string{"who pays"}},
		{"who pays", 7, []string{"who", "pays"}},
		{"who  pays", 4, []string{"who", "pays"}},
		{"one\n\ntwo", 9, []string{"one", "", "two"}},
		{"flush_work", 5, []string{"flush", "_work"}},
		{"ab", 0.5, []string{"a", "b"}},
		{"end ", 3, []string{"end"}},
	}
	for _, c := range cases {
		assert.Equal(t, c.want, Wrap(nil, c.text, theme.Code, c.width*one+0.01), "%q in %v", c.text, c.width)
	}
}

// No character but a space or a line break is ever lost, no line is too wide,
// and no line could take the word that follows it.
func TestWrapKeepsTheText(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 500 {
		var b strings.Builder
		for range rnd.Intn(60) {
			b.WriteRune([]rune("abcé µ…  \n")[rnd.Intn(10)])
		}
		width := float32(rnd.Intn(80) + 12)
		lines := Wrap(nil, b.String(), theme.Prose, width)
		squeeze := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		require.Equal(t, squeeze(b.String()), squeeze(strings.Join(lines, "")))
		for _, line := range lines {
			require.True(t, Measure(line, theme.Prose) <= width || utf8.RuneCountInString(strings.TrimSpace(line)) == 1, "%q", line)
		}
	}
}

func TestMeasuringDoesNotAllocate(t *testing.T) {
	assert.Zero(t, testing.AllocsPerRun(100, func() { Measure("kmem_cache_shrink µ …", theme.Code) }))
}
