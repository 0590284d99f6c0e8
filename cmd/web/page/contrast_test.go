package page

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/theme"
)

// Every pair of writing and ground that the style sheets make. The theme tests
// its own pairs; links and buttons of the pages are ours.
func TestWritingIsReadable(t *testing.T) {
	pairs := []struct{ on, ground theme.Role }{
		{theme.Text, theme.Ground}, {theme.Text, theme.Card}, {theme.Text, theme.Bar}, {theme.Text, theme.Selected},
		{theme.TextSoft, theme.Ground}, {theme.TextSoft, theme.Card}, {theme.TextSoft, theme.Well},
		{theme.TextDim, theme.Ground}, {theme.TextDim, theme.Bar}, {theme.TextDim, theme.Card}, {theme.TextDim, theme.Selected},
		{theme.TextMark, theme.Ground}, {theme.TextGood, theme.Card}, {theme.TextAlarm, theme.Card},
		{theme.Handle, theme.Ground},
	}
	for _, th := range []*theme.Theme{theme.Dark(), theme.Light()} {
		for _, p := range pairs {
			got := contrast(th.Colour(p.on), th.Colour(p.ground))
			assert.GreaterOrEqual(t, got, 4.5, "%s: %v on %v", th.Name, p.on, p.ground)
		}
		assert.GreaterOrEqual(t, contrast(th.Colour(theme.Focus), th.Colour(theme.Ground)), 3.0, "%s: the focus ring", th.Name)
	}
}

// contrast is the ratio that the accessibility guidelines define.
func contrast(a, b theme.RGB) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(c theme.RGB) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(v uint8) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	return math.Pow((f+0.055)/1.055, 2.4)
}
