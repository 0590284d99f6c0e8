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
		for _, mode := range modesOf(t, &b) {
			t.Run(b.Name+"/"+mode, func(t *testing.T) {
				h, tr := recorded(t, b.Name, string(b.Text), mode, "")
				for i := range tr.Series {
					assertAll(t, h, tr, i)
				}
			})
		}
	}
}

// modesOf is the mode of a scenario and the one in which the asker pays, or the
// other way round.
func modesOf(t *testing.T, b *scenario.Builtin) []string {
	s, err := engine.Parse(b.Name, b.Text)
	require.NoError(t, err)
	own := s.Machine.QPW.String()
	if own == "1" {
		return []string{own, "0"}
	}
	return []string{own, "1"}
}

// assertAll goes through all samples of a series.
func assertAll(t *testing.T, h *history.History, tr *track.Tracks, series int) (all []Ledger) {
	r := Sample(h, tr, series, 0)
	if r == nil {
		require.Empty(t, tr.Series[series].Marks)
		return nil
	}
	for more := true; more; more = r.Next() {
		l, m := r.Reckon(), tr.Series[series].Marks[len(all)]
		require.Equal(t, m.Took, l.Sum(), "%s, sample %d", tr.Series[series].Name, len(all))
		for _, row := range l.Rows {
			require.Positive(t, row.Cycles)
			require.Positive(t, row.Times)
			require.NotEqual(t, Turn, row.What, "%s %s, sample %d at %d: %+v", h.Run.Scenario.Name, tr.Series[series].Name, len(all), m.At, l.Rows)
		}
		all = append(all, *l)
	}
	require.Len(t, all, len(tr.Series[series].Marks))
	assert.Zero(t, r.Mended, "%s %s", h.Run.Scenario.Name, tr.Series[series].Name)
	return all
}

// A sample that is asked for by itself has the ledger that it has in passing.
func TestAskedByItselfAsInPassing(t *testing.T) {
	h, tr := recorded(t, "lock-fight", lockFight, "1", "")
	all := assertAll(t, h, tr, 0)
	for n := 0; n < len(all); n += 37 {
		assert.Equal(t, all[n], *Sample(h, tr, 0, n).Reckon(), "sample %d", n)
	}
	assert.Nil(t, Sample(h, tr, 0, len(all)))
	assert.Nil(t, Sample(h, tr, 1, 0))
}

// At any instant of a gap what has passed of it adds up, and at its end it is
// the sample.
func TestSoFar(t *testing.T) {
	h, tr := recorded(t, "shrink-under-poll", builtin(t, "shrink-under-poll"), "0", "")
	assert.Nil(t, SoFar(h, tr, 0, 0, 0), "no mark yet")
	at, took := tr.Series[0].Max(0, len(tr.Series[0].Marks))
	end := tr.Series[0].Marks[at].At
	for now := end - took; now < end; now += 97 {
		l := SoFar(h, tr, 0, h.At(now).M.Step, now).Reckon()
		require.Equal(t, now-(end-took), l.Sum(), "at %d", now)
		require.Equal(t, end-took, l.From)
	}
	step, ok := markStep(h, 0, end)
	require.True(t, ok)
	so := SoFar(h, tr, 0, step-1, end).Reckon()
	assert.Equal(t, Sample(h, tr, 0, at).Reckon().Rows, so.Rows)
}
