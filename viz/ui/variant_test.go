package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
)

func variants(m *Model) [2]Variant { return [2]Variant{m.Sides[0].Variant, m.Sides[1].Variant} }

func parsed(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := engine.Parse("text", []byte(text))
	require.NoError(t, err)
	return s
}

// A variant has one word, in whatever order and with whatever it was said: qpw
// always, other settings where they differ from the text.
func TestAVariantHasOneWord(t *testing.T) {
	const text = "machine cpus=2 isolated=1 %\ncache c size=64\ntask a cpu=0 { alloc c }\n"
	for _, c := range []struct{ machine, said, word, label, short string }{
		{"", "", "qpw=n", "qpw=n", "not built in"},
		{"qpw=1", "", "qpw=1", "qpw=1", "take the lock"},
		{"qpw=1", "qpw=0", "qpw=0", "qpw=0", "queue work"},
		{"", "alt=userret/qpw=0", "qpw=0/alt=userret", "qpw=0 alt=userret", "wait for user space"},
		{"alt=userret", "alt=userret/qpw=0", "qpw=0", "qpw=0", "queue work"},
		{"alt=userret", "alt=none/qpw=0", "qpw=0/alt=none", "qpw=0 alt=none", "no other policy"},
		{"", "alt=nosheaves", "qpw=n/alt=nosheaves", "qpw=n alt=nosheaves", "no sheaves"},
		{"", "rt=off/generation=7.0-rc3", "qpw=n/generation=7.0-rc3", "qpw=n generation=7.0-rc3", "kernel 7.0-rc3"},
		{"", "qpw=1/rt=on", "qpw=1/rt=on", "qpw=1 rt=on", "PREEMPT_RT, take the lock"},
		{"", "mutant=a..b/qpw=1", "qpw=1/mutant=a..b", "qpw=1 mutant=a,b", "bug a,b, take the lock"},
		{"", "patch=none", "qpw=n/patch=none", "qpw=n patch=none", "without the series"},
		{"", "seed=9", "qpw=n/seed=9", "qpw=n seed=9", "seed 9"},
	} {
		s, v, err := Variant(c.said).of(parsed(t, strings.Replace(text, "%", c.machine, 1)))
		require.NoError(t, err, c.said)
		assert.Equal(t, Variant(c.word), v, c.said)
		assert.Equal(t, c.label, v.Label())
		assert.Equal(t, c.short, v.Short())
		for _, word := range v.words() {
			name, value, _ := strings.Cut(word, "=")
			assert.Equal(t, s.Setting(name), v.Get(name))
			assert.Equal(t, strings.ReplaceAll(value, "..", ","), v.Get(name))
		}
	}
	v := Variant("qpw=1/alt=userret")
	assert.Equal(t, Variant("alt=userret/qpw=0"), v.With("qpw", "0"))
	assert.Equal(t, Variant("qpw=1"), v.Without("alt"))
	assert.Empty(t, v.Get("rt"))
}

// A variant is the settings field of a replay string: what the string of its
// run says is what the variant says.
func TestAVariantIsTheSettingsOfAReplayString(t *testing.T) {
	b, _ := scenario.Lookup("shrink-under-poll")
	base, err := engine.Parse(b.Name, b.Text)
	require.NoError(t, err)
	for _, v := range append(Policies(), "qpw=1/mutant=starving-work-counts-as-done", "qpw=n/generation=7.0-rc3", "qpw=0/rt=on/patch=pw-v4") {
		s, own, err := v.of(base)
		require.NoError(t, err)
		assert.Equal(t, v, own)
		text, err := replay.Format(&replay.Replay{Scenario: s})
		require.NoError(t, err)
		fields := strings.Split(text, ":")
		want := fields[2]
		if !strings.Contains(want, "qpw=") {
			want = strings.TrimSuffix("qpw="+base.Setting("qpw")+"/"+want, "/")
		}
		assert.Equal(t, string(v), want)
	}
}

// Each message about variants, from the two modes.
func TestMessagesAboutVariants(t *testing.T) {
	two := [2]Variant{"qpw=0", "qpw=1"}
	for _, c := range []struct {
		name  string
		msgs  []Msg
		want  [2]Variant
		shown int
		told  string
	}{
		{"a policy on the left, which is shown", []Msg{SetVariant{0, "alt=userret/qpw=0"}}, [2]Variant{"qpw=0/alt=userret", "qpw=1"}, 0, ""},
		{"a generation on the right", []Msg{SetVariant{1, "qpw=n/generation=7.0-rc3"}}, [2]Variant{"qpw=0", "qpw=n/generation=7.0-rc3"}, 0, ""},
		{"what a variant says twice is a mistake", []Msg{SetVariant{1, "qpw=1/qpw=0"}}, two, 0, "setting 2 is a second qpw; expected each once"},
		{"no such setting", []Msg{SetVariant{1, "cpus=4"}}, two, 0, "a run beside others cannot have cpus=4; expected settings of qpw, rt, "},
		{"nothing after a /", []Msg{SetVariant{1, "qpw=1/"}}, two, 0, `a run beside others has an empty setting at a / of "qpw=1/"; expected settings of qpw, rt, `},
		{"more than a variant is", []Msg{SetVariant{1, Variant(strings.Repeat("qpw=1/", 100_000))}}, two, 0, "a run beside others is told in 600000 bytes; expected at most 1024"},
		{"no such value", []Msg{SetVariant{1, "alt=never"}}, two, 0, `setting 1: bad value "never" of alt; expected `},
		{"no such mutant", []Msg{SetVariant{1, "mutant=nobody"}}, two, 0, `qpw=0 mutant=nobody: `},
		{"no such kernel", []Msg{SetVariant{1, "qpw=1/generation=6.18"}}, two, 0, "qpw=1 generation=6.18: "},
		{"on the other side already", []Msg{SetVariant{0, "qpw=1"}}, two, 0, "qpw=1 is on the other side already."},
		{"a side", []Msg{ShowSide{1}}, two, 1, ""},
		{"sides are two", []Msg{ShowSide{7}, SetVariant{9, "qpw=n"}}, [2]Variant{"qpw=0", "qpw=n"}, 1, ""},
		{"the mode of a side that is another variant", []Msg{SetVariant{0, "qpw=0/alt=userret"}, ShowSide{1}, ShowSide{0}, SwitchMode{}}, [2]Variant{"qpw=0/alt=userret", "qpw=1"}, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := loaded(t)
			Update(m, SeekTo{us(m, 38)})
			for _, msg := range c.msgs {
				Update(m, msg)
			}
			told := m.Notice.Text
			settle(m)
			assert.Equal(t, c.want, variants(m))
			assert.Equal(t, c.shown, m.Shown)
			assert.Equal(t, us(m, 38), m.Now, "the same instant")
			assert.NotContains(t, told, "\n")
			if c.told == "" {
				assert.Empty(t, told)
			} else {
				assert.True(t, strings.HasPrefix(told, c.told), told)
			}
			for i := range m.Sides {
				assert.Equal(t, m.Sides[i].Variant, variantOf(m.Scenario, m.Sides[i].Past.Run.Scenario))
				assert.True(t, m.Sides[i].Past.Ended())
			}
		})
	}
}

// The modes come back where they were, whatever stood on their sides.
func TestTheModesComeBack(t *testing.T) {
	m := loaded(t)
	left := m.Sides[0].Past
	Update(m, SetVariant{0, "qpw=0/alt=nosheaves"})
	Update(m, SetMode{m.Sides[1].Mode})
	assert.Equal(t, 1, m.Shown)
	Update(m, SetMode{0})
	assert.Equal(t, [2]Variant{"qpw=n", "qpw=1"}, variants(m))
	Update(m, SetMode{1})
	assert.Equal(t, [2]Variant{"qpw=0", "qpw=1"}, variants(m))
	assert.Same(t, left, m.Sides[0].Past, "what was recorded is not recorded again")
	assert.Equal(t, 0, m.Shown)
}

// The overlay is what is wanted and on no side, recorded after the sides.
func TestTheOverlay(t *testing.T) {
	m := loaded(t)
	Update(m, SetOverlay{Policies()})
	require.Len(t, m.Overlay, 2)
	assert.Equal(t, []Variant{"qpw=0/alt=userret", "qpw=0/alt=nosheaves"}, []Variant{m.Overlay[0].Variant, m.Overlay[1].Variant})
	assert.Equal(t, 4, m.Runs())
	assert.Zero(t, m.Overlay[0].Past.Steps())
	Update(m, Tick{Steps: 100})
	assert.Equal(t, uint32(50), m.Overlay[0].Past.Steps(), "half of a tick's steps")
	assert.Zero(t, m.Overlay[1].Past.Steps())
	settle(m)
	userret := m.Overlay[0].Past
	assert.True(t, userret.Ended())
	assert.True(t, m.Overlay[1].Past.Ended())
	for n, v := range Policies() {
		assert.Equal(t, v, m.Run(n).Variant)
		s, _, err := v.of(m.Scenario)
		require.NoError(t, err)
		r, err := engine.Execute(s)
		require.NoError(t, err)
		assert.Equal(t, r.Hash, m.Run(n).Past.Run.Result().Hash, "%s is the run of that policy", v)
	}
	Update(m, SetVariant{1, "qpw=0/alt=userret"})
	assert.Same(t, userret, m.Sides[1].Past, "the recording moves to the side")
	assert.Equal(t, []Variant{"qpw=1", "qpw=0/alt=nosheaves"}, []Variant{m.Overlay[0].Variant, m.Overlay[1].Variant})
	Update(m, SetOverlay{[]Variant{"qpw=1/generation=6.18", "qpw=1"}})
	require.Len(t, m.Overlay, 1)
	assert.Contains(t, m.Notice.Text, "generation=6.18")
	Update(m, SetOverlay{})
	assert.Empty(t, m.Overlay)
	assert.False(t, m.Overlaid())
}

// Cues lead to runs, and State.Resume back to them.
func TestCuesOfRuns(t *testing.T) {
	for _, c := range []struct {
		cue     string
		want    [2]Variant
		shown   int
		compare bool
		resume  string
	}{
		{"mode qpw=1", [2]Variant{"qpw=0", "qpw=1"}, 1, false, "mode qpw=1\n"},
		{"mode qpw=n", [2]Variant{"qpw=n", "qpw=1"}, 0, false, "sides qpw=n qpw=1\nmode qpw=n\n"},
		{"mode qpw=1 mutant=skip-left-over", [2]Variant{"qpw=0", "qpw=1/mutant=skip-left-over"}, 1, false, "sides qpw=0 qpw=1/mutant=skip-left-over\nmode qpw=1 mutant=skip-left-over\n"},
		{"sides qpw=0/alt=userret qpw=1", [2]Variant{"qpw=0/alt=userret", "qpw=1"}, 0, false, "sides qpw=0/alt=userret qpw=1\nmode qpw=0 alt=userret\n"},
		{"sides qpw=0/alt=userret qpw=1\nmode qpw=1", [2]Variant{"qpw=0/alt=userret", "qpw=1"}, 1, false, "sides qpw=0/alt=userret qpw=1\nmode qpw=1\n"},
		{"compare qpw=1 qpw=n", [2]Variant{"qpw=n", "qpw=1"}, 1, true, "compare qpw=1 qpw=n\n"},
		{"compare qpw=n qpw=0", [2]Variant{"qpw=n", "qpw=0"}, 0, true, "compare qpw=n qpw=0\n"},
		{"compare rt=on rt=off", [2]Variant{"qpw=0/rt=on", "qpw=0"}, 0, true, "compare qpw=0/rt=on qpw=0\n"},
		{"compare qpw=n/generation=7.0-rc3 qpw=n", [2]Variant{"qpw=n/generation=7.0-rc3", "qpw=n"}, 0, true, "compare qpw=n/generation=7.0-rc3 qpw=n\n"},
	} {
		m := loaded(t)
		Update(m, Cue{c.cue + "\nat 38us"})
		settle(m)
		require.False(t, m.Notice.Alarm, m.Notice.Text)
		assert.Equal(t, c.want, variants(m), c.cue)
		assert.Equal(t, c.shown, m.Shown, c.cue)
		assert.Equal(t, c.compare, m.Compare, c.cue)
		assert.Equal(t, us(m, 38), m.Now, c.cue)
		assert.Equal(t, c.resume+"at 38000ns\n", m.State().Resume, c.cue)
		assert.Equal(t, m.Side().Variant.Label(), m.State().Mode)
		back := loaded(t)
		Update(back, Cue{m.State().Resume})
		settle(back)
		assert.Equal(t, m.State(), back.State(), c.cue)
		assert.Equal(t, variants(m), variants(back))
		Update(m, Cue{"at 1us"})
		settle(m)
		assert.Equal(t, [2]Variant{"qpw=0", "qpw=1"}, variants(m), "a step's picture depends on that step alone")
	}
}

// With PREEMPT_RT switched the sides stay what they are otherwise.
func TestTheKernelsPreemptionIsSwitchedOnBothSides(t *testing.T) {
	m := loaded(t)
	Update(m, SetVariant{0, "qpw=0/alt=nosheaves"})
	Update(m, ShowSide{1})
	Update(m, SetRT{true})
	settle(m)
	assert.Equal(t, [2]Variant{"qpw=0/alt=nosheaves", "qpw=1"}, variants(m))
	assert.Equal(t, 1, m.Shown)
	assert.True(t, m.Sides[0].RT())
	assert.True(t, m.Sides[1].RT())
}

// Two runs that differ in a setting both have its name, also where one has it from the
// text; what a text has none of is not called none.
func TestASideNamesWhatTheTextItselfHas(t *testing.T) {
	for _, c := range []struct{ name, cue, left, right string }{
		{"double-caching", "sides qpw=n/generation=7.0-rc1 qpw=n/generation=6.18", "qpw=n generation=7.0-rc1", "qpw=n generation=6.18"},
		{"shrink-under-poll", "sides qpw=0/rt=on qpw=1", "qpw=0 rt=on", "qpw=1 rt=off"},
		{"shrink-under-poll", "sides qpw=0/alt=userret qpw=0", "qpw=0 alt=userret", "qpw=0"},
		{"shrink-under-poll", "sides qpw=1 qpw=1/patch=qpw-v2", "qpw=1", "qpw=1 patch=qpw-v2"},
		{"double-caching", "", "qpw=n", "qpw=1"},
	} {
		m := begun(t, c.name)
		if Update(m, Cue{c.cue}); c.name == "double-caching" && c.cue == "" {
			assert.NotContains(t, m.Label(0)+m.Label(1), "generation", "both have it from the text")
			continue
		}
		assert.Equal(t, c.left, m.Label(0), c.cue)
		assert.Equal(t, c.right, m.Label(1), c.cue)
	}
}
