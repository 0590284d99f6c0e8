package view

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

const folioText = `machine cpus=2
task t cpu=1 { lru_add n=3; mlock n=2; bh_read n=4; lru_add_drain; loop { work 1us } }
task w cpu=0 { lru_add n=31 }
until 20us
`

// TestKeepings: three folios, two mlocked ones and four buffer heads are on the
// CPU that has put them there, until it drains its batches; buffer heads stay.
// The 31st folio sends all of a batch to the lists.
func TestKeepings(t *testing.T) {
	s, err := engine.Parse("t", []byte(folioText))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	seen := map[string]bool{}
	for r.Step() {
		var words []string
		l := keepings(r.Kernel, 1)
		for _, k := range l.all() {
			words = append(words, k.name+" "+count(k.n, k.room))
		}
		seen[strings.Join(words, ", ")] = true
	}
	require.NoError(t, r.Err)
	assert.True(t, seen["lru_add 3/31, mlock 2/31, buffer heads 4/16"], "%v", seen)
	assert.True(t, seen["buffer heads 4/16"], "%v", seen)
	assert.Zero(t, keepings(r.Kernel, 0).n)
	assert.Equal(t, 1, keepings(r.Kernel, 1).n)
}

// TestKeepingsAreDrawn: each tray with its name, its count and its places, on
// the card of its own CPU, and no two items of one name.
func TestKeepingsAreDrawn(t *testing.T) {
	m := ui.New(1280, 720)
	ui.Update(m, ui.Load{Name: "t", Text: strings.Replace(folioText, " lru_add_drain;", "", 1)})
	ui.Update(m, ui.Cue{Text: "at 15us"})
	for range 20 {
		ui.Update(m, ui.Tick{Steps: 10000})
	}
	var s scene.Scene
	Build(m, &s)
	ids, texts := map[scene.ID]bool{}, map[string]bool{}
	for i := range s.Items {
		it := &s.Items[i]
		if it.ID.Kind != scene.CPU || it.ID.N[0] != 1 || it.ID.Part == 0 {
			continue
		}
		assert.False(t, ids[it.ID], "%v twice", it.ID)
		ids[it.ID] = true
		texts[it.Text] = true
	}
	for _, want := range []string{"lru_add", "3/31", "mlock", "2/31", "buffer heads", "4/16"} {
		assert.True(t, texts[want], want)
	}
}

// On the low cards of a figure in a page the trays of the sheaves leave a line for
// them.
func TestALowCardNamesWhatItKeeps(t *testing.T) {
	for _, z := range [][2]float32{{840, 620}, {832, 560}, {1280, 720}} {
		m := modelOf(t, "interrupted-loop", z[0], z[1], "at 1ms")
		f := FrameOf(m)
		s, card := built(m), f.Card(3, 4)
		found := false
		for i := range s.Items {
			if it := &s.Items[i]; it.Text == "lru_add 1/31" {
				found = true
				assert.True(t, it.Rect.X >= card.X && it.Rect.X+it.Rect.W <= card.X+card.W && it.Rect.Y <= card.Y+card.H-18, "%v on %v at %v", it.Rect, card, z)
			}
		}
		assert.True(t, found, "%v", z)
	}
}

// Small cards of a machine with many CPUs have the folio batches, too: without caches
// there is nothing else to be seen on them.
func TestACompactCardHasItsBatches(t *testing.T) {
	for _, z := range [][2]float32{{1280, 720}, {960, 540}, {390, 844}} {
		m := modelOf(t, "key-flip-lru", z[0], z[1], "at 53300ns")
		s, names, bars := built(m), 0, 0
		for i := range s.Items {
			it := &s.Items[i]
			if it.ID.Kind == scene.CPU && it.Text == "lru_add" {
				names++
			}
			if it.ID == scene.CPU.ID(5).Sub(103) && it.Shape == scene.Box {
				bars++
			}
		}
		f := FrameOf(m)
		assert.Equal(t, 1, bars, "%v", z)
		assert.Equal(t, f.Card(5, 15).H >= 59, names > 5, "%v: %d", z, names)
		assert.False(t, f.Timeline.Empty(), "%v: there are thin rows, and they are there", z)
	}
}
