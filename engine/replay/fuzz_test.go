package replay_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine/replay"
)

// FuzzParse: whatever the word, Parse gives an error of one line, or a replay
// that is written down as a word that reads as the same, and that runs as far as
// its choices lead without a panic. Plain go test replays the seeds.
func FuzzParse(f *testing.F) {
	file, err := os.ReadFile("testdata/bad.txt")
	require.NoError(f, err)
	for line := range strings.Lines(string(file)) {
		if text, err := strconv.Unquote(strings.TrimSpace(line)); err == nil {
			f.Add(text)
		}
	}
	for _, text := range []string{
		"b1:pin-leak::", "b1:rcu-barrier:qpw=1/mutant=call-rcu-after-unlock/seed=5:r1x3.t0.r1.r0:e=2",
		"b1:key-flip:rt=on/cpus=16/generation=7.0-rc3/until=3us:", "b1:page-fault3:cpus=2/names=pw:r0.r1x40:h=0123456789abcdef",
		"b1:41.y01MzsjMS1VILigttjXiKkkszlYoAfFsDRSqFcrzi7IVDEuLFWq5AA::r0x5", "b1:nmi-nolock:patch=before-nolock..bh-lru-skips-isolated:",
	} {
		_, err := replay.Parse(text)
		require.NoError(f, err, text)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := replay.Parse(text)
		if err != nil {
			require.Nil(t, r)
			for _, c := range err.Error() {
				require.True(t, c >= ' ' && c != 0x7f && c != '\u202e' && c != '\ufffd', "%q", err.Error())
			}
			require.Less(t, len(err.Error()), 4<<10)
			return
		}
		again, err := replay.Format(r)
		require.NoError(t, err)
		back, err := replay.Parse(again)
		require.NoError(t, err, again)
		require.Equal(t, r.Scenario.String(), back.Scenario.String())
		require.Equal(t, r.Choices, back.Choices)
		require.Equal(t, [2]string{r.Engine, r.Hash}, [2]string{back.Engine, back.Hash})
		if r.Scenario.Machine.CPUs > 64 {
			return
		}
		run, err := r.Start()
		if err != nil {
			return // recorded by another engine
		}
		for range min(len(r.Choices), 200) {
			if !run.Step() {
				break
			}
		}
	})
}
