package ledger

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/scenario"
	"barnyard/viz/track"
)

// recorded is a run of a text in a mode, to its end.
func recorded(t testing.TB, name, text, mode, rt string) (*history.History, *track.Tracks) {
	s, err := engine.Parse(name, []byte(text))
	require.NoError(t, err)
	require.NoError(t, s.Set("qpw", mode))
	if rt != "" {
		require.NoError(t, s.Set("rt", rt))
	}
	h, err := history.New(s)
	if err != nil {
		t.Skip(err)
	}
	tr := track.New(h.AtStep(0))
	for h.Advance(1 << 20) {
	}
	tr.Follow(h)
	return h, tr
}

func TestEverySampleAddsUp(t *testing.T) {
	for _, b := range scenario.Builtins() {
		for _, mode := range []string{"n", "0", "1"} {
			t.Run(b.Name+"/"+mode, func(t *testing.T) {
				h, tr := recorded(t, b.Name, string(b.Text), mode, "")
				for i := range tr.Series {
					assertAll(t, h, tr, i)
				}
			})
		}
	}
}

func assertAll(t *testing.T, h *history.History, tr *track.Tracks, series int) {
	r := Sample(h, tr, series, 0)
	if r == nil {
		return
	}
	n := 0
	for {
		l := r.Reckon()
		m := tr.Series[series].Marks[n]
		require.Equal(t, m.Took, l.Sum(), "%s, sample %d", tr.Series[series].Name, n)
		for _, row := range l.Rows {
			require.Positive(t, row.Cycles)
			require.NotEqual(t, Turn, row.What, "sample %d: %+v", n, l.Rows)
		}
		if n++; !r.Next() {
			break
		}
	}
	assert.Equal(t, len(tr.Series[series].Marks), n)
	assert.Zero(t, r.Mended)
}
