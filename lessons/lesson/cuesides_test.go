package lesson

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A run in a cue is one word: settings with / between them.
func TestCuesOfTwoRuns(t *testing.T) {
	for text, want := range map[string][2]string{
		"compare qpw=0 qpw=1":                           {"qpw=0", "qpw=1"},
		"compare qpw=0 qpw=0/alt=userret":               {"qpw=0", "qpw=0/alt=userret"},
		"compare rt=on rt=off":                          {"rt=on", "rt=off"},
		"sides qpw=n/generation=7.0-rc3 qpw=1/rt=on":    {"qpw=n/generation=7.0-rc3", "qpw=1/rt=on"},
		"sides qpw=0 qpw=0/mutant=pin-leak..other-bug":  {"qpw=0", "qpw=0/mutant=pin-leak..other-bug"},
		"sides qpw=n/patch=none qpw=0/patch=pw-v4 # so": {"qpw=n/patch=none", "qpw=0/patch=pw-v4"},
	} {
		cues, err := ParseCues(text)
		if assert.NoError(t, err, text) {
			assert.Equal(t, want, cues[0].Sides, text)
		}
	}
	for text, want := range map[string]string{
		"sides qpw=0":                            "cue:1:1",
		"sides qpw=0 qpw=1 qpw=n":                "cue:1:19",
		"sides qpw=0 qpw=0/alt=never":            "cue:1:23: alt is",
		"sides qpw=0 cpus=4":                     "expected one of qpw, rt, alt",
		"sides qpw=0 qpw=0//rt=on":               "cue:1:19",
		"sides qpw=0 qpw=0/generation=7.9":       "generation is",
		"sides qpw=0 mutant=1":                   "expected names",
		"compare qpw=0 rt=on":                    "expected another value of qpw",
		"compare qpw=0 qpw=1\nsides qpw=0 qpw=1": "does not go with",
	} {
		_, err := ParseCues(text)
		if assert.Error(t, err, text) {
			assert.Contains(t, err.Error(), want, text)
		}
	}
}
