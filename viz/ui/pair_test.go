package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// oneFree is a task whose free the mutant changes: the question whether main is
// full is left out.
const oneFree = "machine cpus=1 qpw=0\ncache c size=64 capacity=4\ntask a cpu=0 { alloc c; free c; work 1us }\n"

func diffed(t *testing.T) *Model {
	t.Helper()
	m := New(1280, 720)
	Update(m, Load{"one", oneFree})
	require.True(t, m.Loaded(), m.Notice.Text)
	Update(m, SetVariant{1, "qpw=0/mutant=push-without-capacity-check"})
	settle(m)
	Update(m, ShowReading{ReadDiff})
	return m
}

// where is the line of each side's followed thread, and the row of the
// difference where they are.
func where(m *Model) string {
	out := ""
	for side, k := range m.pairKernels() {
		l, pc, ok := k.Line(m.PairThreads()[side])
		if !ok {
			return out + "none"
		}
		out += fmt.Sprintf("%s:%d ", l.Name, pc)
	}
	return strings.TrimSpace(out)
}

// The lines of a difference are those of the left kernel, with those that only
// the right one has in between; each side's steps lead to their rows.
func TestRowsOfADifference(t *testing.T) {
	m := loaded(t)
	for _, v := range []Variant{"qpw=n", "qpw=n/generation=6.18", "qpw=0/rt=on", "qpw=1/mutant=skip-left-over", "qpw=0/alt=userret"} {
		Update(m, SetVariant{1, v})
		Update(m, ShowReading{ReadDiff})
		require.NotEmpty(t, m.DiffFuncs(), v)
		for _, f := range m.DiffFuncs() {
			var got [2][]string
			for i, r := range f.Rows {
				for side, other := range [...]byte{'+', '-'} {
					if r.Sign != other {
						got[side] = append(got[side], r.Text)
						if r.PC[side] >= 0 {
							assert.Equal(t, i, f.Row(side, r.PC[side]))
						}
					}
				}
			}
			for side := range m.Sides {
				code := m.Sides[side].Past.Run.Kernel.Cfg.Code
				fn, ok := code.Func(f.Name)
				var want []string
				if ok {
					l := &code.Funcs[fn]
					want = []string{l.Name + "(" + l.Args + ")"}
					for i := range l.Ops {
						want = append(want, l.Ops[i].Line())
					}
				}
				assert.Equal(t, want, got[side], "%s %s", v, f.Name)
			}
		}
	}
}

// Both sides go on line by line. The left one has a line of its own: it takes
// that while the right one waits; after it both are at the same line.
func TestSteppingBothSides(t *testing.T) {
	m := diffed(t)
	fn, ok := m.Kernel().Cfg.Code.Func("free_to_pcs")
	require.True(t, ok)
	Update(m, RunTo{scene.ListingStep.ID(int(fn), 2)})
	settle(m)
	assert.Equal(t, "free_to_pcs:2 free_to_pcs:2", where(m))
	assert.Equal(t, "free_to_pcs", m.DiffName())
	var way []string
	for range 5 {
		press(m, ".")
		way = append(way, where(m))
	}
	assert.Equal(t, []string{
		"free_to_pcs:3 free_to_pcs:3",           // left: is main full? right: put it on top
		"free_to_pcs:4 free_to_pcs:3",           // left alone: now both are at “put it on top”
		"free_to_pcs:5 free_to_pcs:4",           // both: release the lock
		"local_qpw_unlock:0 local_qpw_unlock:0", // both, into it
		"local_qpw_unlock:1 local_qpw_unlock:1",
	}, way)
	f := &m.DiffFuncs()[0]
	assert.Equal(t, f.Row(0, 4), f.Row(1, 3), "the same line of both")
	assert.Less(t, m.OtherTime(), m.Now, "the right side has taken a line less")
	here, other := m.Now, m.OtherTime()
	press(m, "m")
	assert.Equal(t, [2]int64{other, here}, [2]int64{m.Now, m.OtherTime()}, "the other side is shown where it is")
	assert.Equal(t, way[4], where(m))
	press(m, "m")
	for i := len(way) - 2; i >= 0; i-- {
		press(m, ",")
		assert.Equal(t, way[i], where(m), "and back")
	}
	press(m, ",")
	press(m, ",")
	assert.Equal(t, "This is where stepping both sides began.", m.Notice.Text)
	press(m, ".")
	assert.Equal(t, way[0], where(m))
	Update(m, SeekTo{m.Now})
	assert.Equal(t, m.Now, m.OtherTime(), "any other movement leads to one instant again")
}

// To the end: whoever has ended is told of, and every line is passed by both in
// the order of the program.
func TestSteppingBothSidesToTheEnd(t *testing.T) {
	m := diffed(t)
	for n := 0; !strings.Contains(m.Notice.Text, "the run has ended"); n++ {
		require.Less(t, n, 300)
		press(m, ".")
		if m.inChange(0) || m.inChange(1) {
			continue
		}
		var at [2]string
		for side, k := range m.pairKernels() {
			if l, pc, ok := k.Line(m.PairThreads()[side]); ok {
				at[side] = l.Name + " " + l.Ops[pc].Line()
			}
		}
		assert.Equal(t, at[0], at[1], "outside of what differs both are at the same line")
	}
	assert.Equal(t, m.Side().Past.Steps(), m.Step)
}

// The sleep of one side may be longer than a frame's budget of steps.
func TestSteppingOverALongWait(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nuntil event=FlushWait"})
	settle(m)
	Update(m, ShowReading{ReadDiff})
	k := m.Kernel()
	admin := threadNamed(k, "admin", 2)
	m.Sel = scene.CPU.ID(0)
	require.Equal(t, "admin", k.ThreadName(admin))
	m.pair = pair{}
	Update(m, StepBy{1})
	settle(m)
	assert.False(t, m.Seeking())
	assert.NotEqual(t, sim.NoThread, m.PairThreads()[0])
}

// Keys and taps of the reading.
func TestHandsOnTheDifference(t *testing.T) {
	m := loaded(t)
	tap := func(id scene.ID) {
		Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap}, Spot: Spot{ID: id}})
		settle(m)
	}
	Update(m, SetVariant{1, "qpw=n"})
	Update(m, ShowReading{ReadDiff})
	funcs := m.DiffFuncs()
	first := m.DiffName()
	assert.Equal(t, funcs[0].Name, first)
	press(m, "j")
	assert.Equal(t, funcs[1].Name, m.DiffName())
	press(m, "k")
	press(m, "k")
	assert.Equal(t, funcs[len(funcs)-1].Name, m.DiffName(), "round")
	tap(scene.DiffAct.ID(DiffNext))
	tap(scene.DiffAct.ID(DiffNext))
	tap(scene.DiffAct.ID(DiffPrev))
	assert.Equal(t, first, m.DiffName())
	assert.True(t, m.DiffPicked())
	tap(scene.DiffAct.ID(DiffFollow))
	assert.False(t, m.DiffPicked())

	Update(m, ShowDiff{"flush_all_cpus_locked"})
	f := m.DiffFunc()
	row := f.Row(0, 0)
	tap(scene.DiffLine.ID(row))
	l, pc, ok := m.Kernel().Line(threadNamed(m.Kernel(), "admin", 2))
	require.True(t, ok)
	assert.Equal(t, "flush_all_cpus_locked 0", fmt.Sprint(l.Name, " ", pc), "a tap runs to the line")
	for i, r := range f.Rows {
		if r.Sign == '+' {
			tap(scene.DiffLine.ID(i))
			assert.Equal(t, "With qpw=0 there is no such line.", m.Notice.Text)
			break
		}
	}
	Update(m, SetVariant{1, "qpw=1"})
	assert.Empty(t, m.DiffFuncs(), "the key decides while it runs: the code is the same")
	press(m, "j")
	assert.Equal(t, "Both sides run the same code.", m.Notice.Text)
}

// A cue of a lesson shows a function before and after a patch.
func TestTheCueOfADifference(t *testing.T) {
	for cue, want := range map[string][2]Variant{
		"diff patch=qpw-v2 func=pcs_flush_all":                     {"qpw=n/patch=none", "qpw=0/patch=qpw-v2"},
		"diff patch=skip-left-over func=flush_all_cpus_locked":     {"qpw=0", "qpw=0/mutant=skip-left-over"},
		"mode qpw=1\ndiff patch=before-nolock func=alloc_from_pcs": {"qpw=1", "qpw=1/patch=before-nolock"},
	} {
		m := loaded(t)
		Update(m, Cue{cue + "\nat 38us"})
		settle(m)
		require.False(t, m.Notice.Alarm, m.Notice.Text)
		assert.Equal(t, want, variants(m), cue)
		assert.Equal(t, ReadDiff, m.Reading)
		require.NotNil(t, m.DiffFunc(), cue)
		assert.Contains(t, cue, m.DiffFunc().Name)
		assert.Equal(t, us(m, 38), m.Now)
	}
}
