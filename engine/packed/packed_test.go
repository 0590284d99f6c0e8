package packed_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/packed"
)

func TestWhatIsPackedComesOutAgain(t *testing.T) {
	for _, text := range []string{"a", "µ\n\x00", strings.Repeat("cache c size=64\n", 4096)} {
		short := packed.Pack(text)
		assert.NotContains(t, short, "=")
		got, err := packed.Unpack(short, len(text))
		require.NoError(t, err)
		assert.Equal(t, text, got)
		_, err = packed.Unpack(short, len(text)-1)
		assert.ErrorContains(t, err, "has length")
	}
}

func TestWhatWasNotPackedIsRefused(t *testing.T) {
	short := packed.Pack("cache c size=64\n")
	data := short[strings.Index(short, "."):]
	for field, want := range map[string]string{
		"":                         `has length ""; expected a number of bytes from 1 to 99`,
		"0" + data:                 `has length "0"; expected a number of bytes from 1 to 99`,
		"016" + data:               `has length "016"; expected a number of bytes from 1 to 99`,
		"+16" + data:               `has length "+16"; expected a number of bytes from 1 to 99`,
		"100" + data:               `has length "100"; expected a number of bytes from 1 to 99`,
		"16":                       `is "16"; expected LENGTH.DATA with the data in base64 for URLs`,
		"16." + "é!":               `is "16.\u00e9!"; expected LENGTH.DATA with the data in base64 for URLs`,
		"15" + data:                "is longer than the 15 bytes that it says; expected that many",
		"17" + data:                "is damaged or cut off: it unpacks to 16 of 17 bytes",
		"16." + "_____w":           "is damaged: it cannot be unpacked; expected deflated data",
		"16" + data + "AAAA":       "has 3 bytes behind its end; expected none",
		strings.Repeat("x", 41):    `has length "` + strings.Repeat("x", 40) + `"...; expected a number of bytes from 1 to 99`,
		short[:len(short)-2] + "A": "",
	} {
		_, err := packed.Unpack(field, 99)
		if want == "" {
			assert.Error(t, err, field)
			continue
		}
		assert.EqualError(t, err, want, field)
	}
}
