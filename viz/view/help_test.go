package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// helpRows is the table of keys on one page as it is drawn: what each key does,
// by the number of its row, the lines of it joined again.
func helpRows(s *scene.Scene) (keys, does map[int]string) {
	keys, does = map[int]string{}, map[int]string{}
	for i := range s.Items {
		it := &s.Items[i]
		if it.ID.Kind != scene.HelpLine {
			continue
		}
		row := int(it.ID.N[0])
		if it.ID.Part == 0 {
			keys[row] = it.Text
		} else {
			does[row] = strings.TrimSpace(does[row] + " " + it.Text)
		}
	}
	return keys, does
}

// Every key is in the table with all that is said of it, whatever the window:
// on one page where that is large, else on pages that come round again.
func TestTheTableOfKeysHasAllKeys(t *testing.T) {
	for _, c := range []struct {
		w, h          float32
		desktop, hand bool
		onePage       bool
	}{
		{1280, 720, true, false, true}, {1280, 720, false, false, true}, {1280, 720, true, true, true},
		{1920, 1080, true, false, true}, {840, 660, false, false, false}, {390, 371, false, false, false},
		{390, 844, false, true, false}, {360, 640, false, false, false},
	} {
		where := fmt.Sprintf("%gx%g desktop %v by hand %v", c.w, c.h, c.desktop, c.hand)
		m := modelOf(t, "shrink-under-poll", c.w, c.h, "")
		m.Desktop, m.Files = c.desktop, c.desktop
		if c.hand {
			ui.Update(m, ui.TakeOver{})
			require.True(t, m.ByHand())
		}
		ui.Update(m, ui.ShowHelp{})
		keys, does, pages := map[int]string{}, map[int]string{}, 0
		signs, first := map[int32]bool{}, built(m).TextDump()
		for {
			s := built(m)
			helpFits(t, s, where)
			k, d := helpRows(s)
			for row := range k {
				keys[row], does[row] = k[row], d[row]
			}
			for i := range s.Items {
				if id := s.Items[i].ID; id.Kind == scene.LegendSign && id.Part > 0 {
					signs[id.N[0]] = true
				}
			}
			if len(k) > 0 {
				pages++
			}
			if ui.Update(m, ui.HelpBy{N: 1}); built(m).TextDump() == first {
				break // they come round again
			}
		}
		assert.Len(t, signs, len(signsOfTime())+len(signsOfFarm()), where)
		row := 0
		for _, g := range m.KeyGroups() {
			for _, k := range g.Keys {
				assert.Equal(t, k.Shown, keys[row], where)
				assert.Equal(t, k.Does, does[row], where)
				row++
			}
		}
		assert.Len(t, keys, row, where)
		if c.onePage {
			assert.Equal(t, 1, pages, where)
		}
		for _, want := range []string{"u ,", "U", "Del"} {
			assert.Contains(t, mapValues(keys), want, where)
		}
	}
}

func mapValues(rows map[int]string) (all []string) {
	for _, v := range rows {
		all = append(all, v)
	}
	return all
}

// helpFits looks whether any writing of the table leaves it, is cut, is small,
// or lies on another.
func helpFits(t *testing.T, s *scene.Scene, where string) {
	t.Helper()
	ground := boxed(s, scene.Help.ID())
	require.NotNil(t, ground, where)
	assert.True(t, within(ground.Rect, scene.Rect{W: s.W, H: s.H}), where)
	var all []scene.Rect
	for i := range s.Items {
		it := &s.Items[i]
		if it.Shape != scene.Text || it.ID.Kind != scene.HelpLine && it.ID.Kind != scene.Help && it.ID.Kind != scene.HelpTurn && it.ID.Kind != scene.LegendSign {
			continue
		}
		w := typeset.Measure(it.Text, it.Type)
		r := scene.Rect{X: it.Rect.X - w*float32(it.Anchor)/2, Y: it.Rect.Y - it.Type.Size*0.72, W: w, H: it.Type.Size * 0.86}
		assert.True(t, within(r, ground.Rect), "%s: %q", where, it.Text)
		if it.ID.Kind == scene.HelpLine {
			assert.False(t, strings.Contains(it.Text, "…") && it.Text != "1…9", "%s: %q", where, it.Text)
			assert.GreaterOrEqual(t, it.Type.Size, float32(11), where)
		}
		for _, o := range all {
			lap := cutTo(r.Grow(-0.4), o)
			assert.False(t, lap.W > 0.2 && lap.H > 0.2, "%s: %q lies on something", where, it.Text)
		}
		all = append(all, r)
	}
}

// The pages are turned by keys and by buttons, and a tap elsewhere closes them.
func TestThePagesOfTheTableOfKeysAreTurned(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 390, 844, "")
	ui.Update(m, ui.ShowHelp{})
	first := built(m).TextDump()
	step := m.Step
	pressNamed(m, "PageDown")
	assert.NotEqual(t, first, built(m).TextDump())
	pressNamed(m, "PageUp")
	assert.Equal(t, first, built(m).TextDump())
	on := boxed(built(m), scene.HelpTurn.ID(1))
	require.NotNil(t, on)
	assert.GreaterOrEqual(t, on.Rect.H, float32(44), "large enough for a finger")
	tapAt(m, scene.HelpTurn.ID(1))
	assert.Equal(t, 1, m.Leaf)
	tapAt(m, scene.HelpTurn.ID(0))
	assert.Zero(t, m.Leaf)
	assert.Equal(t, step, m.Step, "what is below does not hear the keys")
	tapAt(m, scene.HelpLine.ID(0))
	assert.False(t, m.Help)
}

func pressNamed(m *ui.Model, name string) {
	ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Key, Name: name}})
}

func tapAt(m *ui.Model, id scene.ID) {
	r := boxed(built(m), id).Rect
	at := scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2}
	ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Tap, X: at.X, Y: at.Y}, Spot: ui.Spot{ID: id}})
}
