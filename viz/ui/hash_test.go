package ui

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/qpw"
	"barnyard/engine/same"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// A run that people play, scrub, step through, switch and restart comes out as
// the same run without them, in both modes.
func TestTheInterfaceChangesNoRun(t *testing.T) {
	runs, err := same.Runs(os.DirFS("../../engine/testdata"))
	require.NoError(t, err)
	texts := map[string]string{}
	for _, name := range []string{"kfree-rcu-burst", "interrupted-loop", "nmi-nolock", "rt-pi-chain", "task-migrates", "hot-unplug"} {
		b, ok := scenario.Lookup(name)
		require.True(t, ok, name)
		texts[name] = string(b.Text)
	}
	for i := range runs {
		switch r := &runs[i]; r.Scenario {
		case "rt-chains", "quarantine", "folios", "bug-goes-on", "rescuers":
			s, err := r.Parsed()
			require.NoError(t, err)
			texts[r.Scenario] = s.String()
		}
	}
	require.Len(t, texts, 11)
	for name, text := range texts {
		rnd := sim.NewRand(3, 1)
		m := New(1280, 720)
		Update(m, Load{name, text})
		require.True(t, m.Loaded(), "%s: %s", name, m.Notice.Text)
		fiddle(m, &rnd)
		for n := 0; m.record(1<<20) > 0; n++ {
			require.Less(t, n, 50, "%s does not end", name)
		}
		for _, side := range m.Sides {
			want := executed(t, name, text, side.Mode)
			p := side.Past
			require.True(t, p.Ended() && !p.Truncated, name)
			assert.Equal(t, want, p.Run.Result().Hash, "%s %s", name, side.Mode)
			p.AtStep(p.Steps() / 2)
			assert.Equal(t, p.Run.Kernel.Hash(), p.AtStep(p.Steps()).Hash(), "%s %s, read back", name, side.Mode)
		}
	}
}

// fiddle does what hands do, in no order.
func fiddle(m *Model, rnd *sim.Rand) {
	one := func() Msg {
		switch rnd.Intn(12) {
		case 0:
			return Play{}
		case 1:
			return Pause{}
		case 2:
			return StepBy{int(rnd.Intn(400)) - 200}
		case 3:
			return EventBy{int(rnd.Intn(7)) - 3}
		case 4:
			return FuncBy{1 - 2*int(rnd.Intn(2))}
		case 5:
			return SeekTo{rnd.Intn(m.End() + 1)}
		case 6:
			return SwitchMode{}
		case 7:
			return Faster{int(rnd.Intn(9)) - 4}
		case 8:
			return ToStart{}
		case 9:
			return ShowCompare{}
		default:
			return Tick{Seconds: 0.016, Steps: int(rnd.Intn(3000))}
		}
	}
	for range 250 {
		Update(m, one())
	}
}

// executed is the hash of a run that nobody looks at.
func executed(t *testing.T, name, text string, mode qpw.Mode) string {
	s, err := engine.Parse(name, []byte(text))
	require.NoError(t, err)
	s.Machine.QPW = scenario.Tri(mode)
	res, err := engine.Execute(s)
	require.NoError(t, err)
	return res.Hash
}
