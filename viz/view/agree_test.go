package view

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// saidOff is what the pane of time says about a thread that has been off its
// CPU, or waits, and goes on doing so: the words from its duration on.
func saidOff(s *scene.Scene, kinds ...scene.Kind) (all []string) {
	for i := range s.Items {
		for _, kind := range kinds {
			if it := &s.Items[i]; it.ID.Kind == kind && it.ID.Part == 0 && strings.Contains(it.Hint, " so far") {
				all = append(all, it.Hint)
			}
		}
	}
	return all
}

// durationIn is the part "968 ns so far, since 37.731 µs" of a sentence.
func durationIn(t *testing.T, hint string) string {
	words := strings.Fields(hint)
	for i, w := range words {
		if w == "so" && i > 1 && i+4 < len(words) {
			return strings.TrimRight(strings.Join(words[i-2:i+5], " "), ".:;")
		}
	}
	require.Fail(t, "no duration", hint)
	return ""
}

// agree compares what the cards say about waits with what the timeline says,
// and counts what both speak of. What is too short to be drawn there, or has
// no room, is not contradicted.
func agree(t *testing.T, m *ui.Model, where string) (both int) {
	s := built(m)
	bars := saidOff(s, scene.Bracket, scene.ThreadOff, scene.ThreadWait)
	for i := range s.Items {
		it := &s.Items[i]
		if it.ID.Kind != scene.CPUNote || !strings.Contains(it.Hint, " so far") {
			continue
		}
		name, _, _ := strings.Cut(it.Hint, " ")
		want, spoken, same := durationIn(t, it.Hint), false, false
		for _, b := range bars {
			if strings.HasPrefix(b, name+" ") {
				spoken, same = true, same || strings.Contains(b, want)
			}
		}
		if spoken {
			both++
			assert.True(t, same, "%s: the card says %q, the timeline %q", where, it.Hint, bars)
		}
	}
	return both
}

// The card of a CPU and the timeline speak of the same stretch of time, from
// the same start, at every instant of the story.
func TestCardsAndTimelineSayTheSame(t *testing.T) {
	for _, name := range []string{"shrink-under-poll", "shrink-under-fifo"} {
		for _, mode := range []string{"0", "1"} {
			m := modelOf(t, name, 1280, 720, "mode qpw="+mode+"\nat 36us")
			told := 0
			for m.Now < 48_000*m.GHz() {
				told += agree(t, m, fmt.Sprintf("%s qpw=%s at %d cycles", name, mode, m.Now))
				ui.Update(m, ui.StepBy{N: 3})
			}
			if mode == "0" {
				require.Greater(t, told, 100)
			}
		}
	}
}

// So they do in a scene that is not the story, with tasks that fight for CPUs
// and for locks.
func TestCardsAndTimelineSayTheSameElsewhere(t *testing.T) {
	text := "machine cpus=2 qpw=0\ncache c size=64\n" +
		"task a cpu=0 { loop { alloc c n=70; free c n=70 } }\ntask b cpu=0 start=5us { loop { alloc c n=70; free c n=70; sleep 3us } }\n" +
		"task s cpu=0 start=9us { loop { shrink c } }\ntask d cpu=1 start=9us { loop { alloc c n=3; free c n=3; shrink c } }\nseed 2\nuntil 400us\n"
	told, rnd := 0, rand.New(rand.NewSource(3))
	for _, mode := range []string{"0", "1"} {
		m := modelOf(t, text, 1280, 720, "mode qpw="+mode)
		for range 150 {
			at := rnd.Int63n(400_000)
			ui.Update(m, ui.SeekTo{At: at * m.GHz()})
			ui.Update(m, ui.Tick{Steps: 50_000})
			told += agree(t, m, fmt.Sprintf("qpw=%s at %d ns", mode, at))
		}
	}
	assert.Greater(t, told, 100)
}
