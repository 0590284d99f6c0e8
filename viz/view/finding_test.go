package view

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/replay"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// foundIn is a model of a planted bug's scenario, at its first violation.
func foundIn(t *testing.T, name string, w, h float32) *ui.Model {
	t.Helper()
	text, err := os.ReadFile("../../engine/testdata/mutants/" + name + ".barn")
	require.NoError(t, err)
	s, err := engine.Parse(name, text)
	require.NoError(t, err)
	word, err := replay.Format(&replay.Replay{Scenario: s})
	require.NoError(t, err)
	m := ui.New(w, h)
	ui.Update(m, ui.LoadReplay{Text: word})
	for range 20 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	require.NotEmpty(t, m.Findings(), m.Notice.Text)
	return m
}

// about is the texts and hints of the items of a kind.
func about(s *scene.Scene, kind scene.Kind) (texts, hints []string) {
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == kind {
			if it.Text != "" {
				texts = append(texts, it.Text)
			}
			if it.Hint != "" {
				hints = append(hints, it.Hint)
			}
		}
	}
	return texts, hints
}

// A violation has a mark and a sentence from its step on, and neither before;
// the picture keeps its shape.
func TestAViolationIsShown(t *testing.T) {
	m := foundIn(t, "call-rcu-after-unlock", 1280, 720)
	const all = "S14 does not hold since step 286, 3.057 µs: wait comes back from kvfree_rcu_barrier, and object 1, given to kfree_rcu at step 153 before that began, still waits."
	texts, hints := about(built(m), scene.FindingText)
	assert.Equal(t, []string{"S14 is violated: step 286, 3.057 µs", "wait comes back from kvfree_rcu_barrier, and object 1, given to kfree_rcu at step 153 before that began, still waits."}, texts)
	assert.Equal(t, []string{all + " Press to go to that step."}, hints)
	_, hints = about(built(m), scene.Finding)
	assert.Equal(t, []string{all + " Press to go there."}, hints)

	frame := FrameOf(m)
	ui.Update(m, ui.StepBy{N: -1})
	texts, _ = about(built(m), scene.FindingText)
	assert.Equal(t, []string{"No violation up to now."}, texts)
	texts, hints = about(built(m), scene.Finding)
	assert.Empty(t, append(texts, hints...))
	assert.Equal(t, frame, FrameOf(m))
}

// What comes to light together is counted, and the first is told: the cause.
func TestViolationsTogether(t *testing.T) {
	m := foundIn(t, "local-form-without-pin", 1280, 720)
	texts, _ := about(built(m), scene.FindingText)
	require.Len(t, m.Findings(), 3)
	assert.Equal(t, "S2 is violated: step 77, 2.274 µs (1 of 3 so far)", texts[0])
}

// The longest sentences stay in their pane, cut where they must be.
func TestSentencesOfViolationsStayInTheirPane(t *testing.T) {
	cut := 0
	for _, name := range []string{"flush-wants-slab-mutex", "flush-holds-sheaf-lock", "pin-leak"} {
		for _, z := range [][2]float32{{1280, 720}, {700, 500}, {360, 640}} {
			m := foundIn(t, name, z[0], z[1])
			s := built(m)
			checkTexts(t, m, s, name)
			texts, _ := about(s, scene.FindingText)
			if strings.HasSuffix(texts[len(texts)-1], "…") {
				cut++
			}
		}
	}
	assert.NotZero(t, cut)
}

// On a phone, where no tooltip comes, the sentence of a violation is whole, and the
// timeline is there beside many CPUs and a violation.
func TestAPhoneTellsAViolationToItsEnd(t *testing.T) {
	for _, name := range []string{"boot-assert", "key-flip", "pin-leak", "key-flip-lru"} {
		for _, z := range [][2]float32{{390, 844}, {412, 915}} {
			m := modelOf(t, name, z[0], z[1], "")
			ui.Update(m, ui.ToEnd{})
			for range 20 {
				ui.Update(m, ui.Tick{Steps: 50_000})
			}
			s, text := built(m), ""
			for i := range s.Items {
				if it := &s.Items[i]; it.ID.Kind == scene.FindingText && it.ID.Part > 2 && it.Shape == scene.Text {
					text = strings.TrimSpace(text + " " + it.Text)
				}
			}
			found := false
			for _, v := range m.Findings() {
				found = found || v.Text+"." == text
			}
			assert.True(t, found, "%s %gx%g: %q", name, z[0], z[1], text)
			assert.False(t, FrameOf(m).Timeline.Empty(), "%s %gx%g", name, z[0], z[1])
		}
	}
}
