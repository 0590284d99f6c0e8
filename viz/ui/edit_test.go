package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
	"barnyard/viz/scene"
)

// inTheMiddle is the story at an instant, with much of it chosen by hand.
func inTheMiddle(t *testing.T) *Model {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nat 38us"})
	settle(m)
	Update(m, SetMode{qpw.On})
	Update(m, Zoom{At: m.Now, Factor: 0.37})
	Update(m, ShowReading{ReadEvents})
	Update(m, Select{scene.CPU.ID(2)})
	Update(m, Faster{2})
	settle(m)
	require.Equal(t, us(m, 38), m.Now)
	return m
}

func TestAnEditShowsTheChangedRunAtTheSamePlace(t *testing.T) {
	m := inTheMiddle(t)
	was := *m
	Update(m, Edit{Text: strings.Replace(m.Text, "n=40", "n=41", 2)})
	settle(m)
	assert.Contains(t, m.Text, "n=41")
	assert.Equal(t, was.Scenario.Name, m.Scenario.Name)
	assert.NotSame(t, was.Side().Past, m.Side().Past, "another run")
	assert.Equal(t, was.Now, m.Now)
	assert.Equal(t, was.Window, m.Window)
	assert.Equal(t, qpw.On, m.Side().Mode, "the side")
	assert.Equal(t, ReadEvents, m.Reading)
	assert.Equal(t, scene.CPU.ID(2), m.Sel)
	assert.Equal(t, was.Speed, m.Speed)
	assert.Equal(t, "The 3 claims about these runs hold.", m.Notice.Text)
}

func TestAMistakeKeepsTheRunAndIsTold(t *testing.T) {
	m := inTheMiddle(t)
	was := *m
	for text, want := range map[string]string{
		strings.Replace(m.Text, "seed 7", "sead 7", 1):                                          `shrink-under-poll:23:1: `,
		strings.Replace(m.Text, "cpus=4", "cpus=four", 1):                                       `shrink-under-poll:17:14: `,
		strings.Replace(m.Text, "kernel generation=7.1", "kernel generation=7.1 patch=none", 1): `shrink-under-poll:18:23: kernel patch=none with qpw=0`,
		"": `shrink-under-poll:1:1: `,
	} {
		Update(m, Edit{Text: text})
		settle(m)
		assert.Contains(t, m.Notice.Text, want)
		assert.True(t, m.Notice.Alarm && m.Wrong)
		assert.Same(t, was.Side().Past, m.Side().Past, "the old run")
		assert.Equal(t, was.Now, m.Now)
		assert.Equal(t, was.Text, m.Text)
	}
	Update(m, Edit{Text: was.Text})
	assert.Empty(t, m.Notice.Text, "the text that runs is right")
	assert.False(t, m.Wrong)
}

// What was told of a text that is gone is told no longer; and the text that runs
// takes away that it was gone, even where nothing had been wrong with it.
func TestATextThatIsGoneIsToldInPlaceOfItsMistake(t *testing.T) {
	m := inTheMiddle(t)
	was := *m
	for _, text := range []string{was.Text, strings.Replace(m.Text, "seed 7", "sead 7", 1)} {
		Update(m, Edit{Text: text})
		Update(m, NoText{Text: "mine.barn is gone"})
		settle(m)
		assert.Equal(t, "mine.barn is gone. The run of the text before stays.", m.Notice.Text)
		assert.Same(t, was.Side().Past, m.Side().Past)
		Update(m, Edit{Text: was.Text})
		assert.Empty(t, m.Notice.Text, "it is back")
	}
}

func TestAnEditToAShorterRunGoesToItsEnd(t *testing.T) {
	m := inTheMiddle(t)
	Update(m, Edit{Text: strings.Replace(m.Text, "until 220us", "until 20us", 1)})
	settle(m)
	assert.Equal(t, us(m, 20), m.Now)
	assert.LessOrEqual(t, m.Window.From, m.Now)
	assert.GreaterOrEqual(t, m.Window.To, m.Now)
}

func TestAnEditWithFewerCPUsLetsGoOfThem(t *testing.T) {
	m := inTheMiddle(t)
	Update(m, Select{scene.CPU.ID(3)})
	Update(m, Edit{Text: "machine cpus=2\ncache c size=64\ntask a cpu=1 { loop { alloc c; work 1us; free c } }\nuntil 90us"})
	settle(m)
	assert.Equal(t, scene.ID{}, m.Sel)
	assert.Equal(t, us(m, 38), m.Now)
	assert.NotPanics(t, func() { m.State(); m.Followed() })
}

// The mode that stands in the text is shown once it is changed there.
func TestAnEditOfTheModeShowsIt(t *testing.T) {
	m := inTheMiddle(t)
	Update(m, SetMode{qpw.Off})
	Update(m, Edit{Text: strings.Replace(m.Text, "rt=off qpw=0", "rt=off qpw=1", 1)})
	assert.Equal(t, qpw.On, m.Side().Mode)
	Update(m, Edit{Text: strings.Replace(m.Text, "rt=off qpw=1", "rt=off qpw=n", 1)})
	assert.Equal(t, qpw.NotBuilt, m.Side().Mode)
	settle(m)
	assert.Equal(t, us(m, 38), m.Now)
}

// A clock of another frequency has the same nanoseconds.
func TestAnEditOfTheClockKeepsTheTime(t *testing.T) {
	m := inTheMiddle(t)
	Update(m, Edit{Text: strings.Replace(m.Text, "ghz=3", "ghz=2", 1)})
	settle(m)
	assert.EqualValues(t, 38_000*2, m.Now)
}

// An edit of a replay is a run by time.
func TestAnEditLeavesAReplay(t *testing.T) {
	m := New(1280, 720)
	Update(m, LoadReplay{"b1:pin-leak::"})
	require.True(t, m.Loaded())
	settle(m)
	Update(m, Edit{Text: m.Text + "\n"})
	assert.Empty(t, m.Replay)
	assert.Nil(t, m.replay)
}

func TestPlayGoesOnThroughAnEdit(t *testing.T) {
	m := inTheMiddle(t)
	Update(m, Play{})
	Update(m, Edit{Text: m.Text + "\n"})
	settle(m)
	assert.True(t, m.Playing)
	before := m.Now
	Update(m, Tick{Seconds: 0.1, Steps: 10_000})
	assert.Greater(t, m.Now, before)
}

// The runs that stand beside each other stay, whatever they are.
func TestAnEditKeepsTheVariants(t *testing.T) {
	m := inTheMiddle(t)
	Update(m, SetVariant{0, "qpw=0/alt=userret"})
	Update(m, SwitchMode{})
	settle(m)
	shown, other := m.Side().Variant, m.Sides[1-m.Shown].Variant
	require.Equal(t, Variant("qpw=0/alt=userret"), shown)
	Update(m, Edit{Text: strings.Replace(m.Text, "n=40", "n=41", 2)})
	settle(m)
	assert.Equal(t, shown, m.Side().Variant)
	assert.Equal(t, other, m.Sides[1-m.Shown].Variant)
	assert.Equal(t, us(m, 38), m.Now)
}
