package view

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

const flushRace = "b1:flush-race:steps=any/mutant=call-rcu-after-unlock:r1x172.r0x96:e=5:h=2f6d4680be5d2789"

// byHand is a model of a counterexample that was gone away from: three branches,
// one of them named.
func byHand(t testing.TB, w, h float32) *ui.Model {
	t.Helper()
	m := ui.New(w, h)
	m.Live = false
	ui.Update(m, ui.LoadReplay{Text: flushRace})
	require.True(t, m.ByHand(), m.Notice.Text)
	take := func(cpu int32, n int) {
		for range n {
			ui.Update(m, ui.Take{Actor: sim.ActorOf(sim.ActRun, cpu, 2)})
		}
	}
	ui.Update(m, ui.StepBy{N: -76})
	take(1, 6)
	take(0, 12)
	ui.Update(m, ui.StepBy{N: -9})
	take(1, 8)
	ui.Update(m, ui.NameBranch{Row: 2, Name: "call_rcu first"})
	ui.Update(m, ui.ToBranch{Row: 0})
	ui.Update(m, ui.StepBy{N: 20})
	take(1, 1)
	take(0, 60)
	return m
}

// TestHandShots writes pictures to look at, as TestShots does.
func TestHandShots(t *testing.T) {
	prefix := os.Getenv("BARNYARD_SHOT")
	if prefix == "" {
		t.Skip("set BARNYARD_SHOT to the beginning of a path to have pictures written there")
	}
	shot := func(name string, m *ui.Model) {
		var s scene.Scene
		Build(m, &s)
		th := theme.Dark()
		if m.Light {
			th = theme.Light()
		}
		require.NoError(t, os.WriteFile(prefix+name+".svg", []byte(svg.String(&s, th, svg.Options{})), 0o644))
	}
	m := ui.New(1280, 720)
	ui.Update(m, ui.LoadReplay{Text: flushRace})
	shot("hand-opened", m)
	m = byHand(t, 1280, 720)
	shot("hand-branches", m)
	ui.Update(m, ui.ToBranch{Row: 2})
	ui.Update(m, ui.OpenName{})
	ui.Update(m, ui.Look{Light: true, Calm: true})
	shot("hand-light", m)
	m = byHand(t, 390, 844)
	shot("hand-phone", m)
	m = byHand(t, 1920, 1080)
	shot("hand-big", m)
	ui.Update(m, ui.ShowHelp{})
	shot("hand-help", m)
	m = ui.New(1280, 720)
	ui.Update(m, ui.Load{Name: "x", Text: many(24, 4, 60)})
	ui.Update(m, ui.Cue{Text: "at 25us"})
	ui.Update(m, ui.Tick{Steps: 100000})
	ui.Update(m, ui.TakeOver{})
	for range 20 {
		ui.Update(m, ui.Aim{By: 1})
	}
	shot("hand-many", m)
}

// The pane of choices and the strip of branches, as they stand at the violation,
// after going away from there, while a branch is being named, and on a phone.
func TestGoldenChoices(t *testing.T) {
	opened := ui.New(1280, 720)
	ui.Update(opened, ui.LoadReplay{Text: flushRace})
	away := byHand(t, 1280, 720)
	naming := byHand(t, 1280, 720)
	ui.Update(naming, ui.ToBranch{Row: 2})
	ui.Update(naming, ui.OpenName{})
	for name, m := range map[string]*ui.Model{
		"opened": opened, "branches": away, "naming": naming, "phone": byHand(t, 390, 844), "frozen": frozen(t),
	} {
		goldenWindow(t, "choices-"+name+".txt", choicesOnly(built(m)))
	}
}

// frozen is a model of a machine on which no time passes, with nobody in charge.
func frozen(t *testing.T) *ui.Model {
	m := modelOf(t, "machine cpus=3 steps=frozen\ncache c size=64\ntask a cpu=0 { alloc c }\ntask b cpu=0 { alloc c }\ntask d cpu=2 { shrink c }", 1280, 720, "mode qpw=0")
	ui.Update(m, ui.ShowReading{Reading: ui.ReadChoices})
	return m
}

// choicesOnly is the lines of a scene that are about choices.
func choicesOnly(s *scene.Scene) string {
	var b strings.Builder
	for line := range strings.Lines(s.TextDump()) {
		for _, word := range []string{"choice/", "branch/", "listing", "tab2", "button14", "button15", "button16", "button17", "button18", "message"} {
			if strings.Contains(line, " "+word) {
				b.WriteString(line)
				break
			}
		}
	}
	return b.String()
}

// Whoever is offered and fits is drawn once, where a hand finds it: a tap there
// lets that one act.
func TestWhoIsOfferedCanBeTapped(t *testing.T) {
	for _, size := range sizes {
		m := ui.New(size[0], size[1])
		ui.Update(m, ui.LoadReplay{Text: flushRace})
		ui.Update(m, ui.StepBy{N: -60})
		offers, _ := m.Offers()
		require.Len(t, offers, 2)
		for i := range offers {
			id := scene.Choice.ID(offers[i].CPU, int(offers[i].Kind))
			r := boxOf(built(m), id)
			require.False(t, r.Empty(), "%gx%g: %s", size[0], size[1], offers[i].Text())
			spot := Locate(m, built(m), r.X+r.W/2, r.Y+r.H/2)
			assert.Equal(t, id, spot.ID.Whole())
			step := m.Step
			ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Tap, X: r.X + r.W/2, Y: r.Y + r.H/2}, Spot: spot})
			assert.Equal(t, step+1, m.Step)
			ui.Update(m, ui.StepBy{N: -1})
		}
	}
}

func boxOf(s *scene.Scene, id scene.ID) scene.Rect {
	for i := range s.Items {
		if it := &s.Items[i]; it.ID == id {
			return it.Rect
		}
	}
	return scene.Rect{}
}

// Whoever is offered is told with the whole of what it does, also where the words
// are longer than the pane is wide; where there is no room for that, the beginning
// and the end are there, and the sentence has it all.
func TestARowOfTheChoicesTellsWhatItDoes(t *testing.T) {
	const text = "machine cpus=2 steps=any\ncache c size=64\n" +
		"task the-first-of-two-with-a-name-that-is-much-too-long-for-a-row-of-the-choices-a cpu=0 { alloc c; free c }\n" +
		"task the-first-of-two-with-a-name-that-is-much-too-long-for-a-row-of-the-choices-b cpu=1 { alloc c; free c }"
	whole, cut := 0, 0
	for _, size := range sizes {
		m := modelOf(t, text, size[0], size[1], "mode qpw=1")
		ui.Update(m, ui.TakeOver{})
		for range 40 {
			offers, _ := m.Offers()
			s := built(m)
			for i := range offers {
				o := &offers[i]
				id := scene.Choice.ID(o.CPU, int(o.Kind))
				said := rowWords(s, id)
				require.True(t, strings.HasPrefix(said, cpuText(int32(o.CPU))+" · the-"), "%v: %q", size, said)
				assert.Contains(t, said, string(o.Who[len(o.Who)-1]), "%v: which of the two", size)
				assert.Contains(t, boxed(s, id).Hint, o.Text())
				if plain := strings.ReplaceAll(said, " ", ""); strings.Contains(plain, strings.ReplaceAll(o.Does+o.Then, " ", "")) {
					whole++
				} else {
					cut++
					assert.Contains(t, said, "…", "%v", size)
					assert.Contains(t, said, o.Text()[len(o.Text())-5:], "%v", size)
				}
			}
			ui.Update(m, ui.Take{Actor: offers[0].Actor})
		}
	}
	assert.Greater(t, whole, 2*cut, "most are told whole: %d and %d", whole, cut)
}

// rowWords is all that a row of the choices says, but for its digit and its end.
func rowWords(s *scene.Scene, id scene.ID) (all string) {
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Whole() == id && it.Shape == scene.Text && it.ID.Part > 3 {
			all += it.Text + " "
		}
	}
	return all
}
