package page

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The icon that browsers ask for by themselves is the barn that the pages name, and is
// not among what is kept: without a network nobody asks for it.
func TestTheIconThatNobodyNames(t *testing.T) {
	s := kept(t, func(*Input) {})
	f := s.Get(faviconName)
	require.NotNil(t, f)
	assert.Less(t, len(f.Body), 400)
	assert.NotContains(t, text(t, s, workerName), faviconName)
	picture, err := png.Decode(bytes.NewReader(f.Body[22:]))
	require.NoError(t, err)
	assert.Equal(t, len(f.Body)-22, int(f.Body[14])|int(f.Body[15])<<8, "its length stands in the head")
	svg, err := static.ReadFile("static/icon.svg")
	require.NoError(t, err)
	for at, want := range map[[2]int]string{{16, 8}: "#d55e00", {2, 27}: "#d55e00", {10, 18}: "#f0e442", {20, 25}: "#f0e442", {4, 4}: "", {16, 30}: ""} {
		c := color.NRGBAModel.Convert(picture.At(at[0], at[1])).(color.NRGBA)
		if want == "" {
			assert.Zero(t, c.A, at)
			continue
		}
		assert.Equal(t, want, fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B), at)
		assert.Contains(t, string(svg), want)
	}
}
